package eval

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// Truth is a truth value of which nothing may be known.
type Truth int8

const (
	Unknown Truth = iota
	Yes
	No
)

func TruthOf(b bool) Truth {
	if b {
		return Yes
	}
	return No
}

func (t Truth) Not() Truth {
	switch t {
	case Yes:
		return No
	case No:
		return Yes
	}
	return Unknown
}

// An Assumption is what is assumed on a path: that the error or response in root carries a code, or, for success, that
// there was no error.
type Assumption struct {
	Root     types.Object
	Call     *ast.CallExpr // what made the error where no variable holds it
	Cat      *catalog.Catalog
	Entry    *catalog.Code
	Text     string
	Number   int
	IsInt    bool
	Success  bool
	Other    bool           // the code is none that the program names, and nothing else is known of it
	Flip     ast.Expr       // a test that is taken the other way round, to see whether it matters
	FlagVars []types.Object // the boolean variables that steer the function on whose path this is,
	Flags    Flags          // and what is known of them there
	Cleared  types.Object   // the variable that held the error, where it was set to nil since

	// In a function that is handed codes: the parameter that holds them, whether they hold the code, and whether there
	// are none at all.
	Codes  types.Object
	Member Truth
	none   bool

	met   bool                   // the code was found equal to one since this was last cleared
	known map[types.Object]Truth // what boolean variables hold at this point
}

// holds reports whether a carrier holds the code of the error that is assumed.
func (e *Assumption) holds(c *bind.Carrier) bool {
	if c == nil {
		return false
	}
	return c.Root != nil && c.Root == e.Root || c.Call != nil && c.Call == e.Call
}

// MaxFlags is how many boolean variables of a function are followed.
const MaxFlags = 8

// Flags is what is known of the boolean variables that steer a function, two bits for each.
type Flags uint16

func (s Flags) at(i int) Truth { return Truth(s >> (2 * i) & 3) }

func (s Flags) With(i int, v Truth) Flags { return s&^(3<<(2*i)) | Flags(v)<<(2*i) }

// Flag returns what is known of a variable on the path that is walked; ok is false for one that is not followed.
func (e *Assumption) Flag(o types.Object) (v Truth, ok bool) {
	for i, f := range e.FlagVars {
		if f == o {
			return e.Flags.at(i), true
		}
	}
	return Unknown, false
}

// IsDecision reports whether an answer is one that a caller acts on.
func IsDecision(a sites.Answer) bool {
	switch a {
	case sites.AnswerTrue, sites.AnswerFalse, sites.AnswerRetry, sites.AnswerStop:
		return true
	}
	return false
}
