package sites

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/cfg"
)

// A scope is where the variable of an error can be seen, if that is less than the function, and what success
// reaches too. Where both end, the error is lost: from there on the function does what it does anyway.
type scope struct {
	from, to token.Pos
	loops    []*loop // the loops around the match: there paths end at their heads
	merged   map[int32]bool
}

// scopeOf returns the scope of the error, or nil where something that holds it is seen in all of the function.
func (w *walker) scopeOf(expr ast.Expr) *scope {
	root := w.env.root
	if root == nil || root.Parent() == nil || w.outside() || !w.f.failure(root) || len(w.attempts) == 0 || slices.ContainsFunc(w.attempts, w.f.converts) {
		return nil
	}
	s := &scope{from: root.Parent().Pos(), to: root.Parent().End(), merged: map[int32]bool{}}
	if s.to >= w.fn.body.Rbrace || w.heldOutside(s) {
		return nil
	}
	for _, l := range w.fn.loops {
		if l.holds(expr) {
			s.loops = append(s.loops, l)
		}
	}
	for _, a := range w.attempts {
		for st := range w.success(a, nil).seen {
			s.merged[st.block] = true
		}
	}
	return s
}

// converts reports whether a call is handed an error: what it returns is another form of that one, which goes on.
func (f *finder) converts(call *ast.CallExpr) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		t := f.in.Info.TypeOf(arg)
		id, ok := ast.Unparen(arg).(*ast.Ident)
		return t != nil && t != types.Typ[types.Invalid] && isError(t) || ok && strings.HasPrefix(strings.ToLower(id.Name), "err")
	})
}

// heldOutside reports whether something that was taken out of the error is used outside the error's own scope.
func (w *walker) heldOutside(s *scope) bool {
	found := false
	ast.Inspect(w.fn.body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && !found && (id.Pos() < s.from || s.to < id.Pos()) && w.f.in.Info.Uses[id] != nil {
			found = w.isTracked(id)
		}
		return !found
	})
	return found
}

// ended reports whether the error is lost where a node begins.
func (w *walker) ended(b *cfg.Block, n ast.Node) bool {
	s := w.scope
	if s == nil || len(w.env.vars) > 0 || s.from <= n.Pos() && n.Pos() <= s.to || !s.merged[b.Index] {
		return false
	}
	for _, l := range s.loops {
		if l.holds(n) {
			return false
		}
	}
	return true
}
