package analyzer

import (
	_ "embed"
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/sites"
)

//go:embed duplicatecode.md
var duplicatecodePage string

// duplicatecode reports a code that stands twice in one list or condition.
var duplicatecode = rule{
	name:     "duplicatecode",
	title:    "report codes that stand twice in one list or condition",
	page:     duplicatecodePage,
	severity: Warning,
	run: func(p *pass) {
		for _, l := range p.Lists {
			first := map[string]sites.Element{}
			for _, e := range l.Elements {
				before, twice := first[e.Written]
				if !twice {
					first[e.Written] = e
					continue
				}
				f := Finding{
					Message: types.ExprString(e.Expr) + " stands twice in " + kindOf(l),
					Code:    e.Written,
					Related: []Related{{Pos: before.Expr.Pos(), End: before.Expr.End(), Message: "it stands here already"}},
					Fixes:   p.remove(l, e),
				}
				if e.Site != nil {
					f.Catalog = e.Site.Catalog.ID
				}
				p.on(e.Expr, f)
			}
		}
	},
}

// kindOf says what a list is.
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

// remove takes an element out of its list, with the comma or the operator that parts it from the others. It offers
// nothing where a comment on something else would go with it.
func (p *pass) remove(l *sites.List, e sites.Element) []Fix {
	var cut Edit
	switch n := l.Node.(type) {
	case *ast.BinaryExpr:
		cut = operandOf(n, e.Expr)
	case *ast.CompositeLit:
		cut = p.itemOf(n.Elts, n.Rbrace, e.Expr)
	case *ast.CallExpr:
		cut = p.itemOf(n.Args, n.Rparen, e.Expr)
	case *ast.CaseClause:
		cut = p.itemOf(n.List, n.Colon, e.Expr)
	}
	if !cut.Pos.IsValid() || p.cutsComment(cut, e.Expr) {
		return nil
	}
	return []Fix{{Message: "Remove the second " + types.ExprString(e.Expr), Edits: []Edit{cut}}}
}

// holds reports whether a node holds an expression.
func holds(outer ast.Node, e ast.Expr) bool { return outer.Pos() <= e.Pos() && e.End() <= outer.End() }

// operandOf returns the edit that takes the comparison with a code out of a chain of || or &&.
func operandOf(chain *ast.BinaryExpr, code ast.Expr) Edit {
	for top := chain; ; {
		side := ast.Unparen(top.Y)
		cut := Edit{Pos: top.X.End(), End: top.Y.End()}
		if holds(top.X, code) {
			side = ast.Unparen(top.X)
			cut = Edit{Pos: top.X.Pos(), End: top.Y.Pos()}
		}
		inner, ok := side.(*ast.BinaryExpr)
		if !ok || !holds(inner, code) {
			return Edit{}
		}
		if inner.Op != chain.Op {
			return cut
		}
		top = inner
	}
}

// itemOf returns the edit that takes an item out of a list that a bracket closes: its whole line, where nothing else
// stands there, else the item and one comma.
func (p *pass) itemOf(items []ast.Expr, closing token.Pos, code ast.Expr) Edit {
	for i, item := range items {
		if i == 0 || !holds(item, code) {
			continue
		}
		next := closing
		if i+1 < len(items) {
			next = items[i+1].Pos()
		}
		before := items[i-1]
		switch line := p.line(item.Pos()); {
		case p.line(before.End()) < line && p.line(item.End()) < p.line(next):
			f := p.Fset.File(item.Pos())
			return Edit{Pos: f.LineStart(line), End: f.LineStart(p.line(item.End()) + 1)}
		case p.line(before.End()) < line && next != closing:
			return Edit{Pos: item.Pos(), End: next}
		}
		return Edit{Pos: before.End(), End: item.End()}
	}
	return Edit{}
}

// line returns the line of a place in its file, whatever the file says of other files that it was made from.
func (p *pass) line(pos token.Pos) int { return p.Fset.PositionFor(pos, false).Line }

// cutsComment reports whether an edit takes a comment out that is not the item's own: one in the item, or behind it on
// its last line.
func (p *pass) cutsComment(cut Edit, code ast.Expr) bool {
	for _, f := range p.Files {
		if cut.Pos < f.FileStart || f.FileEnd < cut.Pos {
			continue
		}
		for _, group := range f.Comments {
			if group.Pos() < cut.End && cut.Pos < group.End() && !(group.Pos() >= code.End() && p.line(group.Pos()) == p.line(code.End())) {
				return true
			}
		}
	}
	return false
}
