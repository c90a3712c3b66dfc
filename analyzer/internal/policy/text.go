package policy

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"
)

// A configText is a text that a program puts together, as far as its parts are known.
type configText struct {
	whole   ast.Expr // the expression that has the text
	text    []byte
	pos     []token.Pos // for each byte of the text, the position of its source
	end     []token.Pos // for each byte of the text, the position after its source
	unknown []bool      // for each byte of the text: it stands for a part that is not known
	sources []ast.Expr  // the constants that it is put together from
	broken  bool        // it cannot be read
}

// Span returns the part of the source that text[start:end] comes from. An empty text comes from the whole expression.
func (t *configText) Span(start, end int) (from, to token.Pos) {
	if len(t.pos) == 0 {
		return t.whole.Pos(), t.whole.End()
	}
	start = min(max(start, 0), len(t.pos)-1)
	return t.pos[start], t.end[min(max(end-1, start), len(t.end)-1)]
}

// isKnown reports whether no byte of text[start:end] stands for an unknown part.
func (t *configText) isKnown(start, end int) bool {
	for i := start; i < end; i++ {
		if t.unknown[i] {
			return false
		}
	}
	return true
}

// add adds a text that comes from n.
func (t *configText) add(text string, n ast.Node, unknown bool) {
	for i := range len(text) {
		t.text = append(t.text, text[i])
		t.pos = append(t.pos, n.Pos())
		t.end = append(t.end, n.End())
		t.unknown = append(t.unknown, unknown)
	}
}

// maskPlaceholders marks what may be replaced at run time as unknown, as in "%ds", "$TIMEOUT" and "{{.Timeout}}".
func (t *configText) maskPlaceholders() {
	for i, c := range t.text {
		if strings.IndexByte("%${<", c) >= 0 {
			t.unknown[i] = true
		}
	}
}

// addUnknown adds a digit for a part that comes from n and is not known. It can be a part of a string, or a value of
// its own.
func (t *configText) addUnknown(n ast.Node) { t.add("0", n, true) }

// Limits for a text that is put together: its length, and the number of steps from the whole to a part.
const (
	maxText  = 1 << 16
	maxSteps = 64
)

// text returns the text of an expression. Ok is false if no part of it is known, or if it cannot be read.
func (f *Finder) text(e ast.Expr) (t *configText, ok bool) {
	t = &configText{whole: e}
	f.addText(t, e, maxSteps)
	return t, len(t.sources) > 0 && len(t.text) < maxText && !t.broken
}

// addText adds the text of an expression.
func (f *Finder) addText(t *configText, e ast.Expr, depth int) {
	e = ast.Unparen(e)
	if value := f.pkg.Info.Types[e].Value; value != nil && value.Kind() == constant.String {
		f.addConstant(t, e, constant.StringVal(value))
		return
	}
	if depth == 0 || len(t.text) > maxText {
		t.addUnknown(e)
		return
	}
	switch x := e.(type) {
	case *ast.BinaryExpr:
		f.addText(t, x.X, depth-1)
		f.addText(t, x.Y, depth-1)
	case *ast.Ident:
		if value := f.onlyValue(x); value != nil {
			f.addText(t, value, depth-1)
		} else {
			t.addUnknown(e)
		}
	case *ast.CallExpr:
		f.addCall(t, x, depth-1)
	default:
		t.addUnknown(e)
	}
}

// addConstant adds a string constant, with the positions of its bytes if they are known.
func (f *Finder) addConstant(t *configText, e ast.Expr, value string) {
	t.sources = append(t.sources, e)
	if declared := f.pkg.ConstValue(f.pkg.Object(e)); declared != nil {
		t.sources = append(t.sources, declared)
	}
	c, ok := f.pkg.ConstText(e)
	if !ok {
		t.add(value, e, false)
		return
	}
	for i := range len(c.Text) {
		from, to := c.Span(i, i+1)
		t.text, t.unknown = append(t.text, c.Text[i]), append(t.unknown, false)
		t.pos, t.end = append(t.pos, from), append(t.end, to)
	}
}

// onlyValue returns the value of a variable that is set in one place, or nil.
func (f *Finder) onlyValue(id *ast.Ident) ast.Expr {
	o := f.pkg.Object(id)
	if a, ok := f.pkg.OnlyAssignment(o); ok {
		if a.Index == 0 {
			return a.RHS
		}
		return nil
	}
	if len(f.pkg.Assignments[o]) == 0 {
		return f.pkg.Globals[o]
	}
	return nil
}

// addCall adds the text that a call or conversion returns.
func (f *Finder) addCall(t *configText, call *ast.CallExpr, depth int) {
	if tv := f.pkg.Info.Types[call.Fun]; tv.IsType() && len(call.Args) == 1 && isText(tv.Type) && isText(f.pkg.Info.TypeOf(call.Args[0])) {
		f.addText(t, call.Args[0], depth)
		return
	}
	switch path, name := f.pkg.Qualified(call); {
	case path == "fmt" && name == "Sprintf" && len(call.Args) > 0 && !call.Ellipsis.IsValid():
		f.addFormatted(t, call, depth)
	case path == "strings" && name == "TrimSpace" && len(call.Args) == 1:
		f.addText(t, call.Args[0], depth)
	case path == "encoding/json" && (name == "Marshal" || name == "MarshalIndent"):
		t.sources = append(t.sources, call)
		f.addJSON(t, call.Args[0], depth)
	default:
		if results := f.returned(call); len(results) == 1 {
			f.addText(t, results[0], depth)
		} else {
			t.addUnknown(call)
		}
	}
}

// isText reports whether a type is a string or a slice of bytes.
func isText(t types.Type) bool {
	if t == nil {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsString != 0
	case *types.Slice:
		elem, ok := u.Elem().Underlying().(*types.Basic)
		return ok && elem.Kind() == types.Byte
	}
	return false
}

// returned returns the first results of the return statements of a function of this package that is called. It returns
// none if the function has named results, or if it is not known.
func (f *Finder) returned(call *ast.CallExpr) []ast.Expr {
	fn := f.pkg.Decls[f.pkg.Callee(call)]
	if fn == nil || fn.Body == nil || fn.Type.Results == nil || len(fn.Type.Results.List[0].Names) > 0 {
		return nil
	}
	var results []ast.Expr
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			if len(n.Results) > 0 {
				results = append(results, n.Results[0])
			}
		}
		return true
	})
	return results
}

// addFormatted adds the text that fmt.Sprintf returns. What a verb stands for is known if its argument is a constant.
func (f *Finder) addFormatted(t *configText, call *ast.CallExpr, depth int) {
	format := &configText{}
	f.addText(format, call.Args[0], depth)
	t.sources = append(t.sources, format.sources...)
	args := call.Args[1:]
	for i := 0; i < len(format.text); {
		j := i + 1
		if format.text[i] == '%' {
			for j < len(format.text) && strings.IndexByte("+-# 0123456789.", format.text[j]) >= 0 {
				j++
			}
			j = min(j+1, len(format.text))
		}
		verb := string(format.text[i:j])
		switch {
		case format.text[i] != '%' || !format.isKnown(i, j):
			t.text, t.unknown = append(t.text, format.text[i]), append(t.unknown, format.unknown[i])
			t.pos, t.end = append(t.pos, format.pos[i]), append(t.end, format.end[i])
			j = i + 1
		case verb == "%%":
			t.add("%", call.Args[0], false)
		case len(args) == 0 || strings.ContainsAny(verb, "[*"):
			t.broken = true
			return
		default:
			f.addOperand(t, verb, args[0], depth)
			args = args[1:]
		}
		i = j
	}
}

// addOperand adds the text of one argument of fmt.Sprintf.
func (f *Finder) addOperand(t *configText, verb string, arg ast.Expr, depth int) {
	value := f.pkg.Info.Types[arg].Value
	basic, _ := types.Unalias(f.pkg.Info.TypeOf(arg)).(*types.Basic)
	switch plain := verb == "%s" || verb == "%v"; {
	case plain && basic != nil && basic.Info()&types.IsString != 0:
		f.addText(t, arg, depth)
	case plain && value == nil && isText(f.pkg.Info.TypeOf(arg)) && verb == "%s":
		f.addText(t, arg, depth)
	case basic != nil && value != nil:
		t.add(fmt.Sprintf(verb, goValue(value)), arg, false)
	case strings.HasSuffix(verb, "q"):
		t.add(`"0"`, arg, true)
	default:
		t.addUnknown(arg)
	}
}

// goValue returns a constant as a value for package fmt.
func goValue(v constant.Value) any {
	switch v.Kind() {
	case constant.String:
		return constant.StringVal(v)
	case constant.Bool:
		return constant.BoolVal(v)
	case constant.Int:
		n, _ := constant.Int64Val(v)
		return n
	case constant.Float:
		n, _ := constant.Float64Val(v)
		return n
	}
	return v.String() // a complex number
}
