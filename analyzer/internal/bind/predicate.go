package bind

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/catalog"
)

// A Predicate is the use of a function, method or field that says whether an error has one of some codes.
type Predicate struct {
	Tie
	Codes   []*catalog.Code
	Carrier *Carrier // the error, or the code that a function receives
	Name    ast.Expr // the expression that names the function, method or field
}

// A boundPredicate is what one catalog says of a function, method or field.
type boundPredicate struct {
	Tie
	codes []*catalog.Code
}

// bindPredicates resolves the predicates of one catalog's binding.
func (b *Binder) bindPredicates(p *types.Package, own Tie) {
	own.Shared = false // the predicate itself says whose code it is
	for _, x := range own.Binding.Predicates {
		o := index.LookupMember(p, x.At)
		if o == nil {
			continue
		}
		bound := boundPredicate{Tie: own}
		for _, id := range x.Codes {
			if entry := own.Cat.Lookup(id); entry != nil {
				bound.codes = append(bound.codes, entry)
			}
		}
		b.tests.predicates[o] = append(b.tests.predicates[o], bound)
	}
}

// Predicates returns what the catalogs say of an expression that is true if an error has one of some codes: a call, or a
// field. It returns nil for all other expressions.
func (b *Binder) Predicates(e ast.Expr) []Predicate {
	if len(b.tests.predicates) == 0 {
		return nil
	}
	var name, operand ast.Expr
	switch x := ast.Unparen(e).(type) {
	case *ast.SelectorExpr:
		if field, ok := b.pkg.Info.Uses[x.Sel].(*types.Var); ok && field.IsField() {
			name, operand = x, x.X
		}
	case *ast.CallExpr:
		name, operand = ast.Unparen(x.Fun), predicateOperand(b.pkg.Callee(x), x)
	}
	if operand == nil {
		return nil
	}
	var all []Predicate
	for _, bound := range b.tests.predicates[b.predicateObject(name)] {
		if c := b.predicateCarrier(operand, bound.Tie); c != nil {
			all = append(all, Predicate{Tie: bound.Tie, Codes: bound.codes, Carrier: c, Name: name})
		}
	}
	return all
}

// predicateObject returns the function, method or field that an expression names.
func (b *Binder) predicateObject(name ast.Expr) types.Object {
	if fn, ok := b.ConstObject(name).(*types.Func); ok {
		return fn.Origin()
	}
	return b.ConstObject(name)
}

// predicateOperand returns the first argument of a call of a function or of a variable that is one, or the operand of a call
// of a method without arguments. It returns nil for any other call.
func predicateOperand(callee types.Object, call *ast.CallExpr) ast.Expr {
	if callee == nil {
		return nil
	}
	sig, ok := callee.Type().Underlying().(*types.Signature)
	switch {
	case !ok:
		return nil
	case sig.Recv() == nil && len(call.Args) > 0:
		return call.Args[0]
	case sig.Recv() != nil && len(call.Args) == 0:
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
			return sel.X
		}
	}
	return nil
}

// predicateCarrier returns the carrier of the operand of a predicate: an error, or a code of the predicate's catalog. It
// returns nil for a code of another catalog.
func (b *Binder) predicateCarrier(operand ast.Expr, t Tie) *Carrier {
	c := b.Carrier(operand)
	if c != nil && hasTieTo(t.Cat, c) {
		return c
	}
	if basic, ok := types.Unalias(b.pkg.Info.TypeOf(operand)).(*types.Basic); ok && basic.Kind() != types.UntypedNil {
		return nil
	}
	c = b.newCarrier(operand, []Tie{t}, operand, index.MaxDepth)
	c.ByType = true
	return c
}

// Has reports whether a predicate is true for a code.
func (p *Predicate) Has(entry *catalog.Code) bool {
	return entry != nil && slices.ContainsFunc(p.Codes, func(c *catalog.Code) bool { return c == entry || inClass(entry.ID, c) })
}

// inClass reports whether a code belongs to a class.
func inClass(id string, class *catalog.Code) bool {
	return class.Class && strings.HasPrefix(id, class.ID)
}

// predicateTest returns the test that a use of a predicate for one code is, as a list of at most one.
func (b *Binder) predicateTest(e ast.Expr) []ErrorTest {
	for _, p := range b.Predicates(e) {
		if len(p.Codes) == 1 {
			return []ErrorTest{{standsFor(p.Name, p.Tie, p.Codes[0]), p.Carrier, e}}
		}
	}
	return nil
}

// PredicateFunc returns the code of a predicate that an expression names without a call, as an argument for a library that
// calls it. Ok is false for all other expressions, and for a predicate of several codes.
func (b *Binder) PredicateFunc(e ast.Expr) (n CodeExpr, ok bool) {
	name := ast.Unparen(e)
	for _, bound := range b.tests.predicates[b.predicateObject(name)] {
		if len(bound.codes) == 1 {
			return standsFor(name, bound.Tie, bound.codes[0]), true
		}
	}
	return CodeExpr{}, false
}

// standsFor returns the code that the name of a predicate or of a type stands for.
func standsFor(name ast.Expr, t Tie, entry *catalog.Code) CodeExpr {
	return CodeExpr{Expr: name, Text: entry.ID, Number: entry.Value, IsInt: t.Cat.Kind != catalog.KindString, Known: &Constant{Tie: t, Entry: entry}}
}
