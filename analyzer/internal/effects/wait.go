package effects

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
)

// noTime reports whether a sleep is over at once: less than a microsecond, or a counter taken for a duration, which
// makes it nanoseconds.
func (c *Calls) noTime(d ast.Expr) bool {
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
				found = found || len(n.Args) != 1 || !c.noTime(n.Args[0])
				break
			}
			inner := c.pkg.CalledFunction(n)
			switch {
			case inner == nil:
				found = found || waitNames.MatchString(name) || waitNames.MatchString(index.CalledName(n))
			case depth > 0 && inner != fn:
				found = found || c.Sleeps(inner, depth-1)
			}
		}
		return !found
	})
	return found
}
