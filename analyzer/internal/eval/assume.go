package eval

import (
	"go/ast"
	"go/types"
	"math"
	"net/http"
	"strconv"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// A Truth is the value of a condition, or Unknown.
type Truth int8

// The values of a condition.
const (
	Unknown Truth = iota
	Yes
	No
)

// TruthOf returns Yes for true and No for false.
func TruthOf(b bool) Truth {
	if b {
		return Yes
	}
	return No
}

// Not returns the negation. The negation of Unknown is Unknown.
func (t Truth) Not() Truth {
	switch t {
	case Yes:
		return No
	case No:
		return Yes
	}
	return Unknown
}

// A Code is an error code as a program names it.
type Code struct {
	Cat    *catalog.Catalog
	Entry  *catalog.Code // nil if the catalog does not list the code
	Text   string        // as written; for a number, the name that the program uses
	Number int           // the number of the code, if IsInt
	IsInt  bool          // the codes of the catalog are numbers
}

// A CodesParam is what is assumed about the codes that a function receives in a parameter and compares with its error.
type CodesParam struct {
	Codes  types.Object // the parameter; nil if the function has none
	Member Truth        // whether Codes contains the assumed code
	empty  bool         // Codes is known to be empty
}

// An Assumption says what is assumed about an error or a response while code is evaluated: that it has the code Code or,
// if Success is set, that there was no error.
type Assumption struct {
	Code
	CodesParam
	Root types.Object  // the variable that holds the error or response; nil if there is none
	Call *ast.CallExpr // the call that returned the error, if no variable holds it

	// WithError means that the call that returned the response returned an error with it. By default it returns no error, as
	// net/http does for each response.
	WithError bool

	// InBounds means that nothing else ends the attempts: no number or time has reached its limit, no context has ended, and
	// the other calls succeed.
	InBounds bool

	Other   bool         // the code differs from every code that the program names; Code is a placeholder
	Flip    ast.Expr     // this condition has the opposite value; used to find out whether it matters
	Step    *Step        // the call that made the attempt and tested its error; nil for a call that returned the error
	Flags   Flags        // the boolean variables that are tracked on the path
	Nils    Flags        // error variables that are tracked on the path, and whether they are nil; see CheckedErrors
	Cleared types.Object // the variable that held the error, if it has been set to nil

	Typing
	Succeeded
	received
}

// Typing says what is known of the type of the error.
type Typing struct {
	Foreign bool       // the error has none of the types that the program tests it for
	HasType types.Type // the error has this type, or wraps one that has it; nil if it is not known
}

// Succeeded says whether the attempt succeeded.
type Succeeded struct {
	Success bool // there was no error
	Status  int  // the HTTP status of a response without an error; 0 for 200 (OK)
}

// received says what a function receives beside the error, in other parameters.
type received struct {
	Twin  types.Object // another parameter that was taken from the error; nil if there is none
	given [maxGiven]givenFlag
}

// maxGiven is the number of boolean parameters whose values are known in a function.
const maxGiven = 2

// A givenFlag is a boolean parameter and its value.
type givenFlag struct {
	param types.Object
	value Truth
}

// holds reports whether a variable holds the assumed error, or something taken from it.
func (e *Assumption) holds(o types.Object) bool {
	return o != nil && (o == e.Root || o == e.Twin)
}

// The text and the number of a placeholder code, which differs from every real code.
const (
	otherText   = "\x00"
	otherNumber = math.MinInt32
)

// WithOtherCode returns the assumption that the same error has a code that the program does not name.
func (e Assumption) WithOtherCode() Assumption {
	e.Other, e.Entry, e.Text, e.Number = true, nil, otherText, otherNumber
	return e
}

// WithStatus returns the assumption that the same response has an HTTP status for which the catalog need not have a code.
func (e Assumption) WithStatus(status int) Assumption {
	e.Other, e.Flip = false, nil
	if e.Success = status/100 == 2; e.Success {
		e.Status = status
		return e
	}
	e.Entry, e.Text, e.Number, e.IsInt, e.Status = nil, strconv.Itoa(status), status, true, 0
	return e
}

// successStatus returns the HTTP status of a response without an error.
func (e *Assumption) successStatus() int {
	if e.Status != 0 {
		return e.Status
	}
	return http.StatusOK
}

// carries reports whether a carrier holds the code of the assumed error.
func (e *Assumption) carries(c *bind.Carrier) bool {
	if c == nil {
		return false
	}
	return e.holds(c.Root) || c.Call != nil && c.Call == e.Call
}

// IsDecision reports whether a caller branches on an answer: a boolean, or whether a retry library tries again.
func IsDecision(a sites.Answer) bool {
	switch a {
	case sites.AnswerTrue, sites.AnswerFalse, sites.AnswerRetry, sites.AnswerStop:
		return true
	}
	return false
}
