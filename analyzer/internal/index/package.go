// Package index describes one typed package: its functions, assignments, calls, control-flow graphs, loops and list
// literals, and answers questions about its types and parameters. It knows nothing of error codes.
package index

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/sites"
)

// A Package is one typed package with an index of its syntax. Every function is read once.
type Package struct {
	Fset  *token.FileSet
	Files []*ast.File
	Types *types.Package
	Info  *types.Info

	Functions   map[ast.Node]*Function // *ast.FuncDecl or *ast.FuncLit → function
	Decls       map[types.Object]*Function
	Assignments map[types.Object][]Assignment
	DerivedFrom map[types.Object]ast.Expr   // variable → the error that it was taken out of
	Calls       map[types.Object][]CallSite // function of this package → its calls
	Globals     map[types.Object]ast.Expr   // package-level variable → its initial value
	NodesByFile [][]DeclNodes               // by file; see NoteFiles

	Switches
	lists    listIndex
	deferred map[*ast.FuncLit]bool // literals that a defer statement calls
}

// Switches are the switch, type switch and select statements of a package.
type Switches struct {
	Tags        map[ast.Expr]ast.Expr   // case expression → tag of its switch
	Cases       map[ast.Expr][]ast.Expr // tag of a switch → its case expressions
	TypeCases   map[ast.Stmt]ast.Expr   // case of a type switch → the expression whose type is tested
	NonBlocking map[ast.Stmt]bool       // communication of a select → whether the select has a default
}

// A listIndex records how the lists and maps of a package are used.
type listIndex struct {
	filled map[types.Object]bool     // lists and maps to which elements are added one by one
	ranged map[types.Object]ast.Expr // variable of a range → what it ranges over
}

// New returns the index of a package.
func New(in *sites.Input) *Package {
	p := &Package{
		Fset: in.Fset, Files: in.Files, Types: in.Pkg, Info: in.Info,
		Functions:   map[ast.Node]*Function{},
		Decls:       map[types.Object]*Function{},
		Assignments: map[types.Object][]Assignment{},
		DerivedFrom: map[types.Object]ast.Expr{},
		Calls:       map[types.Object][]CallSite{},
		Globals:     map[types.Object]ast.Expr{},
		Switches: Switches{
			Tags:        map[ast.Expr]ast.Expr{},
			Cases:       map[ast.Expr][]ast.Expr{},
			TypeCases:   map[ast.Stmt]ast.Expr{},
			NonBlocking: map[ast.Stmt]bool{},
		},
		lists: listIndex{
			filled: map[types.Object]bool{},
			ranged: map[types.Object]ast.Expr{},
		},
		deferred: map[*ast.FuncLit]bool{},
	}
	p.indexFiles()
	return p
}
