package bind

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// A Carrier is an expression that holds a code: where it is tied to, and the error or response it came from.
type Carrier struct {
	Expr ast.Expr
	Ties []Tie
	Root types.Object  // the variable that holds the error or response; nil where there is none
	Call *ast.CallExpr // the call whose result it was taken out of at once: status.Code(c.Do())
}

// Carrier returns what a code is compared with, or nil where e holds no code that a catalog knows.
func (b *Binder) Carrier(e ast.Expr) *Carrier { return b.carrierAt(e, index.MaxDepth) }

func (b *Binder) carrierAt(e ast.Expr, depth int) *Carrier {
	if depth == 0 || e == nil {
		return nil
	}
	e = ast.Unparen(e)
	for _, shape := range []func(ast.Expr, int) *Carrier{b.fieldShape, b.methodShape, b.funcShape, b.wireShape, b.variableShape, b.extractShape, b.codeTypeShape} {
		if c := shape(e, depth); c != nil {
			return c
		}
	}
	return nil
}

// tied makes the carrier of an expression.
func (b *Binder) newCarrier(e ast.Expr, ties []Tie, from ast.Expr, depth int) *Carrier {
	c := &Carrier{Expr: e, Ties: ties}
	c.Root, c.Call = b.RootAt(from, depth-1)
	return c
}

// RootAt returns the variable that an expression was taken out of, or the call that made it.
func (b *Binder) RootAt(e ast.Expr, depth int) (types.Object, *ast.CallExpr) {
	if depth <= 0 || e == nil {
		return nil, nil
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		o := b.pkg.Object(e)
		if _, ok := o.(*types.Var); !ok {
			return nil, nil
		}
		if src := b.derivedFrom(o); src != nil {
			if r, call := b.RootAt(src, depth-1); r != nil || call != nil {
				return r, call
			}
		}
		return o, nil
	case *ast.StarExpr:
		return b.RootAt(e.X, depth-1)
	case *ast.UnaryExpr:
		return b.RootAt(e.X, depth-1)
	case *ast.TypeAssertExpr:
		return b.RootAt(e.X, depth-1)
	case *ast.IndexExpr:
		return b.RootAt(e.X, depth-1)
	case *ast.SelectorExpr:
		return b.RootAt(e.X, depth-1)
	case *ast.CallExpr:
		if src := b.TakenFrom(e); src != nil {
			return b.RootAt(src, depth-1)
		}
		return nil, e
	}
	return nil, nil
}

// origin returns the expression that a variable was taken out of, or nil where it is an origin itself.
func (b *Binder) derivedFrom(o types.Object) ast.Expr {
	if src := b.pkg.DerivedFrom[o]; src != nil {
		return src
	}
	a, ok := b.pkg.OnlyAssignment(o)
	if !ok {
		return nil
	}
	switch rhs := ast.Unparen(a.RHS).(type) {
	case *ast.Ident, *ast.TypeAssertExpr, *ast.SelectorExpr, *ast.StarExpr:
		return rhs
	case *ast.CallExpr:
		return b.TakenFrom(rhs)
	}
	return nil
}

// TakenFrom returns the error (or carrier) out of which a call takes another form of it: errors.AsType, a function
// of a bound package, an accessor of a bound type, a conversion. It is nil for any other call.
func (b *Binder) TakenFrom(call *ast.CallExpr) ast.Expr {
	if path, name := b.pkg.Qualified(call); len(call.Args) == 1 && isUnwrapFunc(path, name) {
		return call.Args[0]
	}
	if tv, ok := b.pkg.Info.Types[call.Fun]; ok && tv.IsType() && len(call.Args) == 1 {
		return call.Args[0]
	}
	fn, ok := b.pkg.Callee(call).(*types.Func)
	if !ok || !b.Packages[fn.Pkg()] {
		return nil
	}
	sig := fn.Signature()
	if sig.Recv() != nil {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && len(b.Carriers[fn]) > 0 {
			return sel.X
		}
		return nil
	}
	for i := range sig.Params().Len() {
		if i < len(call.Args) && index.IsError(sig.Params().At(i).Type()) {
			return call.Args[i]
		}
	}
	return nil
}

// A CodeExpr is an expression that names a code.
type CodeExpr struct {
	Expr    ast.Expr
	Literal *ast.BasicLit
	Text    string // string value, or decimal number
	Number  int
	IsInt   bool
	Known   *Constant
}

// CodeExpr returns the code that a constant expression names.
func (b *Binder) CodeExpr(e ast.Expr) (CodeExpr, bool) {
	e = ast.Unparen(e)
	n := CodeExpr{Expr: e}
	n.Literal, _ = e.(*ast.BasicLit)
	if c, ok := b.Constants[b.ConstObject(e)]; ok {
		n.Known = &c
	}
	if v := b.pkg.Info.Types[e].Value; v != nil {
		switch v.Kind() {
		case constant.String:
			n.Text = constant.StringVal(v)
			return n, true
		case constant.Int:
			i, exact := constant.Int64Val(v)
			n.Text, n.Number, n.IsInt = v.ExactString(), int(i), true
			return n, exact
		}
		return n, false
	}
	if n.Literal == nil {
		return n, false
	}
	return b.incompleteLiteral(n)
}

// literalCode reads a literal that has no value: one that is still being typed.
func (b *Binder) incompleteLiteral(n CodeExpr) (CodeExpr, bool) {
	switch n.Literal.Kind {
	case token.STRING:
		text, err := strconv.Unquote(n.Literal.Value)
		if err != nil {
			text = strings.Trim(n.Literal.Value, "\"`")
		}
		n.Text = text
		return n, true
	case token.INT:
		i, err := strconv.ParseInt(n.Literal.Value, 0, 64)
		n.Text, n.Number, n.IsInt = strconv.FormatInt(i, 10), int(i), true
		return n, err == nil
	}
	return n, false
}

func (b *Binder) ConstObject(e ast.Expr) types.Object {
	switch e := e.(type) {
	case *ast.Ident:
		return b.pkg.Info.Uses[e]
	case *ast.SelectorExpr:
		return b.pkg.Info.Uses[e.Sel]
	}
	return nil
}

// Resolve picks the catalog that a named code belongs to, for a carrier. Ok is false where nothing ties the two.
func (b *Binder) Resolve(n CodeExpr, c *Carrier) (t Tie, entry *catalog.Code, ok bool) {
	if n.Known != nil && (c == nil || hasTieTo(n.Known.Cat, c)) {
		return n.Known.Tie, n.Known.Entry, true
	}
	if c == nil {
		return Tie{}, nil, false
	}
	for _, t := range c.Ties {
		if !b.mayClaim(t, n, c) {
			continue
		}
		entry := Lookup(t.Cat, n)
		if t.Cat.Common && entry.ID != n.Text {
			if own, ok := b.misspelledTie(n, c); ok {
				return own, nil, true
			}
		}
		return t, entry, true
	}
	return Tie{}, nil, false
}

// misspelt returns the tie to the codes that a package names itself, where one of them is meant and not written:
// whatever follows the dot, the code would be a kind of what all services of the platform share.
func (b *Binder) misspelledTie(n CodeExpr, c *Carrier) (Tie, bool) {
	for _, t := range c.Ties {
		if t.Learned == nil || !b.mayClaim(t, n, c) {
			continue
		}
		if _, near := t.Cat.Nearest(n.Text); near {
			return t, true
		}
	}
	return Tie{}, false
}

// fits reports whether a catalog may claim a code of a carrier that it is tied to. A platform's own codes are those that
// its catalog lists, whichever service answers with them.
func (b *Binder) mayClaim(t Tie, n CodeExpr, c *Carrier) bool {
	switch {
	case n.IsInt && t.Cat.Kind == catalog.KindString || !n.IsInt && t.Cat.Kind == catalog.KindEnum:
		return false
	case t.Cat.Common:
		return Lookup(t.Cat, n) != nil
	case t.Shared && !b.mayClaimShared(t, n, c):
		return false
	}
	return !t.ListedOnly || n.Text == "" || Lookup(t.Cat, n) != nil
}

// sameKind reports whether a constant of one catalog says something to a carrier: the carrier is tied to the same
// catalog, or to none.
func hasTieTo(cat *catalog.Catalog, c *Carrier) bool {
	for _, t := range c.Ties {
		if t.Cat == cat {
			return true
		}
	}
	return len(c.Ties) == 0
}

// Lookup returns the entry of a code, or of the code that it is a kind of: "QuotaExceeded" for "QuotaExceeded.Disks"
// where its entry says that there are kinds of it.
func Lookup(cat *catalog.Catalog, n CodeExpr) *catalog.Code {
	if n.IsInt {
		return cat.LookupValue(n.Number)
	}
	entry := cat.Lookup(n.Text)
	for head := n.Text; entry == nil; {
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
func (b *Binder) mayClaimShared(t Tie, n CodeExpr, c *Carrier) bool {
	if t.Learned != nil {
		return b.mayClaimLearned(t.Learned, c)
	}
	if t.Cat.Prefix != "" && n.Text != "" {
		return t.Cat.HasPrefix(n.Text)
	}
	if b.FromClient(t.Cat, c) {
		return true
	}
	if n.Text != "" || t.Cat.Prefix == "" {
		return false
	}
	for i := range t.Cat.Go {
		if binding := &t.Cat.Go[i]; len(binding.Clients) > 0 && b.Imports[binding.Package] {
			return true
		}
	}
	return false
}

// FromClient reports whether the carrier's error came from a call of one of the catalog's clients, and from no
// other call.
func (b *Binder) FromClient(cat *catalog.Catalog, c *Carrier) bool {
	if c.Call != nil {
		return b.isClientCall(cat, c.Call)
	}
	seen := false
	for _, a := range b.pkg.Assignments[c.Root] {
		if a.RHS == nil && a.Node == nil {
			continue
		}
		call, ok := ast.Unparen(a.RHS).(*ast.CallExpr)
		if !ok || !b.isClientCall(cat, call) {
			return false
		}
		seen = true
	}
	return seen
}

func (b *Binder) isClientCall(cat *catalog.Catalog, call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	return slices.Contains(b.Clients[sites.TypeNameOf(b.pkg.Info.TypeOf(sel.X))], cat)
}

// IsError reports whether a variable holds an error, not a response that carries a code.
func (b *Binder) IsError(o types.Object) bool {
	t := o.Type()
	if t == types.Typ[types.Invalid] {
		return true
	}
	if tn := sites.TypeNameOf(t); tn != nil && len(b.Errors[tn]) > 0 {
		return true
	}
	return index.IsError(t) || index.IsError(types.NewPointer(t))
}

// RootOf returns the root of an argument: of the carrier that it is, else of the error.
func (b *Binder) RootOf(arg ast.Expr) (types.Object, *ast.CallExpr) {
	if c := b.Carrier(arg); c != nil {
		return c.Root, c.Call
	}
	return b.RootAt(arg, index.MaxDepth)
}

// Indirect reports whether the carrier holds the catalog's codes only as another service's status.
func Indirect(c *Carrier, t Tie) bool {
	for _, have := range c.Ties {
		if have.Cat == t.Cat {
			return have.Indirect
		}
	}
	return false
}

// ComparedWith returns the carrier of an expression that is compared with a code. A bound constant ties the other
// side by itself: status == http.StatusTooManyRequests.
func (b *Binder) ComparedWith(e ast.Expr, n CodeExpr) *Carrier {
	if v := b.pkg.Info.Types[e].Value; v != nil {
		return nil
	}
	if c := b.Carrier(e); c != nil {
		return c
	}
	if n.Known == nil || n.Known.Shared {
		return nil
	}
	return b.newCarrier(e, []Tie{n.Known.Tie}, e, index.MaxDepth)
}

// OwnerType returns the type whose field or method an expression is, or a variable that was set to one once; else nil.
func (b *Binder) OwnerType(e ast.Expr) *types.TypeName {
	for range index.MaxDepth {
		switch x := ast.Unparen(e).(type) {
		case *ast.StarExpr:
			e = x.X
		case *ast.CallExpr:
			e = x.Fun
		case *ast.SelectorExpr:
			return sites.TypeNameOf(b.pkg.Info.TypeOf(x.X))
		case *ast.Ident:
			a, ok := b.pkg.OnlyAssignment(b.pkg.Object(x))
			if !ok || a.Index != 0 {
				return nil
			}
			e = a.RHS
		default:
			return nil
		}
	}
	return nil
}

// MayBeError reports whether an expression holds an error, or the code of one, as far as names and types tell.
func (b *Binder) MayBeError(e ast.Expr, depth int) bool {
	if e == nil || depth == 0 || b.pkg.Info.Types[e].Value != nil {
		return false
	}
	if index.IsError(b.pkg.Info.TypeOf(e)) || b.Carrier(e) != nil {
		return true
	}
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SelectorExpr:
			for _, name := range CodeAccessors {
				found = found || n.Sel.Name == name
			}
		case *ast.Ident:
			if v, ok := b.pkg.Object(n).(*types.Var); ok && index.IsError(v.Type()) {
				found = true
			}
		}
		return !found
	})
	if found {
		return true
	}
	if o := b.pkg.Object(e); o != nil {
		a, ok := b.pkg.OnlyAssignment(o)
		return ok && a.Index == 0 && b.MayBeError(a.RHS, depth-1)
	}
	return false
}

// CountServices counts the catalogs that a carrier's codes may be of, those of whole platforms aside.
func CountServices(c *Carrier) int {
	n := 0
	for _, t := range c.Ties {
		if !t.Indirect && !t.Cat.Common {
			n++
		}
	}
	return n
}

// SameError reports whether two carriers hold what one error carries.
func SameError(a, b *Carrier) bool {
	return a != nil && b != nil && (a.Root != nil && a.Root == b.Root || a.Call != nil && a.Call == b.Call)
}
