package errflow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"strings"

	"github.com/errls/errls/analyzer/sites"
)

// A verb is one verb of a format string.
type verb struct {
	letter  byte
	at, end int // the offsets of the percent sign and of the end of the verb in the string
	arg     int // the index of the operand among the arguments after the format
}

// verbs returns the verbs of a format string that have an operand. Ok is false if the format has explicit indexes, which
// are rare, or is incomplete.
func verbs(format string) (list []verb, ok bool) {
	arg := 0
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			continue
		}
		start := i
		for i++; i < len(format) && strings.IndexByte("+-# 0123456789.*", format[i]) >= 0; i++ {
			if format[i] == '*' {
				arg++
			}
		}
		switch {
		case i == len(format) || format[i] == '[':
			return nil, false
		case format[i] == '%':
			continue
		}
		list = append(list, verb{format[i], start, i + 1, arg})
		arg++
	}
	return list, true
}

// formatText returns the value of a constant format.
func (t *Tracer) formatText(e ast.Expr) (string, bool) {
	v := t.pkg.Info.Types[e].Value
	if v == nil || v.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(v), true
}

// Verb returns the place of the verb in the format of fmt.Errorf that prints the error of a step, so that %w can replace
// it. If the call prints err.Error(), method is the place of the method's selection and call, ".Error()". Both are zero if
// %w cannot replace the verb.
func (t *Tracer) Verb(s *Step) (at, method sites.Span) {
	if s.Imported != nil || !t.pkg.IsCallTo(s.Call, "fmt", "Errorf") {
		return sites.Span{}, sites.Span{}
	}
	lit, ok := ast.Unparen(s.Call.Args[0]).(*ast.BasicLit)
	if !ok {
		return sites.Span{}, sites.Span{}
	}
	list, ok := verbs(lit.Value) // offsets in the source: escapes contain no percent sign
	if !ok || strings.Contains(lit.Value, `\x25`) || strings.Contains(lit.Value, `\u0025`) || strings.Contains(lit.Value, `\045`) {
		return sites.Span{}, sites.Span{}
	}
	for _, v := range list {
		if v.arg+1 >= len(s.Call.Args) {
			continue
		}
		arg := ast.Unparen(s.Call.Args[v.arg+1])
		at = sites.Span{Pos: lit.Pos() + token.Pos(v.at), End: lit.Pos() + token.Pos(v.end)}
		if arg == s.Err {
			return at, sites.Span{}
		}
		if call, ok := arg.(*ast.CallExpr); ok {
			if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && len(call.Args) == 0 && ast.Unparen(sel.X) == s.Err {
				return at, sites.Span{Pos: sel.X.End(), End: call.End()}
			}
		}
	}
	return sites.Span{}, sites.Span{}
}
