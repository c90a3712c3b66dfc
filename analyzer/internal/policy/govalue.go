package policy

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
	"reflect"
	"strings"
	"time"

	"github.com/errls/errls/analyzer/internal/index"
)

// addJSON adds the text of a Go value that encoding/json writes, as far as it is known.
func (f *Finder) addJSON(t *configText, e ast.Expr, depth int) {
	e = ast.Unparen(e)
	typ := f.pkg.Info.TypeOf(e)
	if depth == 0 || len(t.text) > maxText || typ == nil || writesItself(typ) {
		t.addUnknown(e)
		return
	}
	if value := f.pkg.Info.Types[e].Value; value != nil {
		f.addConstantJSON(t, e, value)
		return
	}
	switch x := e.(type) {
	case *ast.UnaryExpr:
		if lit, ok := ast.Unparen(x.X).(*ast.CompositeLit); ok {
			f.addJSON(t, lit, depth-1)
			return
		}
	case *ast.CompositeLit:
		if f.addCompositeJSON(t, x, depth-1) {
			return
		}
	case *ast.Ident:
		if f.pkg.Info.Types[x].IsNil() {
			t.add("null", x, false)
			return
		}
		if value := f.onlyValue(x); value != nil && f.usedOnce(x) {
			f.addJSON(t, value, depth-1)
			return
		}
	case *ast.CallExpr:
		if f.addDurationText(t, x) {
			return
		}
	}
	if b, ok := typ.Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
		t.add(`"0"`, e, true)
		return
	}
	t.addUnknown(e)
}

// writesItself reports whether a type has a method with which encoding/json writes its values.
func writesItself(t types.Type) bool {
	for _, name := range []string{"MarshalJSON", "MarshalText"} {
		if o, _, _ := types.LookupFieldOrMethod(t, true, nil, name); o != nil {
			return true
		}
	}
	return false
}

// addConstantJSON adds a constant.
func (f *Finder) addConstantJSON(t *configText, e ast.Expr, value constant.Value) {
	t.sources = append(t.sources, e)
	text, err := json.Marshal(goValue(value))
	if err != nil {
		t.addUnknown(e)
		return
	}
	t.add(string(text), e, false)
}

// addDurationText adds the text of (100 * time.Millisecond).String(), and reports whether the call is of this form.
func (f *Finder) addDurationText(t *configText, call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "String" || !index.IsDuration(f.pkg.Info.TypeOf(sel.X)) {
		return false
	}
	value := f.pkg.Info.Types[sel.X].Value
	if value == nil {
		return false
	}
	n, ok := constant.Int64Val(value)
	if ok {
		t.add(fmt.Sprintf("%q", time.Duration(n)), call, false)
	}
	return ok
}

// addCompositeJSON adds a composite literal, and reports whether encoding/json writes it as an object or a list whose
// form is known.
func (f *Finder) addCompositeJSON(t *configText, lit *ast.CompositeLit, depth int) bool {
	typ := f.pkg.Info.TypeOf(lit)
	if p, ok := typ.Underlying().(*types.Pointer); ok { // an element of a list of pointers
		typ = p.Elem()
	}
	switch u := typ.Underlying().(type) {
	case *types.Struct:
		return f.addStructJSON(t, lit, u, depth)
	case *types.Map:
		t.add("{", lit, false)
		for i, elt := range lit.Elts {
			kv, ok := elt.(*ast.KeyValueExpr)
			if !ok {
				return false
			}
			if i > 0 {
				t.add(",", elt, false)
			}
			f.addJSON(t, kv.Key, depth)
			t.add(":", kv, false)
			f.addJSON(t, kv.Value, depth)
		}
		t.add("}", lit, false)
		return true
	case *types.Slice, *types.Array:
		t.add("[", lit, false)
		for i, elt := range lit.Elts {
			if _, ok := elt.(*ast.KeyValueExpr); ok {
				t.addUnknown(elt)
				continue
			}
			if i > 0 {
				t.add(",", elt, false)
			}
			f.addJSON(t, elt, depth)
		}
		t.add("]", lit, false)
		return true
	}
	return false
}

// addStructJSON adds a struct literal, and reports whether it could.
func (f *Finder) addStructJSON(t *configText, lit *ast.CompositeLit, s *types.Struct, depth int) bool {
	values := map[string]ast.Expr{}
	for i, elt := range lit.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok {
				values[id.Name] = kv.Value
			}
		} else if i < s.NumFields() {
			values[s.Field(i).Name()] = elt
		}
	}
	first := true
	t.add("{", lit, false)
	for i := range s.NumFields() {
		field := s.Field(i)
		name, options, _ := strings.Cut(reflect.StructTag(s.Tag(i)).Get("json"), ",")
		if field.Embedded() || strings.Contains(options, "string") || strings.Contains(options, "omitzero") {
			t.broken = true
			return true
		}
		value := values[field.Name()]
		if name == "-" && options == "" || !field.Exported() || strings.Contains(options, "omitempty") && f.isEmpty(value) {
			continue
		}
		if name == "" {
			name = field.Name()
		}
		if !first {
			t.add(",", lit, false)
		}
		first = false
		at := ast.Node(lit)
		if value != nil {
			at = value
		}
		t.add(fmt.Sprintf("%q:", name), at, false)
		if value != nil {
			f.addJSON(t, value, depth)
		} else {
			t.addUnknown(lit)
		}
	}
	t.add("}", lit, false)
	return true
}

// isEmpty reports whether encoding/json omits a field with the given value and the option omitempty. The value is nil if
// the field is not set.
func (f *Finder) isEmpty(value ast.Expr) bool {
	if value == nil {
		return true
	}
	if lit, ok := ast.Unparen(value).(*ast.CompositeLit); ok {
		_, isStruct := f.pkg.Info.TypeOf(lit).Underlying().(*types.Struct)
		return len(lit.Elts) == 0 && !isStruct
	}
	tv := f.pkg.Info.Types[value]
	if tv.Value == nil {
		return tv.IsNil()
	}
	switch tv.Value.Kind() {
	case constant.String:
		return constant.StringVal(tv.Value) == ""
	case constant.Bool:
		return !constant.BoolVal(tv.Value)
	}
	return constant.Sign(tv.Value) == 0
}

// usedOnce reports whether the variable of an identifier is mentioned nowhere else than where it is set, so that nothing
// changes its value after that. A variable of a basic type needs no such check.
func (f *Finder) usedOnce(id *ast.Ident) bool {
	o := f.pkg.Object(id)
	if _, ok := o.Type().Underlying().(*types.Basic); ok {
		return true
	}
	uses := 0
	for _, used := range f.pkg.Info.Uses {
		if used == o {
			uses++
		}
	}
	return uses == 1
}
