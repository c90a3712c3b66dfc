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
		f.eachGiven(noted, f.callbackArg, f.callbackField)
	}
}

// eachGiven visits what a file hands to retry libraries: the arguments of calls, with the name by which the library's
// table knows the function, and what is put into fields, by an assignment or in a literal.
func (f *finder) eachGiven(noted []section, called func(*catalog.Library, string, *ast.CallExpr), stored func(n ast.Node, field *types.Var, value ast.Expr)) {
	store := func(n ast.Node, key *ast.Ident, value ast.Expr) {
		if field, ok := f.in.Info.Uses[key].(*types.Var); ok && field.IsField() && f.b.libraries[field.Pkg()] != nil {
			stored(n, field, value)
		}
	}
	each(noted, func(at *note) {
		switch n := at.node.(type) {
		case *ast.CallExpr:
			if lib, name := f.libraryFunc(at.callee); lib != nil {
				called(lib, name, n)
			}
		case *ast.AssignStmt:
			for i, l := range n.Lhs {
				if sel, ok := ast.Unparen(l).(*ast.SelectorExpr); ok && len(n.Lhs) == len(n.Rhs) {
					store(n, sel.Sel, n.Rhs[i])
				}
			}
		case *ast.KeyValueExpr:
			if id, ok := n.Key.(*ast.Ident); ok {
				store(n, id, n.Value)
			}
		}
	})
}

// libraryFunc returns the retry library that a function belongs to, and the name by which its table knows the function.
func (f *finder) libraryFunc(o types.Object) (*catalog.Library, string) {
	fn, ok := o.(*types.Func)
	if !ok || fn.Pkg() == nil || f.b.libraries[fn.Pkg()] == nil {
		return nil, ""
	}
	return f.b.libraries[fn.Pkg()], HelperName(fn)
}

// isAt reports whether a field is the one that a table names: "Client.CheckRetry".
func isAt(field *types.Var, at string) bool {
	return strings.HasSuffix(at, "."+field.Name()) && member(field.Pkg(), at) == field
}

func (f *finder) callbackArg(lib *catalog.Library, name string, call *ast.CallExpr) {
	for i := range lib.Callbacks {
		if c := &lib.Callbacks[i]; c.Func == name && c.Arg < len(call.Args) {
			f.addCallback(call.Args[c.Arg], callback{lib, c})
		}
	}
}

func (f *finder) callbackField(_ ast.Node, field *types.Var, value ast.Expr) {
	lib := f.b.libraries[field.Pkg()]
	for i := range lib.Callbacks {
		if c := &lib.Callbacks[i]; isAt(field, c.Field) {
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
