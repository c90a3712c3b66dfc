package sites

import (
	"go/ast"

	"github.com/errls/errls/catalog"
)

// A Decision describes after which codes of a catalog a retry construct makes another attempt, whether or not the program
// names them. It is found by following the paths from the attempt for each code.
type Decision struct {
	Retry   Retry // the construct; only Construct, Decision and Library are set
	Catalog *catalog.Catalog
	Tests   []DecisionTest // the tests that decide, in source order

	// Again are the codes after which another attempt follows with nothing done about them, on every path that reaches no
	// limit, and Ends those after which none follows on any path. Other codes are in neither. Both are in the order of the
	// catalog.
	Again, Ends []*catalog.Code

	// Hot are the codes in Again after which a path leads to the next attempt without a wait.
	Hot []*catalog.Code

	SuccessEnds bool // no attempt follows a success
	UsesResult  bool // the program needs the response of the attempt, and does not only wait for a success
	Client      bool // the attempt is a request by net/http, or a call of a function of this module
}

// A DecisionTest is one test of a code in a retry construct or in a predicate that decides for one.
type DecisionTest struct {
	Expr  ast.Expr      // the comparison, the case expression, or the call that searches
	Node  ast.Node      // the switch or if statement that branches on it; Expr if there is none
	Entry *catalog.Code // the code that is named; nil for a comparison of a status with a bound of a range or with a 2xx status
	Range bool          // the test compares a status with a bound of a range, or with a 2xx status
}

// Names reports whether a test of the decision names a code.
func (d *Decision) Names(c *catalog.Code) bool {
	for _, t := range d.Tests {
		if t.Entry == c {
			return true
		}
	}
	return false
}
