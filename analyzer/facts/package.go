package facts

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/sites"
)

// Of returns what is known of the functions of a package that other packages can call, by HelperName. In.Fact returns
// what is known of the functions of other packages.
func Of(in *sites.Input) map[string]*sites.Fact {
	r := New(in.Set, Bodies(in), in.Fact)
	facts := map[string]*sites.Fact{}
	for _, fn := range exportedFunctions(in.Pkg) {
		if fact := r.Fact(fn); fact != nil && (fact.Ends || fact.Does != sites.DoesAnything) {
			facts[sites.HelperName(fn)] = fact
		}
	}
	return facts
}

// Bodies returns the bodies of the functions of one package.
func Bodies(in *sites.Input) BodyOf {
	decls := map[string]*ast.FuncDecl{}
	for _, file := range in.Files {
		for _, d := range file.Decls {
			if d, ok := d.(*ast.FuncDecl); ok {
				if fn, ok := in.Info.Defs[d.Name].(*types.Func); ok {
					decls[sites.HelperName(fn)] = d
				}
			}
		}
	}
	return func(fn *types.Func) (*sites.Input, *ast.FuncDecl) {
		d := decls[sites.HelperName(fn)]
		if d == nil || d.End()-d.Pos() > MaxBody || fn.Pkg().Path() != in.Pkg.Path() {
			return nil, nil
		}
		return onlyDecl(in, d)
	}
}

// onlyDecl returns a package that contains only one declaration of another one, with the name "_".
func onlyDecl(in *sites.Input, d *ast.FuncDecl) (*sites.Input, *ast.FuncDecl) {
	unnamed := *d
	unnamed.Name = ast.NewIdent("_")
	file := &ast.File{Package: d.Pos(), Name: ast.NewIdent(in.Pkg.Name()), Decls: []ast.Decl{&unnamed}, FileStart: d.Pos(), FileEnd: d.End()}
	one := *in
	one.Files = []*ast.File{file}
	return &one, &unnamed
}

// exportedFunctions returns the exported functions of a package, and the exported methods of its types and interfaces.
func exportedFunctions(pkg *types.Package) []*types.Func {
	var all []*types.Func
	for _, name := range pkg.Scope().Names() {
		switch o := pkg.Scope().Lookup(name).(type) {
		case *types.Func:
			all = append(all, o)
		case *types.TypeName:
			all = append(all, methodsOf(o)...)
		}
	}
	return slices.DeleteFunc(all, func(fn *types.Func) bool { return !fn.Exported() })
}

// methodsOf returns the methods that a type declares.
func methodsOf(tn *types.TypeName) []*types.Func {
	n, ok := tn.Type().(*types.Named)
	if !ok || tn.IsAlias() {
		return nil
	}
	var all []*types.Func
	if iface, ok := n.Underlying().(*types.Interface); ok {
		for i := range iface.NumExplicitMethods() {
			all = append(all, iface.ExplicitMethod(i))
		}
	}
	for i := range n.NumMethods() {
		all = append(all, n.Method(i))
	}
	return all
}
