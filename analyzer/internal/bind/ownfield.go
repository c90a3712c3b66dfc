package bind

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"

	"github.com/errls/errls/analyzer/internal/index"
)

// An error type of the program often keeps a code: &statusError{code: resp.StatusCode}. A field of such a type is a carrier
// if the program sets it to codes of the same catalog only, and to constants.

// learnErrorFields finds the fields of the package's error types that hold codes. Carrier knows them afterwards.
func (b *Binder) learnErrorFields() {
	values := b.errorFields()
	if len(values) == 0 {
		return
	}
	for _, file := range b.pkg.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CompositeLit:
				b.addLiteralFields(values, n)
			case *ast.AssignStmt:
				for i, l := range n.Lhs {
					if f := b.fieldOf(l); len(n.Lhs) == len(n.Rhs) && n.Tok == token.ASSIGN {
						addField(values, f, n.Rhs[i])
					} else {
						addField(values, f, nil)
					}
				}
			case *ast.IncDecStmt:
				addField(values, b.fieldOf(n.X), nil)
			case *ast.UnaryExpr:
				if n.Op == token.AND {
					addField(values, b.fieldOf(n.X), nil)
				}
			}
			return true
		})
	}
	for f, set := range values {
		if ties := b.commonTies(set); len(ties) > 0 {
			b.Carriers[f] = ties
		}
	}
}

// errorFields returns the number fields of the error types that the package declares, with no values yet. Types that are
// decoded from a message are left out.
func (b *Binder) errorFields() map[*types.Var][]ast.Expr {
	if b.pkg.Types == nil {
		return nil
	}
	fields := map[*types.Var][]ast.Expr{}
	scope := b.pkg.Types.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() || !index.IsError(tn.Type()) && !index.IsError(types.NewPointer(tn.Type())) {
			continue
		}
		s, ok := tn.Type().Underlying().(*types.Struct)
		for i := 0; ok && !isDecoded(s) && i < s.NumFields(); i++ {
			if f := s.Field(i); !f.Embedded() && index.IsNumber(f.Type()) && len(b.Carriers[f]) == 0 {
				fields[f] = nil
			}
		}
	}
	return fields
}

// isDecoded reports whether a struct has fields that are filled from a message of the service, as its tags show. Then the
// service has codes of its own, and its status alone does not say what happened.
func isDecoded(s *types.Struct) bool {
	for i := range s.NumFields() {
		tag := reflect.StructTag(s.Tag(i))
		for _, key := range []string{"json", "xml", "yaml"} {
			if name, ok := tag.Lookup(key); ok && name != "-" {
				return true
			}
		}
	}
	return false
}

// addField adds a value of a field; nil stands for a value that is not known. Fields that are not in values are left out.
func addField(values map[*types.Var][]ast.Expr, f *types.Var, value ast.Expr) {
	if set, ok := values[f]; ok {
		values[f] = append(set, value)
	}
}

// fieldOf returns the field that an expression selects, or nil.
func (b *Binder) fieldOf(e ast.Expr) *types.Var {
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	f, _ := b.pkg.Info.Uses[sel.Sel].(*types.Var)
	return f
}

// addLiteralFields adds the values that a composite literal gives to fields.
func (b *Binder) addLiteralFields(values map[*types.Var][]ast.Expr, lit *ast.CompositeLit) {
	t := b.pkg.Info.TypeOf(lit)
	if t == nil {
		return
	}
	if p, ok := t.Underlying().(*types.Pointer); ok { // an element of []*T without its type
		t = p.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return
	}
	for i, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if key, ok := kv.Key.(*ast.Ident); ok {
				f, _ := b.pkg.Info.Uses[key].(*types.Var)
				addField(values, f, kv.Value)
			}
		} else if i < s.NumFields() {
			addField(values, s.Field(i), e)
		}
	}
}

// commonTies returns the ties of the values of a field. It returns nil unless at least one value is a carrier, all carriers
// have the same ties, and all other values are constants.
func (b *Binder) commonTies(values []ast.Expr) []Tie {
	var ties []Tie
	for _, v := range values {
		if v != nil && b.pkg.Info.Types[v].Value != nil {
			continue
		}
		c := b.Carrier(v)
		if c == nil || ties != nil && !SameTies(ties, c.Ties) {
			return nil
		}
		ties = c.Ties
	}
	return ties
}
