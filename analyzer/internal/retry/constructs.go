package retry

import (
	"go/ast"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/flow"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/catalog"
)

// A Construct makes an attempt again if it fails: a loop, a function that calls itself, or the callback of a retry library.
type Construct struct {
	Node    ast.Node // as in sites.Retry
	Func    *index.Function
	Attempt *ast.CallExpr    // nil if the error comes from a parameter
	Library *catalog.Library // nil unless Node is a callback
	At      ast.Expr         // a test of the attempt's error

	withError bool // the response is tested only if an error was returned with it
}

// A Continuation says what follows if an attempt fails.
type Continuation struct {
	Understood bool // the paths were followed to their ends; if not, the other fields are false
	Retries    bool // a path leads to another attempt, with nothing done about the code
	Recovers   bool // a path leads to another attempt after something was done about the failure
	Depends    bool // a path leads to another attempt, and something else than the code decides too
	Ends       bool // a path ends the attempts
	Waited     bool // Retries is set, and every such path waits
}

// AlwaysRetries reports whether every path leads to another attempt with nothing done about the failure.
func (c Continuation) AlwaysRetries() bool {
	return c.Understood && (c.Retries || c.Depends) && !c.Ends && !c.Recovers
}

// NeverRetries reports whether every path ends the attempts.
func (c Continuation) NeverRetries() bool {
	return c.Understood && !c.Retries && !c.Recovers && !c.Depends
}

// Constructs returns the retry constructs of a function in which an error is tested. The expression at is one of its
// tests; the assumption names the variable or the call that has the error.
func (d *Detector) Constructs(fn *index.Function, at ast.Expr, e *eval.Assumption) []Construct {
	withError := d.onlyWithError(fn, at, e)
	if withError {
		failed := *e
		failed.WithError = true
		e = &failed
	}
	la, b, i, loops := d.analyze(fn, at, e)
	if la == nil {
		return nil
	}
	if c := la.walk.Callback; c != nil {
		one := Construct{Node: fn.Node, Func: fn, Library: c.Lib, At: at, withError: withError}
		if calls := d.flow.CallsReaching(fn, b, i, e); len(calls) == 1 {
			one.Attempt = calls[0]
		}
		return []Construct{one}
	}
	var all []Construct
	for _, l := range loops {
		all = append(all, Construct{Node: l.Construct(), Func: fn, Attempt: l.attempt, At: at, withError: withError})
	}
	return all
}

// Again follows every path from the end of a construct's attempt, on the assumption that the attempt failed as e says.
func (d *Detector) Again(c *Construct, e *eval.Assumption) Continuation {
	if c.withError {
		failed := *e
		failed.WithError = true
		e = &failed
	}
	la, _, _, loops := d.analyze(c.Func, c.At, e)
	if la == nil {
		return Continuation{}
	}
	w := la.walk
	w.Inputs = d.flow.Inputs(w.Attempts)
	if c.Attempt == nil {
		w.Run(c.Func.Graph().Blocks[0], 0)
	} else if b, i, ok := c.Func.Locate(c.Attempt); ok {
		d.runFromAttempt(w, b, i)
	}
	if d.flow.Exhausted(c.Func) || len(w.Results) == 0 {
		return Continuation{}
	}
	out := continuationOf(w.Results, e.Entry)
	for i := range loops {
		if l := &loops[i]; l.Construct() == c.Node && out.Retries {
			out.Waited = out.Waited || la.attemptWaits(l.attempt) || la.mayWaitFirst(l)
		}
	}
	return out
}

// onlyWithError reports whether a response is tested only where the error that was returned with it is not nil. Then the
// attempt is a call of an SDK that returns both.
func (d *Detector) onlyWithError(fn *index.Function, at ast.Expr, e *eval.Assumption) bool {
	return e.Root != nil && !fn.IsParam(e.Root) && !index.IsError(e.Root.Type()) && !d.reaches(fn, at, e, false) && d.reaches(fn, at, e, true)
}

// reaches reports whether control gets from an attempt to a test if the attempt fails with another code than the program
// names.
func (d *Detector) reaches(fn *index.Function, at ast.Expr, e *eval.Assumption, withError bool) bool {
	other := e.WithOtherCode()
	other.WithError, other.InBounds = withError, true
	b, i, ok := fn.Locate(at)
	if !ok || d.flow.Exhausted(fn) {
		return true
	}
	w := d.flow.NewWalker(fn, &other)
	w.Attempts = d.flow.CallsReaching(fn, b, i, e)
	for _, a := range w.Attempts {
		from, at, ok := fn.Locate(a)
		if !ok || from == b {
			return true
		}
		w.RunAfter(from, at)
	}
	return len(w.Attempts) == 0 || w.Reached(b)
}

// runFromAttempt follows every path from the end of the attempt in the node with index i of a block. If the node returns
// the results of the attempt, this is the end of the path.
func (d *Detector) runFromAttempt(w *flow.Walker, b *cfg.Block, i int) {
	if r, ok := b.Nodes[i].(*ast.ReturnStmt); ok {
		w.Start = r
		w.Run(b, i)
		return
	}
	w.RunAfter(b, i)
}

// continuationOf sums up how paths end if the attempt fails with the code of entry.
func continuationOf(results map[flow.PathEnd]bool, entry *catalog.Code) Continuation {
	out := Continuation{Understood: true}
	out.Retries, out.Waited = retriesUnchanged(results, entry)
	for r := range results {
		switch {
		case r.End == flow.EndsUnknown:
			return Continuation{}
		case r.End != flow.EndsRetry:
			out.Ends = true
		case r.Effect&reactions(entry)&^effects.Narrowed != 0:
			out.Recovers = true
		case r.Effect&effects.Narrowed != 0:
			out.Depends = true
		}
	}
	return out
}

// analyze returns an analysis of the loops around a test, with a walker that has followed nothing yet, the place of the
// test, and the loops that retry. The analysis is nil if the place is not known or the function has too many paths.
func (d *Detector) analyze(fn *index.Function, at ast.Expr, e *eval.Assumption) (la *loopAnalysis, b *cfg.Block, i int, loops []Loop) {
	b, i, ok := fn.Locate(at)
	if !ok || d.flow.Exhausted(fn) || !d.pkg.Work.Read(fn) {
		return nil, nil, 0, nil
	}
	w := d.flow.NewWalker(fn, e)
	if c, ok := d.flow.Callbacks[fn.Node]; ok {
		w.Callback = &c
	}
	w.Attempts = d.flow.CallsReaching(fn, b, i, e)
	la = &loopAnalysis{d, w}
	return la, b, i, la.classifyLoops(d.pkg.PlaceOfExpr(fn, at))
}
