package load

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"sync"

	"github.com/errls/errls/internal/load/internal/skim"
)

// A call into a package that is not known has no type, and then neither has the error that it returns: what an
// assertion or errors.As does with it would be lost. For the time of one check such a call is replaced by
// a call of a function that takes anything and returns an error last. The arguments, and the function itself as
// the first of them, keep their types, and afterwards the syntax tree is as it was.

// maxPatches bounds how often a package is checked again: one mended call may uncover another.
const maxPatches = 3

// maxResults bounds the number of results that such a call may have.
const maxResults = 6

// stand-in functions are named by their number of results; the dot keeps clear of the program's names.
func placeholder(results int) string { return "errls·" + "0123456789"[results:results+1] }

// declarePlaceholders declares the stand-in functions in a package that is to be checked.
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

// A patch is one call that is to be replaced.
type patch struct {
	call    *ast.CallExpr
	results int
	region  region
	fun     ast.Expr
	args    []ast.Expr
}

// A region is one declaration of a file, or a file.
type region struct {
	file *ast.File
	node ast.Node
}

// apply replaces calls, and returns what puts them back.
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

// patchUntypedCalls types the package's functions with calls that have no type again, each call replaced; whole does so for the
// whole package where they stand in other places than functions.
func (t *checkedPackage) patchUntypedCalls(files []*ast.File, whole func([]*patch) *checkedPackage) {
	var patches []*patch
	look := make([]region, len(files))
	for i, f := range files {
		look[i] = region{f, f}
	}
	for range maxPatches {
		more := findPatches(look, t.info)
		if len(more) == 0 {
			return
		}
		patches = append(patches, more...)
		if again, ok := functionsOf(more); ok {
			t.recheck(again, patches)
			look = again
		} else {
			*t = *whole(patches)
		}
	}
}

// functionsOf returns the functions that hold the patches; ok is false where one stands in no function, or in one
// with type parameters.
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

// recheck types functions a second time, with the patches that stand in them: as functions without a name, in files that
// import what theirs import, and with the receiver as a parameter. What they mean is told of the same syntax as before.
// For a package with thousands of functions that takes a fraction of the time that all of it takes.
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
	t.checker.Files(order) // its error is one of those that are passed over
}

// importsOnly returns a file with the imports of another.
func importsOnly(f *ast.File) *ast.File {
	file := &ast.File{Package: f.Package, Name: f.Name, FileStart: f.FileStart, FileEnd: f.FileEnd, GoVersion: f.GoVersion}
	for _, d := range f.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
			file.Decls = append(file.Decls, d)
		}
	}
	return file
}

// nameless returns a function without name and receiver, which is its first parameter.
func nameless(f *ast.FuncDecl) *ast.FuncDecl {
	typ := *f.Type
	if f.Recv != nil {
		params := *f.Type.Params
		params.List = slices.Concat(f.Recv.List, params.List)
		typ.Params = &params
	}
	return &ast.FuncDecl{Name: &ast.Ident{NamePos: f.Name.NamePos, Name: "_"}, Type: &typ, Body: f.Body}
}

// findPatches finds the assignments and definitions of one call without a type whose last variable is an error
// by its name or by its use, and has no type.
func findPatches(stretches []region, info *types.Info) []*patch {
	found := make([][]*patch, len(stretches))
	parallel(len(stretches), func(i int) {
		s := stretches[i]
		whole := usesIn(s.node, info)
		if s.node != s.file {
			found[i] = patchesIn(s, info, whole, whole)
			return
		}
		for _, d := range s.file.Decls {
			found[i] = append(found[i], patchesIn(region{s.file, d}, info, usesIn(d, info), whole)...)
		}
	})
	return slices.Concat(found...)
}

// usesIn finds how the variables without a type are used in a stretch of code, once somebody asks.
func usesIn(n ast.Node, info *types.Info) func() map[types.Object]errorUse {
	return sync.OnceValue(func() map[types.Object]errorUse { return errorUses(n, info) })
}

// patchesIn finds the patches of a declaration. Used says how variables are used in it, and whole how they are in all
// that is looked at: that is asked for variables of the package alone.
func patchesIn(in region, info *types.Info, used, whole func() map[types.Object]errorUse) (patches []*patch) {
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
			if call := untypedCall(right[0], info); call != nil && isErrorVar(left, info, used, whole) {
				patches = append(patches, &patch{call: call, results: len(left), region: in})
			}
		}
		return true
	})
	return patches
}

// untypedCall returns the call that an expression is, if the checker found no type for it.
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

// isErrorVar reports whether the last variable has no type and is an error all the same.
func isErrorVar(left []ast.Expr, info *types.Info, used, whole func() map[types.Object]errorUse) bool {
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
	if skim.IsErrorName(id.Name) { // most are
		return true
	}
	if obj.Pkg() == nil || obj.Parent() == obj.Pkg().Scope() {
		used = whole
	}
	use := used()[obj]
	return use == asError || use == comparedWithNil && len(left) > 1
}

// errorUse says how a variable without a type is used.
type errorUse int

const (
	comparedWithNil errorUse = iota + 1
	asError                  // asserted, or handed to a function that takes an error first
)

// errorUses finds how the variables without a type are used in a stretch of code.
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

// noteArguments notes the arguments of a call whose parameters are errors.
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

func isNil(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "nil"
}

// A checkedPackage is a package with its types, and the checker that gave them.
type checkedPackage struct {
	pkg     *types.Package
	info    *types.Info
	checker *types.Checker
}
