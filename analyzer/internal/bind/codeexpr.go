package bind

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// A CodeExpr is a constant expression that names a code.
type CodeExpr struct {
	Expr    ast.Expr
	Literal *ast.BasicLit // Expr if it is a literal, else nil
	Text    string        // the string value, or the number in decimal
	Number  int
	IsInt   bool
	Known   *Constant // the bound constant that Expr refers to; nil if there is none
}

// CodeExpr returns the code that a constant expression or a sentinel names, a conversion of a constant, or a variable that
// always has the value of one. Ok is false for an expression that is neither a string, an integer nor a sentinel.
func (b *Binder) CodeExpr(e ast.Expr) (n CodeExpr, ok bool) {
	e = ast.Unparen(e)
	n = CodeExpr{Expr: e}
	n.Literal, _ = e.(*ast.BasicLit)
	if c, ok := b.Constants[b.ConstObject(e)]; ok {
		n.Known = &c
		if _, variable := b.ConstObject(e).(*types.Var); variable || c.Sentinel {
			return n.codeOfEntry()
		}
	}
	if v := b.pkg.Info.Types[e].Value; v != nil {
		switch v.Kind() {
		case constant.String:
			n.Text = constant.StringVal(v)
			return n, true
		case constant.Int:
			i, exact := constant.Int64Val(v)
			n.Text, n.Number, n.IsInt = v.ExactString(), int(i), true
			return n, exact
		}
		return n, false
	}
	if n.Literal != nil {
		return b.incompleteLiteral(n)
	}
	if call, ok := e.(*ast.CallExpr); ok {
		return b.convertedCode(call)
	}
	return b.variableCode(e)
}

// variableCode returns the code that a variable always holds: one that is set to a constant and never again.
func (b *Binder) variableCode(e ast.Expr) (n CodeExpr, ok bool) {
	v, isVar := b.pkg.Object(e).(*types.Var)
	if !isVar || v.IsField() {
		return CodeExpr{Expr: e}, false
	}
	value, global := b.pkg.Globals[v]
	switch a, once := b.pkg.OnlyAssignment(v); {
	case global && len(b.pkg.Assignments[v]) > 0:
		return CodeExpr{Expr: e}, false
	case once && a.Index == 0:
		value = a.RHS
	}
	if value == nil || !b.namesAlways(value) {
		return CodeExpr{Expr: e}, false
	}
	n, ok = b.CodeExpr(value)
	n.Expr, n.Literal = e, nil
	return n, ok
}

// namesAlways reports whether an expression is a constant, a sentinel, or a conversion.
func (b *Binder) namesAlways(e ast.Expr) bool {
	return b.pkg.Info.Types[e].Value != nil || b.Constants[b.ConstObject(ast.Unparen(e))].Sentinel || b.isConversion(e)
}

// incompleteLiteral adds the value of a literal for which the type checker has none, as in code that is being typed.
func (b *Binder) incompleteLiteral(n CodeExpr) (CodeExpr, bool) {
	switch n.Literal.Kind {
	case token.STRING:
		text, err := strconv.Unquote(n.Literal.Value)
		if err != nil {
			text = strings.Trim(n.Literal.Value, "\"`")
		}
		n.Text = text
		return n, true
	case token.INT:
		i, err := strconv.ParseInt(n.Literal.Value, 0, 64)
		n.Text, n.Number, n.IsInt = strconv.FormatInt(i, 10), int(i), true
		return n, err == nil
	}
	return n, false
}

// ConstObject returns the object that an identifier or a selector refers to, or nil.
func (b *Binder) ConstObject(e ast.Expr) types.Object {
	switch e := e.(type) {
	case *ast.Ident:
		return b.pkg.Info.Uses[e]
	case *ast.SelectorExpr:
		return b.pkg.Info.Uses[e.Sel]
	}
	return nil
}
