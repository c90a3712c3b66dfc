package catalog_test

import (
	"errors"
	"go/build"
	"go/constant"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/errls/errls/catalog"
)

// TestStandInsMatchRealPackages compares each stand-in with the real package, if the module cache (or GOROOT, for the
// standard library) contains it: everything in the stand-in must be in the real package with the same type, and
// constants with the same value.
func TestStandInsMatchRealPackages(t *testing.T) {
	set := catalog.Embedded()
	s := newStandIns(t, set)
	compare := func(path, module, version string) {
		t.Run(path, func(t *testing.T) {
			real := s.real(t, path, module, version)
			standIn, err := s.Import(path)
			if err != nil {
				t.Fatal(err)
			}
			comparePackages(t, standIn, real)
		})
	}
	for _, c := range set.Catalogs() {
		for _, b := range c.Go {
			compare(b.Package, b.Module, b.Version)
		}
	}
	for _, l := range set.Libraries() {
		compare(l.Package, l.Module, l.Version)
	}
	for _, e := range set.AllEffects() {
		if e.Declares != "" {
			compare(e.Package, e.Module, e.Version)
		}
	}
}

// real type-checks the real package. Imports that are neither stand-ins nor in the standard library are left out.
func (s *standIns) real(t *testing.T, path, module, version string) *types.Package {
	t.Helper()
	if module == "" {
		pkg, err := s.std.Import(path)
		if err != nil {
			t.Skipf("the source code of the standard library is not available: %v", err)
		}
		return pkg
	}
	dir := filepath.Join(moduleCache(), escape(module)+"@"+version, filepath.FromSlash(strings.TrimPrefix(path, module)))
	listed, err := build.ImportDir(dir, 0)
	if err != nil {
		t.Skipf("%s@%s is not in the module cache", module, version)
	}
	files, err := parse(s.fset, listed)
	if err != nil {
		t.Fatal(err)
	}
	config := types.Config{Importer: quietImporter{s}, IgnoreFuncBodies: true, Error: func(error) {}}
	pkg, _ := config.Check(path, s.fset, files, nil) // imports that are left out are expected errors
	return pkg
}

// quietImporter imports stand-ins and the standard library. Any other import is an error.
type quietImporter struct{ *standIns }

func (q quietImporter) Import(path string) (*types.Package, error) {
	if _, ok := q.sources[path]; !ok && strings.Contains(strings.Split(path, "/")[0], ".") {
		return nil, errors.New("no stand-in")
	}
	return q.standIns.Import(path)
}

func moduleCache() string {
	if dir := os.Getenv("GOMODCACHE"); dir != "" {
		return dir
	}
	return filepath.Join(filepath.SplitList(build.Default.GOPATH)[0], "pkg", "mod")
}

// escape returns a module path as it is written in the module cache: "!a" for "A".
func escape(module string) string {
	var b strings.Builder
	for _, r := range module {
		if unicode.IsUpper(r) {
			b.WriteByte('!')
			r = unicode.ToLower(r)
		}
		b.WriteRune(r)
	}
	return b.String()
}

func comparePackages(t *testing.T, standIn, real *types.Package) {
	if standIn.Name() != real.Name() {
		t.Errorf("the package's name is %s, not %s", real.Name(), standIn.Name())
	}
	for _, name := range standIn.Scope().Names() {
		have, want := standIn.Scope().Lookup(name), real.Scope().Lookup(name)
		if !have.Exported() {
			continue
		}
		if want == nil {
			t.Errorf("the real package has no %s", name)
			continue
		}
		switch have := have.(type) {
		case *types.TypeName:
			compareTypes(t, have, want)
		case *types.Const:
			sameType(t, name, have.Type(), want.Type())
			if _, variable := want.(*types.Var); variable {
				continue // its value is not known
			}
			k, ok := want.(*types.Const)
			if !ok {
				t.Errorf("the real %s is not a constant", name)
			} else if !constant.Compare(have.Val(), token.EQL, k.Val()) {
				t.Errorf("constant %s is %v, the real one %v", name, have.Val(), k.Val())
			}
		default:
			if !isSentinelOfOwnType(have, want) {
				sameType(t, name, have.Type(), want.Type())
			}
		}
	}
}

// isSentinelOfOwnType reports whether a variable of type error stands in for one of an unexported type that is an error.
func isSentinelOfOwnType(have, real types.Object) bool {
	errorType := types.Universe.Lookup("error").Type()
	named, ok := real.Type().(*types.Named)
	return ok && !named.Obj().Exported() && types.Identical(have.Type(), errorType) &&
		types.Implements(named, errorType.Underlying().(*types.Interface))
}

func compareTypes(t *testing.T, have *types.TypeName, real types.Object) {
	want, ok := real.(*types.TypeName)
	if !ok || have.IsAlias() != want.IsAlias() {
		t.Errorf("%s is declared differently: the real one is %v", have.Name(), real)
		return
	}
	if have.IsAlias() {
		sameType(t, have.Name(), types.Unalias(have.Type()), types.Unalias(want.Type()))
		return
	}
	switch under := have.Type().Underlying().(type) {
	case *types.Struct:
		compareFields(t, have.Name(), under, want.Type().Underlying())
	case *types.Interface:
		compareInterfaces(t, have.Name(), under, want.Type())
	default:
		sameType(t, have.Name(), under, want.Type().Underlying())
	}
	methods, realMethods := have.Type().(*types.Named), want.Type().(*types.Named)
	for m := range methods.Methods() {
		at := have.Name() + "." + m.Name()
		obj, _, _ := types.LookupFieldOrMethod(realMethods, true, want.Pkg(), m.Name())
		realMethod, ok := obj.(*types.Func)
		if !ok {
			t.Errorf("the real package has no %s", at)
			continue
		}
		sameType(t, at, m.Type(), realMethod.Type())
		sameType(t, "the receiver of "+at, m.Signature().Recv().Type(), realMethod.Signature().Recv().Type())
	}
}

// compareInterfaces checks that the real interface has every method of the stand-in. It may have more.
func compareInterfaces(t *testing.T, name string, have *types.Interface, real types.Type) {
	want, ok := real.Underlying().(*types.Interface)
	if !ok {
		t.Errorf("the real %s is not an interface but %s", name, real)
		return
	}
	methods := map[string]*types.Func{}
	for m := range want.Methods() {
		methods[m.Name()] = m
	}
	for m := range have.Methods() {
		if r := methods[m.Name()]; r == nil {
			t.Errorf("the real %s has no method %s", name, m.Name())
		} else {
			sameType(t, name+"."+m.Name(), m.Type(), r.Type())
		}
	}
}

func compareFields(t *testing.T, name string, have *types.Struct, real types.Type) {
	want, ok := real.(*types.Struct)
	if !ok {
		t.Errorf("the real %s is not a struct but %s", name, real)
		return
	}
	fields := map[string]*types.Var{}
	for f := range want.Fields() {
		fields[f.Name()] = f
	}
	for f := range have.Fields() {
		r := fields[f.Name()]
		if r == nil || r.Embedded() != f.Embedded() {
			t.Errorf("the real %s has no field %s, or only one of both is embedded", name, f.Name())
			continue
		}
		sameType(t, name+"."+f.Name(), f.Type(), r.Type())
	}
}

// sameType compares types by their names, because the two packages do not share any types.Package.
func sameType(t *testing.T, at string, have, want types.Type) {
	t.Helper()
	h, w := types.TypeString(have, nil), types.TypeString(want, nil)
	h, w = strings.ReplaceAll(h, "interface{}", "any"), strings.ReplaceAll(w, "interface{}", "any")
	if h != w {
		t.Errorf("%s:\n stand-in %s\n real     %s", at, h, w)
	}
}
