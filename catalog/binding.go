package catalog

import "slices"

// A Binding says how Go code meets the codes of a catalog in one package: the error types and functions that
// carry a code, and the constants that name one. It is read in the sources of Module at Version.
type Binding struct {
	Package string   // import path
	Name    string   // package name
	Module  string   // module path; empty for the standard library
	Version string   // the version that was read
	Holds   Versions // the versions that it is known to be right for; zero for no more than Version
	Shared  bool     // many services share these types: they tie a code only by Catalog.Prefix or by a client's call

	Errors    []ErrorType
	Carriers  []Carrier
	Constants []Constant
	ConstType string   // the constants' type in this package ("Code"); empty for untyped constants
	Clients   []string // types of this package whose methods' errors carry this catalog's codes

	Predicates []Predicate
	Helpers    []Helper
	Rewrites   []Rewrite
	Handles    []Handled

	// Declares is the rest of what Go code needs of the package to be typed without it: the types, methods and
	// functions that Errors, Carriers and Clients name, as Go declarations without bodies. The constants are not
	// repeated. Imports are the import paths that Declares needs.
	Declares string
	Imports  []string // a path, or a name and a path with a space between them
}

// An ErrorType is a type that implements error.
type ErrorType struct {
	Type    string
	Pointer bool // what travels as an error is *Type
}

// A Carrier is a place that holds a code: a field ("TunnelError.Code"), a method ("Status.Code") or a function
// of an error ("Code").
type Carrier struct {
	At string
	// Catalog is the id of the catalog whose codes it holds where that is not the binding's own: the HTTP status
	// of a service's error. Such a code is known, but no guide to handling.
	Catalog string
}

// Versions is a range of a module's versions: From is in it, Before is not. Either may be empty.
type Versions struct {
	From   string
	Before string
}

// A Predicate is a method of an error type, or a function of an error, that answers by the error's code.
type Predicate struct {
	At    string   // "TunnelError.Temporary", "IsNotFound"
	Codes []string // those that it says yes to
	// Means is what its yes means: "again" for another attempt that can help, "gone" for a thing that is not
	// there, "expected" for a state that may have been wanted.
	Means string
}

// A Helper is a function that takes codes: one that makes an error with a code, or one that asks whether an error
// has one of several.
type Helper struct {
	At    string // "Error", "Status.With"
	Arg   int    // index of the argument that is the code, or the first of them
	Error int    // index of the argument that is the error; -1 where it makes one
	Match string // how it compares, for one that asks: "exact", "prefix" or "part"
}

// A Rewrite is a code that the SDK puts in the place of what the service sent.
type Rewrite struct {
	Status []Span   // for answers with these statuses; empty for any
	Codes  []string // for these codes of the body; empty for any
	To     string   // the code that the caller sees
	Unless string   // when it does not, in words; empty for always
}

// A Span is a range of HTTP statuses, both ends included.
type Span struct{ First, Last int }

// Handled says what a part of the SDK does about codes by itself.
type Handled struct {
	Codes   []string
	By      string // type or function of the package: "TunnelWorkerDaemon"
	How     string // "retries", "reconnects", "refreshes" or "follows"
	Returns bool   // the caller gets the error all the same: at once, or when the SDK gives up
}

// Rewritten returns the code that callers see in the place of c because of what the SDK does: every answer that
// carries c has a status that it rewrites. It is empty where callers can see c itself, and where that is not known.
func (b *Binding) Rewritten(c *Code) string {
	if len(c.HTTP) == 0 {
		return ""
	}
	to := ""
	for _, status := range c.HTTP {
		i := slices.IndexFunc(b.Rewrites, func(r Rewrite) bool { return r.rewrites(c.ID, status) })
		if i < 0 || b.Rewrites[i].To == c.ID || b.Rewrites[i].Unless != "" {
			return ""
		}
		to = b.Rewrites[i].To
	}
	return to
}

func (r *Rewrite) rewrites(code string, status int) bool {
	if len(r.Codes) > 0 && !slices.Contains(r.Codes, code) {
		return false
	}
	return r.Covers(status)
}

// Covers reports whether it may be of an answer with a status.
func (r *Rewrite) Covers(status int) bool {
	return len(r.Status) == 0 || slices.ContainsFunc(r.Status, func(s Span) bool { return s.First <= status && status <= s.Last })
}

// A Constant is a Go constant, the id of the code that it names, and its value as Go writes it.
type Constant struct {
	Name  string
	Code  string
	Value string // `"OTSTunnelExist"`, `404`, `14`
}

// A Library is a retry library: which function takes the operation, and how what the operation returns decides
// whether there is another attempt.
type Library struct {
	Package   string
	Name      string // package name
	Module    string
	Version   string
	Callbacks []Callback
	Lists     []CodeList
	Declares  string // as in Binding
	Imports   []string
}

// A Callback is a function value that a retry library calls: an argument of Func, or what is stored in Field.
type Callback struct {
	Func  string // "Retry", or a method "Client.Do"
	Arg   int    // index of the argument that is the callback
	Field string // "Client.CheckRetry"

	// Decides is the index of the result that decides; -1 is the last one.
	Decides int
	// By is the kind of the deciding result: "error" (nil stops), "bool" (true means again), "stop" (a bool: true
	// means no more), or "done" (a bool beside an error, the last result: an error stops, else false means again).
	By string
	// Again says what an error means that is made by none of the functions below: another attempt, or not.
	Again bool
	// StopMarks and AgainMarks are functions of the package whose result stops, or asks for another attempt.
	StopMarks  []string
	AgainMarks []string

	Waits   bool   // the library waits between attempts
	Bounded string // what ends the attempts by default ("15 min"); empty for nothing
}

// A CodeList is where a retry library takes codes as data: the codes after which it makes another attempt.
type CodeList struct {
	Func  string // "WithCodes", or a method "RetryableErrors.Add"
	Arg   int    // index of the argument that is a code or a list of codes, or the first of several codes
	Field string // "RetryableErrorCode.Codes", in place of Func: what the field's literal or assignment holds
	// Catalog is the id of the catalog whose codes they are; empty where the codes' own constants say it.
	Catalog string
	// ServiceConfig means that what is taken is no code, but a gRPC service config: JSON, as text.
	ServiceConfig bool
	// Specified are codes that the protocol of the calls has retried by its own specification, whatever the catalog
	// says of them in general.
	Specified []string
}
