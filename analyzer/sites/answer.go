package sites

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/errls/errls/catalog"
)

// A question is what is asked of a function: what its first result is where one of its parameters holds a code. It does
// not name the call, so that thousands of calls share an answer.
type question struct {
	fn      *function
	root    types.Object
	cat     *catalog.Catalog
	text    string
	number  int
	success bool
	other   bool
	codes   types.Object
	member  tri
	none    bool
}

// A reply is what a function says.
type reply struct {
	answer Answer
	met    bool // it says so because the code was found equal to one
}

// An inquiry is a question that is being answered, or was.
type inquiry struct {
	reply reply
	open  bool // it is being answered; the reply is what was found so far
	depth int  // how many questions were open when it was asked
	asked bool // it was asked again while it was open
}

// maxQuestions bounds how many questions are open at a time: a predicate asks another one.
const maxQuestions = 8

// neverAnswers is what a function that asks itself has said so far: nothing.
const neverAnswers Answer = 255

// answerOf says what the first result of a call is under the assumption: of a function of this package by its body, of
// another package's as Input.Helper tells.
func (f *finder) answerOf(call *ast.CallExpr, e *env) Answer {
	r := f.replyOf(call, e)
	if r.answer == neverAnswers {
		return AnswerUnknown
	}
	e.met = e.met || r.met
	return r.answer
}

func (f *finder) replyOf(call *ast.CallExpr, e *env) reply {
	s := f.summaryOf(call)
	if s != nil && s.helper != nil {
		return f.foreignReply(s, call, e)
	}
	fn := f.decls[f.callee(call)]
	if fn == nil || fn.typ.Results.NumFields() == 0 {
		return reply{}
	}
	for _, p := range f.parameters(fn, call) {
		if p.param == nil || !f.handsOver(p.arg, e) {
			continue
		}
		inner := env{root: p.param, cat: e.cat, entry: e.entry, text: e.text, number: e.number, isInt: e.isInt, success: e.success, other: e.other}
		if s != nil && s.reading.flow.params[s.err+1] == p.param {
			inner.codes = s.reading.flow.params[s.codes+1]
			inner.member, inner.none = f.membership(s, call, e)
		}
		return f.answer(fn, &inner)
	}
	return reply{}
}

// handsOver reports whether an argument is the error that is assumed, or was taken out of it.
func (f *finder) handsOver(arg ast.Expr, e *env) bool {
	root, call := f.rootOf(arg)
	return root != nil && root == e.root || call != nil && call == e.call
}

// membership says whether the codes that a call hands over hold the code, and whether there are none.
func (f *finder) membership(s *summary, call *ast.CallExpr, e *env) (member tri, none bool) {
	if e.success {
		return no, false
	}
	spread, one := s.spread(call)
	if one && len(spread) == 0 {
		return no, true
	}
	arg := s.codesArg(call)
	if e.codes != nil && arg != nil && (!one || len(spread) == 1) {
		if f.object(arg) == e.codes {
			return e.member, e.none
		}
		if list := f.elementOf(arg); list != nil && f.object(list) == e.codes {
			return e.member, e.none
		}
	}
	h := f.handedOver(s, call)
	if h == nil {
		return unknown, false
	}
	return h.has(s.match, e), false
}

// foreignReply is what a function of another package says.
func (f *finder) foreignReply(s *summary, call *ast.CallExpr, e *env) reply {
	arg := s.errArg(call)
	if arg == nil || !f.handsOver(arg, e) {
		return reply{}
	}
	if e.success {
		if s.helper.OnMiss == AnswerFalse {
			return reply{answer: AnswerFalse}
		}
		return reply{}
	}
	member := unknown
	if s.codes >= 0 {
		member, _ = f.membership(s, call, e)
	}
	if e.cat != nil && slices.Contains(s.helper.Own[e.cat.ID], e.text) {
		member = yes
	}
	switch {
	case member == yes:
		return reply{s.helper.OnMatch, true}
	case member == no:
		return reply{answer: s.helper.OnMiss}
	}
	return reply{}
}

// answer explores a function: what every path says on which the code was compared, and every other one that is not
// merely of an error of another type.
func (f *finder) answer(fn *function, e *env) reply {
	key := question{fn, e.root, e.cat, e.text, e.number, e.success, e.other, e.codes, e.member, e.none}
	if in := f.answers[key]; in != nil {
		if in.open {
			in.asked = true
			f.lowest = min(f.lowest, in.depth)
		}
		return in.reply
	}
	if f.asking >= maxQuestions {
		f.lowest = -1
		return reply{}
	}
	if f.asking == 0 {
		f.lowest, f.patience = maxQuestions, maxSteps
	}
	in := &inquiry{reply: reply{answer: neverAnswers}, open: true, depth: f.asking}
	f.answers[key] = in
	before := f.lowest
	f.lowest = maxQuestions
	f.inquire(in, fn, e)
	r := in.reply
	if f.lowest < f.asking {
		delete(f.answers, key) // it rests on what an open question has said so far
	} else if r.answer == neverAnswers {
		r = reply{}
		in.reply = r
	}
	f.lowest = min(before, f.lowest)
	if f.lowest >= f.asking && f.lowest != maxQuestions {
		f.lowest = maxQuestions
	}
	return r
}

// inquire explores a function until it says the same twice: a function that asks itself hears what it has said so far.
func (f *finder) inquire(in *inquiry, fn *function, e *env) {
	f.asking++
	for range 4 {
		in.asked = false
		r := f.explore(fn, e)
		settled := r == in.reply || !in.asked
		in.reply = r
		if settled {
			break
		}
	}
	f.asking--
	in.open = false
}
