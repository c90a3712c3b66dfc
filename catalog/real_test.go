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

// TestStandInsAreFaithful compares each stand-in with the real package, where the module cache (or, for the
// standard library, GOROOT) has it: what both have, has the same type, and constants have the same value.
func TestStandInsAreFaithful(t *testing.T) {
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
}

// real types the real package as far as its imports are at hand.
func (s *standIns) real(t *testing.T, path, module, version string) *types.Package {
	t.Helper()
	if module == "" {
		pkg, err := s.std.Import(path)
		if err != nil {
			t.Skipf("the standard library's sources are not here: %v", err)
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
	config := types.Config{Importer: bound{s}, IgnoreFuncBodies: true, Error: func(error) {}}
	pkg, _ := config.Check(path, s.fset, files, nil) // imports that are not at hand are errors, and expected
	return pkg
}

// bound imports stand-ins and the standard library, and nothing else.
type bound struct{ *standIns }

func (b bound) Import(path string) (*types.Package, error) {
	if _, ok := b.sources[path]; !ok && strings.Contains(strings.Split(path, "/")[0], ".") {
		return nil, errors.New("not at hand")
	}
	return b.standIns.Import(path)
}

func moduleCache() string {
	if dir := os.Getenv("GOMODCACHE"); dir != "" {
		return dir
	}
	return filepath.Join(filepath.SplitList(build.Default.GOPATH)[0], "pkg", "mod")
}

// escape writes a module path as the module cache does: "!a" for "A".
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
			same(t, name, have.Type(), want.Type())
			k, ok := want.(*types.Const)
			if !ok {
				t.Errorf("the real %s is no constant", name)
			} else if !constant.Compare(have.Val(), token.EQL, k.Val()) {
				t.Errorf("constant %s is %v, the real one %v", name, have.Val(), k.Val())
			}
		default:
			same(t, name, have.Type(), want.Type())
		}
	}
}

func compareTypes(t *testing.T, have *types.TypeName, real types.Object) {
	want, ok := real.(*types.TypeName)
	if !ok || have.IsAlias() != want.IsAlias() {
		t.Errorf("%s is not declared as the real one is: %v", have.Name(), real)
		return
	}
	if have.IsAlias() {
		same(t, have.Name(), types.Unalias(have.Type()), types.Unalias(want.Type()))
		return
	}
	switch under := have.Type().Underlying().(type) {
	case *types.Struct:
		compareFields(t, have.Name(), under, want.Type().Underlying())
	default:
		same(t, have.Name(), under, want.Type().Underlying())
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
		same(t, at, m.Type(), realMethod.Type())
		same(t, "the receiver of "+at, m.Signature().Recv().Type(), realMethod.Signature().Recv().Type())
	}
}

func compareFields(t *testing.T, name string, have *types.Struct, real types.Type) {
	want, ok := real.(*types.Struct)
	if !ok {
		t.Errorf("%s is no struct but %s", name, real)
		return
	}
	fields := map[string]*types.Var{}
	for f := range want.Fields() {
		fields[f.Name()] = f
	}
	for f := range have.Fields() {
		r := fields[f.Name()]
		if r == nil || r.Embedded() != f.Embedded() {
			t.Errorf("the real %s has no such field %s", name, f.Name())
			continue
		}
		same(t, name+"."+f.Name(), f.Type(), r.Type())
	}
}

// same compares types by what they are called, since each side has packages of its own.
func same(t *testing.T, at string, have, want types.Type) {
	t.Helper()
	h, w := types.TypeString(have, nil), types.TypeString(want, nil)
	h, w = strings.ReplaceAll(h, "interface{}", "any"), strings.ReplaceAll(w, "interface{}", "any")
	if h != w {
		t.Errorf("%s:\n stand-in %s\n real     %s", at, h, w)
	}
}
