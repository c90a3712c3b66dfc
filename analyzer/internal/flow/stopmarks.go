package flow

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// markedByHand reads a library's own error that a callback makes without the library's functions: where it has one
// boolean field, that says whether there is another attempt, as in &retry.RetryError{Err: err, Retryable: true}.
func (w *Walker) markedByHand(lit *ast.CompositeLit) Ending {
	t := w.f.pkg.Info.TypeOf(lit)
	tn := sites.TypeNameOf(t)
	if tn == nil || w.f.bind.Libraries[tn.Pkg()] == nil {
		return EndsUnknown
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return EndsUnknown
	}
	at := -1
	for i := range s.NumFields() {
		if b, ok := s.Field(i).Type().Underlying().(*types.Basic); ok && b.Info()&types.IsBoolean != 0 {
			if at >= 0 {
				return EndsUnknown
			}
			at = i
		}
	}
	if at < 0 {
		return EndsUnknown
	}
	for i, e := range lit.Elts {
		kv, keyed := e.(*ast.KeyValueExpr)
		switch {
		case !keyed && i == at:
			return says(w.f.eval.Eval(e, w.Assumed), EndsAgain, EndsError)
		case keyed && w.f.pkg.Info.Uses[index.KeyName(kv)] == s.Field(at):
			return says(w.f.eval.Eval(kv.Value, w.Assumed), EndsAgain, EndsError)
		}
	}
	return EndsError
}
