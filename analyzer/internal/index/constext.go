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

// A ConstText is the value of a string constant, with the place in the source that each of its bytes comes from.
type ConstText struct {
	Text string
	at   []token.Pos // of each byte
	end  []token.Pos // behind each byte
}

// maxConstText bounds the texts that are read byte by byte.
const maxConstText = 1 << 16

// Span returns the place in the source of the bytes from start to end, which are at least one.
func (c *ConstText) Span(start, end int) (from, to token.Pos) {
	start = min(max(start, 0), len(c.at)-1)
	return c.at[start], c.end[min(max(end-1, start), len(c.at)-1)]
}

// ConstText reads a literal, constants of the package, and what is put together of them with +. Ok is false where the
// place of each byte is not known.
func (p *Package) ConstText(e ast.Expr) (*ConstText, bool) {
	v := p.Info.Types[e].Value
	if v == nil || v.Kind() != constant.String {
		return nil, false
	}
	text := constant.StringVal(v)
	c := &ConstText{Text: text}
	if text == "" || len(text) > maxConstText || !p.placed(e, c, MaxDepth) || len(c.at) != len(text) {
		return nil, false
	}
	return c, true
}

// placed adds the places of the bytes of an expression.
func (p *Package) placed(e ast.Expr, c *ConstText, depth int) bool {
	if depth == 0 {
		return false
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.BasicLit:
		return e.Kind == token.STRING && c.literal(e)
	case *ast.BinaryExpr:
		return e.Op == token.ADD && p.placed(e.X, c, depth-1) && p.placed(e.Y, c, depth-1)
	case *ast.Ident:
		value := p.ConstValue(p.Info.Uses[e])
		return value != nil && p.placed(value, c, depth-1)
	}
	return false
}

// ConstValue returns the expression that a constant of the package is declared with; nil for one that repeats the
// line above.
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

// literal adds the places of the bytes of one literal.
func (c *ConstText) literal(lit *ast.BasicLit) bool {
	if len(lit.Value) < 2 || int(lit.End()-lit.Pos()) != len(lit.Value) {
		return false // a raw literal with carriage returns
	}
	at, rest := lit.Pos()+1, lit.Value[1:len(lit.Value)-1]
	if lit.Value[0] == '`' {
		for i := range len(rest) {
			c.add(1, at+token.Pos(i), at+token.Pos(i)+1)
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
				n = size // an invalid byte stays what it is
			}
		}
		c.add(n, at, at+token.Pos(size))
		at, rest = at+token.Pos(size), tail
	}
	return true
}

// add notes that n bytes of the value come from one place.
func (c *ConstText) add(n int, at, end token.Pos) {
	for range n {
		c.at, c.end = append(c.at, at), append(c.end, end)
	}
}
