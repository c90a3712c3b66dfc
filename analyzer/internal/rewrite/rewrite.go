// Package rewrite rewrites Go source in ways that keep its meaning: it renames variables, negates conditions, moves
// conditions into variables and functions, names results, and so on. Tests use it to check that findings do not depend on
// how a program is written.
//
// A Class is one kind of rewrite. Class.Apply rewrites all places in a file to which the class applies, by replacing source
// text, so that comments stay where they are.
package rewrite

import (
	"go/ast"
	"slices"

	"github.com/errls/errls/analyzer/sites"
)

// A Class is one kind of rewrite.
type Class struct {
	Name  string
	Moves bool // code moves to another function or to package level

	apply func(*file)
}

// A Result is a rewritten package.
type Result struct {
	Files   map[string][]byte // contents by name
	Origin  map[string]string // declared name → the name of the original declaration, where the two differ
	Touched map[string]bool   // the names of the original declarations that were rewritten
}

// Classes returns all kinds of rewrites.
func Classes() []Class {
	return slices.Concat(nameClasses(), conditionClasses(), helperClasses(), branchClasses(), statementClasses(), valueClasses(), listClasses(), typeClasses(), resultClasses(), loopClasses())
}

// Apply rewrites a package that consists of one file with the given text. Ok is false if the class does not apply to any
// place in it.
func (c Class) Apply(in sites.Input, name string, text []byte) (r Result, ok bool) {
	f := newFile(in, text)
	c.apply(f)
	if len(f.edits) == 0 && f.second == nil {
		return Result{}, false
	}
	r = Result{Files: map[string][]byte{name: f.text()}, Origin: f.origin, Touched: f.touched}
	if f.second != nil {
		r.Files["second_"+name] = f.second
	}
	return r, true
}

// DeclName returns the name of the package-level declaration that contains a node or position of a file: the name of a
// function, T.M for a method, and the first declared name for other declarations.
func DeclName(d ast.Decl) string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv != nil && len(d.Recv.List) == 1 {
			return receiverName(d.Recv.List[0].Type) + "." + d.Name.Name
		}
		return d.Name.Name
	case *ast.GenDecl:
		if len(d.Specs) == 0 {
			return ""
		}
		switch s := d.Specs[0].(type) {
		case *ast.ValueSpec:
			return s.Names[0].Name
		case *ast.TypeSpec:
			return s.Name.Name
		}
	}
	return ""
}

// receiverName returns the name of a receiver's type.
func receiverName(t ast.Expr) string {
	switch t := ast.Unparen(t).(type) {
	case *ast.StarExpr:
		return receiverName(t.X)
	case *ast.IndexExpr:
		return receiverName(t.X)
	case *ast.IndexListExpr:
		return receiverName(t.X)
	case *ast.Ident:
		return t.Name
	}
	return ""
}
