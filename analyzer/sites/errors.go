package sites

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/errls/errls/catalog"
)

// Wanted is what a place asks for of an error.
type Wanted uint8

const (
	WantsType  Wanted = iota // its type: errors.As, a type assertion
	WantsValue               // whether it is, or wraps, a certain error: errors.Is, ==
	WantsCode                // its code: status.Code
	WantsMark                // the mark of a retry library
)

// A LostError is an error of which only the text is left where the program or a retry library asks for more.
type LostError struct {
	Call   *ast.CallExpr // turns the error into text: fmt.Errorf("…: %v", err)
	Err    ast.Expr      // the error
	By     *types.Func   // the function of another package that Call calls and that turns the error into text; nil if Call does
	Verb   Span          // the verb in the format of fmt.Errorf that %w can replace; zero if there is none
	Method Span          // what has to be removed for this after the error: ".Error()"; zero for nothing
	Asks   ast.Node      // the place that asks: a call, an asserted type, a comparison, or the callback of a retry library
	What   Wanted
	Wraps  bool // the place also looks at wrapped errors

	Type   types.Type // the type that the place asks for; nil if there is none, or if it is not known
	Target ast.Expr   // the error that the place compares with; nil if there is none

	Library   *catalog.Library // the retry library that asks; nil if the program does
	Mark      *types.Func      // the function of the library that put its mark on the error; nil if no mark is lost
	Predicate string           // the function with which the library asks, with its import path: "example.com/errors.IsBusy"
}

// A DeadTest is a test of an error that no error passes, because of the way in which errors come to it or of what it
// compares them with.
type DeadTest struct {
	Node   ast.Node // the asserted type, the comparison or the call
	Reason DeadReason
	From   ast.Node // the call that wraps the error, or that returns it; nil for Constant, Fresh and Panics
	Always bool     // the condition is true for each code, or each error
	Passed ast.Node // the call that passes the error to the function of the test; nil if the error comes from the function itself

	// Name is, for InStatus, the variable or type that is tested for: "context.Canceled"; for Wrapped, the function that tests, or "";
	// for Fresh, the type of the pointer or the function that makes the error; for Panics, the variable that is the target, or "".
	Name string

	// Compared is the error and the value that it is compared with by == or != or in a case; Err is nil for errors.Is.
	Compared struct{ Err, Value ast.Expr }
}

// A DeadReason says why no error passes a test.
type DeadReason uint8

const (
	Wrapped  DeadReason = iota // the error is wrapped on every way, and the test does not look at what it wraps
	InStatus                   // a gRPC call returns a status in place of Go's context error
	Constant                   // the condition has the same value for each code
	OnSend                     // a gRPC client that sends into a stream does not get the status of the call
	Fresh                      // the value that the error is compared with is made in the test, and no error is equal to it
	Panics                     // the call panics, whatever the error is: the target of errors.As is nil or points to a type that does not implement error
)

// IsFailure reports whether a type is one whose values say that a function failed, and nil that it did not: effects.yaml
// lists it.
func IsFailure(set *catalog.Set, t types.Type) bool {
	if t == nil {
		return false
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return false
	}
	known := set.Effects(named.Obj().Pkg().Path())
	return known != nil && slices.Contains(known.Failures, named.Obj().Name())
}
