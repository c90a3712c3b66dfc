package sites

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/errls/errls/catalog"
)

// A carrier is an expression that holds a code: where it is tied to, and the error or response it came from.
type carrier struct {
	expr ast.Expr
	ties []tie
	root types.Object  // the variable that holds the error or response; nil where there is none
	call *ast.CallExpr // the call whose result it was taken out of at once: status.Code(c.Do())
}

// depth bounds how far variables are followed to their origin.
const depth = 8

// carrier returns what a code is compared with, or nil where e holds no code that a catalog knows.
func (f *finder) carrier(e ast.Expr) *carrier { return f.carrierAt(e, depth) }

func (f *finder) carrierAt(e ast.Expr, depth int) *carrier {
	if depth == 0 || e == nil {
		return nil
	}
	e = ast.Unparen(e)
	for _, shape := range []func(ast.Expr, int) *carrier{f.fieldShape, f.methodShape, f.funcShape, f.wireShape, f.variableShape, f.extractShape, f.enumShape} {
		if c := shape(e, depth); c != nil {
			return c
		}
	}
	return nil
}

// tied makes the carrier of an expression.
func (f *finder) tied(e ast.Expr, ties []tie, from ast.Expr, depth int) *carrier {
	c := &carrier{expr: e, ties: ties}
	c.root, c.call = f.rootAt(from, depth-1)
	return c
}

// rootAt returns the variable that an expression was taken out of, or the call that made it.
func (f *finder) rootAt(e ast.Expr, depth int) (types.Object, *ast.CallExpr) {
	if depth <= 0 || e == nil {
		return nil, nil
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		o := f.object(e)
		if _, ok := o.(*types.Var); !ok {
			return nil, nil
		}
		if src := f.origin(o); src != nil {
			if r, call := f.rootAt(src, depth-1); r != nil || call != nil {
				return r, call
			}
		}
		return o, nil
	case *ast.StarExpr:
		return f.rootAt(e.X, depth-1)
	case *ast.UnaryExpr:
		return f.rootAt(e.X, depth-1)
	case *ast.TypeAssertExpr:
		return f.rootAt(e.X, depth-1)
	case *ast.IndexExpr:
		return f.rootAt(e.X, depth-1)
	case *ast.SelectorExpr:
		return f.rootAt(e.X, depth-1)
	case *ast.CallExpr:
		if src := f.takenFrom(e); src != nil {
			return f.rootAt(src, depth-1)
		}
		return nil, e
	}
	return nil, nil
}

// origin returns the expression that a variable was taken out of, or nil where it is an origin itself.
func (f *finder) origin(o types.Object) ast.Expr {
	if src := f.derived[o]; src != nil {
		return src
	}
	a, ok := f.only(o)
	if !ok {
		return nil
	}
	switch rhs := ast.Unparen(a.rhs).(type) {
	case *ast.Ident, *ast.TypeAssertExpr, *ast.SelectorExpr, *ast.StarExpr:
		return rhs
	case *ast.CallExpr:
		return f.takenFrom(rhs)
	}
	return nil
}

// takenFrom returns the error (or carrier) out of which a call takes another form of it: errors.AsType, a function
// of a bound package, an accessor of a bound type, a conversion. It is nil for any other call.
func (f *finder) takenFrom(call *ast.CallExpr) ast.Expr {
	if path, name := f.qualified(call); len(call.Args) == 1 && unwraps(path, name) {
		return call.Args[0]
	}
	if tv, ok := f.in.Info.Types[call.Fun]; ok && tv.IsType() && len(call.Args) == 1 {
		return call.Args[0]
	}
	fn, ok := f.callee(call).(*types.Func)
	if !ok || !f.b.packages[fn.Pkg()] {
		return nil
	}
	sig := fn.Signature()
	if sig.Recv() != nil {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && len(f.b.carriers[fn]) > 0 {
			return sel.X
		}
		return nil
	}
	for i := range sig.Params().Len() {
		if i < len(call.Args) && isError(sig.Params().At(i).Type()) {
			return call.Args[i]
		}
	}
	return nil
}

// A named is an expression that names a code.
type named struct {
	expr    ast.Expr
	literal *ast.BasicLit
	text    string // string value, or decimal number
	number  int
	isInt   bool
	known   *boundConstant
}

// names returns the code that a constant expression names.
func (f *finder) names(e ast.Expr) (named, bool) {
	e = ast.Unparen(e)
	n := named{expr: e}
	n.literal, _ = e.(*ast.BasicLit)
	if c, ok := f.b.constants[f.constObject(e)]; ok {
		n.known = &c
	}
	if v := f.in.Info.Types[e].Value; v != nil {
		switch v.Kind() {
		case constant.String:
			n.text = constant.StringVal(v)
			return n, true
		case constant.Int:
			i, exact := constant.Int64Val(v)
			n.text, n.number, n.isInt = v.ExactString(), int(i), true
			return n, exact
		}
		return n, false
	}
	if n.literal == nil {
		return n, false
	}
	return f.namesLiteral(n)
}

// namesLiteral reads a literal that has no value: one that is still being typed.
func (f *finder) namesLiteral(n named) (named, bool) {
	switch n.literal.Kind {
	case token.STRING:
		text, err := strconv.Unquote(n.literal.Value)
		if err != nil {
			text = strings.Trim(n.literal.Value, "\"`")
		}
		n.text = text
		return n, true
	case token.INT:
		i, err := strconv.ParseInt(n.literal.Value, 0, 64)
		n.text, n.number, n.isInt = strconv.FormatInt(i, 10), int(i), true
		return n, err == nil
	}
	return n, false
}

func (f *finder) constObject(e ast.Expr) types.Object {
	switch e := e.(type) {
	case *ast.Ident:
		return f.in.Info.Uses[e]
	case *ast.SelectorExpr:
		return f.in.Info.Uses[e.Sel]
	}
	return nil
}

// resolve picks the catalog that a named code belongs to, for a carrier. Ok is false where nothing ties the two.
func (f *finder) resolve(n named, c *carrier) (t tie, entry *catalog.Code, ok bool) {
	if n.known != nil && (c == nil || sameKind(n.known.cat, c)) {
		return n.known.tie, n.known.entry, true
	}
	if c == nil {
		return tie{}, nil, false
	}
	for _, t := range c.ties {
		if !f.fits(t, n, c) {
			continue
		}
		entry := lookup(t.cat, n)
		if t.cat.Common && entry.ID != n.text {
			if own, ok := f.misspelt(n, c); ok {
				return own, nil, true
			}
		}
		return t, entry, true
	}
	return tie{}, nil, false
}

// misspelt returns the tie to the codes that a package names itself, where one of them is meant and not written:
// whatever follows the dot, the code would be a kind of what all services of the platform share.
func (f *finder) misspelt(n named, c *carrier) (tie, bool) {
	for _, t := range c.ties {
		if t.learned == nil || !f.fits(t, n, c) {
			continue
		}
		if _, near := t.cat.Nearest(n.text); near {
			return t, true
		}
	}
	return tie{}, false
}

// fits reports whether a catalog may claim a code of a carrier that it is tied to. A platform's own codes are those that
// its catalog lists, whichever service answers with them.
func (f *finder) fits(t tie, n named, c *carrier) bool {
	switch {
	case n.isInt && t.cat.Kind == catalog.KindString || !n.isInt && t.cat.Kind == catalog.KindEnum:
		return false
	case t.cat.Common:
		return lookup(t.cat, n) != nil
	case t.shared && !f.claims(t, n, c):
		return false
	}
	return !t.listed || n.text == "" || lookup(t.cat, n) != nil
}

// sameKind reports whether a constant of one catalog says something to a carrier: the carrier is tied to the same
// catalog, or to none.
func sameKind(cat *catalog.Catalog, c *carrier) bool {
	for _, t := range c.ties {
		if t.cat == cat {
			return true
		}
	}
	return len(c.ties) == 0
}

// lookup returns the entry of a code, or of the code that it is a kind of: "QuotaExceeded" for "QuotaExceeded.Disks"
// where its entry says that there are kinds of it.
func lookup(cat *catalog.Catalog, n named) *catalog.Code {
	if n.isInt {
		return cat.LookupValue(n.number)
	}
	entry := cat.Lookup(n.text)
	for head := n.text; entry == nil; {
		i := strings.LastIndexByte(head, '.')
		if i < 0 {
			return nil
		}
		head = head[:i]
		if kind := cat.Lookup(head); kind != nil && kind.Subcodes {
			entry = kind
		}
	}
	return entry
}

// claims reports whether a catalog may claim a code of a type that many services share: by the code's prefix, by
// the client whose call the error came from, or, for a literal still empty, by the client that is imported.
func (f *finder) claims(t tie, n named, c *carrier) bool {
	if t.learned != nil {
		return f.claimsLearned(t.learned, c)
	}
	if t.cat.Prefix != "" && n.text != "" {
		return t.cat.HasPrefix(n.text)
	}
	if f.fromClient(t.cat, c) {
		return true
	}
	if n.text != "" || t.cat.Prefix == "" {
		return false
	}
	for i := range t.cat.Go {
		if binding := &t.cat.Go[i]; len(binding.Clients) > 0 && f.b.imported[binding.Package] {
			return true
		}
	}
	return false
}

// fromClient reports whether the carrier's error came from a call of one of the catalog's clients, and from no
// other call.
func (f *finder) fromClient(cat *catalog.Catalog, c *carrier) bool {
	if c.call != nil {
		return f.clientCall(cat, c.call)
	}
	seen := false
	for _, a := range f.assigns[c.root] {
		if a.rhs == nil && a.node == nil {
			continue
		}
		call, ok := ast.Unparen(a.rhs).(*ast.CallExpr)
		if !ok || !f.clientCall(cat, call) {
			return false
		}
		seen = true
	}
	return seen
}

func (f *finder) clientCall(cat *catalog.Catalog, call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	return slices.Contains(f.b.clients[namedOf(f.in.Info.TypeOf(sel.X))], cat)
}

var errorType = types.Universe.Lookup("error").Type()

// isError reports whether a type is error, or implements it.
func isError(t types.Type) bool {
	if t == nil {
		return false
	}
	if types.Identical(t, errorType) {
		return true
	}
	known := t
	if p, ok := t.Underlying().(*types.Pointer); ok {
		known = p.Elem()
	}
	if known == types.Typ[types.Invalid] { // the type checker lets what it does not know implement anything
		return false
	}
	iface := errorType.Underlying().(*types.Interface)
	return types.Implements(t, iface)
}
