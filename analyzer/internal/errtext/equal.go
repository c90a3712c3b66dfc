package errtext

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/errflow"
	"github.com/errls/errls/analyzer/sites"
)

// addComparedCode adds the site of a code with which the whole text of an SDK's error is compared, and reports whether it
// did. The text of such an error contains more than the code, so that the two are never equal.
func (f *Finder) addComparedCode(file *ast.File, s textSearch, n bind.CodeExpr) bool {
	if !s.equal || s.text.message || s.fn == nil || n.Text == "" || !f.comesFromSDK(s) {
		return false
	}
	known := f.found.SiteAt[n.Expr]
	if known != nil && known.Role != sites.Tested {
		return false
	}
	code, access := f.codeInText(file, s, n)
	if access == nil {
		access = &sites.CodeAccess{}
	}
	switch {
	case code.entry != nil:
	case n.Known != nil && n.Known.Entry != nil && !n.IsInt:
		code = textCode{n.Known.Cat, n.Known.Entry}
	default:
		return false
	}
	access.Whole = true
	if known != nil { // a bound constant ties whatever it is compared with to its catalog
		access.Error, access.Test = s.text.err, s.test
		known.Role, known.Match, known.CodeAccess = sites.Searched, sites.InText, access
		return true
	}
	f.addSite(s, n, code, access)
	return true
}

// comesFromSDK reports whether an error comes only from calls of functions of other modules.
func (f *Finder) comesFromSDK(s textSearch) bool {
	seen := false
	for _, w := range f.trace.Ways(s.fn, s.text.err) {
		if w.Kind == errflow.Nil {
			continue
		}
		call, ok := ast.Unparen(w.Expr).(*ast.CallExpr)
		if w.Kind != errflow.Called || !ok || !f.isOfOtherModule(call) {
			return false
		}
		seen = true
	}
	return seen
}

// isOfOtherModule reports whether a call calls a function or method of another module. A method of a value whose type is
// not known is one: the types of the module are.
func (f *Finder) isOfOtherModule(call *ast.CallExpr) bool {
	path, _ := f.pkg.Qualified(call)
	switch o := f.pkg.Callee(call).(type) {
	case *types.Func:
		if o.Pkg() == nil {
			return false
		}
		path = o.Pkg().Path()
	case nil:
		if _, method := ast.Unparen(call.Fun).(*ast.SelectorExpr); method && path == "" {
			return true
		}
	default:
		return false
	}
	return sites.IsThirdParty(path, f.pkg.Types.Path())
}
