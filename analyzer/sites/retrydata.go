package sites

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/catalog"
)

// configFile finds what one file gives to gRPC and retry libraries as data.
func (f *finder) configFile(noted []section) {
	f.serviceConfigs(noted)
	if len(f.b.libraries) == 0 {
		return
	}
	f.eachGiven(noted, f.codesGiven, f.codesStored)
}

// codesGiven finds the codes among the arguments of a call of a retry library: retry.WithCodes(codes.Unavailable).
func (f *finder) codesGiven(lib *catalog.Library, name string, call *ast.CallExpr) {
	for i := range lib.Lists {
		l := &lib.Lists[i]
		if l.ServiceConfig || l.Func != name || l.Arg >= len(call.Args) {
			continue
		}
		given := call.Args[l.Arg:]
		if sig, ok := f.callee(call).Type().(*types.Signature); !ok || !sig.Variadic() || l.Arg < sig.Params().Len()-1 || call.Ellipsis.IsValid() {
			given = given[:1]
		}
		f.give(l, call, call, given)
	}
}

// codesStored finds the codes in a field of a retry library: RetryableErrorCode{Codes: …}.
func (f *finder) codesStored(n ast.Node, field *types.Var, value ast.Expr) {
	lib := f.b.libraries[field.Pkg()]
	for i := range lib.Lists {
		if l := &lib.Lists[i]; isAt(field, l.Field) {
			f.give(l, n, nil, []ast.Expr{value})
		}
	}
}

// give makes the sites of the codes that one place gives to a library: those of the lists among its values, and the
// values themselves.
func (f *finder) give(l *catalog.CodeList, n ast.Node, call *ast.CallExpr, values []ast.Expr) {
	config := &Config{Node: n, Call: call, Specified: l.Specified}
	single := heldList{node: n}
	var lists []heldList
	for _, e := range values {
		if held, ok := f.held(e, depth); ok {
			lists = append(lists, held...)
			continue
		}
		single.elems = append(single.elems, e)
	}
	for _, held := range append(lists, single) {
		list := &List{Node: held.node, Match: Exact, Call: call, Open: held.open}
		for _, e := range held.elems {
			c, ok := f.names(e)
			if !ok {
				list.Open = true
				continue
			}
			list.Elements = append(list.Elements, Element{Expr: c.expr, Literal: c.literal, Written: c.text, Site: f.given(c, l, list, config)})
		}
		if _, taken := f.listed[held.node]; len(list.Elements) > 1 && !taken {
			f.listed[held.node] = list
			f.lists = append(f.lists, list)
		}
	}
	f.configs = append(f.configs, config)
}

// given makes the site of one code, or takes the one that stands there as a mention. A code that a program also
// compares stays what it is.
func (f *finder) given(n named, l *catalog.CodeList, list *List, config *Config) *Site {
	s := f.byExpr[n.expr]
	if s == nil {
		cat, entry := f.givenCode(n, l)
		if cat == nil {
			return nil
		}
		s = &Site{Role: Mentioned, Catalog: cat, Entry: entry, Written: n.text, Expr: n.expr, Literal: n.literal}
		if entry != nil && n.isInt && cat.Kind == catalog.KindEnum {
			s.Written = entry.ID
		}
		if fn := f.around(n.expr.Pos()); fn != nil {
			s.Func = fn.node
		}
		f.byExpr[n.expr] = s
		f.sites = append(f.sites, s)
	}
	if s.Role == Mentioned || s.Role == Made {
		s.Role, s.List, s.Policy = Configured, list, config
	}
	return s
}

// givenCode returns the catalog and the entry of a code that is given to a library.
func (f *finder) givenCode(n named, l *catalog.CodeList) (*catalog.Catalog, *catalog.Code) {
	if n.known != nil {
		return n.known.cat, n.known.entry
	}
	cat := f.in.Set.Catalog(l.Catalog)
	if cat == nil || n.isInt == (cat.Kind == catalog.KindString) {
		return nil, nil
	}
	return cat, lookup(cat, n)
}
