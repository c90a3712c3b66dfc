package catalog

import (
	"slices"
	"strings"
)

// A Binding describes one Go package that exposes the codes of a catalog: the error types and functions that carry
// a code, and the constants that name one. It is written from the source code of Module at Version.
type Binding struct {
	Package string // import path
	Name    string // package name
	Module  string // module path; empty for the standard library
	Version string // the version whose source code was read
	// ValidFor are the versions for which the binding is known to be correct; zero for Version only.
	ValidFor Versions
	Shared   bool // several services share these types: only Catalog.Prefix or the client that was called identifies the catalog

	Errors []ErrorType
	// Makes says which type an error has: each type in it is that of the errors with one code, or of all other errors.
	Makes []Made
	// Types are the import paths of packages whose error types, as pointers, have a method that is a carrier of this binding.
	// Such a type stands for the code that is its name, or whose Name is its name. "..." in a path is as in MatchPackages.
	Types []string
	// Wraps means that an error which a call returns wraps the one with the type: an assertion on it never holds.
	Wraps bool

	Carriers  []Carrier
	Constants []Constant
	ConstType string // the constants' type in this package ("Code"); empty for untyped constants
	// Sentinels are the variables and constants of the package that are errors and stand for a code.
	Sentinels    []Sentinel
	SentinelType string   // their type: "*Error"; empty for error
	Clients      []string // types of this package whose methods return errors with this catalog's codes
	// Calls are the import paths of the packages whose functions and methods return the error types of this binding.
	// A path that ends in "/..." stands for all packages below it too.
	Calls []string

	Predicates []Predicate
	Helpers    []Helper
	Rewrites   []Rewrite
	Handles    []Handled

	// Declares contains Go declarations, without function bodies, of the types, methods and functions that the binding
	// names, except the constants. With them, code that imports the package can be type-checked without the package.
	Declares string
	// Imports are the imports that Declares needs: a path, or a name and a path separated by a space.
	Imports []string
}

// An ErrorType is a type that implements error.
type ErrorType struct {
	Type    string
	Pointer bool // functions return *Type as the error, not Type
}

// A Made is an error type together with the code that all its errors have.
type Made struct {
	Type string
	Code string // the id of the code; empty for the type of the errors whose code no other type has
}

// MadeAs returns the type of the errors with a code, according to Makes. It returns "" if it is not known.
func (b *Binding) MadeAs(code string) string {
	others := ""
	for _, m := range b.Makes {
		switch m.Code {
		case code:
			return m.Type
		case "":
			others = m.Type
		}
	}
	return others
}

// A Carrier is a field ("TunnelError.Code"), a method ("Status.Code") or a function with an error parameter ("Code")
// whose value is a code.
type Carrier struct {
	At string
	// Catalog is the id of the catalog whose codes it contains, if that is not the binding's own catalog: for example
	// the HTTP status in a service's error. Such a code does not determine the handling, unless Standard is set.
	Catalog string
	// Standard means that the service uses the codes of Catalog with their usual meaning, so that its advice applies.
	Standard bool
	// Class means that the value is the id of a class of codes; see Code.Class.
	Class bool
	// Names means that the value is the Name of a code, and not its id.
	Names bool
	// Except are the codes for which Standard does not hold.
	Except []string
}

// Versions is the range of a module's versions from From (inclusive) to Before (exclusive). Either may be empty.
type Versions struct {
	From   string
	Before string
}

// A Sentinel is a package-level variable, or a constant of an error type, that is the error with one code. Programs compare
// errors with it: errors.Is(err, io.EOF), err == syscall.EAGAIN.
type Sentinel struct {
	Name string
	Code string // the id of the code
}

// A Predicate says whether an error has one of some codes. It is a function, or a variable that is one, whose first
// parameter is an error or a code; a method of an error type without parameters; or a bool field of an error type.
type Predicate struct {
	At    string   // "IsNotFound", "TunnelError.Temporary", "DNSError.IsTimeout"
	Codes []string // the codes for which it is true
}

// The values of Helper.Error for helpers that receive no error as an argument.
const (
	MakesError      = -1 // the helper makes an error
	ErrorIsReceiver = -2 // the helper is a method of the error
)

// A Helper is a function with codes as arguments: it makes an error with a code, or tests whether an error has one of
// several codes.
type Helper struct {
	At    string // "Error", "Status.With"
	Arg   int    // index of the argument that is the code, or the first of several codes
	Error int    // index of the argument that is the error to test, or one of the constants above
	Match string // how it compares, if it tests an error: "exact", "prefix" or "part" (substring)
}

// A Rewrite says that the SDK replaces the code that the service sent.
type Rewrite struct {
	Status []Span   // for responses with these statuses; empty for any status
	Codes  []string // for these codes in the body; empty for any code
	To     string   // the code that the caller gets
	Unless string   // the exception, in words; empty if there is none
}

// A Span is a range of HTTP statuses, both ends included.
type Span struct{ First, Last int }

// Handled says which codes a part of the SDK handles, and how.
type Handled struct {
	Codes   []string
	By      string // type or function of the package: "TunnelWorkerDaemon"
	How     string // "retries", "reconnects", "refreshes" or "follows"
	Returns bool   // the caller gets the error too: at once, or when the SDK gives up
}

// Serves reports whether functions and methods of a package return the error types of b, according to Calls.
func (b *Binding) Serves(importPath string) bool {
	return slices.ContainsFunc(b.Calls, func(pattern string) bool { return MatchPackages(pattern, importPath) })
}

// StandsFor returns the code for which an error type of a package stands, according to Types, or nil.
func (b *Binding) StandsFor(importPath, typeName string, codes *Catalog) *Code {
	if !slices.ContainsFunc(b.Types, func(pattern string) bool { return MatchPackages(pattern, importPath) }) {
		return nil
	}
	if code := codes.Lookup(typeName); code != nil {
		return code
	}
	var found *Code
	for i := range codes.Codes {
		if code := &codes.Codes[i]; code.Name == typeName {
			if found != nil {
				return nil // services have types with this name for different codes
			}
			found = code
		}
	}
	return found
}

// MatchPackages reports whether an import path is that of a pattern, or below it if the pattern ends in "/...". In the middle
// of a pattern, "..." stands for one or more elements of the path.
func MatchPackages(pattern, importPath string) bool {
	if root, last, ok := strings.Cut(pattern, "/.../"); ok {
		below, ok := strings.CutPrefix(importPath, root+"/")
		return ok && strings.HasSuffix(below, "/"+last)
	}
	root, below := strings.CutSuffix(pattern, "/...")
	return importPath == root || below && strings.HasPrefix(importPath, root+"/")
}

// Rewritten returns the code that the SDK puts in the place of c, if it does so for every HTTP status that c is sent
// with. It returns "" if callers can get c itself, or if that is not known.
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

// Covers reports whether r applies to responses with the status.
func (r *Rewrite) Covers(status int) bool {
	return len(r.Status) == 0 || slices.ContainsFunc(r.Status, func(s Span) bool { return s.First <= status && status <= s.Last })
}

// A Constant is a Go constant that names a code.
type Constant struct {
	Name  string
	Code  string // the id of the code
	Value string // as a Go literal: `"OTSTunnelExist"`, `404`, `14`
}

// A Library describes a retry library: which functions call the user's operation, and how the results of the
// operation decide whether it is retried.
type Library struct {
	Package   string
	Name      string // package name
	Module    string
	Version   string
	Callbacks []Callback
	Lists     []CodeList
	// Polled are function types of the package. The library calls such a function again if all its results are zero values:
	// they mean that there is no answer yet.
	Polled   []string
	Declares string // as in Binding
	Imports  []string
}

// A Callback is a function value that a retry library calls: an argument of Func, or the value of Field.
type Callback struct {
	Func  string // "Retry", or a method "Client.Do"
	Arg   int    // index of the argument that is the callback
	Field string // "Client.CheckRetry"

	// Decides is the index of the callback's result that decides whether there is a retry; -1 is the last result.
	Decides int
	// By is the kind of that result: "error" (nil stops), "bool" (true retries), "stop" (a bool: true stops), or
	// "done" (a bool followed by an error: a non-nil error stops, otherwise false retries).
	By string
	// Again says whether an error is retried that none of the functions in StopMarks and AgainMarks returned.
	Again bool
	// StopMarks and AgainMarks are functions of the package. An error that one of StopMarks returned stops the retries;
	// an error that one of AgainMarks returned is retried.
	StopMarks  []string
	AgainMarks []string
	// Asks is the function with which the library asks for something of the error, with its import path:
	// "k8s.io/apimachinery/pkg/api/errors.IsConflict". It looks at wrapped errors too. It is empty if there is none.
	Asks string

	Waits   bool   // the library waits between attempts
	Bounded string // the default limit of the attempts ("15 min"); empty if there is none
}

// A CodeList is a place where a retry library takes codes as data: the codes that it retries.
type CodeList struct {
	Func  string // "WithCodes", or a method "RetryableErrors.Add"
	Arg   int    // index of the argument that is a code or a list of codes, or the first of several codes
	Field string // instead of Func, the field that contains the codes: "RetryableErrorCode.Codes"
	// Catalog is the id of the catalog that the codes belong to; empty if only the codes' constants determine it.
	Catalog string
	// ServiceConfig means that the value is a gRPC service config (JSON in a string) instead of codes.
	ServiceConfig bool
	// Specified are codes that the protocol's specification says to retry, even if the catalog says otherwise.
	Specified []string
}
