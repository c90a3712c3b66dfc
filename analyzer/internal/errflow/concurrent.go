package errflow

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// A use is one place where a local variable is used: the node around it, and the innermost function that contains it.
type use struct {
	around ast.Node
	fn     *index.Function
}

// usesOf returns the uses of a local variable of fn, also in function literals.
func (t *Tracer) usesOf(fn *index.Function, o types.Object) []use {
	if uses, ok := t.uses[o]; ok {
		return uses
	}
	fn = outermost(fn)
	var uses []use
	stack := []ast.Node{}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		if id, ok := n.(*ast.Ident); ok && t.pkg.Info.Uses[id] == o {
			uses = append(uses, use{around(stack), t.innermost(fn, stack)})
		}
		stack = append(stack, n)
		return true
	})
	t.uses[o] = uses
	return uses
}

// outermost returns the declared function that contains fn, or fn itself.
func outermost(fn *index.Function) *index.Function {
	for fn.Outer != nil {
		fn = fn.Outer
	}
	return fn
}

// around returns the last node of a stack that is not a pair of parentheses; nil for an empty stack.
func around(stack []ast.Node) ast.Node {
	for i := len(stack) - 1; i >= 0; i-- {
		if _, paren := stack[i].(*ast.ParenExpr); !paren {
			return stack[i]
		}
	}
	return nil
}

// innermost returns the innermost function literal of a stack, or fn.
func (t *Tracer) innermost(fn *index.Function, stack []ast.Node) *index.Function {
	for i := len(stack) - 1; i >= 0; i-- {
		if lit, ok := stack[i].(*ast.FuncLit); ok && t.pkg.Functions[lit] != nil {
			return t.pkg.Functions[lit]
		}
	}
	return fn
}

// received returns the ways of a value that is received from a channel. They are known if the channel is in a local
// variable and the program only sends to it, receives from it and closes it.
func (t *Tracer) received(fn *index.Function, channel ast.Expr) []Way {
	o := t.pkg.Object(channel)
	if fn == nil || o == nil || !t.isLocalChannel(o) {
		return unknown()
	}
	var ways []Way
	for _, u := range t.usesOf(fn, o) {
		switch n := u.around.(type) {
		case *ast.SendStmt:
			if t.pkg.Object(n.Chan) != o {
				return unknown() // it is sent to another channel
			}
			ways = append(ways, t.value(u.fn, n.Value)...)
		case *ast.UnaryExpr:
			if n.Op != token.ARROW {
				return unknown()
			}
		case *ast.RangeStmt:
			if t.pkg.Object(n.X) != o {
				return unknown()
			}
		case *ast.CallExpr:
			name := t.builtin(n)
			if name != "close" && name != "len" && name != "cap" {
				return unknown()
			}
			if name == "close" {
				ways = append(ways, Way{Kind: Nil})
			}
		default:
			return unknown()
		}
	}
	return distinct(ways)
}

// isLocalChannel reports whether a local variable is set once, to a new channel.
func (t *Tracer) isLocalChannel(o types.Object) bool {
	if _, ok := o.Type().Underlying().(*types.Chan); !ok || index.IsPackageVar(o) {
		return false
	}
	a, ok := t.pkg.OnlyAssignment(o)
	if !ok || len(a.LHS) != a.ValueCount() {
		return false
	}
	call, ok := ast.Unparen(a.RHS).(*ast.CallExpr)
	return ok && t.builtin(call) == "make"
}

// builtin returns the name of the predeclared function that a call calls, or "".
func (t *Tracer) builtin(call *ast.CallExpr) string {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok {
		return ""
	}
	if b, ok := t.pkg.Info.Uses[id].(*types.Builtin); ok {
		return b.Name()
	}
	return ""
}

// errgroupPackage is the package of a group of goroutines that returns their first error as it is.
const errgroupPackage = "golang.org/x/sync/errgroup"

// waited returns the ways of the error that the method Wait of an errgroup returns. Ok is false for any other call, and
// if the functions of the group are not known.
func (t *Tracer) waited(fn *index.Function, call *ast.CallExpr) (ways []Way, ok bool) {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Wait" || fn == nil {
		return nil, false
	}
	o := t.pkg.Object(sel.X)
	if o == nil || index.IsPackageVar(o) || !isErrgroup(o.Type()) || len(t.pkg.Assignments[o]) > 1 || fn.IsParam(o) {
		return nil, false
	}
	ways = []Way{{Kind: Nil}}
	for _, u := range t.usesOf(fn, o) {
		method, ok := u.around.(*ast.SelectorExpr)
		if !ok {
			return nil, false
		}
		switch method.Sel.Name {
		case "Go", "TryGo":
			started, ok := t.startedBy(fn, method)
			if !ok {
				return nil, false
			}
			ways = append(ways, started...)
		case "Wait", "SetLimit":
		default:
			return nil, false
		}
	}
	return distinct(ways), true
}

// startedBy returns the ways of the error of the function that a call of a group's method starts.
func (t *Tracer) startedBy(fn *index.Function, method *ast.SelectorExpr) (ways []Way, ok bool) {
	var arg ast.Expr
	ast.Inspect(outermost(fn).Body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && ast.Unparen(call.Fun) == method && len(call.Args) == 1 {
			arg = ast.Unparen(call.Args[0])
		}
		return arg == nil
	})
	lit, ok := arg.(*ast.FuncLit)
	if !ok || t.pkg.Functions[lit] == nil {
		return nil, false
	}
	return t.result(t.pkg.Functions[lit], 0), true
}

// isErrgroup reports whether a type is an errgroup or a pointer to one.
func isErrgroup(typ types.Type) bool {
	tn := sites.TypeNameOf(typ)
	return tn != nil && tn.Name() == "Group" && tn.Pkg() != nil && tn.Pkg().Path() == errgroupPackage
}
