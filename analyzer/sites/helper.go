package sites

import (
	"go/types"
)

// A Helper says what is known of a function that compares error codes with an error: which parameter is the error, which
// one is the codes, how it compares them and what it returns. It is read from the body of the function, and kept for the
// packages that call it.
type Helper struct {
	// Error is the index of the parameter that is the error or its code; -1 for the receiver.
	Error int
	// Codes is the index of the parameter that is the code or the list of codes; -1 if the function has no such parameter,
	// and contains the codes itself.
	Codes int
	// Match is how the codes are compared: a set, if the function compares in several ways.
	Match Match
	// Catalogs are the ids of the catalogs whose error types the function takes codes from.
	Catalogs []string
	// Loose means that the function takes codes from other error types too, or searches the text of the error, so that a
	// code that no catalog lists may be right.
	Loose bool
	// OnMatch is the first result of the function if a code matches, OnMiss if none does.
	OnMatch, OnMiss Answer
	// Own are the codes that the function itself contains, by catalog id. If one of them matches, it returns OnMatch.
	Own map[string][]string
	// TestsStatus means that the function itself tests the error for a status of another catalog, such as the HTTP status
	// 404. It matters only for loops that poll, and only in the package of the function.
	TestsStatus bool
}

// An Answer is the first result of a helper.
type Answer uint8

const (
	AnswerUnknown Answer = iota
	AnswerTrue           // true
	AnswerFalse          // false
	AnswerRetry          // a value that makes a retry library try again
	AnswerStop           // a value that makes a retry library stop, or the error itself
	AnswerNil            // nil, if the result is an error
	AnswerError          // this error or another one
)

// HelperName returns the name of a function in the map of Result.Helpers: "Func" or "Type.Method".
func HelperName(fn *types.Func) string {
	if recv := fn.Signature().Recv(); recv != nil {
		if tn := TypeNameOf(recv.Type()); tn != nil {
			return tn.Name() + "." + fn.Name()
		}
	}
	return fn.Name()
}

// TypeNameOf returns the name of a defined type, or of the type that an alias or a pointer stands for. For an instantiated
// generic type it returns the generic one. It returns nil for any other type.
func TypeNameOf(t types.Type) *types.TypeName {
	if t == nil {
		return nil
	}
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if n, ok := t.(*types.Named); ok {
		return n.Origin().Obj()
	}
	return nil
}
