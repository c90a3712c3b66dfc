package index

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A ConstText is the value of a string constant, with the part of the source that each of its bytes comes from.
type ConstText struct {
	Text string
	pos  []token.Pos // for each byte of Text, the position of its source
	end  []token.Pos // for each byte of Text, the position after its source
}

// maxConstText is the length, in bytes, of the longest text for which positions are computed.
const maxConstText = 1 << 16

// Span returns the part of the source that the bytes Text[start:end] come from. It contains at least one byte, and indexes
// out of range are replaced by the nearest valid ones.
func (c *ConstText) Span(start, end int) (from, to token.Pos) {
	start = min(max(start, 0), len(c.pos)-1)
	return c.pos[start], c.end[min(max(end-1, start), len(c.pos)-1)]
}

// ConstText returns the value of a constant string expression: a literal, a constant of this package, or a
// concatenation of such expressions. Ok is false if e is another expression, if the value is empty or too long, or if
// the source of one of its bytes is not known.
func (p *Package) ConstText(e ast.Expr) (text *ConstText, ok bool) {
	v := p.Info.Types[e].Value
	if v == nil || v.Kind() != constant.String {
		return nil, false
	}
	value := constant.StringVal(v)
	c := &ConstText{Text: value}
	if value == "" || len(value) > maxConstText || !p.addExpr(c, e, MaxDepth) || len(c.pos) != len(value) {
		return nil, false
	}
	return c, true
}

// addExpr adds the bytes of an expression to c, and reports whether their source is known.
func (p *Package) addExpr(c *ConstText, e ast.Expr, depth int) bool {
	if depth == 0 {
		return false
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.BasicLit:
		return e.Kind == token.STRING && c.addLiteral(e)
	case *ast.BinaryExpr:
		return e.Op == token.ADD && p.addExpr(c, e.X, depth-1) && p.addExpr(c, e.Y, depth-1)
	case *ast.Ident:
		value := p.ConstValue(p.Info.Uses[e])
		return value != nil && p.addExpr(c, value, depth-1)
	}
	return false
}

// ConstValue returns the expression that a constant of this package is declared with. It returns nil for any other object,
// and for a constant without an expression of its own, which repeats that of the line before it.
func (p *Package) ConstValue(o types.Object) ast.Expr {
	c, ok := o.(*types.Const)
	if !ok || c.Pkg() != p.Types {
		return nil
	}
	var value ast.Expr
	for _, file := range p.Files {
		if c.Pos() < file.FileStart || file.FileEnd <= c.Pos() {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return value == nil
			}
			for i, name := range spec.Names {
				if name.Pos() == c.Pos() && i < len(spec.Values) {
					value = spec.Values[i]
				}
			}
			return value == nil
		})
	}
	return value
}

// addLiteral adds the bytes of a string literal, and reports whether their source is known.
func (c *ConstText) addLiteral(lit *ast.BasicLit) bool {
	if len(lit.Value) < 2 || int(lit.End()-lit.Pos()) != len(lit.Value) {
		return false // the parser removed carriage returns from a raw literal
	}
	pos, rest := lit.Pos()+1, lit.Value[1:len(lit.Value)-1]
	if lit.Value[0] == '`' {
		for i := range len(rest) {
			c.addBytes(1, pos+token.Pos(i), pos+token.Pos(i)+1)
		}
		return true
	}
	for rest != "" {
		r, multibyte, tail, err := strconv.UnquoteChar(rest, '"')
		if err != nil {
			return false
		}
		size, n := len(rest)-len(tail), 1
		if multibyte {
			n = utf8.RuneLen(r)
			if r == utf8.RuneError && !strings.HasPrefix(rest, `\`) {
				n = size // an invalid byte is one byte of the value, not the three of utf8.RuneError
			}
		}
		c.addBytes(n, pos, pos+token.Pos(size))
		pos, rest = pos+token.Pos(size), tail
	}
	return true
}

// addBytes adds n bytes that come from the same part of the source, such as an escape.
func (c *ConstText) addBytes(n int, pos, end token.Pos) {
	for range n {
		c.pos, c.end = append(c.pos, pos), append(c.end, end)
	}
}
