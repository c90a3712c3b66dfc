package analyzer

import (
	_ "embed"
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

//go:embed okerror.md
var okerrorPage string

// okerror reports an error that is made with the code of success, and so is nil.
var okerror = rule{
	name:     "okerror",
	title:    "report errors that are made with the code of success and so are nil",
	page:     okerrorPage,
	severity: Warning,
	run: func(p *pass) {
		for _, s := range p.Sites {
			if s.Role != sites.Made || s.Maker == nil || s.Raised == nil || !succeeds(s) || p.inTest(s) {
				continue
			}
			p.reportSite(s, p.nilError(s)+", so the caller sees success", p.nilPlace(s))
		}
	},
}

// nilError says which expression is nil because of a site's code: status.Error(codes.OK, …) returns nil.
func (p *pass) nilError(s *sites.Site) string {
	text := p.callText(s.Raised, s) + " returns nil"
	if !contains(s.Raised, s.Expr) {
		text += " for " + p.label(s)
	}
	return text
}

// callText returns the source of an expression, with "…" for the arguments of calls other than a site's code.
func (p *pass) callText(e ast.Expr, s *sites.Site) string {
	switch e := ast.Unparen(e).(type) {
	case *ast.SelectorExpr:
		return p.callText(e.X, s) + "." + e.Sel.Name
	case *ast.CallExpr:
		return p.callText(e.Fun, s) + "(" + p.argumentText(e.Args, s) + ")"
	}
	return types.ExprString(e)
}

// argumentText returns a site's code among the arguments of a call, with "…" for the arguments before and after it.
func (p *pass) argumentText(args []ast.Expr, s *sites.Site) string {
	at := slices.IndexFunc(args, func(arg ast.Expr) bool { return contains(arg, s.Expr) })
	if at < 0 {
		return strings.Repeat("…", min(len(args), 1))
	}
	text := quoted(s)
	if s.Catalog.Kind == catalog.KindEnum {
		text = p.label(s)
	}
	if at > 0 {
		text = "…, " + text
	}
	if at+1 < len(args) {
		text += ", …"
	}
	return text
}

// succeeds reports whether a site's code is that of success.
func succeeds(s *sites.Site) bool {
	return s.Entry != nil && len(s.Entry.Canonical) > 0 && s.Entry.Canonical[0] == "OK"
}

// nilPlace returns the place where the program uses the error that is nil, if that is on another line than the code.
func (p *pass) nilPlace(s *sites.Site) []Related {
	if p.line(s.Raised.Pos()) == p.line(s.Expr.Pos()) {
		return nil
	}
	return []Related{{Pos: s.Raised.Pos(), End: s.Raised.End(), Message: "this error is nil"}}
}
