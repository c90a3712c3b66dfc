// Package sites finds the places where Go code makes, compares, lists or drops an error code, and says what
// happens next. It is the one walk over the syntax: rules judge sites, and editors look them up by position.
//
// A site is tied to a catalog by types (an error's field, a status function, a constant), by the wire shape of
// a decoded body, or by the prefix of a shared error type's code; never by a bare word or number. What is not
// understood is taken kindly: see Outcome.
package sites

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/catalog"
)

// Input is one typed, or half-typed, package.
type Input struct {
	Fset  *token.FileSet
	Files []*ast.File // with function bodies
	Pkg   *types.Package
	Info  *types.Info // Types, Defs, Uses, Selections and Implicits are read
	Set   *catalog.Set

	// Comment returns what stands above a constant of an imported package, for editors; nil where nobody asks.
	Comment func(*types.Const) string
}

// A Result is every site of a package, in the order of the source.
type Result struct {
	Input
	Sites []*Site
}

// A Role is what an expression that names a code is there for.
type Role int

// The roles.
const (
	Tested    Role = iota // compared with a carrier: ==, !=, case
	Listed                // an element of a list or map that a carrier is looked up in
	Made                  // put into an error that the program makes
	Mentioned             // named in another place: an argument, an assignment
)

// A Site is one expression that names a code, in a context that ties it to a catalog.
type Site struct {
	Role    Role
	Catalog *catalog.Catalog
	Entry   *catalog.Code // nil where the catalog does not list the code
	Written string        // the code's value in the program ("OTSTunnelExpird", "503"); "" for an empty literal
	Expr    ast.Expr      // the literal, constant or number that names it
	Literal *ast.BasicLit // Expr where it is a literal, else nil
	Carrier ast.Expr      // what it is compared with or looked up by; nil where there is none
	Func    ast.Node      // the *ast.FuncDecl or *ast.FuncLit around it; nil at package level

	// Indirect means that the code is known but that its catalog is no guide here: the HTTP status of a
	// service's own error. Rules that judge handling or retries pass over it.
	Indirect bool

	Outcome Outcome // what happens where the code is matched; Unknown unless Role is Tested or Listed
	Again   []Again // the retry constructs in which the match reaches another attempt, with nothing done about it
}

// Outcome is what happens on the paths from a match to the end of the function or to the next attempt.
type Outcome int

// The outcomes, as in the rules' pages. Several paths that differ give Mixed.
const (
	Unknown  Outcome = iota // not understood, or not a test
	Surfaces                // the error, or another one, is returned, stored, sent or passed on, or ends the program
	Retries                 // another attempt follows
	Recovers                // something is done about it first, or instead
	Answers                 // the function has no error result and returns a value: a predicate, a label
	LogsOnly                // it is logged by a function that returns an error, and lost
	LogsEnd                 // it is logged by a function that has no error to return
	Drops                   // nothing is left of it
	Mixed                   // some paths keep it
)

// An Again is one retry construct in which a matched code leads to another attempt.
type Again struct {
	// Construct is the loop (*ast.ForStmt, *ast.RangeStmt), or the callback of a retry library (*ast.FuncLit, or
	// the *ast.FuncDecl or identifier that is handed to it).
	Construct ast.Node
	Attempt   *ast.CallExpr    // the call that is made again; nil in a callback
	Decision  ast.Expr         // the predicate's call in the construct, where the code stands in a predicate
	Library   *catalog.Library // the retry library, for a callback
	Waited    bool             // something waits, or may wait, on every path to the attempt
}

// At returns the innermost site whose expression holds pos (its end included, for a cursor behind it), or nil.
func (r *Result) At(pos token.Pos) *Site {
	for _, s := range r.Sites {
		if s.Expr.Pos() <= pos && pos <= s.Expr.End() {
			return s
		}
	}
	return nil
}
