package eval

import (
	"go/ast"
	"go/constant"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/internal/paths"
	"github.com/errls/errls/analyzer/sites"
)

// A Step is a call of a function that makes an attempt and tests its error itself, as in again, err := once(). The results
// of the function depend on how the attempt ended.
type Step struct {
	Call      *ast.CallExpr
	OnMatch   []Result // what the call returns if the attempt failed with the assumed code
	OnSuccess []Result // what it returns if the attempt succeeded
}

// A Result is what is known of one result of a function; the zero value is not known.
type Result struct {
	Answer   sites.Answer // for a boolean, an error, and a value that may be nil; AnswerError for one that is not nil
	Value    string       // the exact value of a constant, such as the element of an enumeration
	Sentinel types.Object // the package-level variable that is returned as an error
}

// results returns what the call of a step returns under the assumption of a query.
func (q *query) results(call ast.Expr) []Result {
	s := q.Step
	switch {
	case s == nil || ast.Unparen(call) != s.Call:
		return nil
	case q.Success:
		return s.OnSuccess
	}
	return s.OnMatch
}

// StepAnswer returns the error that the call of the step returns as its only result; AnswerUnknown for any other call.
func (ev *Evaluator) StepAnswer(call *ast.CallExpr, e *Assumption) sites.Answer {
	q := query{Evaluator: ev, Assumption: e}
	if rs := q.results(call); len(rs) == 1 {
		return rs[0].Answer
	}
	return sites.AnswerUnknown
}

// stepResult returns what is known of an expression that is, or is a variable that holds, one result of the step.
func (q *query) stepResult(x ast.Expr) Result {
	if q.Step == nil {
		return Result{}
	}
	x, i := ast.Unparen(x), 0
	if a, ok := q.pkg.OnlyAssignment(q.pkg.Object(x)); ok {
		x, i = a.RHS, a.Index
	}
	if rs := q.results(x); i < len(rs) {
		return rs[i]
	}
	return Result{}
}

// stepBool returns the value of a boolean that the step returned.
func (q *query) stepBool(x ast.Expr) Truth {
	switch q.stepResult(x).Answer {
	case sites.AnswerTrue:
		return Yes
	case sites.AnswerFalse:
		return No
	}
	return Unknown
}

// stepNil reports whether a value that the step returned is nil.
func (q *query) stepNil(x ast.Expr) Truth {
	switch q.stepResult(x).Answer {
	case sites.AnswerNil:
		return Yes
	case sites.AnswerError:
		return No
	}
	return Unknown
}

// stepEqual evaluates x == y, where x is a value that the step returned and y is a constant or a package-level error.
func (q *query) stepEqual(x, y ast.Expr) Truth {
	r := q.stepResult(x)
	if v := q.pkg.Info.Types[y].Value; v != nil && r.Value != "" {
		return TruthOf(v.ExactString() == r.Value)
	}
	if o := q.sentinel(y); o != nil && r.Sentinel != nil {
		return TruthOf(o == r.Sentinel)
	}
	return Unknown
}

// sentinel returns the package-level variable that an expression names, if it is an error.
func (ev *Evaluator) sentinel(x ast.Expr) types.Object {
	o := ev.pkg.Named(x)
	if !index.IsPackageVar(o) || !index.IsError(o.Type()) {
		return nil
	}
	return o
}

// Results returns what the results of a function have in common on all paths on which the assumption decides, once one of
// the calls in attempts has been made; attempts is empty if the function receives the error or response. If the assumed code is found on a path, only these paths and those that depend on
// something other than the error count.
func (ev *Evaluator) Results(fn *index.Function, attempts []*ast.CallExpr, e *Assumption) []Result {
	x := stepExplorer{explorer: &explorer{query: query{Evaluator: ev}, fn: fn, assumed: *e}, attempts: attempts}
	x.Assumption = &x.assumed
	x.Flags.Vars = ev.answeringVars(fn)
	if ev.progress.depth == 0 {
		ev.progress.reliesOn, ev.progress.visitsLeft = maxDepth, index.MaxSteps
	}
	ev.progress.depth++
	start := x.start()
	start.attempted = len(attempts) == 0
	paths.NewWalk(&x).Follow(fn.Graph().Blocks[0], 0, start)
	ev.progress.depth--
	switch {
	case x.exhausted:
		return nil
	case len(x.onMatch) > 0:
		return commonResults(append(x.onMatch, x.open...))
	}
	return commonResults(append(x.open, x.rest...))
}

// commonResults returns what all lists have in common.
func commonResults(lists [][]Result) []Result {
	if len(lists) == 0 {
		return nil
	}
	all := append([]Result(nil), lists[0]...)
	for _, l := range lists[1:] {
		for i := range all {
			if l[i] != all[i] {
				all[i] = Result{}
			}
		}
	}
	return all
}

// A stepExplorer follows the paths of a function like an explorer, and collects all results.
type stepExplorer struct {
	*explorer
	attempts            []*ast.CallExpr
	onMatch, open, rest [][]Result // see explorer
}

// Node implements paths.Visitor. Return statements before the attempt do not count.
func (x *stepExplorer) Node(b *cfg.Block, i int, s pathState) (pathState, bool) {
	r, returns := b.Nodes[i].(*ast.ReturnStmt)
	if !returns {
		if !x.containsAttempt(b.Nodes[i]) {
			return x.explorer.Node(b, i, s)
		}
		s.attempted = true
		x.Flags.Values = s.flags
		x.matched = false
		s.flags = x.flagsAfter(b.Nodes[i])
		s.matched = x.matched
		return s, true
	}
	x.Flags.Values = s.flags
	x.matched = false
	s.attempted = s.attempted || x.containsAttempt(r)
	results := x.resultsOf(r)
	switch {
	case !s.attempted:
	case s.matched || x.matched:
		x.onMatch = append(x.onMatch, results)
	case s.open:
		x.open = append(x.open, results)
	default:
		x.rest = append(x.rest, results)
	}
	return s, false
}

// Branch implements paths.Visitor.
func (x *stepExplorer) Branch(b *cfg.Block, cond ast.Expr, s pathState) (pathState, []*cfg.Block) {
	s.attempted = s.attempted || cond != nil && x.containsAttempt(cond)
	return x.explorer.Branch(b, cond, s)
}

// containsAttempt reports whether a node contains one of the attempts.
func (x *stepExplorer) containsAttempt(n ast.Node) bool {
	for _, a := range x.attempts {
		if index.Contains(n, a) {
			return true
		}
	}
	return false
}

// resultsOf returns what is known of the results of a return statement.
func (x *stepExplorer) resultsOf(r *ast.ReturnStmt) []Result {
	values := r.Results
	if len(values) == 0 {
		for _, field := range x.fn.Type.Results.List {
			for _, name := range field.Names {
				values = append(values, name)
			}
		}
	}
	results := make([]Result, x.fn.Type.Results.NumFields())
	if len(values) == 1 {
		if call, ok := ast.Unparen(values[0]).(*ast.CallExpr); ok {
			if rs := x.callResults(call); len(rs) == len(results) {
				return rs
			}
		}
	}
	for i := range results {
		if len(values) == len(results) {
			results[i] = x.resultOf(values[i])
		}
	}
	return results
}

// resultOf returns what is known of a returned expression.
func (x *stepExplorer) resultOf(e ast.Expr) Result {
	t := x.pkg.Info.TypeOf(e)
	if t != nil && index.IsBool(t) {
		return Result{Answer: boolAnswer(x.eval(e))}
	}
	if v := x.pkg.Info.Types[e].Value; v != nil && v.Kind() != constant.Unknown {
		return Result{Value: v.ExactString()}
	}
	switch x.isNil(e) {
	case Yes:
		return Result{Answer: sites.AnswerNil}
	case No:
		return Result{Answer: sites.AnswerError}
	}
	r := Result{Answer: x.errorAnswer(e), Sentinel: x.sentinel(e)}
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok && r.Answer == sites.AnswerUnknown && t != nil && index.IsError(t) && x.Root != nil && !x.bind.IsError(x.Root) {
		switch x.valueIsNil(call, 0) {
		case Yes:
			r.Answer = sites.AnswerNil
		case No:
			r.Answer = sites.AnswerError
		}
	}
	return r
}
