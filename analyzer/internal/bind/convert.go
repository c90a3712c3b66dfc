package bind

import (
	"go/ast"
	"go/constant"
	"go/types"
	"strconv"

	"github.com/errls/errls/analyzer/internal/index"
)

// A program may convert a code before it compares it: strconv.Atoi(*s.Result), strconv.Itoa(http.StatusForbidden). A
// conversion is a call that returns the same code in another form, or a code from behind a pointer.

// A parseFunc is a function of package strconv that returns the number in a text, or the text of a number. Args is the
// number of its arguments; the second one, if there is any, is the base.
type parseFunc struct {
	args   int
	parses bool // the result is a number
}

// parseFuncs are the functions of package strconv that convert between numbers and texts.
var parseFuncs = map[string]parseFunc{
	"Atoi": {1, true}, "ParseInt": {3, true}, "ParseUint": {3, true},
	"Itoa": {1, false}, "FormatInt": {2, false}, "FormatUint": {2, false},
}

// convertShape returns the carrier of a conversion of another carrier, and that of what a pointer to a code points to.
func (b *Binder) convertShape(e ast.Expr, depth int) *Carrier {
	switch x := e.(type) {
	case *ast.StarExpr:
		return b.carrierAt(x.X, depth-1)
	case *ast.CallExpr:
		return b.carrierAt(b.Converted(x), depth-1)
	}
	return nil
}

// Converted returns the operand of a conversion. It returns nil for any other call, and for the conversion T(x).
func (b *Binder) Converted(call *ast.CallExpr) ast.Expr {
	switch path, name := b.pkg.Qualified(call); path {
	case "strconv":
		if f := parseFuncs[name]; f.args == len(call.Args) && f.args > 0 && (f.args == 1 || b.isDecimal(call.Args[1], f.parses)) {
			return call.Args[0]
		}
		return nil
	case "fmt":
		return b.printed(call, name)
	}
	if from := b.dereferencedArg(call); from != nil {
		return from
	}
	return b.ownDereferencedArg(call)
}

// isDecimal reports whether the base of a conversion is 10. If a text is parsed, base 0 is decimal too for every code that
// does not begin with 0.
func (b *Binder) isDecimal(base ast.Expr, parses bool) bool {
	v := b.pkg.Info.Types[base].Value
	if v == nil {
		return false
	}
	n, ok := constant.Int64Val(constant.ToInt(v))
	return ok && (n == 10 || n == 0 && parses)
}

// printed returns the value that a function of package fmt prints alone: fmt.Sprint(x), fmt.Sprintf("%v", x).
func (b *Binder) printed(call *ast.CallExpr, name string) ast.Expr {
	switch {
	case name == "Sprint" && len(call.Args) == 1:
	case name == "Sprintf" && len(call.Args) == 2:
		format, ok := b.CodeExpr(call.Args[0])
		if !ok || format.Text != "%v" && format.Text != "%s" && format.Text != "%d" {
			return nil
		}
	default:
		return nil
	}
	if value := call.Args[len(call.Args)-1]; isPrintedAsIs(b.pkg.Info.TypeOf(value)) {
		return value
	}
	return nil
}

// isPrintedAsIs reports whether package fmt prints the values of a type as they are: texts and numbers without methods, and
// values of type any, such as the elements of a decoded map.
func isPrintedAsIs(t types.Type) bool {
	if t == nil || types.NewMethodSet(t).Len() > 0 {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&(types.IsString|types.IsInteger) != 0
	case *types.Interface:
		return u.Empty()
	}
	return false
}

// convertedCode returns the code that a conversion of a constant names, as a text or a number like the result of the call.
func (b *Binder) convertedCode(call *ast.CallExpr) (n CodeExpr, ok bool) {
	from := b.Converted(call)
	if from == nil {
		return CodeExpr{}, false
	}
	if n, ok = b.CodeExpr(from); !ok {
		return n, false
	}
	n.Expr, n.Literal, n.Known = call, nil, nil
	parses := b.parsesNumber(call)
	if parses && !n.IsInt {
		i, err := strconv.Atoi(n.Text)
		return CodeExpr{Expr: call, Text: strconv.Itoa(i), Number: i, IsInt: true}, err == nil
	}
	if n.IsInt && !parses {
		n.Number, n.IsInt = 0, index.IsNumber(b.pkg.Info.TypeOf(call))
	}
	return n, true
}

// isConversion reports whether an expression is a conversion by a call of a function of package strconv or fmt.
func (b *Binder) isConversion(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	path, _ := b.pkg.Qualified(call)
	return (path == "strconv" || path == "fmt") && b.Converted(call) != nil
}

// parsesNumber reports whether a call of a function of package strconv returns the number in a text.
func (b *Binder) parsesNumber(call *ast.CallExpr) bool {
	path, name := b.pkg.Qualified(call)
	return path == "strconv" && parseFuncs[name].parses
}

// ParsedText returns the text in which a call such as strconv.Atoi looks for a number; nil for any other call.
func (b *Binder) ParsedText(call *ast.CallExpr) ast.Expr {
	if !b.parsesNumber(call) {
		return nil
	}
	return b.Converted(call)
}
