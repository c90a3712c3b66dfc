package policy

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// Find finds what one file gives to gRPC and retry libraries as data.
func (f *Finder) Find(noted []index.DeclNodes) {
	f.findServiceConfigs(noted)
	if len(f.bind.Libraries) == 0 {
		return
	}
	f.bind.EachLibraryUse(noted, f.findCodeArgs, f.findCodeFields)
}

// codesGiven finds the codes among the arguments of a call of a retry library: retry.WithCodes(codes.Unavailable).
func (f *Finder) findCodeArgs(lib *catalog.Library, name string, call *ast.CallExpr) {
	for i := range lib.Lists {
		l := &lib.Lists[i]
		if l.ServiceConfig || l.Func != name || l.Arg >= len(call.Args) {
			continue
		}
		given := call.Args[l.Arg:]
		if sig, ok := f.pkg.Callee(call).Type().(*types.Signature); !ok || !sig.Variadic() || l.Arg < sig.Params().Len()-1 || call.Ellipsis.IsValid() {
			given = given[:1]
		}
		f.addPolicy(l, call, call, given)
	}
}

// codesStored finds the codes in a field of a retry library: RetryableErrorCode{Codes: …}.
func (f *Finder) findCodeFields(n ast.Node, field *types.Var, value ast.Expr) {
	lib := f.bind.Libraries[field.Pkg()]
	for i := range lib.Lists {
		if l := &lib.Lists[i]; bind.IsField(field, l.Field) {
			f.addPolicy(l, n, nil, []ast.Expr{value})
		}
	}
}

// give makes the sites of the codes that one place gives to a library: those of the lists among its values, and the
// values themselves.
func (f *Finder) addPolicy(l *catalog.CodeList, n ast.Node, call *ast.CallExpr, values []ast.Expr) {
	config := &sites.Policy{Node: n, Call: call, Specified: l.Specified}
	single := index.ListLiteral{Node: n}
	var lists []index.ListLiteral
	for _, e := range values {
		if held, ok := f.pkg.ListLiterals(e, index.MaxDepth); ok {
			lists = append(lists, held...)
			continue
		}
		single.Elems = append(single.Elems, e)
	}
	for _, held := range append(lists, single) {
		list := &sites.List{Node: held.Node, Match: sites.Exact, Call: call, Open: held.Open}
		for _, e := range held.Elems {
			c, ok := f.bind.CodeExpr(e)
			if !ok {
				list.Open = true
				continue
			}
			list.Elements = append(list.Elements, sites.Element{Expr: c.Expr, Literal: c.Literal, Written: c.Text, Site: f.configuredSite(c, l, list, config)})
		}
		if _, taken := f.found.ListAt[held.Node]; len(list.Elements) > 1 && !taken {
			f.found.ListAt[held.Node] = list
			f.found.Lists = append(f.found.Lists, list)
		}
	}
	f.found.Policies = append(f.found.Policies, config)
}

// given makes the site of one code, or takes the one that stands there as a mention. A code that a program also
// compares stays what it is.
func (f *Finder) configuredSite(n bind.CodeExpr, l *catalog.CodeList, list *sites.List, config *sites.Policy) *sites.Site {
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
		s.Role, s.List, s.Policy = sites.Configured, list, config
	}
	return s
}

// givenCode returns the catalog and the entry of a code that is given to a library.
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
