package load

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"sync"

	"github.com/errls/errls/internal/load/internal/skim"
)

// A call of a function in an unknown package has no type, so the error that it returns has none either, and a type
// assertion or errors.As on that error could not be checked. While the type checker runs, such a call is replaced by
// a call of a placeholder: a function whose last result is an error. The arguments of the placeholder are the
// original function and its arguments, which so keep their types. Afterwards the syntax tree is restored.

// maxPatches is the maximum number of times that a package is checked again: after the replacement of one call,
// another call without a type may be found.
const maxPatches = 3

// maxResults is the maximum number of results of a placeholder.
const maxResults = 6

// placeholder returns the name of the placeholder with a number of results. A Go identifier cannot contain the dot,
// so no program declares this name.
func placeholder(results int) string { return "errls·" + "0123456789"[results:results+1] }

// declarePlaceholders declares the placeholders in a package before it is type-checked.
func declarePlaceholders(pkg *types.Package) {
	anything := types.NewSlice(types.Universe.Lookup("any").Type())
	params := types.NewTuple(types.NewVar(token.NoPos, pkg, "", anything))
	for n := 1; n <= maxResults; n++ {
		results := make([]*types.Var, n)
		for i := range results {
			results[i] = types.NewVar(token.NoPos, pkg, "", types.Typ[types.Invalid])
		}
		results[n-1] = types.NewVar(token.NoPos, pkg, "", types.Universe.Lookup("error").Type())
		signature := types.NewSignatureType(nil, nil, nil, params, types.NewTuple(results...), true)
		pkg.Scope().Insert(types.NewFunc(token.NoPos, pkg, placeholder(n), signature))
	}
}

// A patch is the replacement of one call by a call of a placeholder.
type patch struct {
	call    *ast.CallExpr
	results int
	region  region
	fun     ast.Expr
	args    []ast.Expr
}

// A region is one declaration of a file, or the whole file.
type region struct {
	file *ast.File
	node ast.Node
}

// apply replaces the calls of the patches, and returns a function that restores them.
func apply(patches []*patch) (restore func()) {
	for _, c := range patches {
		c.fun, c.args = c.call.Fun, c.call.Args
		c.call.Fun = &ast.Ident{NamePos: c.fun.Pos(), Name: placeholder(c.results)}
		c.call.Args = append([]ast.Expr{c.fun}, c.args...)
	}
	return func() {
		for _, c := range patches {
			c.call.Fun, c.call.Args = c.fun, c.args
		}
	}
}

// patchUntypedCalls finds calls without a type that return an error, replaces them, and type-checks the functions
// that contain them again. If one is not in a function that recheck supports, it calls checkPackage, which
// type-checks the whole package with the patches applied.
func (t *checkedPackage) patchUntypedCalls(files []*ast.File, checkPackage func([]*patch) *checkedPackage) {
	var patches []*patch
	regions := make([]region, len(files))
	for i, f := range files {
		regions[i] = region{f, f}
	}
	for range maxPatches {
		more := findPatches(regions, t.info)
		if len(more) == 0 {
			return
		}
		patches = append(patches, more...)
		if functions, ok := functionsOf(more); ok {
			t.recheck(functions, patches)
			regions = functions
		} else {
			*t = *checkPackage(patches)
		}
	}
}

// functionsOf returns the functions that contain the patches; ok is false if a patch is not in a function, or is in
// one with type parameters.
func functionsOf(patches []*patch) (functions []region, ok bool) {
	seen := map[ast.Node]bool{}
	for _, p := range patches {
		f, ok := p.region.node.(*ast.FuncDecl)
		if !ok || f.Body == nil || f.Type.TypeParams != nil || generic(f.Recv) {
			return nil, false
		}
		if !seen[f] {
			seen[f] = true
			functions = append(functions, p.region)
		}
	}
	return functions, true
}

// generic reports whether a receiver has type parameters.
func generic(receiver *ast.FieldList) bool {
	found := false
	if receiver != nil {
		ast.Inspect(receiver, func(n ast.Node) bool {
			switch n.(type) {
			case *ast.IndexExpr, *ast.IndexListExpr:
				found = true
			}
			return !found
		})
	}
	return found
}

// recheck type-checks functions again, with the patches in them applied. It checks them as functions with the blank
// name, with the receiver as the first parameter, in files with the same imports. The results are recorded for the
// same syntax nodes as before. For a package with thousands of functions this is much faster than checking all of it
// again.
func (t *checkedPackage) recheck(functions []region, patches []*patch) {
	files := map[*ast.File]*ast.File{}
	var order []*ast.File
	inside := map[ast.Node]bool{}
	for _, s := range functions {
		inside[s.node] = true
		file := files[s.file]
		if file == nil {
			file = importsOnly(s.file)
			files[s.file] = file
			order = append(order, file)
		}
		file.Decls = append(file.Decls, nameless(s.node.(*ast.FuncDecl)))
	}
	defer apply(slices.DeleteFunc(slices.Clone(patches), func(p *patch) bool { return !inside[p.region.node] }))()
	before := t.declared(functions)
	t.checker.Files(order) // type errors are ignored
	for id, now := range t.declared(functions) {
		if old := before[id]; old != now {
			t.replaced[old] = now
		}
	}
}

// declared returns the objects that functions declare.
func (t *checkedPackage) declared(functions []region) map[*ast.Ident]types.Object {
	objects := map[*ast.Ident]types.Object{}
	for _, s := range functions {
		ast.Inspect(s.node, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && t.info.Defs[id] != nil {
				objects[id] = t.info.Defs[id]
			}
			return true
		})
	}
	return objects
}

// importsOnly returns a file that contains only the imports of f.
func importsOnly(f *ast.File) *ast.File {
	file := &ast.File{Package: f.Package, Name: f.Name, FileStart: f.FileStart, FileEnd: f.FileEnd, GoVersion: f.GoVersion}
	for _, d := range f.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
			file.Decls = append(file.Decls, d)
		}
	}
	return file
}

// nameless returns a function with the blank name and the body of f. The receiver of f is its first parameter.
func nameless(f *ast.FuncDecl) *ast.FuncDecl {
	typ := *f.Type
	if f.Recv != nil {
		params := *f.Type.Params
		params.List = slices.Concat(f.Recv.List, params.List)
		typ.Params = &params
	}
	return &ast.FuncDecl{Name: &ast.Ident{NamePos: f.Name.NamePos, Name: "_"}, Type: &typ, Body: f.Body}
}

// findPatches returns a patch for each call without a type that is assigned to variables, if the last variable has no
// type and is an error according to its name or use.
func findPatches(stretches []region, info *types.Info) []*patch {
	found := make([][]*patch, len(stretches))
	parallel(len(stretches), func(i int) {
		s := stretches[i]
		allUses := usesIn(s.node, info)
		if s.node != s.file {
			found[i] = patchesIn(s, info, allUses, allUses)
			return
		}
		for _, d := range s.file.Decls {
			found[i] = append(found[i], patchesIn(region{s.file, d}, info, usesIn(d, info), allUses)...)
		}
	})
	return slices.Concat(found...)
}

// usesIn returns a function that calls errorUses once, when it is first called.
func usesIn(n ast.Node, info *types.Info) func() map[types.Object]errorUse {
	return sync.OnceValue(func() map[types.Object]errorUse { return errorUses(n, info) })
}

// patchesIn returns the patches in a declaration. declUses returns the uses of variables in the declaration, and
// allUses in the whole region, which is needed for package-level variables.
func patchesIn(in region, info *types.Info, declUses, allUses func() map[types.Object]errorUse) (patches []*patch) {
	ast.Inspect(in.node, func(n ast.Node) bool {
		var left, right []ast.Expr
		switch n := n.(type) {
		case *ast.AssignStmt:
			left, right = n.Lhs, n.Rhs
		case *ast.ValueSpec:
			if n.Type == nil {
				right = n.Values
				for _, name := range n.Names {
					left = append(left, name)
				}
			}
		}
		if len(right) == 1 && len(left) > 0 && len(left) <= maxResults {
			if call := untypedCall(right[0], info); call != nil && isErrorVar(left, info, declUses, allUses) {
				patches = append(patches, &patch{call: call, results: len(left), region: in})
			}
		}
		return true
	})
	return patches
}

// untypedCall returns e as a call, if it is a call without a type; nil otherwise.
func untypedCall(e ast.Expr, info *types.Info) *ast.CallExpr {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return nil
	}
	if t := info.Types[call].Type; t != nil && t != types.Typ[types.Invalid] {
		return nil
	}
	return call
}

// isErrorVar reports whether the last of the variables has no type and is an error according to its name or use.
func isErrorVar(left []ast.Expr, info *types.Info, declUses, allUses func() map[types.Object]errorUse) bool {
	id, ok := left[len(left)-1].(*ast.Ident)
	if !ok || id.Name == "_" {
		return false
	}
	obj := info.ObjectOf(id)
	if obj == nil || obj.Type() != types.Typ[types.Invalid] {
		return false
	}
	if _, ok := obj.(*types.Var); !ok {
		return false
	}
	if skim.IsErrorName(id.Name) { // the usual case
		return true
	}
	if obj.Pkg() == nil || obj.Parent() == obj.Pkg().Scope() {
		declUses = allUses
	}
	use := declUses()[obj]
	return use == asError || use == comparedWithNil && len(left) > 1
}

// errorUse is how a variable without a type is used. A larger value is stronger evidence that it is an error.
type errorUse int

const (
	comparedWithNil errorUse = iota + 1 // or returned as the last result
	asError                             // asserted, passed as an error, or its method Error is called
)

// errorUses returns the uses of variables without a type in a piece of code.
func errorUses(in ast.Node, info *types.Info) map[types.Object]errorUse {
	used := map[types.Object]errorUse{}
	note := func(e ast.Expr, use errorUse) {
		id, ok := ast.Unparen(e).(*ast.Ident)
		if !ok {
			return
		}
		if obj := info.Uses[id]; obj != nil && obj.Type() == types.Typ[types.Invalid] {
			used[obj] = max(used[obj], use)
		}
	}
	ast.Inspect(in, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if isNil(n.Y) {
				note(n.X, comparedWithNil)
			}
			if isNil(n.X) {
				note(n.Y, comparedWithNil)
			}
		case *ast.TypeAssertExpr:
			note(n.X, asError)
		case *ast.CallExpr:
			noteArguments(n, info, note)
		case *ast.ReturnStmt:
			if len(n.Results) > 1 {
				note(n.Results[len(n.Results)-1], comparedWithNil)
			}
		}
		return true
	})
	return used
}

// noteArguments calls note for the arguments of a call that are passed as errors, and for the receiver of x.Error().
func noteArguments(call *ast.CallExpr, info *types.Info, note func(ast.Expr, errorUse)) {
	if f, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && f.Sel.Name == "Error" && len(call.Args) == 0 {
		note(f.X, asError)
		return
	}
	signature, ok := info.TypeOf(call.Fun).(*types.Signature)
	if !ok {
		return
	}
	for i := 0; i < signature.Params().Len() && i < len(call.Args); i++ {
		if signature.Params().At(i).Type() == types.Universe.Lookup("error").Type() {
			note(call.Args[i], asError)
		}
	}
}

// isNil reports whether e is the identifier nil.
func isNil(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "nil"
}

// A checkedPackage is a type-checked package and its type checker, which can check more files.
type checkedPackage struct {
	pkg     *types.Package
	info    *types.Info
	checker *types.Checker

	// The scopes of functions that were checked again contain the objects of the first check. Replaced maps these to
	// those of the last check, which are in info.
	replaced map[types.Object]types.Object
}
