package sites

import (
	"go/types"
	"slices"

	"github.com/errls/errls/catalog"
)

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
	Polled bool
}

// An Answer is what a helper's result says.
type Answer uint8

// The answers.
const (
	AnswerUnknown Answer = iota
	AnswerTrue           // true, for a boolean
	AnswerFalse          // false
	AnswerAgain          // what a retry library takes for another attempt
	AnswerStop           // what a retry library stops at, or the error itself
	AnswerNil            // nil, where the result is an error
	AnswerError          // an error, this one or another
)

// Helpers returns what is known of the functions of a package that hold codes against an error, by name: "Func", or
// "Type.Method". Packages that import it are told through Input.Helper.
func Helpers(in Input) map[string]*Helper {
	f := newFinder(in)
	f.find()
	return f.helpers()
}

// Helpers returns what Helpers does for the package, which need not be walked again for that.
func (r *Result) Helpers() map[string]*Helper {
	if r.helpers == nil {
		return nil
	}
	return r.helpers()
}

// SetHelpers sets what Helpers returns. Read is called each time that it is asked for.
func (r *Result) SetHelpers(read func() map[string]*Helper) { r.helpers = read }

// helpers tells other packages what was found.
func (f *finder) helpers() map[string]*Helper {
	found := map[string]*Helper{}
	for fn, r := range f.readings {
		if r.codes != 0 {
			found[HelperName(fn)] = f.exported(r)
		}
	}
	f.sentinels(found)
	own := f.ownCodes()
	for fn, o := range own {
		h := found[HelperName(fn)]
		if h == nil {
			h = &Helper{Error: o.param - 1, Codes: -1, Match: Exact}
		}
		if h.Error == o.param-1 && f.answersFor(h, o) {
			found[HelperName(fn)] = h
		}
	}
	f.askStatus(found)
	return found
}

// exported tells other packages what was read in a function.
func (f *finder) exported(r *reading) *Helper {
	h := &Helper{Error: r.err - 1, Codes: r.codes - 1, Match: r.match, Loose: r.loose}
	e := env{root: r.flow.params[r.err], codes: r.flow.params[r.codes], text: noCode, number: -1}
	for _, t := range r.ties {
		if t.learned != nil {
			continue
		}
		h.Catalogs = append(h.Catalogs, t.cat.ID)
		if e.cat == nil || e.cat.Common {
			e.cat, e.isInt = t.cat, t.cat.Kind != catalog.KindString
		}
	}
	slices.Sort(h.Catalogs)
	match, miss := e, e
	match.member, miss.member = yes, no
	h.OnMatch, h.OnMiss = f.answer(r.fn, &match).answer, f.answer(r.fn, &miss).answer
	return h
}

// HelperName returns the name by which Helpers keeps a function.
func HelperName(fn *types.Func) string {
	if recv := fn.Signature().Recv(); recv != nil {
		if tn := namedOf(recv.Type()); tn != nil {
			return tn.Name() + "." + fn.Name()
		}
	}
	return fn.Name()
}
