package analyzer

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/sites"
)

// returnOtherwise returns the fix that returns the error if none of a group's tests matches: it adds a default clause,
// or a last else. It returns nil if the error may be nil, since the clause would then also return on success, or if
// the error or the zero value of another result cannot be written.
func (p *pass) returnOtherwise(g *sites.Group) []Fix {
	results, ok := p.returnStatement(g)
	if !ok || !isOneStatement(g) || !p.isNotNil(g) {
		return nil
	}
	var edit Edit
	switch n := g.Node.(type) {
	case *ast.SwitchStmt:
		edit, ok = p.withDefault(n, results)
	case *ast.IfStmt:
		edit, ok = p.withElse(g, n, results)
	}
	if !ok {
		return nil
	}
	return []Fix{{Message: "Return the error for all other codes", Edits: []Edit{edit}}}
}

// isOneStatement reports whether all tests of a group are in its first statement. A default clause would otherwise
// return before the tests that follow.
func isOneStatement(g *sites.Group) bool {
	return !slices.ContainsFunc(g.Sites, func(s *sites.Site) bool {
		return s.Expr.Pos() < g.Node.Pos() || g.Node.End() < s.Expr.End()
	})
}

// withDefault returns the edit that adds a default clause to a switch. Ok is false if it has one.
func (p *pass) withDefault(s *ast.SwitchStmt, results string) (Edit, bool) {
	for _, c := range s.Body.List {
		if c.(*ast.CaseClause).List == nil {
			return Edit{}, false
		}
	}
	indent, ok := p.indent(s, s.Body.Rbrace)
	return Edit{Pos: s.Body.Rbrace, End: s.Body.Rbrace, New: "default:\n" + indent + "\t" + results + "\n" + indent}, ok
}

// withElse returns the edit that adds a last else to a chain of if statements. Ok is false if it has one, or if a
// condition tests anything except the group's codes.
func (p *pass) withElse(g *sites.Group, chain *ast.IfStmt, results string) (Edit, bool) {
	last := chain
	for {
		if last.Init != nil || !testsOnly(g, last.Cond) {
			return Edit{}, false
		}
		next, ok := last.Else.(*ast.IfStmt)
		if !ok {
			break
		}
		last = next
	}
	if last.Else != nil {
		return Edit{}, false
	}
	indent, ok := p.indent(chain, last.Body.Rbrace)
	end := last.Body.End()
	return Edit{Pos: end, End: end, New: " else {\n" + indent + "\t" + results + "\n" + indent + "}"}, ok
}

// testsOnly reports whether a condition compares the error with codes of a group, and tests nothing else.
func testsOnly(g *sites.Group, cond ast.Expr) bool {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	switch {
	case !ok:
		return false
	case b.Op == token.LOR:
		return testsOnly(g, b.X) && testsOnly(g, b.Y)
	case b.Op != token.EQL:
		return false
	}
	for _, s := range g.Sites {
		if s.Expr == b.X || s.Expr == b.Y {
			return true
		}
	}
	return false
}

// indent returns the white space at the beginning of a statement's last line. Ok is false if the statement has
// only one line, or if its last line is not indented like its first.
func (p *pass) indent(first ast.Node, last token.Pos) (string, bool) {
	from, to := p.Fset.PositionFor(first.Pos(), false), p.Fset.PositionFor(last, false)
	indent, ok := p.tabs(last)
	return indent, ok && from.Line < to.Line && from.Column == to.Column
}

// maxIndent is the maximum length of an indentation in a fix.
const maxIndent = 100

// tabs returns the indentation of a line that begins at a position, in code that gofmt has formatted. Ok is false if
// the position is too far to the right for that.
func (p *pass) tabs(pos token.Pos) (indent string, ok bool) {
	column := p.Fset.PositionFor(pos, false).Column
	if column > maxIndent {
		return "", false
	}
	return strings.Repeat("\t", max(column-1, 0)), true
}

// returnStatement returns the source of the return statement that returns a group's error and zero values. Ok is false
// if there is no such statement.
func (p *pass) returnStatement(g *sites.Group) (text string, ok bool) {
	results, failure := resultsOf(g.Func), p.errorVariable(g)
	if results == nil || failure == nil {
		return "", false
	}
	var values []string
	returned := false
	for _, field := range results.List {
		value, isError := p.zeroValue(field.Type, g.Node.Pos())
		if isError {
			if returned || !types.AssignableTo(failure.Type(), p.Info.TypeOf(field.Type)) {
				return "", false
			}
			returned, value = true, failure.Name()
		}
		if value == "" || isError && len(field.Names) > 1 {
			return "", false
		}
		for range max(1, len(field.Names)) {
			values = append(values, value)
		}
	}
	return "return " + strings.Join(values, ", "), returned
}

// errorVariable returns the variable that contains a group's error, as its name resolves at the group; nil if the
// error is not in a variable.
func (p *pass) errorVariable(g *sites.Group) types.Object {
	id, ok := ast.Unparen(g.Error).(*ast.Ident)
	if !ok {
		return nil
	}
	return p.Lookup(id.Name, g.Sites[0].Expr.Pos())
}

// resolvesAlike reports whether the name of an identifier denotes the same object at another position.
func (p *pass) resolvesAlike(id *ast.Ident, at token.Pos) bool {
	o := p.Info.ObjectOf(id)
	return o != nil && p.Lookup(id.Name, at) == o
}

// zeroValue returns the source of the zero value of a result's type, "" if it cannot be written. IsError reports
// whether the type is error; value is then "".
func (p *pass) zeroValue(result ast.Expr, pos token.Pos) (value string, isError bool) {
	t := p.Info.TypeOf(result)
	if t == nil || t.Underlying() == types.Typ[types.Invalid] {
		return "", false
	}
	if types.Identical(t, errorType()) {
		return "", true
	}
	if _, generic := types.Unalias(t).(*types.TypeParam); generic {
		return "", false
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsBoolean != 0:
			return "false", false
		case u.Info()&types.IsNumeric != 0:
			return "0", false
		case u.Info()&types.IsString != 0:
			return `""`, false
		}
	case *types.Pointer, *types.Slice, *types.Map, *types.Chan, *types.Signature, *types.Interface:
		return "nil", false
	case *types.Struct, *types.Array:
		if p.allResolveAlike(result, pos) {
			return types.ExprString(result) + "{}", false
		}
	}
	return "", false
}

// allResolveAlike reports whether the names in a type denote the same objects at another position.
func (p *pass) allResolveAlike(typ ast.Expr, pos token.Pos) bool {
	ok := true
	ast.Inspect(typ, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			id, qualified := n.X.(*ast.Ident)
			ok = ok && qualified && p.resolvesAlike(id, pos)
			return false
		case *ast.Ident:
			ok = ok && p.resolvesAlike(n, pos)
		case *ast.StructType:
			ok = false
		}
		return ok
	})
	return ok
}
