package sites

import (
	"go/ast"
	"go/token"
	"go/types"
)

// literalOf returns the literal that an expression is, or points to.
func literalOf(e ast.Expr) *ast.CompositeLit {
	if p, ok := e.(*ast.UnaryExpr); ok && p.Op == token.AND {
		e = ast.Unparen(p.X)
	}
	lit, _ := e.(*ast.CompositeLit)
	return lit
}

// markedByHand reads a library's own error that a callback makes without the library's functions: where it has one
// boolean field, that says whether there is another attempt, as in &retry.RetryError{Err: err, Retryable: true}.
func (w *walker) markedByHand(lit *ast.CompositeLit) ending {
	t := w.f.in.Info.TypeOf(lit)
	tn := namedOf(t)
	if tn == nil || w.f.b.libraries[tn.Pkg()] == nil {
		return endsUnknown
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return endsUnknown
	}
	at := -1
	for i := range s.NumFields() {
		if b, ok := s.Field(i).Type().Underlying().(*types.Basic); ok && b.Info()&types.IsBoolean != 0 {
			if at >= 0 {
				return endsUnknown
			}
			at = i
		}
	}
	if at < 0 {
		return endsUnknown
	}
	for i, e := range lit.Elts {
		kv, keyed := e.(*ast.KeyValueExpr)
		switch {
		case !keyed && i == at:
			return says(w.f.eval(e, w.env), endsAgain, endsError)
		case keyed && w.f.in.Info.Uses[keyName(kv)] == s.Field(at):
			return says(w.f.eval(kv.Value, w.env), endsAgain, endsError)
		}
	}
	return endsError
}

func keyName(kv *ast.KeyValueExpr) *ast.Ident {
	id, _ := kv.Key.(*ast.Ident)
	return id
}
