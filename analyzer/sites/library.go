package sites

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/errls/errls/catalog"
)

// A callback is a function that a retry library calls, and how its answer is read.
type callback struct {
	lib  *catalog.Library
	rule *catalog.Callback
}

// byError reports whether what a callback returns is an error to its library.
func (c callback) byError() bool { return c.rule != nil && c.rule.By == "error" }

// findCallbacks finds the functions that are handed to a retry library: as an argument, in a field's assignment or
// in a literal.
func (f *finder) findCallbacks() {
	if len(f.b.libraries) == 0 {
		return
	}
	for _, noted := range f.sections {
		each(noted, func(at *note) {
			switch n := at.node.(type) {
			case *ast.CallExpr:
				f.callbackArg(n, at.callee)
			case *ast.AssignStmt:
				for i, l := range n.Lhs {
					if sel, ok := ast.Unparen(l).(*ast.SelectorExpr); ok && len(n.Lhs) == len(n.Rhs) {
						f.callbackField(sel.Sel, n.Rhs[i])
					}
				}
			case *ast.KeyValueExpr:
				if id, ok := n.Key.(*ast.Ident); ok {
					f.callbackField(id, n.Value)
				}
			}
		})
	}
}

func (f *finder) callbackArg(call *ast.CallExpr, callee types.Object) {
	fn, ok := callee.(*types.Func)
	if !ok || f.b.libraries[fn.Pkg()] == nil {
		return
	}
	lib := f.b.libraries[fn.Pkg()]
	name := fn.Name()
	if recv := fn.Signature().Recv(); recv != nil {
		if tn := namedOf(recv.Type()); tn != nil {
			name = tn.Name() + "." + name
		}
	}
	for i := range lib.Callbacks {
		if c := &lib.Callbacks[i]; c.Func == name && c.Arg < len(call.Args) {
			f.addCallback(call.Args[c.Arg], callback{lib, c})
		}
	}
}

func (f *finder) callbackField(key *ast.Ident, value ast.Expr) {
	field, ok := f.in.Info.Uses[key].(*types.Var)
	if !ok || !field.IsField() || f.b.libraries[field.Pkg()] == nil {
		return
	}
	lib := f.b.libraries[field.Pkg()]
	for i := range lib.Callbacks {
		c := &lib.Callbacks[i]
		if c.Field != "" && strings.HasSuffix(c.Field, "."+field.Name()) && member(field.Pkg(), c.Field) == field {
			f.addCallback(value, callback{lib, c})
		}
	}
}

// addCallback notes the function that an expression is, or names.
func (f *finder) addCallback(e ast.Expr, c callback) {
	e = ast.Unparen(e)
	if conv, ok := e.(*ast.CallExpr); ok && len(conv.Args) == 1 {
		if tv, ok := f.in.Info.Types[conv.Fun]; ok && tv.IsType() {
			e = ast.Unparen(conv.Args[0])
		}
	}
	if lit, ok := e.(*ast.FuncLit); ok {
		f.callbacks[lit] = c
		return
	}
	var o types.Object
	switch x := e.(type) {
	case *ast.Ident:
		o = f.object(x)
	case *ast.SelectorExpr:
		o = f.in.Info.Uses[x.Sel]
	}
	if o == nil {
		return
	}
	if fn := f.decls[o]; fn != nil {
		f.callbacks[fn.node] = c
		return
	}
	if a, ok := f.only(o); ok {
		if lit, ok := ast.Unparen(a.rhs).(*ast.FuncLit); ok {
			f.callbacks[lit] = c
		}
	}
}

// callbackReturn reads the answer of a callback as the library's table says: again, or stop. Stopping shows the
// error to whoever called the library.
func (w *walker) callbackReturn(r *ast.ReturnStmt, eff effect) ending {
	rule := w.callback.rule
	at := rule.Decides
	if at < 0 {
		at += w.fn.typ.Results.NumFields()
	}
	if at < 0 || at >= len(r.Results) {
		return endsUnknown
	}
	e := ast.Unparen(r.Results[at])
	switch rule.By {
	case "bool":
		return says(w.f.eval(e, w.env), endsAgain, endsError)
	case "stop":
		return says(w.f.eval(e, w.env), endsError, endsUnknown) // another policy may still say again
	case "done":
		if err := r.Results[len(r.Results)-1]; !w.f.isNil(err) {
			return endsError
		}
		return says(w.f.eval(e, w.env), endsAnswer, endsAgain)
	}
	if w.f.isNil(e) {
		return w.besideNil(r, at)
	}
	return w.marked(e, rule, eff)
}

// says is the ending of a callback that answers yes or no.
func says(answer tri, ifYes, ifNo ending) ending {
	switch answer {
	case yes:
		return ifYes
	case no:
		return ifNo
	}
	return endsUnknown
}

// marked says what an error means that a callback returns: the library's functions mark it, else Again does.
func (w *walker) marked(e ast.Expr, rule *catalog.Callback, eff effect) ending {
	if call, ok := e.(*ast.CallExpr); ok {
		fn, _ := w.f.callee(call).(*types.Func)
		if fn != nil && w.f.b.libraries[fn.Pkg()] != nil {
			switch {
			case slices.Contains(rule.StopMarks, fn.Name()):
				return endsError
			case slices.Contains(rule.AgainMarks, fn.Name()):
				return endsAgain
			}
			return endsUnknown
		}
		switch w.f.answerOf(call, w.env) {
		case AnswerAgain:
			return endsAgain
		case AnswerStop:
			return endsError
		}
		path, name := w.f.qualified(call)
		switch {
		case !rule.Again || path != "fmt" && path != "errors" || name == "":
			return endsUnknown
		case w.holdsMark(call):
			return endsError
		}
		return endsAgain
	}
	if lit := literalOf(e); lit != nil {
		return w.markedByHand(lit)
	}
	id, ok := e.(*ast.Ident)
	if rule.Again && ok && w.isTracked(id) && eff&lost == 0 {
		return endsAgain
	}
	return endsUnknown
}

// holdsMark reports whether an expression holds a library's mark that stops: libraries look for it with errors.As.
func (w *walker) holdsMark(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && !found {
			fn, _ := w.f.callee(call).(*types.Func)
			found = fn != nil && w.f.b.libraries[fn.Pkg()] != nil && slices.Contains(w.callback.rule.StopMarks, fn.Name())
		}
		return !found
	})
	return found
}
