package errtext

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// A textSearch is one place where a program searches the text of an error for a constant, or compares the two.
type textSearch struct {
	fn       *index.Function
	test     ast.Expr // the whole condition; nil for strings.Index and a case, which are not conditions
	constant ast.Expr // what is searched for
	text     errorText
	fold     bool // case is ignored
	equal    bool // the two are compared with ==, != or in a switch
}

// An errorText is an expression whose value is the text of an error.
type errorText struct {
	expr    ast.Expr
	err     ast.Expr // the error; for a message, the expression whose field or method it is
	direct  bool     // the text is not stored in a variable first
	message bool     // it is the message of a bound error type, not the whole text
	lower   bool     // it is converted to lower case
	upper   bool     // it is converted to upper case
}

// Find finds the places in one file where a program searches the text of an error for a code, or for the text of an
// error of the standard library.
func (f *Finder) Find(file *ast.File, decls []index.DeclNodes) {
	add := func(s textSearch) {
		n, ok := f.bind.CodeExpr(s.constant)
		if ok && f.addComparedCode(file, s, n) {
			return
		}
		if !ok || n.IsInt || n.Known != nil && n.Literal == nil && n.Known.Learned != nil {
			return
		}
		if !f.addSearchedCode(file, s, n) {
			f.addCaseMismatch(s, n)
		}
	}
	f.eachSearch(decls, func(s textSearch) { f.expand(s, index.MaxDepth, add) })
}

// eachSearch calls visit for each search in the declarations of a file.
func (f *Finder) eachSearch(decls []index.DeclNodes, visit func(textSearch)) {
	index.EachNode(decls, func(at *index.NodeInfo) {
		switch n := at.Node.(type) {
		case *ast.CallExpr:
			f.searchCall(at.Func, n, visit)
		case *ast.BinaryExpr:
			f.searchEqual(at.Func, n, visit)
		case *ast.CaseClause:
			for _, e := range n.List {
				if t, ok := f.errorText(f.pkg.Tags[e], index.MaxDepth); ok {
					visit(textSearch{fn: at.Func, constant: e, text: t, equal: true})
				}
			}
		}
	})
}

// searchCall visits the search of a call such as strings.Contains(err.Error(), "X").
func (f *Finder) searchCall(fn *index.Function, call *ast.CallExpr, visit func(textSearch)) {
	if len(call.Args) != 2 {
		return
	}
	path, name := f.pkg.Qualified(call)
	if path != "strings" {
		return
	}
	s := textSearch{fn: fn, test: call, constant: call.Args[1]}
	switch name {
	case "Contains", "HasPrefix", "HasSuffix":
	case "Index":
		s.test = nil
	case "EqualFold":
		s.fold = true
		if t, ok := f.errorText(call.Args[1], index.MaxDepth); ok {
			s.constant, s.text = call.Args[0], t
			visit(s)
			return
		}
	default:
		return
	}
	if t, ok := f.errorText(call.Args[0], index.MaxDepth); ok {
		s.text = t
		visit(s)
	}
}

// searchEqual visits the search err.Error() == "X", with the operands in either order.
func (f *Finder) searchEqual(fn *index.Function, b *ast.BinaryExpr, visit func(textSearch)) {
	if b.Op != token.EQL && b.Op != token.NEQ {
		return
	}
	for _, side := range [2][2]ast.Expr{{b.X, b.Y}, {b.Y, b.X}} {
		if t, ok := f.errorText(side[0], index.MaxDepth); ok {
			visit(textSearch{fn: fn, test: b, constant: side[1], text: t, equal: true})
			return
		}
	}
}

// errorText describes an expression whose value is the text of an error: err.Error(), fmt.Sprint(err), one of these in
// lower or upper case, the message of a bound error type, or a variable that is only set to one of these. Ok is false
// for any other expression.
func (f *Finder) errorText(e ast.Expr, depth int) (errorText, bool) {
	if depth == 0 || e == nil {
		return errorText{}, false
	}
	switch x := ast.Unparen(e).(type) {
	case *ast.Ident:
		a, ok := f.pkg.OnlyAssignment(f.pkg.Object(x))
		if !ok || len(a.LHS) != 1 {
			return errorText{}, false
		}
		t, ok := f.errorText(a.RHS, depth-1)
		t.expr, t.direct = x, false
		return t, ok
	case *ast.CallExpr:
		return f.textCall(x, depth)
	case *ast.SelectorExpr, *ast.StarExpr:
		return f.messageField(x)
	}
	return errorText{}, false
}

// textCall is errorText for a call.
func (f *Finder) textCall(call *ast.CallExpr, depth int) (errorText, bool) {
	path, name := f.pkg.Qualified(call)
	switch {
	case path == "strings" && len(call.Args) == 1 && (name == "ToLower" || name == "ToUpper" || name == "TrimSpace"):
		t, ok := f.errorText(call.Args[0], depth-1)
		t.expr, t.lower, t.upper = call, t.lower || name == "ToLower", t.upper || name == "ToUpper"
		return t, ok
	case path == "fmt" && name == "Sprint" && len(call.Args) == 1 && index.IsError(f.pkg.Info.TypeOf(call.Args[0])):
		return errorText{expr: call, err: call.Args[0], direct: true}, true
	case path == "fmt" && name == "Sprintf" && len(call.Args) == 2 && index.IsError(f.pkg.Info.TypeOf(call.Args[1])):
		format, ok := ast.Unparen(call.Args[0]).(*ast.BasicLit)
		plain := ok && slices.Contains([]string{`"%v"`, `"%s"`, `"%+v"`}, format.Value)
		return errorText{expr: call, err: call.Args[1], direct: true}, plain
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || len(call.Args) != 0 {
		return errorText{}, false
	}
	if sel.Sel.Name == "Error" && index.IsError(f.pkg.Info.TypeOf(sel.X)) {
		return errorText{expr: call, err: sel.X, direct: true}, true
	}
	if f.isMessage(sel) {
		return errorText{expr: call, err: sel.X, direct: true, message: true}, true
	}
	return errorText{}, false
}

// messageField is errorText for a field with the message of a bound error type: te.Message, *e.Message.
func (f *Finder) messageField(e ast.Expr) (errorText, bool) {
	at := e
	if star, ok := e.(*ast.StarExpr); ok {
		at = ast.Unparen(star.X)
	}
	sel, ok := at.(*ast.SelectorExpr)
	if !ok || !f.isMessage(sel) {
		return errorText{}, false
	}
	return errorText{expr: e, err: sel.X, direct: true, message: true}, true
}

// isMessage reports whether a selector selects a text of a bound error type that is not a code, such as its message.
func (f *Finder) isMessage(sel *ast.SelectorExpr) bool {
	if len(f.bind.Errors[sites.TypeNameOf(f.pkg.Info.TypeOf(sel.X))]) == 0 {
		return false
	}
	switch o := f.pkg.Info.Uses[sel.Sel].(type) {
	case nil:
		return true // the catalog does not declare it, so it is not a code
	case *types.Var:
		t := o.Type()
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		return len(f.bind.Carriers[o]) == 0 && index.IsString(t)
	case *types.Func:
		results := o.Signature().Results()
		return len(f.bind.Carriers[o]) == 0 && results.Len() == 1 && index.IsString(results.At(0).Type())
	}
	return false
}

// addSearchedCode adds the site of a code that a search looks for, and reports whether it did. It does so only if
// exactly one catalog has the code, or the error comes from an SDK whose catalog has it, and the program could read the
// code from an error type instead.
func (f *Finder) addSearchedCode(file *ast.File, s textSearch, n bind.CodeExpr) bool {
	if f.found.SiteAt[n.Expr] != nil {
		return false
	}
	code, access := f.codeInText(file, s, n)
	if code.entry == nil || access == nil {
		if code, access = f.codeOfOrigin(s, n.Text); access == nil || f.saysWhy(file, s) {
			return false
		}
		s.text.direct = s.text.direct && access.Func != nil // a word, or digits, may be a part of other codes
		access.Whole = s.equal
	}
	f.addSite(s, n, code, access)
	return true
}

// addSite adds the site of a code that is searched for in a text or compared with it.
func (f *Finder) addSite(s textSearch, n bind.CodeExpr, code textCode, access *sites.CodeAccess) {
	access.Error, access.Message = s.text.err, s.text.message
	access.NeverMatches = !s.fold && (s.text.lower && n.Text != strings.ToLower(n.Text) || s.text.upper && n.Text != strings.ToUpper(n.Text))
	if s.text.direct {
		access.Test = s.test
	}
	site := &sites.Site{
		Role: sites.Searched, Catalog: code.cat, Entry: code.entry, Written: n.Text, Expr: n.Expr, Literal: n.Literal,
		Test: sites.Test{Carrier: s.text.expr, Match: sites.InText}, CodeAccess: access,
	}
	if s.fold || s.text.lower || s.text.upper {
		site.Match |= sites.Fold
	}
	if s.fn != nil {
		site.Func = s.fn.Node
	}
	f.found.SiteAt[n.Expr] = site
	f.found.Sites = append(f.found.Sites, site)
}

// importNames returns the packages that a file imports, with the name of each in the file.
func (f *Finder) importNames(file *ast.File) map[*types.Package]string {
	all := map[*types.Package]string{}
	for _, spec := range file.Imports {
		o := f.pkg.Info.Implicits[spec]
		if spec.Name != nil {
			o = f.pkg.Info.Defs[spec.Name]
		}
		if pn, ok := o.(*types.PkgName); ok {
			all[pn.Imported()] = pn.Name()
		}
	}
	return all
}

// sortedByPath returns imported packages in the order of their paths, so that results do not depend on the order of a
// map.
func sortedByPath(imports map[*types.Package]string) []*types.Package {
	return slices.SortedFunc(maps.Keys(imports), func(a, b *types.Package) int { return cmp.Compare(a.Path(), b.Path()) })
}

// statusText returns the name of a code in the text that a gRPC status prints: "code = Unavailable", with or without the
// parts before and after it.
func statusText(text string) (name string, ok bool) {
	text = strings.TrimPrefix(text, "rpc error: ")
	name, ok = strings.CutPrefix(text, "code = ")
	name, _, _ = strings.Cut(name, " desc =")
	return strings.TrimSpace(name), ok
}

// countWords returns the number of words in a code. A word begins with a capital letter, or with a letter after a digit
// or a punctuation mark.
func countWords(code string) int {
	count, letter := 0, false
	for i := range len(code) {
		c := code[i]
		lower, upper := 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z'
		starts := upper && (!letter || i > 0 && 'a' <= code[i-1] && code[i-1] <= 'z' || i+1 < len(code) && 'a' <= code[i+1] && code[i+1] <= 'z')
		if starts || lower && !letter {
			count++
		}
		letter = lower || upper
	}
	return count
}
