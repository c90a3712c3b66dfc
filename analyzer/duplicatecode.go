package analyzer

import (
	_ "embed"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"sort"
	"strconv"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

//go:embed duplicatecode.md
var duplicatecodePage string

// duplicatecode reports a code that appears twice in one list or condition.
var duplicatecode = rule{
	name:     "duplicatecode",
	title:    "report codes that appear twice in one list or condition",
	page:     duplicatecodePage,
	severity: Warning,
	run: func(p *pass) {
		for _, l := range p.Lists {
			first := map[string]sites.Element{}
			cutter := itemCutter{pass: p, list: l}
			for _, e := range l.Elements {
				before, seen := first[e.Written]
				if !seen {
					first[e.Written] = e
					continue
				}
				if p.areTwoNumbers(before.Expr, e.Expr) {
					continue
				}
				code := p.elementLabel(e)
				f := Finding{
					Message: code + " appears twice in " + kindOf(l),
					Code:    e.Written,
					Related: []Related{{Pos: before.Expr.Pos(), End: before.Expr.End(), Message: "first appears here"}},
					Fixes:   cutter.remove(e, "Remove the second "+code),
				}
				if e.Site != nil {
					f.Catalog = e.Site.Catalog.ID
				}
				p.report(e.Expr, f)
			}
		}
	},
}

// areTwoNumbers reports whether two expressions name different constants that are numbers. On this platform they are equal,
// but on another one they may differ, as syscall.EAGAIN and syscall.EWOULDBLOCK do.
func (p *pass) areTwoNumbers(a, b ast.Expr) bool {
	x, y := p.constantOf(a), p.constantOf(b)
	return x != nil && y != nil && x != y && x.Val().Kind() == constant.Int
}

// constantOf returns the constant that an expression names, or nil.
func (p *pass) constantOf(e ast.Expr) *types.Const {
	switch x := ast.Unparen(e).(type) {
	case *ast.Ident:
		c, _ := p.Info.Uses[x].(*types.Const)
		return c
	case *ast.SelectorExpr:
		c, _ := p.Info.Uses[x.Sel].(*types.Const)
		return c
	}
	return nil
}

// elementLabel returns the code of a list's element as a message shows it: the text itself, even if a constant names
// it, and an enumerator as Go programs write it.
func (p *pass) elementLabel(e sites.Element) string {
	tv := p.Info.Types[e.Expr]
	switch {
	case e.Site != nil && e.Site.Catalog.Kind != catalog.KindString:
		return p.label(e.Site)
	case tv.Value != nil && tv.Value.Kind() == constant.String:
		return strconv.Quote(e.Written)
	}
	return types.ExprString(e.Expr)
}

// kindOf returns what a message calls a list.
func kindOf(l *sites.List) string {
	switch l.Node.(type) {
	case *ast.BinaryExpr:
		return "this condition"
	case *ast.CaseClause:
		return "this case"
	case *ast.CallExpr:
		return "this call"
	}
	return "this list"
}

// An itemCutter makes the fixes that remove elements from one list. It reads a condition once for all elements.
type itemCutter struct {
	*pass
	list     *sites.List
	operands []operand // of a condition, in the order of the source; nil until they are needed
}

// An operand is a comparison in a chain of || or &&, with the edit that removes it.
type operand struct {
	expr *ast.BinaryExpr
	cut  Edit
}

// remove returns the fix that removes an element from the list, with the comma or operator between it and the others. It
// returns nil if that would also remove a comment on something else.
func (c *itemCutter) remove(e sites.Element, title string) []Fix {
	var cut Edit
	switch n := c.list.Node.(type) {
	case *ast.BinaryExpr:
		cut = c.removeOperand(n, e.Expr)
	case *ast.CompositeLit:
		cut = c.removeItem(n.Elts, n.Rbrace, e.Expr)
	case *ast.CallExpr:
		cut = c.removeItem(n.Args, n.Rparen, e.Expr)
	case *ast.CaseClause:
		cut = c.removeItem(n.List, n.Colon, e.Expr)
	}
	if !cut.Pos.IsValid() || c.cutsComment(cut, e.Expr) {
		return nil
	}
	return []Fix{{Message: title, Edits: []Edit{cut}}}
}

// contains reports whether an expression lies within a node.
func contains(outer ast.Node, e ast.Expr) bool {
	return outer.Pos() <= e.Pos() && e.End() <= outer.End()
}

// removeOperand returns the edit that removes the comparison with a code from a chain of || or &&.
func (c *itemCutter) removeOperand(chain *ast.BinaryExpr, code ast.Expr) Edit {
	if c.operands == nil {
		c.addOperands(chain)
	}
	end := code.End()
	i := sort.Search(len(c.operands), func(i int) bool { return c.operands[i].expr.End() >= end })
	if i == len(c.operands) || !contains(c.operands[i].expr, code) {
		return Edit{}
	}
	return c.operands[i].cut
}

// addOperands adds the comparisons of a chain to c.operands. It asks no chain within the chain for its start: to find it
// takes as long as the chain.
func (c *itemCutter) addOperands(chain *ast.BinaryExpr) {
	if x, ok := ast.Unparen(chain.X).(*ast.BinaryExpr); ok && x.Op == chain.Op {
		c.addOperands(x)
	} else if ok {
		c.operands = append(c.operands, operand{x, Edit{Pos: chain.X.Pos(), End: chain.Y.Pos()}})
	}
	if y, ok := ast.Unparen(chain.Y).(*ast.BinaryExpr); ok && y.Op == chain.Op {
		c.addOperands(y)
	} else if ok {
		c.operands = append(c.operands, operand{y, Edit{Pos: chain.X.End(), End: chain.Y.End()}})
	}
}

// removeItem returns the edit that removes an item from a list that ends at closing: the lines of the item if they
// contain nothing else; otherwise the item and one comma.
func (p *pass) removeItem(items []ast.Expr, closing token.Pos, code ast.Expr) Edit {
	i := sort.Search(len(items), func(i int) bool { return items[i].End() >= code.End() })
	if i == 0 || i == len(items) || !contains(items[i], code) {
		return Edit{}
	}
	before, item, next := items[i-1], items[i], closing
	if i+1 < len(items) {
		next = items[i+1].Pos()
	}
	switch line := p.line(item.Pos()); {
	case p.line(before.End()) < line && p.line(item.End()) < p.line(next):
		f := p.Fset.File(item.Pos())
		return Edit{Pos: f.LineStart(line), End: f.LineStart(p.line(item.End()) + 1)}
	case p.line(before.End()) < line && next != closing:
		return Edit{Pos: item.Pos(), End: next}
	}
	return Edit{Pos: before.End(), End: item.End()}
}

// line returns the line of a position in its file. It ignores line directives.
func (p *pass) line(pos token.Pos) int { return p.Fset.PositionFor(pos, false).Line }

// cutsComment reports whether an edit removes a comment on something other than the item. A comment after the item, on
// the line where the item ends, is a comment on the item.
func (p *pass) cutsComment(cut Edit, code ast.Expr) bool {
	for _, f := range p.Files {
		if cut.Pos < f.FileStart || f.FileEnd < cut.Pos {
			continue
		}
		first := sort.Search(len(f.Comments), func(i int) bool { return cut.Pos < f.Comments[i].End() })
		for _, group := range f.Comments[first:] {
			if group.Pos() >= cut.End {
				break
			}
			if cut.Pos < group.End() && !(group.Pos() >= code.End() && p.line(group.Pos()) == p.line(code.End())) {
				return true
			}
		}
	}
	return false
}
