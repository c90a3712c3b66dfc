package retry

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
)

// UsesResult reports whether a program needs the response that an attempt in a function returns, and does not only wait
// until the request succeeds: the function uses the response after a success for anything except its status, or the request
// changes something and the function can return an error. The expression at is a test of the response. It returns true if
// no variable holds the response.
func (d *Detector) UsesResult(fn *index.Function, attempt *ast.CallExpr, at ast.Expr, e *eval.Assumption) bool {
	if c, ok := d.flow.Callbacks[fn.Node]; ok && c.Rule.By == "done" {
		return false // the library polls
	}
	b, i, ok := fn.Locate(at)
	if attempt == nil || e.Root == nil || index.IsError(e.Root.Type()) || !ok || fn.ErrorResult() >= 0 && d.changesByMethod(attempt) {
		return true
	}
	if e.Root.Pos() < fn.Node.Pos() || fn.Node.End() < e.Root.Pos() {
		return true
	}
	success := *e
	success.Success = true
	w := d.flow.NewWalker(fn, &success)
	w.Attempts = d.flow.CallsReaching(fn, b, i, e)
	s := w.AfterSuccess(attempt, nil)
	first, _, _ := fn.Locate(attempt)
	for _, b := range fn.Graph().Blocks {
		if b == first || s.Reached(b) {
			for _, n := range b.Nodes {
				if d.usesMoreThanStatus(n, e.Root, index.MaxDepth) || returnsNamed(fn, n, e.Root) {
					return true
				}
			}
		}
	}
	return false
}

// OnlyAsksError reports whether a function in which a call is made drops its results, except the error and booleans, as a
// program does that waits until a request succeeds.
func (d *Detector) OnlyAsksError(fn *index.Function, call *ast.CallExpr) bool {
	b, i, ok := fn.Locate(call)
	if !ok {
		return false
	}
	a, ok := b.Nodes[i].(*ast.AssignStmt)
	if !ok || len(a.Rhs) != 1 || ast.Unparen(a.Rhs[0]) != call || len(a.Lhs) < 2 {
		return false
	}
	for _, l := range a.Lhs {
		if t := d.pkg.Info.TypeOf(l); !isBlank(l) && (t == nil || !index.IsError(t) && !index.IsBool(t)) {
			return false
		}
	}
	return slices.ContainsFunc(a.Lhs, isBlank)
}

// DoesMore reports whether a function that makes an attempt does anything about its failure before it returns, on the
// assumption that the attempt failed as e says. The expression at is a test of the failure.
func (d *Detector) DoesMore(fn *index.Function, at ast.Expr, e *eval.Assumption) bool {
	la, _, _, _ := d.analyze(fn, at, e)
	if la == nil {
		return true
	}
	la.walk.Inputs = d.flow.Inputs(la.walk.Attempts)
	la.walk.TrackResults()
	for _, a := range la.walk.Attempts {
		if b, i, ok := fn.Locate(a); ok {
			la.walk.RunAfter(b, i)
		}
	}
	for r := range la.walk.Results {
		if r.Effect&effects.Recovered != 0 {
			return true
		}
	}
	return len(la.walk.Results) == 0 || d.flow.Exhausted(fn)
}

// returnsNamed reports whether a node is a return statement without values that returns a response in a named result.
func returnsNamed(fn *index.Function, n ast.Node, response types.Object) bool {
	r, ok := n.(*ast.ReturnStmt)
	return ok && len(r.Results) == 0 && fn.IsResult(response)
}

// usesMoreThanStatus reports whether a node uses a response for anything except reading its status, comparing it with nil,
// closing its body, and reading the body to its end. It looks into functions of the package that receive the response;
// depth bounds how many of them one inside the other.
func (d *Detector) usesMoreThanStatus(n ast.Node, response types.Object, depth int) bool {
	uses := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if d.pkg.Object(n.X) == response {
				uses = uses || n.Sel.Name != "StatusCode" && n.Sel.Name != "Status"
				return false
			}
		case *ast.CallExpr:
			if fn := d.pkg.CalledFunction(n); fn != nil && depth > 0 {
				uses = uses || d.usesParam(fn, n, response, depth-1)
				return false
			}
			return !d.discardsBody(n) && d.effects.OfCall(n, 3) != effects.Logged
		case *ast.BinaryExpr:
			if d.pkg.IsNil(n.Y) && d.pkg.Object(n.X) == response {
				return false
			}
		case *ast.AssignStmt:
			uses = uses || !d.readsForNothing(n) && d.anyUses(n.Rhs, response, depth)
			return false
		case *ast.ValueSpec:
			uses = uses || d.anyUses(n.Values, response, depth)
			return false
		case *ast.Ident:
			uses = uses || d.pkg.Object(n) == response
		}
		return !uses
	})
	return uses
}

// anyUses reports whether one of several values uses a response for more than its status.
func (d *Detector) anyUses(values []ast.Expr, response types.Object, depth int) bool {
	return slices.ContainsFunc(values, func(v ast.Expr) bool { return d.usesMoreThanStatus(v, response, depth) })
}

// usesParam reports whether a function of the package uses a response that a call passes for one of its parameters, or a
// literal uses the variable itself, for more than its status.
func (d *Detector) usesParam(fn *index.Function, call *ast.CallExpr, response types.Object, depth int) bool {
	if _, literal := fn.Node.(*ast.FuncLit); literal && d.usesMoreThanStatus(fn.Body, response, depth) {
		return true
	}
	for i, arg := range call.Args {
		switch {
		case d.pkg.Object(arg) != response:
			if d.usesMoreThanStatus(arg, response, depth) {
				return true
			}
		case i+1 >= len(fn.Params()) || fn.Params()[i+1] == nil || d.usesMoreThanStatus(fn.Body, fn.Params()[i+1], depth):
			return true
		}
	}
	return false
}

// discardsBody reports whether a call closes the body of a response, or reads it to its end.
func (d *Detector) discardsBody(call *ast.CallExpr) bool {
	if path, name := d.pkg.Qualified(call); path == "io" && (name == "Copy" || name == "CopyN") {
		return d.effects.WritesToDiscard(call)
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Close" {
		return false
	}
	body, ok := ast.Unparen(sel.X).(*ast.SelectorExpr)
	return ok && body.Sel.Name == "Body"
}

// readsForNothing reports whether a statement reads a body to its end and drops what it has read: _, err = io.ReadAll(resp.Body).
func (d *Detector) readsForNothing(a *ast.AssignStmt) bool {
	if len(a.Rhs) != 1 || !isBlank(a.Lhs[0]) {
		return false
	}
	call, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr)
	return ok && (d.pkg.IsCallTo(call, "io", "ReadAll") || d.pkg.IsCallTo(call, "io/ioutil", "ReadAll"))
}

// changesByMethod reports whether an attempt is an HTTP request that changes something, by its method.
func (d *Detector) changesByMethod(attempt *ast.CallExpr) bool {
	if fn, ok := d.pkg.Callee(attempt).(*types.Func); ok && fn.Pkg() != nil && fn.Pkg().Path() == "net/http" && (fn.Name() == "Post" || fn.Name() == "PostForm") {
		return true
	}
	for _, arg := range attempt.Args {
		a, ok := d.pkg.OnlyAssignment(d.pkg.Object(arg))
		if !ok {
			continue
		}
		call, ok := ast.Unparen(a.RHS).(*ast.CallExpr)
		if !ok {
			continue
		}
		method := 0
		switch path, name := d.pkg.Qualified(call); {
		case path == "net/http" && name == "NewRequestWithContext":
			method = 1
		case path != "net/http" || name != "NewRequest":
			continue
		}
		if v := d.pkg.Info.Types[call.Args[method]].Value; v != nil && v.Kind() == constant.String {
			switch constant.StringVal(v) {
			case "POST", "PUT", "PATCH":
				return true
			}
		}
	}
	return false
}
