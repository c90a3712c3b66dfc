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

// A textSearch is one place where a constant is looked for in the text of an error.
type textSearch struct {
	fn       *index.Function
	test     ast.Expr // the whole test; nil where it is no condition by itself: strings.Index, a case
	constant ast.Expr // the constant
	text     errorText
	fold     bool // case does not count
}

// An errorText is an expression that gives the text of an error.
type errorText struct {
	expr    ast.Expr
	err     ast.Expr // the error; for a message, what holds it
	direct  bool     // the text is taken where it is searched, and not kept in a variable
	message bool     // it is the message of an error type that a catalog binds, not the whole text
	lower   bool     // it was put into lower case
	upper   bool     // it was put into upper case
}

// Find finds the codes, and the texts of Go's own errors, that one file looks for in the text of an error.
func (f *Finder) Find(file *ast.File, noted []index.DeclNodes) {
	f.eachSearch(noted, func(s textSearch) {
		n, ok := f.bind.CodeExpr(s.constant)
		if !ok || n.IsInt || n.Known != nil && n.Literal == nil && n.Known.Learned != nil {
			return
		}
		if !f.addSearchedCode(file, s, n) {
			f.addCaseMismatch(s, n)
		}
	})
}

// eachSearch calls visit for each search of a file.
func (f *Finder) eachSearch(noted []index.DeclNodes, visit func(textSearch)) {
	index.EachNode(noted, func(at *index.NodeInfo) {
		switch n := at.Node.(type) {
		case *ast.CallExpr:
			f.searchCall(at.Func, n, visit)
		case *ast.BinaryExpr:
			f.searchEqual(at.Func, n, visit)
		case *ast.CaseClause:
			for _, e := range n.List {
				if t, ok := f.errorText(f.pkg.Tags[e], index.MaxDepth); ok {
					visit(textSearch{fn: at.Func, constant: e, text: t})
				}
			}
		}
	})
}

// searchCall finds strings.Contains(err.Error(), "X") and its kin.
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

// searchEqual finds err.Error() == "X", either way round.
func (f *Finder) searchEqual(fn *index.Function, b *ast.BinaryExpr, visit func(textSearch)) {
	if b.Op != token.EQL && b.Op != token.NEQ {
		return
	}
	for _, side := range [2][2]ast.Expr{{b.X, b.Y}, {b.Y, b.X}} {
		if t, ok := f.errorText(side[0], index.MaxDepth); ok {
			visit(textSearch{fn: fn, test: b, constant: side[1], text: t})
			return
		}
	}
}

// errorText says whether an expression gives the text of an error: err.Error(), fmt.Sprint(err), either in lower
// case, the message of a bound error type, or a variable that holds one of these all its life.
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

// messageField is errorText for the message of an error type that a catalog binds: te.Message, *e.Message.
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

// messageNames are the fields and methods by which error types give their message.
var messageNames = []string{"Message", "ErrorMessage", "ErrMessage", "Msg", "ErrMsg", "GetMessage", "GetErrorMessage"}

func (f *Finder) isMessage(sel *ast.SelectorExpr) bool {
	return slices.Contains(messageNames, sel.Sel.Name) && len(f.bind.Errors[sites.TypeNameOf(f.pkg.Info.TypeOf(sel.X))]) > 0
}

// soughtCode makes a site of a code that is looked for, where exactly one catalog has it and a typed code is at hand.
func (f *Finder) addSearchedCode(file *ast.File, s textSearch, n bind.CodeExpr) bool {
	code, typed := f.codeInText(file, s, n)
	if code.entry == nil || typed == nil || f.found.SiteAt[n.Expr] != nil {
		return false
	}
	typed.Error, typed.Message = s.text.err, s.text.message
	typed.NeverMatches = !s.fold && (s.text.lower && n.Text != strings.ToLower(n.Text) || s.text.upper && n.Text != strings.ToUpper(n.Text))
	if s.text.direct {
		typed.Test = s.test
	}
	site := &sites.Site{
		Role: sites.Searched, Catalog: code.cat, Entry: code.entry, Written: n.Text, Expr: n.Expr, Literal: n.Literal,
		Test: sites.Test{Carrier: s.text.expr, Match: sites.InText}, CodeAccess: typed,
	}
	if s.fold || s.text.lower || s.text.upper {
		site.Match |= sites.Fold
	}
	if s.fn != nil {
		site.Func = s.fn.Node
	}
	f.found.SiteAt[n.Expr] = site
	f.found.Sites = append(f.found.Sites, site)
	return true
}

// imports returns the packages that a file imports by a name of their own, with that name.
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

// byPath puts imported packages in order: of several that would do, the same one is taken each time.
func sortedByPath(imports map[*types.Package]string) []*types.Package {
	return slices.SortedFunc(maps.Keys(imports), func(a, b *types.Package) int { return cmp.Compare(a.Path(), b.Path()) })
}

// statusText takes the name of a code out of the form in which a status prints itself: "code = Unavailable", with
// what stands before and behind it.
func statusText(text string) (name string, ok bool) {
	text = strings.TrimPrefix(text, "rpc error: ")
	name, ok = strings.CutPrefix(text, "code = ")
	name, _, _ = strings.Cut(name, " desc =")
	return strings.TrimSpace(name), ok
}

// wordsOf counts the words that a code is made of: parted by capitals, digits and signs.
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
