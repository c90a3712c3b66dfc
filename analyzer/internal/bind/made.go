package bind

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// A MadeType is an error type that stands for one code, or for all codes that no other type stands for.
type MadeType struct {
	Tie
	Name    *types.TypeName
	Entry   *catalog.Code // nil for the type of all other errors
	pointer bool          // errors are pointers to the type
	named   bool          // the type stands for the code with its name, see catalog.Binding.Types
}

// An ErrorTest is a test of an error for one code that needs no expression for the code: for a type that stands for it, or
// by a predicate.
type ErrorTest struct {
	Code    CodeExpr // Expr is the type, the target of errors.As, or the name of the predicate
	Carrier *Carrier
	At      ast.Expr // what the paths of a match begin at: the call, the assertion, or the subject of the switch
}

// errorTests are the objects of bound packages that such tests use.
type errorTests struct {
	made       map[*types.TypeName]*MadeType     // error types that stand for codes; nil for a type that does not
	namers     []Tie                             // bindings with the key types
	predicates map[types.Object][]boundPredicate // functions, methods and bool fields
}

// byType reports whether a type may stand for a code.
func (t *errorTests) byType() bool { return len(t.made) > 0 || len(t.namers) > 0 }

// bindMade resolves the types that stand for a code in one catalog's binding.
func (b *Binder) bindMade(p *types.Package, own Tie) {
	for _, m := range own.Binding.Makes {
		tn := index.LookupType(p, m.Type)
		if tn == nil {
			continue
		}
		made := &MadeType{Tie: own, Name: tn}
		if m.Code != "" {
			made.Entry = own.Cat.Lookup(m.Code)
		}
		for _, e := range own.Binding.Errors {
			made.pointer = made.pointer || e.Type == m.Type && e.Pointer
		}
		b.tests.made[tn] = made
	}
}

// MadeType returns the type t as one that stands for a code, or nil. A value is not such a type if errors are pointers to
// it, and the reverse.
func (b *Binder) MadeType(t types.Type) *MadeType {
	if !b.tests.byType() || t == nil {
		return nil
	}
	tn := sites.TypeNameOf(t)
	m, known := b.tests.made[tn]
	if !known && tn != nil {
		m = b.namedType(tn)
		b.tests.made[tn] = m
	}
	if m == nil || m.pointer != index.IsPointer(t) {
		return nil
	}
	return m
}

// namers returns the ties of the bindings with the key types. The packages that these bind need not be imported.
func namers(set *catalog.Set) []Tie {
	var ties []Tie
	for _, c := range set.Catalogs() {
		for i := range c.Go {
			if binding := &c.Go[i]; len(binding.Types) > 0 {
				ties = append(ties, Tie{Cat: c, Binding: binding, Shared: binding.Shared})
			}
		}
	}
	return ties
}

// namedType returns a type as one that stands for the code with its name, or nil.
func (b *Binder) namedType(tn *types.TypeName) *MadeType {
	if tn.Pkg() == nil || !index.IsError(types.NewPointer(tn.Type())) {
		return nil
	}
	for _, own := range b.tests.namers {
		entry := own.Binding.StandsFor(tn.Pkg().Path(), tn.Name(), own.Cat)
		if entry == nil {
			continue
		}
		for _, c := range own.Binding.Carriers {
			_, method, _ := strings.Cut(c.At, ".")
			found, _, _ := types.LookupFieldOrMethod(types.NewPointer(tn.Type()), false, tn.Pkg(), method)
			if _, ok := found.(*types.Func); ok && c.Catalog == "" {
				return &MadeType{Tie: own, Name: tn, Entry: entry, pointer: true, named: true}
			}
		}
	}
	return nil
}

// Makes reports whether the SDK makes an error of type m for a code.
func (m *MadeType) Makes(code string) bool {
	if m.named {
		return m.Entry.ID == code
	}
	return m.Binding.MadeAs(code) == m.Name.Name()
}

// ErrorTests returns the tests of an error in a node that need no expression for the code: errors.As, errors.AsType, a type
// assertion whose second result is used, the cases of a type switch, a predicate.
func (b *Binder) ErrorTests(n ast.Node) []ErrorTest {
	if e, ok := n.(ast.Expr); ok {
		if test := b.predicateTest(e); test != nil {
			return test
		}
	}
	if !b.tests.byType() {
		return nil
	}
	switch n := n.(type) {
	case *ast.CallExpr:
		if err, target, ok := b.pkg.AsCall(n); ok {
			if p, ok := types.Unalias(b.pkg.Info.TypeOf(target)).(*types.Pointer); ok {
				return b.typeTest(target, p.Elem(), err, n)
			}
		}
		if x, ok := ast.Unparen(n.Fun).(*ast.IndexExpr); ok && len(n.Args) == 1 && b.pkg.IsCallTo(n, "errors", "AsType") {
			return b.typeTest(x.Index, b.pkg.Info.TypeOf(x.Index), n.Args[0], n)
		}
	case *ast.TypeAssertExpr:
		if _, hasOK := b.pkg.Info.TypeOf(n).(*types.Tuple); hasOK && n.Type != nil {
			return b.typeTest(n.Type, b.pkg.Info.TypeOf(n.Type), n.X, n)
		}
	case *ast.CaseClause:
		var all []ErrorTest
		if subject := b.pkg.TypeCases[n]; subject != nil {
			for _, e := range n.List {
				all = append(all, b.typeTest(e, b.pkg.Info.TypeOf(e), subject, subject)...)
			}
		}
		return all
	}
	return nil
}

// typeTest returns a test of err for type t, as a list of at most one. Named is the expression that names the type.
func (b *Binder) typeTest(named ast.Expr, t types.Type, err, at ast.Expr) []ErrorTest {
	m := b.MadeType(t)
	if m == nil || m.Entry == nil || !index.IsError(b.pkg.Info.TypeOf(err)) {
		return nil
	}
	n := standsFor(named, m.Tie, m.Entry)
	c := b.newCarrier(err, []Tie{m.Tie}, err, index.MaxDepth)
	c.ByType = true
	return []ErrorTest{{n, c, at}}
}

// OtherType returns the type that the SDK makes for a code, if carrier c takes the code from an error that was tested for
// another type: such an error never has the code. Otherwise it returns nil.
func (b *Binder) OtherType(entry *catalog.Code, c *Carrier) *types.TypeName {
	if !b.tests.byType() || entry == nil {
		return nil
	}
	var other *types.TypeName
	for _, from := range b.codeSources(c, index.MaxDepth) {
		t := b.otherType(entry, from)
		if t == nil || other != nil && t != other {
			return nil
		}
		other = t
	}
	return other
}

// otherType is OtherType for a carrier that is a selector or a call.
func (b *Binder) otherType(entry *catalog.Code, c *Carrier) *types.TypeName {
	from := b.takenFromTest(c.Expr)
	if from == nil {
		return nil
	}
	m := b.MadeType(b.pkg.Info.TypeOf(from))
	if m == nil || m.Cat.Lookup(entry.ID) != entry || m.Makes(entry.ID) || b.translates(m, c) {
		return nil
	}
	return index.LookupType(m.Name.Pkg(), m.Binding.MadeAs(entry.ID))
}

// codeSources returns the carriers whose code a carrier holds: those that are passed for a parameter, the one that is
// assigned to a variable, or c itself.
func (b *Binder) codeSources(c *Carrier, depth int) []*Carrier {
	v, ok := b.pkg.Object(c.Expr).(*types.Var)
	if !ok || v.IsField() || depth == 0 {
		return []*Carrier{c}
	}
	var all []*Carrier
	for _, e := range b.valuesOf(v) {
		from := b.Carrier(e)
		if from == nil {
			return []*Carrier{c}
		}
		all = append(all, b.codeSources(from, depth-1)...)
	}
	return all
}

// valuesOf returns the values that a variable gets in assignments, or from all calls if it is a parameter that is never set.
func (b *Binder) valuesOf(v *types.Var) []ast.Expr {
	var values []ast.Expr
	for _, a := range b.pkg.Assignments[v] {
		if a.RHS != nil || a.Func == nil || !a.Func.IsParam(v) {
			values = append(values, a.RHS)
			continue
		}
		for _, call := range b.pkg.Callers(a.Func) {
			for _, p := range a.Func.Arguments(call.Call) {
				if p.Param == v {
					values = append(values, p.Arg)
				}
			}
		}
	}
	return values
}

// RewrittenCode returns the code by which the SDK replaces a tested one before the caller sees it; "" if there is none, or
// if errors of other services have the same type. Written is the code in the program, and to the tie to its catalog.
func (b *Binder) RewrittenCode(entry *catalog.Code, written string, role sites.Role, c *Carrier, to Tie) string {
	if entry == nil || entry.ID != written || role != sites.Tested && role != sites.Listed {
		return ""
	}
	for _, t := range b.Errors[b.OwnerType(c.Expr)] {
		if t.Cat == to.Cat && t.Binding != nil && !t.Shared {
			return t.Binding.Rewritten(entry)
		}
	}
	return ""
}

// codeOperand returns the operand of a selector or method call, or what a call passes to a function that returns the code of
// its parameter. It returns nil for any other expression.
func (b *Binder) codeOperand(e ast.Expr) ast.Expr {
	if call, ok := e.(*ast.CallExpr); ok {
		fn := b.pkg.Decls[b.pkg.Callee(call)]
		if x := b.extraction(fn); x != nil {
			for _, p := range fn.Arguments(call) {
				if p.Param == x.param {
					return p.Arg
				}
			}
		}
		e = ast.Unparen(call.Fun)
	}
	if sel, ok := e.(*ast.SelectorExpr); ok {
		return sel.X
	}
	return nil
}

// takenFromTest returns the operand of a selector or method call if its value is what a type test returned.
func (b *Binder) takenFromTest(e ast.Expr) ast.Expr {
	x := b.codeOperand(ast.Unparen(e))
	if x == nil {
		return nil
	}
	x = ast.Unparen(x)
	if _, ok := x.(*ast.TypeAssertExpr); ok {
		return x
	}
	o, ok := b.pkg.Object(x).(*types.Var)
	if !ok || o.IsField() {
		return nil
	}
	if b.pkg.DerivedFrom[o] != nil {
		// The variable of errors.As or of a case of a type switch.
		if slices.ContainsFunc(b.pkg.Assignments[o], func(a index.Assignment) bool { return a.RHS != nil }) {
			return nil
		}
		return x
	}
	a, ok := b.pkg.OnlyAssignment(o)
	if !ok || a.Index != 0 {
		return nil
	}
	switch rhs := ast.Unparen(a.RHS).(type) {
	case *ast.TypeAssertExpr:
		return x
	case *ast.CallExpr:
		if b.pkg.IsCallTo(rhs, "errors", "AsType") {
			return x
		}
	}
	return nil
}

// translates reports whether the program may make errors of type m itself: the package does so, or the error comes from
// another package of the module.
func (b *Binder) translates(m *MadeType, c *Carrier) bool {
	calls, _ := b.OriginCalls(c)
	for _, call := range calls {
		fn, ok := b.pkg.Callee(call).(*types.Func)
		if ok && fn.Pkg() != nil && fn.Pkg() != b.pkg.Types && !sites.IsThirdParty(fn.Pkg().Path(), b.pkg.Types.Path()) {
			return true
		}
	}
	found := false
	for _, file := range b.pkg.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CompositeLit:
				found = found || sites.TypeNameOf(b.pkg.Info.TypeOf(n)) == m.Name
				if made := b.tests.made[sites.TypeNameOf(b.pkg.Info.TypeOf(n))]; made != nil && made != m {
					return false // the type of another code contains a value of type m
				}
			}
			return !found
		})
	}
	return found
}
