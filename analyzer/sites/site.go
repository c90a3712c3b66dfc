package sites

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/errls/errls/catalog"
)

// Input is one typed, or half-typed, package.
type Input struct {
	Fset  *token.FileSet
	Files []*ast.File // with function bodies
	Pkg   *types.Package
	Info  *types.Info // Types, Defs, Uses, Selections and Implicits are read
	Set   *catalog.Set

	// Broken are the parts of the files that do not parse, as in code that is being typed: whole declarations, or files.
	// What is not there yet may be all that is missing.
	Broken []Span

	// Helper returns what is known of a function of another package that holds codes against an error (see Helper);
	// nil where nobody keeps it, and its answer is nil for a function that does no such thing.
	Helper func(*types.Func) *Helper

	// Comment returns what stands above a constant of an imported package, for editors; nil where nobody asks.
	Comment func(*types.Const) string
}

// A Span is a part of a file. End is not in it.
type Span struct{ Pos, End token.Pos }

// Whole reports whether the code at pos parses, with the declaration around it.
func (in *Input) Parses(pos token.Pos) bool {
	return !slices.ContainsFunc(in.Broken, func(s Span) bool { return s.Pos <= pos && pos < s.End })
}

// A Result is every site of a package, in the order of the source.
type Result struct {
	Input
	Sites           []*Site
	Lists           []*List          // what is held against one error in one place
	Groups          []*Group         // tests of several codes, and what becomes of an error that has none of them
	ImpossibleTypes []ImpossibleType // targets of errors.As and assertions that no error ever has the type of
	Policies        []*Policy        // retry policies that the program gives as text

	CaseMismatches []*CaseMismatch // texts of Go's own errors that are looked for in another case

	helpers func() map[string]*Helper // what a helper answers for each code takes time: for those who ask
}

// A Role is what an expression that names a code is there for.
type Role int

// The roles.
const (
	Tested     Role = iota // compared with a carrier: ==, !=, case
	Listed                 // an element of a list or map that a carrier is looked up in
	Made                   // put into an error that the program makes
	Mentioned              // named in another place: an argument, an assignment
	Searched               // looked for in the text of an error: strings.Contains(err.Error(), "X")
	Configured             // given as data to gRPC or a retry library: a service config, WithCodes
)

// A Site is one expression that names a code, in a context that ties it to a catalog.
type Site struct {
	Role    Role
	Catalog *catalog.Catalog
	Entry   *catalog.Code // nil if the catalog does not list the code
	Written string        // value of the code in the program ("OTSTunnelExpird", "503"); "" for an empty literal
	Expr    ast.Expr      // literal, constant or number that names the code
	Literal *ast.BasicLit // Expr if it is a literal, else nil
	Func    ast.Node      // enclosing *ast.FuncDecl or *ast.FuncLit; nil at package level

	// Indirect means that the code is known but its catalog gives no advice here: it is the HTTP status of a service's
	// own error. Rules that judge handling or retries ignore such sites.
	Indirect bool

	// Shared means that errors of other services may have the carrier's type too, or that only the shape of a body ties
	// the code to the catalog: a code that the catalog does not list may belong to another service.
	Shared bool

	Test   // for the roles Tested, Listed and Sought
	Making // for the role Made

	// List is the list that contains a Listed or Configured code; nil for the other roles.
	List *List
	// Policy is the retry policy that contains a Configured code; nil for the other roles.
	Policy *Policy
	// Typed is the error type from which a Sought code could be read; nil if the package has none in reach.
	CodeAccess *CodeAccess
}

// A Test describes how a site's code is compared with an error, and what happens if they match.
type Test struct {
	Carrier ast.Expr // expression that the code is compared with or looked up by; nil if there is none
	Match   Match    // how the code is compared; 0 for roles that compare nothing
	// With are the sites that the same condition tests on the same error together with this one: all of them match
	// if this one does (e.Code == "X" && e.StatusCode == 404).
	With []*Site
	// Handled is what the SDK that the program uses does about the code before the caller sees it; nil for nothing.
	Handled *catalog.Handled
	// Rewritten is the code by which the SDK replaces a Tested or Listed one before the caller sees it; "" if callers
	// can see the code itself, and if that is not known.
	Rewritten string

	Outcome Outcome // what happens if the code matches; Unknown unless the role is Tested or Listed
	Retries []Retry // retry constructs in which the match leads to another attempt with nothing done about it
}

// A Making describes how a program makes an error from a site's code.
type Making struct {
	// Maker is the function that makes an error of the code; nil for a literal or an assignment.
	Maker *catalog.Helper
	// Raised is the error that Maker makes, if the function returns it, sends it or stores it in a variable that never
	// holds another error; nil if it is used in another way or is not recognized as an error.
	Raised ast.Expr
}

// Outcome is what happens on the paths from a match to the end of the function or to the next attempt.
type Outcome int

// The outcomes, as in the rules' pages. Several paths that differ give Mixed.
const (
	Unknown      Outcome = iota // not understood, or not a test
	Surfaces                    // the error, or another one, is returned, stored, sent or passed on, or ends the program
	Retries                     // another attempt follows
	Recovers                    // something is done about it first, or instead
	ReturnsValue                // the function has no error result and returns a value: a predicate, a label
	LogsOnly                    // it is logged by a function that returns an error, and lost
	LogsNoResult                // it is logged by a function that has no error to return
	Drops                       // nothing is left of it
	Mixed                       // some paths keep it
)

// An Again is one retry construct in which a matched code leads to another attempt.
type Retry struct {
	// Construct is the loop (*ast.ForStmt, *ast.RangeStmt, or the *ast.LabeledStmt that a goto goes back to), or the
	// callback of a retry library (*ast.FuncLit, or the *ast.FuncDecl or identifier that is handed to it).
	Construct ast.Node
	Decision  ast.Expr         // the predicate's call in the construct, where the code stands in a predicate
	Library   *catalog.Library // the retry library, for a callback
	Polling   bool             // the loop asks again on success too, until it sees what it wants, and no way round waits: no retry
	Waited    bool             // something waits, or may wait, on every path to the attempt
	Bounded   bool             // something ends the attempts, or may: a count, a deadline, a context, a shutdown test
	FixedWait ast.Expr         // the wait before the attempt, where it is the same each time; nil where it grows or is not seen
	InHelper  bool             // a list or a predicate decides: what else is done about the code does not show there
}

// A Match says how a code is held against what an error carries: one or several ways.
type Match uint8

// The ways.
const (
	Exact     Match = 1 << iota // equal
	Fold                        // equal but for case
	DotPrefix                   // equal up to a dot: "A" is in "A.B"
	Prefix                      // the error's code begins with it
	Substring                   // it is a part of the error's code
	InText                      // it is a part of the error's message or text
)

// A List is what is held against one error in one place: the arguments of a helper, a list or map that is looked up
// in, the comparisons of one condition. Its elements need no catalog.
type List struct {
	Node         ast.Node // the literal, or the call whose arguments the elements are, or the condition
	Elements     []Element
	Open         bool          // it may hold more than Elements: it is filled elsewhere too
	Match        Match         // how its elements are compared
	Call         *ast.CallExpr // the call of the helper or search; nil for a condition and a map
	Helper       types.Object  // the function that compares; nil where the place itself does
	NeverMatches bool          // it is empty, and the helper says no to every error for that
	Swapped      bool          // the call hands the list where the code belongs, or the code where the list does
	Retries      []Retry       // the retry constructs in which a match reaches another attempt; as in Site
}

// An Element is one constant of a List.
type Element struct {
	Expr    ast.Expr
	Literal *ast.BasicLit // Expr where it is a literal, else nil
	Written string
	Site    *Site // nil where nothing ties it to a catalog
}

// A Group is a switch, or a chain of conditions, that tests one error for codes of one catalog.
type Group struct {
	Node    ast.Node // the *ast.SwitchStmt, or the first *ast.IfStmt of the chain
	Catalog *catalog.Catalog
	Sites   []*Site
	Error   ast.Expr // the error that the codes were taken out of, as the function can return it; nil where it has none
	Func    ast.Node // as in Site
	Else    Outcome  // what becomes of an error of the same service that has none of the codes
}

// A Miss is a target of errors.As, or an assertion, that no error ever has the type of: a value where a pointer
// travels, or the other way round.
type ImpossibleType struct {
	Expr    ast.Expr // the target or the asserted type
	Catalog *catalog.Catalog
	Type    *types.TypeName
	Pointer bool // what travels is a pointer
	// Decl is the type in the declaration of what the error is taken into, for a fix; nil where it is not seen, and
	// where a use of the variable would not stay right.
	Decl ast.Expr
}

// A Config is a retry policy that the program gives to gRPC or a retry library as data.
type Policy struct {
	Node      ast.Node      // the literal of a service config, or the call that takes the codes
	Call      *ast.CallExpr // the call that a service config is handed to; nil where none is seen
	Text      bool          // it is a service config
	Specified []string      // codes that the calls' own specification has retried: catalog.CodeList.Specified
	Problems  []Problem     // where a service config breaks gRPC's own rules, so that gRPC drops the policy
}

// A Problem is one place in a Config that breaks its rules.
type Problem struct {
	Pos, End token.Pos
	Message  string // lower case, without a full stop
	Refused  bool   // gRPC refuses the whole config for it, and does not merely pass over a policy
}

// A Typed is an error type that a package has at hand.
type CodeAccess struct {
	Type    *types.TypeName // nil where Func gives the code
	Pointer bool            // what travels is a pointer
	Code    string          // its field or method that carries the code: "Code", "GetCode()"
	Func    *types.Func     // the function of an error that gives the code, in place of Type

	Error        ast.Expr // the error whose text is searched
	Message      bool     // what is searched is the message alone
	NeverMatches bool     // the text is put into lower or upper case, and the code as written is in another
	Test         ast.Expr // the search, where it is a condition that a look at the type can stand in for; nil else
}

// A Wording is a literal that is, but for case, the text of one of Go's own errors, and that is looked for in the
// text of an error where case counts: it is never found.
type CaseMismatch struct {
	Expr    ast.Expr
	Text    string   // what Go prints
	GoError string   // "syscall.ECONNRESET"
	Error   ast.Expr // the error whose text is searched
	Test    ast.Expr // as in Typed
}
