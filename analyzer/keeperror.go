package analyzer

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/sites"
)

// keepError returns the error where a group's tests all fail: a default clause, or a last else. It offers nothing
// where the error may be nil there, for then success would end in the clause as well, and nothing where another
// result's zero value or the error cannot be written.
func (p *pass) keepError(g *sites.Group) []Fix {
	results, ok := p.returning(g)
	if !ok || !within(g) || !p.failed(g) {
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
	return []Fix{{Message: "Return the error where no code matches", Edits: []Edit{edit}}}
}

// within reports whether a group is one statement: behind it, a default would come before the tests that follow.
func within(g *sites.Group) bool {
	return !slices.ContainsFunc(g.Sites, func(s *sites.Site) bool {
		return s.Expr.Pos() < g.Node.Pos() || g.Node.End() < s.Expr.End()
	})
}

// withDefault gives a switch that has none a default clause.
func (p *pass) withDefault(s *ast.SwitchStmt, results string) (Edit, bool) {
	for _, c := range s.Body.List {
		if c.(*ast.CaseClause).List == nil {
			return Edit{}, false
		}
	}
	indent, ok := p.indent(s, s.Body.Rbrace)
	return Edit{Pos: s.Body.Rbrace, End: s.Body.Rbrace, New: "default:\n" + indent + "\t" + results + "\n" + indent}, ok
}

// withElse gives a chain that has none a last else. Its conditions must ask for nothing but the group's codes.
func (p *pass) withElse(g *sites.Group, chain *ast.IfStmt, results string) (Edit, bool) {
	last := chain
	for {
		if last.Init != nil || !asksOnly(g, last.Cond) {
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

// asksOnly reports whether a condition holds the error against codes of a group and nothing else.
func asksOnly(g *sites.Group, cond ast.Expr) bool {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	switch {
	case !ok:
		return false
	case b.Op == token.LOR:
		return asksOnly(g, b.X) && asksOnly(g, b.Y)
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

// indent returns the white space that a statement's last line begins with: that of its first, where it begins one
// and ends on another.
func (p *pass) indent(first ast.Node, last token.Pos) (string, bool) {
	from, to := p.Fset.Position(first.Pos()), p.Fset.Position(last)
	return strings.Repeat("\t", max(to.Column-1, 0)), from.Line < to.Line && from.Column == to.Column
}

// returning writes the return statement that hands a group's error to the caller.
func (p *pass) returning(g *sites.Group) (string, bool) {
	var typ *ast.FuncType
	switch fn := g.Func.(type) {
	case *ast.FuncDecl:
		typ = fn.Type
	case *ast.FuncLit:
		typ = fn.Type
	}
	failure := p.failure(g)
	if typ == nil || typ.Results == nil || failure == nil {
		return "", false
	}
	var values []string
	returned := false
	for _, field := range typ.Results.List {
		value, isError := p.zero(field.Type, g.Node.Pos())
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

// failure returns the variable that holds a group's error, by its name where the group stands; nil where it has none
// there.
func (p *pass) failure(g *sites.Group) types.Object {
	id, ok := ast.Unparen(g.Error).(*ast.Ident)
	if !ok {
		return nil
	}
	return p.meant(id.Name, g.Sites[0].Expr.Pos())
}

// meant returns what a name means at a place, or nil.
func (p *pass) meant(name string, at token.Pos) types.Object {
	scope := p.Pkg.Scope().Innermost(at)
	if scope == nil {
		return nil
	}
	_, o := scope.LookupParent(name, at)
	return o
}

// means reports whether the name of an identifier means the same at another place.
func (p *pass) means(id *ast.Ident, at token.Pos) bool {
	o := p.Info.ObjectOf(id)
	return o != nil && p.meant(id.Name, at) == o
}

// zero writes the zero value of a result's type, or says that it is the error; "" where it cannot be written.
func (p *pass) zero(result ast.Expr, pos token.Pos) (value string, isError bool) {
	t := p.Info.TypeOf(result)
	if t == nil || t == types.Typ[types.Invalid] {
		return "", false
	}
	if types.Identical(t, types.Universe.Lookup("error").Type()) {
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
		if p.allMean(result, pos) {
			return types.ExprString(result) + "{}", false
		}
	}
	return "", false
}

// allMean reports whether the names in a type mean the same at another place.
func (p *pass) allMean(typ ast.Expr, pos token.Pos) bool {
	ok := true
	ast.Inspect(typ, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			id, qualified := n.X.(*ast.Ident)
			ok = ok && qualified && p.means(id, pos)
			return false
		case *ast.Ident:
			ok = ok && p.means(n, pos)
		case *ast.StructType:
			ok = false
		}
		return ok
	})
	return ok
}
