package sites

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/catalog"
)

// A Role says what an expression that names a code is used for.
type Role int

const (
	Tested     Role = iota // compared with a carrier: ==, !=, case
	Listed                 // an element of a list or map in which a carrier is looked up
	Made                   // put into an error that the program makes
	Mentioned              // used in another way, such as an argument or an assigned value
	Searched               // searched for in the text of an error: strings.Contains(err.Error(), "X")
	Configured             // passed as data to gRPC or a retry library: a service config, WithCodes
)

// A Site is one expression that names a code, in a context that ties it to a catalog. The expression that contains the
// error's code at run time, such as err.Code, is called the carrier.
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

	Test   // for the roles Tested, Listed and Searched
	Making // for the role Made

	// List is the list that contains a Listed or Configured code; nil for the other roles.
	List *List
	// Policy is the retry policy that contains a Configured code; nil for the other roles.
	Policy *Policy
	// CodeAccess says how a Searched code could be read without a search; nil if the package imports nothing for that.
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
	// OtherType is the type that the SDK makes for a Tested or Listed code, if the error was tested for another type, which
	// the errors with the code do not have; nil for nothing.
	OtherType *types.TypeName

	Outcome Outcome // what happens if the code matches; Unknown unless the role is Tested or Listed
	Retries []Retry // retry constructs in which the match leads to another attempt with nothing done about it

	// Decision is the call of a predicate, if the code is tested in the predicate and the outcome is that of its caller,
	// DecidedIn; both are nil if the outcome is that of the function with the test.
	Decision  ast.Expr
	DecidedIn ast.Node

	// Explained means that the outcome is Drops or LogsOnly, and that a comment in the branch of the match, at the end of
	// the line of the test or directly above it says why.
	Explained bool
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

const (
	Unknown      Outcome = iota // the paths could not be followed, or the site is not a test
	Surfaces                    // the error or another one is returned, stored, sent or passed on, or the program ends
	Retries                     // another attempt follows
	Recovers                    // something is done about the error before another attempt, or instead of one
	ReturnsValue                // the function has no error result and returns a value, as a predicate does
	LogsOnly                    // the error is only logged, and the function returns nil as its error
	LogsNoResult                // the error is only logged, and the function has no error result
	Drops                       // the error is lost
	Mixed                       // different paths have different outcomes
)

// A Retry is one retry construct in which a matched code leads to another attempt.
type Retry struct {
	// Construct is the loop (*ast.ForStmt, *ast.RangeStmt, or the *ast.LabeledStmt that a goto jumps back to), the call by
	// which a function calls itself (*ast.CallExpr), or the callback of a retry library (*ast.FuncLit, or the *ast.FuncDecl
	// or identifier that is passed to it).
	Construct   ast.Node
	Decision    ast.Expr         // the call of a predicate in Construct, if the code is in the predicate; else nil
	Library     *catalog.Library // the retry library of a callback; nil for a loop
	Polling     bool             // the loop polls and is not a retry: it repeats the call after a success too, without waiting
	Waited      bool             // every path to the next attempt waits, or may wait
	Bounded     bool             // something ends the attempts, or may: a count, a deadline, a context, a shutdown test
	Limited     bool             // Bounded is set, and what ends the attempts is not only a context that the loop passes on
	InTx        bool             // each attempt is a call of a method of the same database transaction
	AttemptActs bool             // the attempt, or the callback that makes it, does more than to send the request
	FixedWait   ast.Expr         // the wait before each attempt, if it is always the same; nil if it grows or is not known
	Optional    bool             // an option of the program decides about the next attempt too
	InHelper    bool             // a list or a predicate decides, so that other reactions to the code are not visible here
}

// A Match says how a code is compared with the code or the text of an error. It is a set: one list may be compared in
// several ways.
type Match uint8

const (
	Exact     Match = 1 << iota // the two are equal
	Fold                        // the two are equal if case is ignored
	DotPrefix                   // the code is equal to the error's code up to a dot: "A" matches "A.B"
	Prefix                      // the error's code begins with the code
	Substring                   // the error's code contains the code
	InText                      // the error's message or text contains the code
)

// CodeAccess says how a program can read the code of an error instead of searching the text of the error for it.
type CodeAccess struct {
	Type    *types.TypeName // the error type that has the code; nil if Func is set
	Pointer bool            // errors are pointers to Type
	Code    string          // the field or method of Type that contains the code: "Code", "GetCode()"
	Func    *types.Func     // the function that returns the code of an error; nil if Type is set

	// Named says in words what to read, if Type and Func are nil because the package does not import them: "status.Code",
	// "Code of *errors.ServerError".
	Named string

	Error        ast.Expr // the error whose text is searched
	Message      bool     // only the message of the error is searched
	Whole        bool     // the whole text of the error is compared with the code; Type and Func may both be nil
	NeverMatches bool     // the text is converted to lower or upper case before the search, and the code is not in that case
	Test         ast.Expr // the condition that searches, if a test of the code can replace it; else nil
}
