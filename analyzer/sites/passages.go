package sites

import "go/ast"

// maxPassages bounds the calls to which one site is followed.
const maxPassages = 256

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

// gather tells every list what became of its elements. Where a list decides, what else is done about a code does not
// show.
func (f *finder) gather() {
	for _, l := range f.lists {
		seen := map[ast.Node]bool{}
		for i := range l.Elements {
			s := f.byExpr[l.Elements[i].Expr]
			if s == nil {
				continue
			}
			l.Elements[i].Site = s
			for j := range s.Again {
				s.Again[j].InHelper = s.Again[j].InHelper || s.Role == Listed
				if !seen[s.Again[j].Construct] {
					seen[s.Again[j].Construct] = true
					l.Again = append(l.Again, s.Again[j])
				}
			}
		}
	}
}
