package policy

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// Find finds the retry policies in the declarations of one file.
func (f *Finder) Find(decls []index.DeclNodes) {
	f.findServiceConfigs(decls)
	if len(f.bind.Libraries) == 0 {
		return
	}
	f.bind.EachLibraryUse(decls, f.findCodeArgs, f.findCodeFields)
}

// findCodeArgs finds the codes in the arguments of a call of a retry library: retry.WithCodes(codes.Unavailable).
func (f *Finder) findCodeArgs(lib *catalog.Library, name string, call *ast.CallExpr) {
	for i := range lib.Lists {
		l := &lib.Lists[i]
		if l.ServiceConfig || l.Func != name || l.Arg >= len(call.Args) {
			continue
		}
		values := call.Args[l.Arg:]
		if sig, ok := f.pkg.Callee(call).Type().(*types.Signature); !ok || !sig.Variadic() || l.Arg < sig.Params().Len()-1 || call.Ellipsis.IsValid() {
			values = values[:1]
		}
		f.addPolicy(l, call, call, values)
	}
}

// findCodeFields finds the codes in a value that is stored in a field of a retry library: RetryableErrorCode{Codes: …}.
func (f *Finder) findCodeFields(n ast.Node, field *types.Var, value ast.Expr) {
	lib := f.bind.Libraries[field.Pkg()]
	for i := range lib.Lists {
		if l := &lib.Lists[i]; bind.IsField(field, l.Field) {
			f.addPolicy(l, n, nil, []ast.Expr{value})
		}
	}
}

// addPolicy adds the policy of one call or field, and the sites of its codes. Each value is a code or a list of codes.
func (f *Finder) addPolicy(l *catalog.CodeList, n ast.Node, call *ast.CallExpr, values []ast.Expr) {
	policy := &sites.Policy{Node: n, Call: call, Specified: l.Specified}
	single := index.ListLiteral{Node: n} // the values that are not lists
	var lists []index.ListLiteral
	for _, e := range values {
		if literals, ok := f.pkg.ListLiterals(e, index.MaxDepth); ok {
			lists = append(lists, literals...)
			continue
		}
		if added, ok := f.appended(e); ok {
			lists = append(lists, added)
			continue
		}
		single.Elems = append(single.Elems, e)
	}
	for _, literal := range append(lists, single) {
		list := &sites.List{Node: literal.Node, Match: sites.Exact, Call: call, Open: literal.Open}
		for _, e := range literal.Elems {
			c, ok := f.bind.CodeExpr(e)
			if !ok {
				list.Open = true
				continue
			}
			list.Elements = append(list.Elements, sites.Element{Expr: c.Expr, Literal: c.Literal, Written: c.Text, Site: f.configuredSite(c, l, list, policy)})
		}
		if _, taken := f.found.ListAt[literal.Node]; len(list.Elements) > 1 && !taken {
			f.found.ListAt[literal.Node] = list
			f.found.Lists = append(f.found.Lists, list)
		}
	}
	f.found.Policies = append(f.found.Policies, policy)
}

// appended returns the codes that a call of append adds to a list that is not known, such as the default of a library.
func (f *Finder) appended(e ast.Expr) (added index.ListLiteral, ok bool) {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || len(call.Args) < 2 || call.Ellipsis.IsValid() {
		return index.ListLiteral{}, false
	}
	if tv := f.pkg.Info.Types[call.Fun]; !tv.IsBuiltin() || index.CalledName(call) != "append" {
		return index.ListLiteral{}, false
	}
	return index.ListLiteral{Node: call, Elems: call.Args[1:], Open: true}, true
}

// configuredSite returns the site of one code with the role Configured, or nil if the code belongs to no catalog. If the
// code has a site with another role than Mentioned or Made, such as an element of a list that is also compared with an
// error, this role stays.
func (f *Finder) configuredSite(n bind.CodeExpr, l *catalog.CodeList, list *sites.List, policy *sites.Policy) *sites.Site {
	s := f.found.SiteAt[n.Expr]
	if s == nil {
		cat, entry := f.resolveCode(n, l)
		if cat == nil {
			return nil
		}
		s = &sites.Site{Role: sites.Mentioned, Catalog: cat, Entry: entry, Written: n.Text, Expr: n.Expr, Literal: n.Literal}
		if entry != nil && n.IsInt && cat.Kind == catalog.KindEnum {
			s.Written = entry.ID
		}
		if fn := f.pkg.FunctionAt(n.Expr.Pos()); fn != nil {
			s.Func = fn.Node
		}
		f.found.SiteAt[n.Expr] = s
		f.found.Sites = append(f.found.Sites, s)
	}
	if s.Role == sites.Mentioned || s.Role == sites.Made {
		s.Role, s.List, s.Policy = sites.Configured, list, policy
	}
	return s
}

// resolveCode returns the catalog and the entry of a code that is passed to a library. Both are nil if the code cannot
// be one of the library's catalog.
func (f *Finder) resolveCode(n bind.CodeExpr, l *catalog.CodeList) (*catalog.Catalog, *catalog.Code) {
	if n.Known != nil {
		return n.Known.Cat, n.Known.Entry
	}
	cat := f.bind.Set.Catalog(l.Catalog)
	if cat == nil || n.IsInt == (cat.Kind == catalog.KindString) {
		return nil, nil
	}
	return cat, bind.Lookup(cat, n)
}
