package flow

import (
	"go/ast"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/index"
)

// followRecursion reports whether a node contains one of the calls in Recursions. If so, it follows the path from the start
// of the function.
func (w *Walker) followRecursion(n ast.Node, st State) bool {
	for call, eff := range w.Recursions {
		if index.Contains(n, call) {
			st.Effect = st.Effect.Then(eff) | effects.NextAttempt
			if eff&effects.Waited != 0 {
				w.Waits[call] = true
			}
			st.Flags = 0
			w.Follow(w.Func.Graph().Blocks[0], 0, st)
			return true
		}
	}
	return false
}
