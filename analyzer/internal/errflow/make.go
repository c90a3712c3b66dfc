package errflow

import (
	"go/ast"

	"github.com/errls/errls/analyzer/internal/index"
)

// A maker says how a function makes a new error from its arguments.
type maker uint8

const (
	notMaker   maker = iota
	formats          // the arguments are a format and its operands; %w wraps
	formatText       // the arguments are a format and its operands; %w is not supported
	wrapsFirst       // it wraps its first argument, and returns nil for nil
	joins            // it wraps all its arguments
	textOnly         // its argument is a text
)

// makers are the functions of the standard library and of common packages for errors that make an error, by import path
// and name. What they do is read from their source code.
var makers = map[string]maker{
	"fmt.Errorf":                           formats,
	"errors.New":                           textOnly,
	"errors.Join":                          joins,
	"golang.org/x/xerrors.Errorf":          formats,
	"golang.org/x/xerrors.New":             textOnly,
	"github.com/pkg/errors.New":            textOnly,
	"github.com/pkg/errors.Errorf":         formatText,
	"github.com/pkg/errors.Wrap":           wrapsFirst,
	"github.com/pkg/errors.Wrapf":          wrapsFirst,
	"github.com/pkg/errors.WithStack":      wrapsFirst,
	"github.com/pkg/errors.WithMessage":    wrapsFirst,
	"github.com/pkg/errors.WithMessagef":   wrapsFirst,
	"github.com/cockroachdb/errors.New":    textOnly,
	"github.com/cockroachdb/errors.Newf":   formats,
	"github.com/cockroachdb/errors.Errorf": formats,
	"github.com/cockroachdb/errors.Wrap":   wrapsFirst,
	"github.com/cockroachdb/errors.Wrapf":  wrapsFirst,
}

// MakesNew reports whether a call makes an error that only a pointer to the same error is equal to, as errors.New and
// fmt.Errorf do.
func (t *Tracer) MakesNew(call *ast.CallExpr) bool {
	path, name := t.pkg.Qualified(call)
	if path == "" || path == "github.com/cockroachdb/errors" { // the latter compares errors by their texts
		return false
	}
	m := makers[path+"."+name]
	return m == formats || m == formatText || m == textOnly
}

// made returns the ways of an error that a call of one of the makers makes. Ok is false for any other call.
func (t *Tracer) made(fn *index.Function, call *ast.CallExpr) (ways []Way, ok bool) {
	path, name := t.pkg.Qualified(call)
	if path == "" || len(call.Args) == 0 {
		return nil, false
	}
	text := []Way{{Kind: Text, Expr: call, Func: fn}}
	switch m := makers[path+"."+name]; m {
	case formats, formatText:
		return t.formatted(fn, call, m == formats), true
	case wrapsFirst:
		return t.stepped(fn, call, call.Args[0], false), true
	case joins:
		for _, arg := range call.Args {
			ways = append(ways, t.stepped(fn, call, arg, false)...)
		}
		if call.Ellipsis.IsValid() {
			ways = unknown()
		}
		return ways, true
	case textOnly:
		if err := t.textOf(call.Args[0], index.MaxDepth); err != nil {
			return t.stepped(fn, call, err, true), true
		}
		return text, true
	}
	return nil, false
}

// stepped returns the ways of an error err that a call wraps or flattens.
func (t *Tracer) stepped(fn *index.Function, call *ast.CallExpr, err ast.Expr, flat bool) []Way {
	return then(t.value(fn, err), Step{Call: call, Func: fn, Err: err, Flat: flat})
}

// formatted returns the ways of the error that fmt.Errorf, or a function like it, makes. If the format wraps an error,
// the others count as text that was added on purpose.
func (t *Tracer) formatted(fn *index.Function, call *ast.CallExpr, wraps bool) []Way {
	format, ok := t.formatText(call.Args[0])
	if !ok || call.Ellipsis.IsValid() {
		return unknown()
	}
	list, ok := verbs(format)
	if !ok {
		return unknown()
	}
	var wrapped, flat []Way
	for _, v := range list {
		if v.arg+1 >= len(call.Args) {
			continue
		}
		arg := call.Args[v.arg+1]
		if v.letter == 'w' && wraps {
			wrapped = append(wrapped, t.stepped(fn, call, arg, false)...)
		} else if err := t.printed(arg, v.letter); err != nil {
			flat = append(flat, t.stepped(fn, call, err, true)...)
		}
	}
	switch {
	case len(wrapped) > 0:
		return wrapped
	case len(flat) > 0:
		return flat
	}
	return []Way{{Kind: Text, Expr: call, Func: fn}}
}

// printed returns the error whose text a verb prints, or nil.
func (t *Tracer) printed(arg ast.Expr, letter byte) ast.Expr {
	switch letter {
	case 'v', 's', 'q':
		if t.isError(arg) {
			return ast.Unparen(arg)
		}
		return t.textOf(arg, index.MaxDepth)
	}
	return nil
}

// textOf returns the error whose text an expression is or contains: err.Error(), fmt.Sprint(err), "x: " + err.Error(). It
// returns nil for any other expression.
func (t *Tracer) textOf(e ast.Expr, depth int) ast.Expr {
	if depth == 0 {
		return nil
	}
	switch x := ast.Unparen(e).(type) {
	case *ast.BinaryExpr:
		if err := t.textOf(x.X, depth-1); err != nil {
			return err
		}
		return t.textOf(x.Y, depth-1)
	case *ast.Ident:
		if a, ok := t.pkg.OnlyAssignment(t.pkg.Object(x)); ok && len(a.LHS) == 1 {
			return t.textOf(a.RHS, depth-1)
		}
	case *ast.CallExpr:
		return t.textOfCall(x)
	}
	return nil
}

// textOfCall is textOf for a call.
func (t *Tracer) textOfCall(call *ast.CallExpr) ast.Expr {
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && len(call.Args) == 0 && sel.Sel.Name == "Error" && t.isError(sel.X) {
		return ast.Unparen(sel.X)
	}
	if path, name := t.pkg.Qualified(call); path == "fmt" && (name == "Sprint" || name == "Sprintf" || name == "Sprintln") {
		for _, arg := range call.Args {
			if t.isError(arg) {
				return ast.Unparen(arg)
			}
		}
	}
	return nil
}

// isError reports whether an expression is an error.
func (t *Tracer) isError(e ast.Expr) bool { return index.IsError(t.pkg.Info.TypeOf(e)) }

// importedCall returns the ways of the last result of a call whose function is not read here.
func (t *Tracer) importedCall(fn *index.Function, call *ast.CallExpr) []Way {
	return []Way{{Kind: Called, Expr: call, Func: fn}}
}
