package sites

import (
	"go/ast"
	"go/types"
)

// maxPassages bounds the calls to which one site is followed.
const maxPassages = 256

// A passage is one way on for the answer of a predicate: the call that asks it, and the parameter that holds the
// code. However many predicates lead there, it is followed once.
type passage struct {
	call  *ast.CallExpr
	param types.Object
}

// throughPredicate follows a test to the callers of its function whose answer it decides: a predicate's, or that of a
// function which says for a retry library whether to try again. Seen holds, for each passage, the levels for which it was
// followed.
func (f *finder) throughPredicate(s *Site, fn *function, e env, levels int, seen map[passage]int) {
	d, ok := fn.node.(*ast.FuncDecl)
	if !ok || levels == 0 || e.root == nil {
		return
	}
	for _, c := range f.calls[f.in.Info.Defs[d.Name]] {
		if c.fn == nil || len(seen) >= maxPassages {
			continue
		}
		for _, p := range f.parameters(fn, c.call) {
			at := passage{c.call, p.param}
			before, met := seen[at]
			if p.param != e.root || before >= levels {
				continue
			}
			seen[at] = levels
			inner := e
			inner.root, inner.call = f.rootOf(p.arg)
			if !decides(f.answerOf(c.call, &inner)) {
				continue
			}
			if !met {
				results, loops := f.follow(c.fn, c.call, &inner)
				f.noteAgain(s, c.fn, c.call, results, loops)
			}
			f.throughPredicate(s, c.fn, inner, levels-1, seen)
		}
	}
}

// decides reports whether an answer is one that a caller acts on.
func decides(a Answer) bool {
	switch a {
	case AnswerTrue, AnswerFalse, AnswerAgain, AnswerStop:
		return true
	}
	return false
}
