package eval

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/helpers"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// A question is what is asked of a function: what its first result is where one of its parameters holds a code. It does
// not name the call, so that thousands of calls share an answer.
type question struct {
	fn      *index.Function
	root    types.Object
	cat     *catalog.Catalog
	text    string
	number  int
	success bool
	other   bool
	codes   types.Object
	member  Truth
	none    bool
}

// A reply is what a function says.
type reply struct {
	Answer sites.Answer
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
const neverAnswers sites.Answer = 255

// CallAnswer says what the first result of a call is under the assumption: of a function of this package by its body, of
// another package's as Input.Helper tells.
func (ev *Evaluator) CallAnswer(call *ast.CallExpr, e *Assumption) sites.Answer {
	r := ev.replyOf(call, e)
	if r.Answer == neverAnswers {
		return sites.AnswerUnknown
	}
	e.met = e.met || r.met
	return r.Answer
}

func (ev *Evaluator) replyOf(call *ast.CallExpr, e *Assumption) reply {
	s := ev.helpers.SummaryOf(call)
	if s != nil && s.Imported != nil {
		return ev.foreignReply(s, call, e)
	}
	fn := ev.pkg.Decls[ev.pkg.Callee(call)]
	if fn == nil || fn.Type.Results.NumFields() == 0 {
		return reply{}
	}
	for _, p := range fn.Arguments(call) {
		if p.Param == nil || !ev.handsOver(p.Arg, e) {
			continue
		}
		inner := Assumption{Root: p.Param, Cat: e.Cat, Entry: e.Entry, Text: e.Text, Number: e.Number, IsInt: e.IsInt, Success: e.Success, Other: e.Other}
		if s != nil && s.Reading.ErrParam() == p.Param {
			inner.Codes = s.Reading.CodesParam()
			inner.Member, inner.none = ev.membership(s, call, e)
		}
		return ev.Answer(fn, &inner)
	}
	return reply{}
}

// handsOver reports whether an argument is the error that is assumed, or was taken out of it.
func (ev *Evaluator) handsOver(arg ast.Expr, e *Assumption) bool {
	root, call := ev.bind.RootOf(arg)
	return root != nil && root == e.Root || call != nil && call == e.Call
}

// membership says whether the codes that a call hands over hold the code, and whether there are none.
func (ev *Evaluator) membership(s *helpers.Summary, call *ast.CallExpr, e *Assumption) (member Truth, none bool) {
	if e.Success {
		return No, false
	}
	spread, one := s.Spread(call)
	if one && len(spread) == 0 {
		return No, true
	}
	arg := s.CodesArg(call)
	if e.Codes != nil && arg != nil && (!one || len(spread) == 1) {
		if ev.pkg.Object(arg) == e.Codes {
			return e.Member, e.none
		}
		if list := ev.pkg.ListOf(arg); list != nil && ev.pkg.Object(list) == e.Codes {
			return e.Member, e.none
		}
	}
	h := ev.handedOver(s, call)
	if h == nil {
		return Unknown, false
	}
	return h.has(s.Match, e), false
}

// foreignReply is what a function of another package says.
func (ev *Evaluator) foreignReply(s *helpers.Summary, call *ast.CallExpr, e *Assumption) reply {
	arg := s.ErrArg(call)
	if arg == nil || !ev.handsOver(arg, e) {
		return reply{}
	}
	if e.Success {
		if s.Imported.OnMiss == sites.AnswerFalse {
			return reply{Answer: sites.AnswerFalse}
		}
		return reply{}
	}
	member := Unknown
	if s.Codes >= 0 {
		member, _ = ev.membership(s, call, e)
	}
	if e.Cat != nil && slices.Contains(s.Imported.Own[e.Cat.ID], e.Text) {
		member = Yes
	}
	switch {
	case member == Yes:
		return reply{s.Imported.OnMatch, true}
	case member == No:
		return reply{Answer: s.Imported.OnMiss}
	}
	return reply{}
}

// Answer explores a function: what every path says on which the code was compared, and every other one that is not
// merely of an error of another type.
func (ev *Evaluator) Answer(fn *index.Function, e *Assumption) reply {
	key := question{fn, e.Root, e.Cat, e.Text, e.Number, e.Success, e.Other, e.Codes, e.Member, e.none}
	if in := ev.answers[key]; in != nil {
		if in.open {
			in.asked = true
			ev.lowest = min(ev.lowest, in.depth)
		}
		return in.reply
	}
	if ev.asking >= maxQuestions {
		ev.lowest = -1
		return reply{}
	}
	if ev.asking == 0 {
		ev.lowest, ev.patience = maxQuestions, index.MaxSteps
	}
	in := &inquiry{reply: reply{Answer: neverAnswers}, open: true, depth: ev.asking}
	ev.answers[key] = in
	before := ev.lowest
	ev.lowest = maxQuestions
	ev.inquire(in, fn, e)
	r := in.reply
	if ev.lowest < ev.asking {
		delete(ev.answers, key) // it rests on what an open question has said so far
	} else if r.Answer == neverAnswers {
		r = reply{}
		in.reply = r
	}
	ev.lowest = min(before, ev.lowest)
	if ev.lowest >= ev.asking && ev.lowest != maxQuestions {
		ev.lowest = maxQuestions
	}
	return r
}

// inquire explores a function until it says the same twice: a function that asks itself hears what it has said so far.
func (ev *Evaluator) inquire(in *inquiry, fn *index.Function, e *Assumption) {
	ev.asking++
	for range 4 {
		in.asked = false
		r := ev.explore(fn, e)
		settled := r == in.reply || !in.asked
		in.reply = r
		if settled {
			break
		}
	}
	ev.asking--
	in.open = false
}
