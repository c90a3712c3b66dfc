package effects

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
)

// isTooShort reports whether a duration passed to time.Sleep is too short to count as a wait: a constant below one
// microsecond, or a counter converted to a duration, which is a few nanoseconds.
func (c *Calls) isTooShort(d ast.Expr) bool {
	d = ast.Unparen(d)
	if v := c.pkg.Info.Types[d].Value; v != nil {
		ns, exact := constant.Int64Val(constant.ToInt(v))
		return exact && ns < 1000
	}
	conv, ok := d.(*ast.CallExpr)
	if !ok || len(conv.Args) != 1 || !index.IsDuration(c.pkg.Info.TypeOf(conv.Fun)) {
		return false
	}
	o, ok := c.pkg.Object(conv.Args[0]).(*types.Var)
	return ok && index.IsNumber(o.Type()) && !index.IsTime(o.Type()) && c.pkg.IsCounter(o)
}

// Sleeps reports whether the body of fn, or of a function of the package that it calls, sleeps, receives from a channel,
// or calls a function whose name says that it waits. Depth is the number of calls that it follows.
func (c *Calls) Sleeps(fn *index.Function, depth int) bool {
	found := false
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		case *ast.CallExpr:
			path, name := c.pkg.Qualified(n)
			if path == "time" && name == "Sleep" {
				found = found || len(n.Args) != 1 || !c.isTooShort(n.Args[0])
				break
			}
			inner := c.pkg.CalledFunction(n)
			switch {
			case inner == nil:
				found = found || waitFuncs.MatchString(name) || waitFuncs.MatchString(index.CalledName(n))
			case depth > 0 && inner != fn:
				found = found || c.Sleeps(inner, depth-1)
			}
		}
		return !found
	})
	return found
}
