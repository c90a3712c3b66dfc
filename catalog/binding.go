package catalog

// A Binding says how Go code meets the codes of a catalog in one package: the error types and functions that
// carry a code, and the constants that name one. It is read in the sources of Module at Version.
type Binding struct {
	Package string // import path
	Name    string // package name
	Module  string // module path; empty for the standard library
	Version string
	Shared  bool // many services share these types: they tie a code only by Catalog.Prefix or by a client's call

	Errors    []ErrorType
	Carriers  []Carrier
	Constants []Constant
	ConstType string   // the constants' type in this package ("Code"); empty for untyped constants
	Clients   []string // types of this package whose methods' errors carry this catalog's codes

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
	// By is the kind of the deciding result: "error" (nil stops) or "bool" (true means again).
	By string
	// Again says what an error means that is made by none of the functions below: another attempt, or not.
	Again bool
	// StopMarks and AgainMarks are functions of the package whose result stops, or asks for another attempt.
	StopMarks  []string
	AgainMarks []string

	Waits   bool   // the library waits between attempts
	Bounded string // what ends the attempts by default ("15 min"); empty for nothing
}
