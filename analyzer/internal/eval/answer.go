package eval

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/helpers"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// A question asks for the first result of a function if one of its parameters has a code. It does not name a call, so
// that all calls with equal questions share a reply.
type question struct {
	fn      *index.Function
	root    types.Object
	code    Code
	codes   CodesParam
	success bool
	other   bool
	bounds  bool
	typing  Typing
	withErr bool
	status  int
	received
}

func questionOf(fn *index.Function, e *Assumption) question {
	return question{
		fn: fn, root: e.Root, code: e.Code, codes: e.CodesParam,
		success: e.Success, other: e.Other, bounds: e.InBounds, typing: e.Typing, withErr: e.WithError, status: e.successStatus(), received: e.received,
	}
}

// A reply is the first result of a function.
type reply struct {
	answer  sites.Answer
	matched bool // it is returned because the assumed code was found equal to a code that the function names
}

// noAnswerYet is the provisional answer of a function that calls itself, until one of its paths returns.
const noAnswerYet sites.Answer = 255

// A cachedReply is the reply to a question. While the question is in progress, the reply is provisional: it is what the
// previous round found.
type cachedReply struct {
	reply
	inProgress bool
	depth      int  // number of questions that were in progress when this one was asked
	used       bool // the provisional reply was used since the current round began
}

const (
	// maxDepth bounds how many questions are in progress at a time: to evaluate a function, the functions that it calls
	// are evaluated, and each level multiplies the time.
	maxDepth = 8

	// maxRounds bounds how often a recursive function is evaluated to reach a fixed point.
	maxRounds = 4
)

// progress describes the questions in progress.
type progress struct {
	depth int // number of questions in progress

	// reliesOn is the lowest depth of a question whose provisional reply was used for the current one; maxDepth if there is
	// none, and -1 if a limit was reached. A reply that relies on an outer question, or was cut short, is not cached.
	reliesOn int

	// visitsLeft is how many more blocks may be visited for the outermost question, including all questions that it leads
	// to. Without the limit, a function with many branches that calls others like it would take minutes.
	visitsLeft int
}

// callAnswer returns the first result of a call, and records a match if the result depends on one.
func (q *query) callAnswer(call *ast.CallExpr) sites.Answer {
	r := q.callReply(call)
	if r.answer == noAnswerYet {
		return sites.AnswerUnknown
	}
	q.matched = q.matched || r.matched
	return r.answer
}

// callReply returns the reply of the function that a call calls. The function must receive the assumed error, or be a
// literal, which may use the error's variable itself.
func (q *query) callReply(call *ast.CallExpr) reply {
	if cond := q.pkg.InlinedCondition(call); cond != nil {
		inner := query{Evaluator: q.Evaluator, Assumption: q.Assumption}
		answer := boolAnswer(inner.eval(cond))
		return reply{answer, inner.matched}
	}
	s := q.helpers.SummaryOf(call)
	if s != nil && s.Imported != nil {
		return q.foreignReply(s, call)
	}
	fn := q.pkg.CalledFunction(call)
	if fn == nil || fn.Type.Results.NumFields() == 0 {
		return reply{}
	}
	inner := Assumption{Code: q.Code, Typing: q.Typing, Succeeded: q.Succeeded, Other: q.Other, InBounds: q.InBounds, WithError: q.WithError}
	q.pass(fn, call, &inner)
	if inner.Root == nil {
		if _, lit := fn.Node.(*ast.FuncLit); !lit {
			return reply{}
		}
		inner.Root, inner.Call = q.Root, q.Call
	}
	if s != nil && s.Reading.ErrParam() == inner.Root {
		inner.Codes = s.Reading.CodesParam()
		inner.Member, inner.empty = q.membership(s, call)
	}
	return q.reply(fn, &inner)
}

// pass sets what is assumed about the parameters of a function, from the arguments of a call: which of them hold the
// error or something taken from it, and which booleans are known.
func (q *query) pass(fn *index.Function, call *ast.CallExpr, inner *Assumption) {
	known := 0
	for _, p := range fn.Arguments(call) {
		switch {
		case p.Param == nil:
		case index.IsBool(p.Param.Type()):
			if v := q.eval(p.Arg); v != Unknown && known < maxGiven && len(q.pkg.Assignments[p.Param]) == 1 {
				inner.given[known] = givenFlag{p.Param, v}
				known++
			}
		case !q.isAssumed(p.Arg):
		case inner.Root == nil:
			inner.Root = p.Param
		case inner.Twin == nil:
			inner.Twin = p.Param
		}
	}
}

// isAssumed reports whether an expression is the assumed error, or was taken from it.
func (q *query) isAssumed(arg ast.Expr) bool {
	root, call := q.bind.RootOf(arg)
	return q.holds(root) || call != nil && call == q.Call
}

// foreignReply returns the reply of a function of another package.
func (q *query) foreignReply(s *helpers.Summary, call *ast.CallExpr) reply {
	arg := s.ErrArg(call)
	if arg == nil || !q.isAssumed(arg) {
		return reply{}
	}
	if q.Success {
		if s.Imported.OnMiss == sites.AnswerFalse {
			return reply{answer: sites.AnswerFalse}
		}
		return reply{}
	}
	member := Unknown
	if s.Codes >= 0 {
		member, _ = q.membership(s, call)
	}
	if q.Cat != nil && slices.Contains(s.Imported.Own[q.Cat.ID], q.Text) {
		member = Yes
	}
	switch member {
	case Yes:
		return reply{s.Imported.OnMatch, true}
	case No:
		return reply{answer: s.Imported.OnMiss}
	}
	return reply{}
}

// reply returns the reply of a function, from the cache if it was asked before.
func (ev *Evaluator) reply(fn *index.Function, e *Assumption) reply {
	key := questionOf(fn, e)
	if c := ev.replies[key]; c != nil {
		if c.inProgress {
			c.used = true
			ev.progress.reliesOn = min(ev.progress.reliesOn, c.depth)
		}
		return c.reply
	}
	at := &ev.progress
	if at.depth >= maxDepth {
		at.reliesOn = -1
		return reply{}
	}
	if at.depth == 0 {
		at.reliesOn, at.visitsLeft = maxDepth, index.MaxSteps
	}
	c := &cachedReply{reply: reply{answer: noAnswerYet}, inProgress: true, depth: at.depth}
	ev.replies[key] = c
	outer := at.reliesOn
	at.reliesOn = maxDepth
	ev.evaluate(c, fn, e)
	if ev.pkg.Work.Stopped() {
		at.reliesOn = -1
	}
	r := c.reply
	if at.reliesOn < at.depth {
		delete(ev.replies, key)
	} else if r.answer == noAnswerYet {
		r = reply{}
		c.reply = r
	}
	at.reliesOn = min(outer, at.reliesOn)
	if at.reliesOn >= at.depth && at.reliesOn != maxDepth {
		at.reliesOn = maxDepth
	}
	return r
}

// evaluate explores a function until its reply stays the same: a recursive function uses the reply of the round before.
func (ev *Evaluator) evaluate(c *cachedReply, fn *index.Function, e *Assumption) {
	ev.progress.depth++
	for range maxRounds {
		c.used = false
		r := ev.explore(fn, e)
		settled := r == c.reply || !c.used
		c.reply = r
		if settled {
			break
		}
	}
	ev.progress.depth--
	c.inProgress = false
}
