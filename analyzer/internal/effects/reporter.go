package effects

import (
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// minReports is the number of methods that take a message that a type of loggers has: one for each level, or for each kind
// of argument.
const minReports = 2

// makesReporter reports whether a function with this signature returns a logger, such as the one for a level, and takes only
// texts, numbers, errors and values of any type.
func makesReporter(sig *types.Signature) bool {
	if sig.Results().Len() != 1 || !isReporter(sig.Results().At(0).Type()) {
		return false
	}
	for i := range sig.Params().Len() {
		if !isPlain(sig.Params().At(i).Type(), index.MaxDepth) {
			return false
		}
	}
	return true
}

// isReporterMethod reports whether a function with this signature is a method of a logger that takes a message.
func isReporterMethod(sig *types.Signature) bool {
	return sig.Recv() != nil && takesValues(sig) && isReporter(sig.Recv().Type())
}

// isPlain reports whether a type is that of a text, a number, an error or a context, an empty interface, or a list or map of
// such types: with such an argument alone nothing can be done that lets the next attempt succeed.
func isPlain(t types.Type, depth int) bool {
	if depth == 0 || index.IsContext(t) || index.IsError(t) {
		return depth > 0
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Kind() != types.Invalid
	case *types.Interface:
		return u.Empty()
	case *types.Slice:
		return isPlain(u.Elem(), depth-1)
	case *types.Map:
		return isPlain(u.Key(), depth-1) && isPlain(u.Elem(), depth-1)
	}
	return false
}

// isReporter reports whether a type is that of a logger: at least minReports of its methods take a message, and all others
// return the same type or a value of a basic type.
func isReporter(t types.Type) bool {
	tn := sites.TypeNameOf(t)
	if tn == nil || tn.Pkg() == nil {
		return false
	}
	methods := types.NewMethodSet(t)
	reports := 0
	for i := range methods.Len() {
		m, ok := methods.At(i).Obj().(*types.Func)
		switch {
		case !ok:
			return false
		case !m.Exported():
		case takesValues(m.Signature()):
			reports++
		case m.Signature().Results().Len() != 1:
			return false
		default:
			result := m.Signature().Results().At(0).Type()
			if _, basic := result.Underlying().(*types.Basic); !basic && sites.TypeNameOf(result) != tn {
				return false
			}
		}
	}
	return reports >= minReports
}

// takesValues reports whether a function with this signature takes any number of plain values at last, takes only plain values
// before them, and returns nothing.
func takesValues(sig *types.Signature) bool {
	if !sig.Variadic() || sig.Results().Len() > 0 {
		return false
	}
	for i := range sig.Params().Len() {
		if !isPlain(sig.Params().At(i).Type(), index.MaxDepth) {
			return false
		}
	}
	return true
}
