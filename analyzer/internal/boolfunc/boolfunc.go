// Package boolfunc makes one condition from the statements of a function that returns a boolean, if they do nothing else
// than to compute it: if a { return true }; return b is the condition a || b.
package boolfunc

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"maps"
)

// maxConditionParts is the number of conditions of a function from which one condition is made.
const maxConditionParts = 64

// Condition returns the condition that a function with a type and a body returns. It returns nil if the function may do
// anything else, or is too large. The operands are nodes of the source; operators may be new nodes.
func Condition(info *types.Info, t *ast.FuncType, body *ast.BlockStmt) ast.Expr {
	b := builder{info: info, result: t.Results.List[0].Names, named: map[types.Object]ast.Expr{}}
	cond := b.list(body.List)
	if b.tooLarge() {
		return nil
	}
	return cond
}

// A builder makes the condition of one function.
type builder struct {
	info   *types.Info
	result []*ast.Ident              // the name of the result, if it has one
	named  map[types.Object]ast.Expr // what was assigned to it
	parts  int
}

// tooLarge reports whether the condition has too many parts.
func (b *builder) tooLarge() bool { return b.parts > maxConditionParts }

// isResult reports whether an expression is the named result.
func (b *builder) isResult(e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok || len(b.result) != 1 {
		return false
	}
	return id == b.result[0] || b.info.Uses[id] != nil && b.info.Uses[id] == b.info.Defs[b.result[0]]
}

// list returns the condition that a list of statements returns; nil if the statements do anything else, or do not return
// on every path.
func (b *builder) list(list []ast.Stmt) ast.Expr {
	if b.parts++; b.tooLarge() {
		return nil
	}
	for i, s := range list {
		switch s := s.(type) {
		case *ast.ReturnStmt:
			return b.returned(s)
		case *ast.IfStmt:
			return b.branch(s, list[i+1:])
		case *ast.SwitchStmt:
			return b.clauses(s, list[i+1:])
		case *ast.BlockStmt:
			return b.list(append(append([]ast.Stmt{}, s.List...), list[i+1:]...))
		default:
			if !b.defines(s) {
				return nil
			}
		}
	}
	return nil
}

// returned returns the condition of a return statement.
func (b *builder) returned(r *ast.ReturnStmt) ast.Expr {
	switch {
	case len(r.Results) == 1 && !b.isResult(r.Results[0]):
		return r.Results[0]
	case len(b.result) == 1:
		return b.named[b.info.Defs[b.result[0]]] // nil if it was not assigned
	}
	return nil
}

// defines reports whether a statement only declares variables, or sets a named result.
func (b *builder) defines(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.EmptyStmt:
		return true
	case *ast.DeclStmt:
		d, ok := s.Decl.(*ast.GenDecl)
		return ok && (d.Tok == token.VAR || d.Tok == token.CONST)
	case *ast.AssignStmt:
		if s.Tok == token.DEFINE {
			return true
		}
		if s.Tok != token.ASSIGN || len(s.Lhs) != 1 || len(s.Rhs) != 1 {
			return false
		}
		if !b.isResult(s.Lhs[0]) {
			return false
		}
		b.named[b.info.Defs[b.result[0]]] = s.Rhs[0]
		return true
	}
	return false
}

// branch returns the condition of an if statement and the statements after it.
func (b *builder) branch(s *ast.IfStmt, rest []ast.Stmt) ast.Expr {
	if s.Init != nil && !b.defines(s.Init) {
		return nil
	}
	before := maps.Clone(b.named)
	yes := b.list(s.Body.List)
	b.named = before
	var no ast.Expr
	switch e := s.Else.(type) {
	case nil:
		no = b.list(rest)
	case *ast.BlockStmt:
		no = b.list(e.List)
	case *ast.IfStmt:
		no = b.branch(e, nil)
	}
	return b.choose(s.Cond, yes, no)
}

// clauses returns the condition of a switch statement without a tag and the statements after it.
func (b *builder) clauses(s *ast.SwitchStmt, rest []ast.Stmt) ast.Expr {
	if s.Init != nil || s.Tag != nil {
		return nil
	}
	var clauses []*ast.CaseClause
	last := rest
	for _, c := range s.Body.List {
		c := c.(*ast.CaseClause)
		if c.List == nil {
			last = c.Body
			continue
		}
		clauses = append(clauses, c)
	}
	out := b.list(last)
	for i := len(clauses) - 1; i >= 0; i-- {
		c := clauses[i]
		cond := c.List[0]
		for _, e := range c.List[1:] {
			cond = &ast.BinaryExpr{X: cond, OpPos: e.Pos(), Op: token.LOR, Y: e}
		}
		out = b.choose(cond, b.list(c.Body), out)
	}
	return out
}

// choose returns the condition that is yes if cond is true, and no otherwise. It returns nil if one of them is nil.
func (b *builder) choose(cond, yes, no ast.Expr) ast.Expr {
	if yes == nil || no == nil {
		return nil
	}
	not := func(e ast.Expr) ast.Expr { return &ast.UnaryExpr{OpPos: e.Pos(), Op: token.NOT, X: e} }
	join := func(x ast.Expr, op token.Token, y ast.Expr) ast.Expr {
		return &ast.BinaryExpr{X: x, OpPos: y.Pos(), Op: op, Y: y}
	}
	yesValue, yesConst := b.constant(yes)
	noValue, noConst := b.constant(no)
	switch {
	case yesConst && noConst && yesValue == noValue:
		return yes
	case yesConst && noConst && yesValue:
		return cond
	case yesConst && noConst:
		return not(cond)
	case yesConst && yesValue:
		return join(cond, token.LOR, no)
	case yesConst:
		return join(not(cond), token.LAND, no)
	case noConst && noValue:
		return join(not(cond), token.LOR, yes)
	case noConst:
		return join(cond, token.LAND, yes)
	}
	return join(join(cond, token.LAND, yes), token.LOR, join(not(cond), token.LAND, no))
}

// constant returns the value of a constant condition.
func (b *builder) constant(e ast.Expr) (value, ok bool) {
	v := b.info.Types[e].Value
	if v == nil || v.Kind() != constant.Bool {
		return false, false
	}
	return constant.BoolVal(v), true
}

// CountOperands returns the number of operands of a condition in normal form. It stops after limit.
func CountOperands(x ast.Expr, limit int) int {
	switch c := x.(type) {
	case *ast.UnaryExpr:
		if c.Op == token.NOT {
			return CountOperands(c.X, limit)
		}
	case *ast.BinaryExpr:
		if c.Op == token.LAND || c.Op == token.LOR {
			n := CountOperands(c.X, limit)
			if n > limit {
				return n
			}
			return n + CountOperands(c.Y, limit-n)
		}
	}
	return 1
}
