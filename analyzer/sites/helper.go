package sites

import (
	"go/types"
)

// NamedOf returns the name of a type, behind aliases and one pointer, or nil.
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

// A Helper is what is known of a function that holds codes against an error: which of its parameters is the error,
// which the codes, how it compares, and what its answer says. It is read in the function's body, and kept for the
// packages that call it.
type Helper struct {
	// Error is the index of the parameter that is the error, or the code of one; -1 for the receiver.
	Error int
	// Codes is the index of the parameter that is the code or the list of codes; -1 where the codes stand in the
	// function itself.
	Codes int
	// Match is how it compares; several ways where it tries several.
	Match Match
	// Catalogs are the ids of the catalogs whose error types it looks into.
	Catalogs []string
	// Loose means that it looks into other error types as well, or into the error's text: a code that no catalog
	// lists may be right.
	Loose bool
	// Match and miss: what its first result says where a code matches and where none does.
	OnMatch, OnMiss Answer
	// Own are the codes that stand in the function itself, by catalog id; a match of one answers OnMatch.
	Own map[string][]string
	// Polled means that the function asks the error for a status itself, such as 404: nothing is judged by that but
	// loops that poll, in the function's own package.
	TestsStatus bool
}

// An Answer is what a helper's result says.
type Answer uint8

// The answers.
const (
	AnswerUnknown Answer = iota
	AnswerTrue           // true, for a boolean
	AnswerFalse          // false
	AnswerRetry          // what a retry library takes for another attempt
	AnswerStop           // what a retry library stops at, or the error itself
	AnswerNil            // nil, where the result is an error
	AnswerError          // an error, this one or another
)

// Helpers returns what Helpers does for the package, which need not be walked again for that.
func (r *Result) Helpers() map[string]*Helper {
	if r.helpers == nil {
		return nil
	}
	return r.helpers()
}

// SetHelpers sets what Helpers returns. Read is called each time that it is asked for.
func (r *Result) SetHelpers(read func() map[string]*Helper) { r.helpers = read }

// HelperName returns the name by which Helpers keeps a function.
func HelperName(fn *types.Func) string {
	if recv := fn.Signature().Recv(); recv != nil {
		if tn := TypeNameOf(recv.Type()); tn != nil {
			return tn.Name() + "." + fn.Name()
		}
	}
	return fn.Name()
}
