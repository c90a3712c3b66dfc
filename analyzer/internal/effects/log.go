package effects

import (
	"go/ast"
	"strings"

	"github.com/errls/errls/analyzer/sites"
)

// isLogFunc reports whether a function writes to a log: any function of a known logging package, and one that is named
// like a log function in a package that is named like a logger. Errorf often makes an error, so it is left out.
func isLogFunc(path, name string) bool {
	return name != "Errorf" && (logPaths.MatchString(path) || isLoggerName(path[strings.LastIndex(path, "/")+1:]) && logFuncs.MatchString(name))
}

// isLogCall reports whether a call of a method or of an unqualified function writes to a log: by its name together with
// the name or the type of the value that the method is called on.
func (c *Calls) isLogCall(call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		id, ok := ast.Unparen(call.Fun).(*ast.Ident)
		return ok && (id.Name == "logf" || id.Name == "logln" || id.Name == "println" || id.Name == "print")
	}
	if sel.Sel.Name == "logf" {
		return true
	}
	if !logFuncs.MatchString(sel.Sel.Name) {
		return false
	}
	if strings.HasSuffix(sel.Sel.Name, "f") && sel.Sel.Name != "Errorf" {
		return true
	}
	if tn := sites.TypeNameOf(c.pkg.Info.TypeOf(sel.X)); tn != nil && tn.Pkg() != nil && isLogFunc(tn.Pkg().Path(), sel.Sel.Name) {
		return true
	}
	return isLoggerExpr(sel.X)
}

// isLoggerExpr reports whether an expression is a logger by one of the names in it, as in s.log or log.With(key).
func isLoggerExpr(e ast.Expr) bool {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.Ident:
			return isLoggerName(x.Name)
		case *ast.SelectorExpr:
			if isLoggerName(x.Sel.Name) {
				return true
			}
			e = x.X
		case *ast.CallExpr:
			e = x.Fun
		default:
			return false
		}
	}
}
