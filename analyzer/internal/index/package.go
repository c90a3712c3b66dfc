// Package index describes one type-checked package: its functions with their parameters, assignments, calls, loops and
// control-flow graphs, its switch and select statements, and its list and map literals. It also answers small questions
// about types. It knows no catalogs and no error codes.
//
// The main type is Package, with one Function for each function declaration and function literal. New builds it in one
// pass over the syntax; CollectNodes then picks the nodes that the packages above look at.
package index

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/sites"
)

// A Package is the index of one type-checked package.
type Package struct {
	Fset  *token.FileSet
	Files []*ast.File
	Types *types.Package
	Info  *types.Info

	Lookup func(name string, at token.Pos) types.Object // the object that a name denotes at a position, see sites.Input

	Functions   map[ast.Node]*Function        // *ast.FuncDecl or *ast.FuncLit → function
	Decls       map[types.Object]*Function    // declared function or method → function
	Assignments map[types.Object][]Assignment // variable → the places where it gets a value
	DerivedFrom map[types.Object]ast.Expr     // variable of errors.As or of a type switch → the error that its value is taken from
	Calls       map[types.Object][]CallSite   // function or method of this package → its calls in this package
	Globals     map[types.Object]ast.Expr     // package-level variable or constant → its initial value
	NodesByFile [][]DeclNodes                 // the nodes that finders look at, by index of Files; see CollectNodes

	Switches
	internals
}

// internals is what the methods of a Package use besides its exported fields.
type internals struct {
	Work  *Work // counts the steps of all analyses of the package
	lists listIndex
	calling
}

// A literalUse says how a function literal is used.
type literalUse struct {
	started  bool          // a go statement calls it
	deferred bool          // a defer statement calls it
	call     *ast.CallExpr // the call that calls it directly; nil if there is none
	within   *Function     // the function around call
}

// calling says how function literals and functions are called, and has the normal forms of conditions.
type calling struct {
	Ends func(*ast.CallExpr) bool // reports whether a call of a function of another package does not return; may be nil

	literals     map[*ast.FuncLit]literalUse
	callers      map[*Function][]CallSite     // see Callers
	uses         map[types.Object]int         // number of uses of the variables whose value is a function
	results      map[*Function][]types.Object // see ResultVars
	fixedResults map[types.Object]bool        // result variables that are set once; see ResultVars
	conditions   map[ast.Expr]ast.Expr        // see Condition
	setIn        map[types.Object][]ast.Decl  // see IsSetNear
	mayBeAs      []*ast.CallExpr              // calls that may be of errors.As, or of a function like it; nil when the index is built
	inlinings
}

// inlinings are the functions that are inlined.
type inlinings struct {
	inlined      []*inlining // by position
	inlinedCalls map[*ast.CallExpr]*inlining
	naming       map[ast.Expr]bool // see named
}

// Switches are the switch, type switch and select statements of a package.
type Switches struct {
	Tags        map[ast.Expr]ast.Expr   // case expression → tag of its switch; switches without a tag are left out
	Cases       map[ast.Expr][]ast.Expr // tag of a switch → its case expressions
	TypeCases   map[ast.Stmt]ast.Expr   // case clause of a type switch → the expression whose type is tested
	NonBlocking map[ast.Stmt]bool       // communication of a select → whether the select has a default case, so that it does not block
}

// A listIndex records how the lists and maps of a package are used.
type listIndex struct {
	filled map[types.Object]bool     // lists and maps that get single elements: codes["A"] = true
	ranged map[types.Object]ast.Expr // variable that takes the elements of a list one by one → the list
}

// New returns the index of a package. NodesByFile is nil until CollectNodes is called.
func New(in *sites.Input) *Package {
	p := &Package{
		Fset: in.Fset, Files: in.Files, Types: in.Pkg, Info: in.Info, Lookup: in.Lookup,
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
		internals: internals{
			Work:  newWork(in),
			lists: listIndex{filled: map[types.Object]bool{}, ranged: map[types.Object]ast.Expr{}},
			calling: calling{
				literals: map[*ast.FuncLit]literalUse{}, conditions: map[ast.Expr]ast.Expr{}, inlinings: inlinings{inlinedCalls: map[*ast.CallExpr]*inlining{}, naming: map[ast.Expr]bool{}},
				results: map[*Function][]types.Object{}, fixedResults: map[types.Object]bool{},
			},
		},
	}
	p.indexFiles()
	p.indexInlined()
	return p
}
