package flow

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// retryErrorEnding returns the ending of a callback that returns a literal of its library's error type. If the type has
// one boolean field, the field says whether the library tries again, as in &retry.RetryError{Err: err, Retryable: true}.
func (w *Walker) retryErrorEnding(lit *ast.CompositeLit) Ending {
	t := w.f.pkg.Info.TypeOf(lit)
	tn := sites.TypeNameOf(t)
	if tn == nil || w.f.bind.Libraries[tn.Pkg()] == nil {
		return EndsUnknown
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return EndsUnknown
	}
	at := onlyBoolField(s)
	if at < 0 {
		return EndsUnknown
	}
	for i, e := range lit.Elts {
		kv, keyed := e.(*ast.KeyValueExpr)
		switch {
		case !keyed && i == at:
			return endingOf(w.f.eval.Eval(e, w.Assumed), EndsRetry, EndsError)
		case keyed && w.f.pkg.Info.Uses[index.KeyName(kv)] == s.Field(at):
			return endingOf(w.f.eval.Eval(kv.Value, w.Assumed), EndsRetry, EndsError)
		}
	}
	return EndsError
}

// onlyBoolField returns the index of the only boolean field of a struct, or -1 if there is none or several.
func onlyBoolField(s *types.Struct) int {
	at := -1
	for i := range s.NumFields() {
		if index.IsBool(s.Field(i).Type()) {
			if at >= 0 {
				return -1
			}
			at = i
		}
	}
	return at
}
