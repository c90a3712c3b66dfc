package flow

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/index"
)

// A Scope is the scope of the error's variable, if it is smaller than the function. Where a path leaves the scope and
// reaches code that is executed after success too, the error is lost: from there on, the function does what it always
// does.
type Scope struct {
	from, to     token.Pos
	loops        []*index.Loop  // the loops around the match: paths end at their heads instead
	afterSuccess map[int32]bool // indexes of the blocks that are executed after success
}

// ScopeOf returns the scope of the error's variable, or nil if the error may be seen in all of the function. Expr is the
// match.
func (w *Walker) ScopeOf(expr ast.Expr) *Scope {
	root := w.Assumed.Root
	if root == nil || root.Parent() == nil || w.isOuterVariable() || !w.f.bind.IsError(root) || len(w.Attempts) == 0 || slices.ContainsFunc(w.Attempts, w.f.convertsError) {
		return nil
	}
	s := &Scope{from: root.Parent().Pos(), to: root.Parent().End(), afterSuccess: map[int32]bool{}}
	if s.to >= w.Func.Body.Rbrace || w.usedOutside(s) {
		return nil
	}
	for _, l := range w.Func.Loops {
		if l.Contains(expr) {
			s.loops = append(s.loops, l)
		}
	}
	for _, a := range w.Attempts {
		w.AfterSuccess(a, nil).walk.AddBlocks(s.afterSuccess)
	}
	return s
}

// convertsError reports whether a call has an error as an argument: the error that it returns is another form of that one,
// which may be used elsewhere.
func (f *Follower) convertsError(call *ast.CallExpr) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		t := f.pkg.Info.TypeOf(arg)
		if o := f.pkg.Object(arg); o != nil && index.IsUnknown(t) {
			return f.bind.IsError(o) // its type is not known: it may be an error
		}
		return index.IsError(t)
	})
}

// usedOutside reports whether something that was taken from the error is used outside a scope.
func (w *Walker) usedOutside(s *Scope) bool {
	found := false
	ast.Inspect(w.Func.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && !found && (id.Pos() < s.from || s.to < id.Pos()) && w.f.pkg.Info.Uses[id] != nil {
			found = w.isTracked(id)
		}
		return !found
	})
	return found
}

// isLostAt reports whether the error is lost where a node begins.
func (w *Walker) isLostAt(b *cfg.Block, n ast.Node) bool {
	s := w.Scope
	if s == nil || len(w.Assumed.Flags.Vars) > 0 || s.from <= n.Pos() && n.Pos() <= s.to || !s.afterSuccess[b.Index] {
		return false
	}
	for _, l := range s.loops {
		if l.Contains(n) {
			return false
		}
	}
	return true
}
