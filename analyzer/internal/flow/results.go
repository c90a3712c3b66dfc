package flow

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/index"
)

// isResultVar reports whether an expression is a result variable of the function.
func (w *Walker) isResultVar(e ast.Expr) bool {
	o := w.f.pkg.Object(e)
	return o != nil && o != w.Assumed.Root && w.Func.IsResultVar(o)
}

// valuesAfter returns the values of the result variables after a node. A variable that is set to the error's variable after
// that was set to nil is nil.
func (w *Walker) valuesAfter(n ast.Node, st State) index.Values {
	v := w.Func.ValuesAfter(n, st.Values)
	if st.Effect&effects.Cleared == 0 || w.Assumed.Root == nil {
		return v
	}
	lhs, rhs := index.AssignmentSides(n)
	for i, l := range lhs {
		at := slices.Index(w.f.pkg.ResultVars(w.Func), w.f.pkg.Object(l))
		if at >= 0 && i < len(rhs) && w.f.pkg.Object(rhs[i]) == w.Assumed.Root {
			v[at] = index.ZeroValue
		}
	}
	return v
}

// returned returns a return statement with the values that it returns in place of result variables. A variable that was set
// to the error's variable stays as it is if that has another value since.
func (w *Walker) returned(r *ast.ReturnStmt, st State) *ast.ReturnStmt {
	out := w.Func.Returned(r, st.Values)
	for i, e := range out.Results {
		if i < len(r.Results) && st.Effect&effects.Overwritten != 0 && w.Assumed.Root != nil && w.f.pkg.Object(e) == w.Assumed.Root {
			out.Results[i] = r.Results[i]
		}
	}
	return out
}

// keptInResult returns Surfaced if a result variable that is set in a loop over work contains the error, and Acted if it
// contains something else.
func (w *Walker) keptInResult(loop ast.Node, st State) effects.Effect {
	var eff effects.Effect
	for _, e := range w.Func.ResultValues(st.Values) {
		switch {
		case !index.Contains(loop, e) || w.f.pkg.IsNil(e):
		case w.mentions(e):
			eff |= effects.Surfaced
		default:
			eff |= effects.Acted
		}
	}
	return eff
}

// FailureResult returns the index of the result that says whether a function failed, an error or a value of a listed type,
// or -1 if there is none.
func (f *Follower) FailureResult(fn *index.Function) int {
	if at := fn.ErrorResult(); at >= 0 || fn.Type.Results == nil {
		return at
	}
	last, i := -1, 0
	for _, field := range fn.Type.Results.List {
		i += max(1, len(field.Names))
		if f.bind.IsFailure(f.pkg.Info.TypeOf(field.Type)) {
			last = i - 1
		}
	}
	return last
}

// isPolled reports whether a retry library may call the function again when all its results are zero values.
func (w *Walker) isPolled() bool {
	var results []types.Type
	for _, field := range w.Func.Type.Results.List {
		for range max(1, len(field.Names)) {
			results = append(results, w.f.pkg.Info.TypeOf(field.Type))
		}
	}
	return w.f.bind.IsPolled(results)
}
