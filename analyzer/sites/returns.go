package sites

import (
	"go/ast"
	"go/types"
)

// returns ends a path at a return statement.
func (w *walker) returns(r *ast.ReturnStmt, eff effect) {
	switch {
	case w.callback != nil:
		w.end(w.callbackReturn(r, eff), eff)
	default:
		w.end(w.plainReturn(r, eff), eff)
	}
}

// plainReturn says what the caller of the function gets to see.
func (w *walker) plainReturn(r *ast.ReturnStmt, eff effect) ending {
	results := w.fn.typ.Results
	if results == nil || results.NumFields() == 0 {
		switch {
		case !w.setsResult():
			return endsNothing
		case eff&cleared != 0:
			return endsNil
		}
		return endsError
	}
	at := w.fn.errorResult()
	if len(r.Results) == 0 {
		return w.bareReturn(at, eff)
	}
	if at < 0 {
		for _, e := range r.Results {
			if w.mentions(e) && !w.isComparison(e) {
				return endsError
			}
		}
		return endsAnswer
	}
	if len(r.Results) == 1 && results.NumFields() > 1 {
		return endsError // return f(): whatever f says
	}
	if at < len(r.Results) && w.env.success && (w.f.isNil(r.Results[at]) || w.f.nilness(r.Results[at], w.env) == yes) {
		return endsNil // return resp, nil
	}
	if at >= len(r.Results) || !w.f.isNil(r.Results[at]) && !w.isCleared(r.Results[at], eff) {
		return endsError
	}
	return w.besideNil(r, at)
}

// isCleared reports whether an expression is the error's variable, which was set to nil.
func (w *walker) isCleared(e ast.Expr, eff effect) bool {
	return eff&cleared != 0 && w.env.root != nil && w.f.object(e) == w.env.root
}

// besideNil judges what is returned beside a nil error: the carrier itself, a value that is an answer, or nothing.
func (w *walker) besideNil(r *ast.ReturnStmt, at int) ending {
	end := endsNil
	for i, e := range r.Results {
		if i == at {
			continue
		}
		if w.mentions(e) {
			return endsError
		}
		if !w.isZero(e) {
			end = endsAnswer
		}
	}
	return end
}

// bareReturn judges the named results.
func (w *walker) bareReturn(at int, eff effect) ending {
	switch {
	case at < 0:
		return endsAnswer
	case eff&cleared != 0 && w.fn.hasResult(w.env.root) && w.f.failure(w.env.root):
		return endsNil
	case w.env.success && w.env.root != nil && w.fn.hasResult(w.env.root) && w.f.failure(w.env.root):
		return endsNil
	}
	return endsError
}

func (w *walker) isComparison(e ast.Expr) bool {
	t := w.f.in.Info.TypeOf(e)
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// isZero reports whether an expression is nothing of its own: nil, "", 0, T{}, or what the failed call returned.
func (w *walker) isZero(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.BasicLit:
		return e.Value == "0" || e.Value == `""` || e.Value == "``" || e.Value == "0.0"
	case *ast.CompositeLit:
		return len(e.Elts) == 0
	case *ast.Ident:
		if w.f.isNil(e) {
			return true
		}
		return w.neverSet(w.f.object(e)) || w.ofAttempt(w.f.object(e))
	}
	return false
}

// neverSet reports whether a variable of the function only ever holds its zero value.
func (w *walker) neverSet(o types.Object) bool {
	v, ok := o.(*types.Var)
	return ok && len(w.f.assigns[o]) == 0 && w.fn.body.Pos() <= v.Pos() && v.Pos() <= w.fn.body.End()
}

// ofAttempt reports whether a variable only ever holds a result of the failed call.
func (w *walker) ofAttempt(o types.Object) bool {
	as := w.f.assigns[o]
	for _, a := range as {
		call, ok := ast.Unparen(a.rhs).(*ast.CallExpr)
		if a.rhs == nil || !ok {
			return false
		}
		for _, at := range w.attempts {
			if at == call {
				ok = false
			}
		}
		if ok {
			return false
		}
	}
	return len(as) > 0
}

// errorResult returns the index of the function's last result of type error, or -1.
func (fn *function) errorResult() int {
	if fn.typ.Results == nil {
		return -1
	}
	at, i := -1, 0
	for _, field := range fn.typ.Results.List {
		n := max(1, len(field.Names))
		if fn.f.isErrorType(field.Type) {
			at = i + n - 1
		}
		i += n
	}
	return at
}

func (f *finder) isErrorType(e ast.Expr) bool {
	if id, ok := e.(*ast.Ident); ok && id.Name == "error" {
		return true
	}
	t := f.in.Info.TypeOf(e)
	if t == nil || t == types.Typ[types.Invalid] {
		return false
	}
	return isError(t)
}

// hasDeferredResult reports whether a deferred function may set the named results.
func (fn *function) hasDeferredResult() bool {
	if fn.typ.Results == nil {
		return false
	}
	names := map[types.Object]bool{}
	for _, field := range fn.typ.Results.List {
		for _, n := range field.Names {
			if o := fn.f.in.Info.Defs[n]; o != nil {
				names[o] = true
			}
		}
	}
	found := false
	if len(names) == 0 {
		return false
	}
	ast.Inspect(fn.body, func(n ast.Node) bool {
		if d, ok := n.(*ast.DeferStmt); ok {
			ast.Inspect(d, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok && names[fn.f.in.Info.Uses[id]] {
					found = true
				}
				return !found
			})
		}
		return !found
	})
	return found
}
