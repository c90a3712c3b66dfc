package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/index"
)

// A scope is where the variable of an error can be seen, if that is less than the function, and what success
// reaches too. Where both end, the error is lost: from there on the function does what it does anyway.
type scope struct {
	from, to token.Pos
	loops    []*index.Loop // the loops around the match: there paths end at their heads
	merged   map[int32]bool
}

// ScopeOf returns the scope of the error, or nil where something that holds it is seen in all of the function.
func (w *Walker) ScopeOf(expr ast.Expr) *scope {
	root := w.Assumed.Root
	if root == nil || root.Parent() == nil || w.outside() || !w.f.bind.IsError(root) || len(w.Attempts) == 0 || slices.ContainsFunc(w.Attempts, w.f.converts) {
		return nil
	}
	s := &scope{from: root.Parent().Pos(), to: root.Parent().End(), merged: map[int32]bool{}}
	if s.to >= w.Func.Body.Rbrace || w.heldOutside(s) {
		return nil
	}
	for _, l := range w.Func.Loops {
		if l.Contains(expr) {
			s.loops = append(s.loops, l)
		}
	}
	for _, a := range w.Attempts {
		maps.Copy(s.merged, w.AfterSuccess(a, nil).walk.Blocks())
	}
	return s
}

// converts reports whether a call is handed an error: what it returns is another form of that one, which goes on.
func (f *Follower) converts(call *ast.CallExpr) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		t := f.pkg.Info.TypeOf(arg)
		id, ok := ast.Unparen(arg).(*ast.Ident)
		return t != nil && t != types.Typ[types.Invalid] && index.IsError(t) || ok && strings.HasPrefix(strings.ToLower(id.Name), "err")
	})
}

// heldOutside reports whether something that was taken out of the error is used outside the error's own scope.
func (w *Walker) heldOutside(s *scope) bool {
	found := false
	ast.Inspect(w.Func.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && !found && (id.Pos() < s.from || s.to < id.Pos()) && w.f.pkg.Info.Uses[id] != nil {
			found = w.isTracked(id)
		}
		return !found
	})
	return found
}

// ended reports whether the error is lost where a node begins.
func (w *Walker) ended(b *cfg.Block, n ast.Node) bool {
	s := w.Scope
	if s == nil || len(w.Assumed.Flags.Vars) > 0 || s.from <= n.Pos() && n.Pos() <= s.to || !s.merged[b.Index] {
		return false
	}
	for _, l := range s.loops {
		if l.Contains(n) {
			return false
		}
	}
	return true
}
