package errflow

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/index"
)

// A Kind says with what a way begins.
type Kind uint8

const (
	Unknown  Kind = iota // it is not known
	Nil                  // nil
	Text                 // an error that is made from text only, such as errors.New("x")
	Typed                // a value of a type that is not an interface
	Sentinel             // a package-level variable
	Param                // a parameter of a declared function
	Called               // the result of a call whose function is not read
)

// A Way is one way in which the value of an expression comes to be: with what it begins, and what is done to it after
// that.
type Way struct {
	Kind  Kind
	Expr  ast.Expr        // the expression with which it begins; nil for Nil and Unknown
	Func  *index.Function // the function that contains Expr
	Type  types.Type      // of a Typed
	Var   types.Object    // a Sentinel or Param
	Steps []Step          // from the first to the last
}

// A Step is a call that makes a new error from an error.
type Step struct {
	Call     *ast.CallExpr
	Func     *index.Function // the function that contains Call
	Err      ast.Expr        // the argument with the error
	Flat     bool            // the new error contains only the text of the error; otherwise it wraps the error
	Imported *types.Func     // the function of another package that Call calls and that makes the new error; nil if Call makes it
}

// Flattened returns the first step of a way that keeps only the text of the error, or nil if there is none.
func (w *Way) Flattened() *Step {
	for i := range w.Steps {
		if w.Steps[i].Flat {
			return &w.Steps[i]
		}
	}
	return nil
}

// Wrapped returns the last step of a way if that step wraps the error, or nil.
func (w *Way) Wrapped() *Step {
	if n := len(w.Steps); n > 0 && !w.Steps[n-1].Flat {
		return &w.Steps[n-1]
	}
	return nil
}

// then returns the ways with a step added to each. Nil stays nil: no step is taken on a path without an error.
func then(ways []Way, s Step) []Way {
	out := make([]Way, 0, len(ways))
	for _, w := range ways {
		if w.Kind == Nil {
			continue
		}
		w.Steps = append(slices.Clip(w.Steps), s)
		out = append(out, w)
	}
	return out
}

// key identifies a way among the ways of one expression.
type key struct {
	kind  Kind
	expr  ast.Expr
	v     types.Object
	steps [2]*ast.CallExpr // the first and the last
	count int
}

func (w *Way) key() key {
	k := key{kind: w.Kind, expr: w.Expr, v: w.Var, count: len(w.Steps)}
	if k.count > 0 {
		k.steps = [2]*ast.CallExpr{w.Steps[0].Call, w.Steps[k.count-1].Call}
	}
	return k
}

// distinct returns the ways without repetitions. If there are more than maxWays, the rest is one unknown way.
func distinct(ways []Way) []Way {
	seen := make(map[key]bool, len(ways))
	out := ways[:0:0]
	for _, w := range ways {
		k := w.key()
		if seen[k] {
			continue
		}
		if len(out) == maxWays {
			return append(out, Way{})
		}
		seen[k] = true
		out = append(out, w)
	}
	return out
}
