package catalog_test

import (
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/errls/errls/catalog"
)

// TestStandIns type-checks the stand-in of every package that a binding or library declares, and checks that it contains
// everything that they name.
func TestStandIns(t *testing.T) {
	set := catalog.Embedded()
	s := newStandIns(t, set)
	for _, c := range set.Catalogs() {
		for i := range c.Go {
			b := &c.Go[i]
			pkg, err := s.Import(b.Package)
			if err != nil {
				t.Errorf("%s: %v", b.Package, err)
				continue
			}
			checkBinding(t, set, c, b, pkg)
		}
	}
	for _, l := range set.Libraries() {
		pkg, err := s.Import(l.Package)
		if err != nil {
			t.Errorf("%s: %v", l.Package, err)
			continue
		}
		for _, cb := range l.Callbacks {
			checkCallback(t, pkg, cb)
		}
		for _, list := range l.Lists {
			checkList(t, set, pkg, list)
		}
		for _, name := range l.Polled {
			if o, ok := lookup(pkg, name).(*types.TypeName); !ok || !returnsError(o.Type()) {
				t.Errorf("%s: %s is not a function type with an error as its last result", pkg.Path(), name)
			}
		}
	}
}

// returnsError reports whether a type is a function type whose last result is an error.
func returnsError(typ types.Type) bool {
	sig, ok := typ.Underlying().(*types.Signature)
	if !ok || sig.Results().Len() == 0 {
		return false
	}
	last := sig.Results().At(sig.Results().Len() - 1).Type()
	return types.Identical(last, types.Universe.Lookup("error").Type())
}

// TestEffects checks that the packages of effects.yaml, or their stand-ins, have the functions that it names.
func TestEffects(t *testing.T) {
	set := catalog.Embedded()
	s := newStandIns(t, set)
	for _, e := range set.AllEffects() {
		functions := slices.Concat(e.Logs, e.Waits, e.Acts, e.Nothing, e.Ends, e.Failures)
		if e.Module != "" && e.Declares == "" && len(functions) == 0 && len(e.Transactions) > 0 {
			continue // only code that has the module uses its transactions
		}
		pkg, err := s.Import(e.Package)
		if err != nil {
			t.Errorf("%s: %v", e.Package, err)
			continue
		}
		if pkg.Name() != e.Name {
			t.Errorf("%s: the package's name is %s, not %s", e.Package, pkg.Name(), e.Name)
		}
		if (e.Module == "") != (e.Declares == "") {
			t.Errorf("%s: a package has both a module and declarations, or is in the standard library", e.Package)
		}
		for _, names := range [][]string{e.Logs, e.Waits, e.Acts, e.Nothing, e.Ends} {
			for _, name := range names {
				owner, member, _ := strings.Cut(name, ".")
				if name == "*" || member == "*" && pkg.Scope().Lookup(owner) != nil {
					continue
				}
				if member != "" && pkg.Scope().Lookup(owner) == nil || lookup(pkg, name) == nil {
					t.Errorf("%s: %s is not declared", e.Package, name)
				}
			}
		}
		for _, name := range e.Transactions {
			if _, ok := lookup(pkg, name).(*types.TypeName); !ok {
				t.Errorf("%s: %s is not a type", e.Package, name)
			}
		}
		for _, name := range e.Failures {
			if o, ok := lookup(pkg, name).(*types.TypeName); !ok || !types.AssignableTo(types.Typ[types.UntypedNil], o.Type()) {
				t.Errorf("%s: %s is not a type with the value nil", e.Package, name)
			}
		}
	}
}

func checkBinding(t *testing.T, set *catalog.Set, c *catalog.Catalog, b *catalog.Binding, pkg *types.Package) {
	t.Helper()
	if pkg.Name() != b.Name {
		t.Errorf("%s: the package's name is %s, not %s", b.Package, pkg.Name(), b.Name)
	}
	for _, e := range b.Errors {
		typ, ok := lookup(pkg, e.Type).(*types.TypeName)
		if !ok {
			t.Errorf("%s: error type %s is not declared", b.Package, e.Type)
			continue
		}
		if types.IsInterface(typ.Type()) {
			continue // a service's own methods may be all that it has
		}
		if !types.Implements(types.NewPointer(typ.Type()), types.Universe.Lookup("error").Type().Underlying().(*types.Interface)) {
			t.Errorf("%s: *%s does not implement error", b.Package, e.Type)
		}
	}
	for _, carrier := range b.Carriers {
		if lookup(pkg, carrier.At) == nil {
			t.Errorf("%s: carrier %s is not declared", b.Package, carrier.At)
		}
		if carrier.Catalog != "" && (set.Catalog(carrier.Catalog) == nil || carrier.Catalog == c.ID) {
			t.Errorf("%s: carrier %s has the catalog %s", b.Package, carrier.At, carrier.Catalog)
		}
	}
	for _, k := range b.Constants {
		if _, ok := lookup(pkg, k.Name).(*types.Const); !ok {
			t.Errorf("%s: constant %s is not declared", b.Package, k.Name)
		}
	}
	for _, name := range b.Clients {
		if _, ok := lookup(pkg, name).(*types.TypeName); !ok {
			t.Errorf("%s: client type %s is not declared", b.Package, name)
		}
	}
}

func checkCallback(t *testing.T, pkg *types.Package, cb catalog.Callback) {
	t.Helper()
	at := cb.Func + cb.Field
	obj := lookup(pkg, at)
	if obj == nil {
		t.Errorf("%s: %s is not declared", pkg.Path(), at)
		return
	}
	typ := obj.Type()
	if sig, ok := typ.Underlying().(*types.Signature); ok && cb.Func != "" {
		if cb.Arg >= sig.Params().Len() {
			t.Errorf("%s: %s has no argument %d", pkg.Path(), at, cb.Arg)
			return
		}
		typ = sig.Params().At(cb.Arg).Type()
	}
	callback, ok := typ.Underlying().(*types.Signature)
	if !ok {
		t.Errorf("%s: the callback of %s is not a function", pkg.Path(), at)
		return
	}
	results := callback.Results()
	i := cb.Decides
	if i < 0 {
		i = results.Len() - 1
	}
	if i >= results.Len() {
		t.Errorf("%s: the callback of %s has no result %d", pkg.Path(), at, i)
		return
	}
	isBool := types.Identical(results.At(i).Type(), types.Typ[types.Bool])
	if isBool != (cb.By != "error") || cb.By == "done" && (results.Len() != 2 || i != 0) {
		t.Errorf("%s: the deciding result of the callback of %s is a %s, but by is %s", pkg.Path(), at, results.At(i).Type(), cb.By)
	}
	for _, mark := range append(append([]string{}, cb.StopMarks...), cb.AgainMarks...) {
		if _, ok := lookup(pkg, mark).(*types.Func); !ok {
			t.Errorf("%s: %s is not declared", pkg.Path(), mark)
		}
	}
}

// checkList checks that a code list has a type that can contain codes: a string or integer, a slice, a variadic
// parameter, or a map with codes as keys.
func checkList(t *testing.T, set *catalog.Set, pkg *types.Package, list catalog.CodeList) {
	t.Helper()
	at := list.Func + list.Field
	obj := lookup(pkg, at)
	if obj == nil {
		t.Errorf("%s: %s is not declared", pkg.Path(), at)
		return
	}
	typ := obj.Type()
	if sig, ok := typ.(*types.Signature); ok {
		if list.Arg >= sig.Params().Len() {
			t.Errorf("%s: %s has no argument %d", pkg.Path(), at, list.Arg)
			return
		}
		typ = sig.Params().At(list.Arg).Type()
	}
	code := typ // a service config is a string
	switch typ := typ.Underlying().(type) {
	case *types.Slice:
		code = typ.Elem()
	case *types.Map:
		code = typ.Key()
	}
	basic, ok := code.Underlying().(*types.Basic)
	if !ok || basic.Info()&(types.IsString|types.IsInteger) == 0 || (code == typ) != list.ServiceConfig {
		t.Errorf("%s: %s has the type %s, not a list of codes", pkg.Path(), at, typ)
	}
	if list.Catalog != "" && set.Catalog(list.Catalog) == nil {
		t.Errorf("%s: %s has the catalog %s, which does not exist", pkg.Path(), at, list.Catalog)
	}
}

// lookup returns the object with the name Name, Type.Field or Type.Method, or nil.
func lookup(pkg *types.Package, at string) types.Object {
	name, member, ok := strings.Cut(at, ".")
	obj := pkg.Scope().Lookup(name)
	if !ok || obj == nil {
		return obj
	}
	found, _, _ := types.LookupFieldOrMethod(obj.Type(), true, pkg, member)
	return found
}
