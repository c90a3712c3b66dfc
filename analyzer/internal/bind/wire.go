package bind

import (
	"go/ast"
	"go/constant"
	"go/types"
	"reflect"
	"strings"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/catalog"
)

// wireShape returns the carrier of the code in a decoded error body: a struct field whose JSON tag is the code's key in a
// catalog's wire section, if another field has the tag of the message, or the element of a map under the code's key.
func (b *Binder) wireShape(e ast.Expr, depth int) *Carrier {
	switch x := e.(type) {
	case *ast.StarExpr:
		return b.wireShape(ast.Unparen(x.X), depth)
	case *ast.TypeAssertExpr:
		return b.wireShape(ast.Unparen(x.X), depth)
	case *ast.SelectorExpr:
		field, owner := b.selectedField(x)
		if field == nil {
			return nil
		}
		if ties := b.wireTies(field, owner); len(ties) > 0 {
			return b.newCarrier(e, ties, x.X, depth)
		}
	case *ast.IndexExpr:
		return b.wireMapShape(x, depth)
	}
	return nil
}

// selectedField returns the field that a selector selects and the struct that declares it, or nil.
func (b *Binder) selectedField(sel *ast.SelectorExpr) (*types.Var, *types.Struct) {
	s := b.pkg.Info.Selections[sel]
	if s == nil || s.Kind() != types.FieldVal {
		return nil, nil
	}
	t := s.Recv()
	for i, at := range s.Index() {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		st, ok := t.Underlying().(*types.Struct)
		if !ok || at >= st.NumFields() {
			return nil, nil
		}
		if i == len(s.Index())-1 {
			return st.Field(at), st
		}
		t = st.Field(at).Type()
	}
	return nil, nil
}

// wireTies returns the catalogs whose wire section describes the struct owner, with field as the code.
func (b *Binder) wireTies(field *types.Var, owner *types.Struct) []Tie {
	var ties []Tie
	for _, cat := range b.Set.Catalogs() {
		w := cat.Wire
		if w == nil || w.Format != "json" || !hasJSONKey(owner, w.Message) {
			continue
		}
		for i := range owner.NumFields() {
			if owner.Field(i) == field && jsonKey(owner.Tag(i)) == w.Code {
				ties = append(ties, wireTie(cat))
			}
		}
	}
	return ties
}

func wireTie(cat *catalog.Catalog) Tie { return Tie{Cat: cat, Shared: cat.Wire.Shared} }

// hasJSONKey reports whether a field of s has a JSON key.
func hasJSONKey(s *types.Struct, key string) bool {
	for i := range s.NumFields() {
		if jsonKey(s.Tag(i)) == key {
			return true
		}
	}
	return false
}

// jsonKey returns the JSON key in the tag of a struct field, or "".
func jsonKey(tag string) string {
	key, _, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
	return key
}

// wireMapShape returns the carrier of body["error_code"]. If the program reads the message from the same map, its keys are
// those of a catalog. Otherwise the ties are shared, and only catalogs whose codes have a common prefix are among them.
func (b *Binder) wireMapShape(x *ast.IndexExpr, depth int) *Carrier {
	t := b.pkg.Info.TypeOf(x.X)
	if t == nil || !index.IsMap(t) {
		return nil
	}
	key, ok := b.constantKey(x)
	if !ok {
		return nil
	}
	var ties []Tie
	for _, cat := range b.Set.Catalogs() {
		w := cat.Wire
		switch {
		case w == nil || w.Format != "json" || w.Code != key:
		case b.readsKey(b.pkg.Named(x.X), w.Message):
			ties = append(ties, wireTie(cat))
		case cat.Prefix != "":
			ties = append(ties, Tie{Cat: cat, Shared: true})
		}
	}
	if len(ties) == 0 {
		return nil
	}
	return b.newCarrier(x, ties, x.X, depth)
}

// constantKey returns the text of a key that is a constant.
func (b *Binder) constantKey(x *ast.IndexExpr) (key string, ok bool) {
	v := b.pkg.Info.Types[x.Index].Value
	if v == nil || v.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(v), true
}

// readsKey reports whether the program looks up a constant key in the map that a variable holds. A parameter of a function
// whose calls are all known holds the maps that they pass.
func (b *Binder) readsKey(variable types.Object, key string) bool {
	if variable = b.pkg.CopiedVar(variable); variable == nil {
		return false
	}
	if b.mapKeys == nil {
		b.mapKeys = map[types.Object]map[string]bool{}
		for _, decls := range b.pkg.NodesByFile {
			index.EachNode(decls, func(at *index.NodeInfo) {
				if x, ok := at.Node.(*ast.IndexExpr); ok {
					b.addMapKey(x)
				}
			})
		}
	}
	if b.mapKeys[variable][key] {
		return true
	}
	passed := b.passedFor(variable)
	for _, arg := range passed {
		if !b.mapKeys[b.pkg.Named(arg)][key] {
			return false
		}
	}
	return len(passed) > 0
}

// passedFor returns what calls pass for a parameter that is never set, of a function whose calls are all known; otherwise
// nil.
func (b *Binder) passedFor(param types.Object) []ast.Expr {
	as := b.pkg.Assignments[param]
	if len(as) != 1 || as[0].Func == nil || as[0].RHS != nil || !as[0].Func.IsParam(param) || !b.pkg.AllCallsKnown(as[0].Func) {
		return nil
	}
	var all []ast.Expr
	for _, c := range b.pkg.Callers(as[0].Func) {
		for _, p := range as[0].Func.Arguments(c.Call) {
			if p.Param == param {
				all = append(all, p.Arg)
			}
		}
	}
	return all
}

// addMapKey adds the key of x to mapKeys if it is a constant.
func (b *Binder) addMapKey(x *ast.IndexExpr) {
	key, ok := b.constantKey(x)
	if !ok {
		return
	}
	o := b.pkg.Named(x.X)
	if b.mapKeys[o] == nil {
		b.mapKeys[o] = map[string]bool{}
	}
	b.mapKeys[o][key] = true
}
