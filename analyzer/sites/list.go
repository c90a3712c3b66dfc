package sites

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/catalog"
)

// A List is a set of codes that are compared with one error in one place: the arguments of a helper, a list or map in
// which the error's code is looked up, the comparisons of one condition. Its elements need not belong to a catalog.
type List struct {
	Node         ast.Node // the literal, the call with the elements as arguments, or the condition
	Elements     []Element
	Open         bool          // it may have more elements: some are not constants, or it is changed elsewhere
	Match        Match         // how its elements are compared
	Call         *ast.CallExpr // the call of the helper or of the search; nil for a condition and a map
	Helper       types.Object  // the function that compares; nil if no helper does
	NeverMatches bool          // it is empty, and the helper matches no error without codes
	Swapped      bool          // the call passes the list for the error's code, and the error's code for the list
	Retries      []Retry       // the retry constructs in which a match leads to another attempt, as in Test
}

// An Element is one constant of a List.
type Element struct {
	Expr    ast.Expr
	Literal *ast.BasicLit // Expr if it is a literal, else nil
	Written string        // as Site.Written
	Site    *Site         // nil if nothing ties the element to a catalog
}

// A Group is a switch, or a chain of conditions, that tests one error for codes of one catalog.
type Group struct {
	Node    ast.Node // the *ast.SwitchStmt, or the first *ast.IfStmt of the chain
	Catalog *catalog.Catalog
	Sites   []*Site
	Error   ast.Expr // the error that the codes come from, as the function can return it; nil if there is no such expression
	Func    ast.Node // as Site.Func
	Else    Outcome  // what happens to an error of the same service with none of the codes

	Explained bool // Else is Drops or LogsOnly, and a comment in a branch or at a test says why
}

// A TypeTest is a test of an error for a bound type after which an error of any other type is lost or, if MatchesAll is set,
// after which an error of this type is.
type TypeTest struct {
	Node    ast.Stmt         // the *ast.IfStmt or *ast.TypeSwitchStmt that branches on the test
	Test    ast.Expr         // the type assertion, or the call of errors.As or of another function that converts the error
	Type    types.Type       // the type that is tested for
	Catalog *catalog.Catalog // the catalog that binds the type
	Error   types.Object     // the variable that holds the error
	Func    ast.Node         // as Site.Func
	Else    Outcome          // what happens to an error of another type

	// MatchesAll means that each error of the service has the type, and that the error is dropped without being asked for
	// anything else.
	MatchesAll bool
}

// A Policy is a retry policy that the program gives to gRPC or to a retry library as data.
type Policy struct {
	Node      ast.Node      // the literal of a service config, or the call that takes the codes
	Call      *ast.CallExpr // the call that takes a service config; nil if it is not known
	Text      bool          // it is a gRPC service config
	Specified []string      // codes that the protocol's specification says to retry, from catalog.CodeList
	Problems  []Problem     // what is wrong in a service config
}

// A Problem is one place in a service config that breaks gRPC's rules.
type Problem struct {
	Pos, End token.Pos
	Message  string // in lower case, without a full stop
	Refused  bool   // gRPC rejects the whole config because of it, instead of ignoring one policy
}

// An ImpossibleType is the target of errors.As, or the type of a type assertion, that no error has: it is a value type, and
// the errors are pointers to it, or the reverse.
type ImpossibleType struct {
	Expr    ast.Expr         // the target or the asserted type
	Catalog *catalog.Catalog // nil for a type of the package
	Type    *types.TypeName
	Pointer bool     // errors are pointers to Type
	Decl    ast.Expr // the type in the declaration of the variable, for a fix; nil if a fix would break other code
}

// A CaseMismatch is a literal that equals the text of one of Go's own errors except for case. The program searches the text
// of an error for it with case, and never finds it.
type CaseMismatch struct {
	Expr    ast.Expr // the literal, or a constant or variable that holds its text
	Written string   // the text that is searched for
	Text    string   // the text of the Go error
	GoError string   // the name of the Go error: "syscall.ECONNRESET"
	Error   ast.Expr // the error whose text is searched
	Test    ast.Expr // the condition that searches, if errors.Is can replace it; else nil
}
