package find

import (
	"go/ast"
	"go/token"
	"slices"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// setWith sets Site.With of each tested code: the tests of the same error that match whenever this one does. They are in
// the same condition with &&, or in the condition of an if statement or case around it, with nothing before it in the
// branch. Operands of || and !, and cases with several codes, do not count.
func (f *finder) setWith() {
	j := conjunctFinder{f, map[ast.Expr][]*test{}}
	perFunc := map[*index.Function]int{}
	for i := range f.tests {
		t := &f.tests[i]
		j.tests[t.expr] = append(j.tests[t.expr], t)
		perFunc[t.fn]++
	}
	for i := range f.tests {
		t := &f.tests[i]
		if perFunc[t.fn] < 2 || !j.testsOneCode(t.expr) || t.site.Role != sites.Tested {
			continue
		}
		for _, other := range j.impliedTests(t.expr, t.fn) {
			if other.site != t.site && bind.SameError(t.carrier, other.carrier) {
				t.site.With = append(t.site.With, other.site)
			}
		}
	}
}

// A conjunctFinder finds the tests that must match for another test to be reached and to match.
type conjunctFinder struct {
	f     *finder
	tests map[ast.Expr][]*test
}

// testsOneCode reports whether an expression compares an error with one code and is true if they are equal.
func (j *conjunctFinder) testsOneCode(e ast.Expr) bool {
	if len(j.tests[e]) != 1 {
		return false
	}
	t := j.tests[e][0]
	if t.predicate != nil {
		assumed := j.f.assumeMatch(t)
		return j.f.eval.Eval(e, &assumed) == eval.Yes
	}
	b, ok := e.(*ast.BinaryExpr)
	return !ok || b.Op == token.EQL
}

// impliedTests returns the tests that match whenever the test e does.
func (j *conjunctFinder) impliedTests(e ast.Expr, fn *index.Function) []*test {
	var implied []*test
	for n, in := ast.Node(e), j.f.pkg.InlinedAround(e); n != nil; {
		around := fn
		if in != nil && index.Contains(in.Node, n) {
			around = in
		}
		more, next := j.impliedByParent(n, j.f.branches.Parents(around))
		if next == nil && in != nil {
			next = j.returnedTo(n, in, fn)
			in = nil
		}
		if next == nil {
			next = j.namedAs(n, fn)
		}
		implied, n = append(implied, more...), next
	}
	return implied
}

// returnedTo returns the call of a function that is inlined, if the function returns the value of a condition.
func (j *conjunctFinder) returnedTo(cond ast.Node, in, fn *index.Function) ast.Node {
	if _, returned := j.f.branches.Parents(in)[cond].(*ast.ReturnStmt); !returned {
		return nil
	}
	return j.f.pkg.PlaceOf(fn, cond)
}

// namedAs returns the first use of the variable to which a condition is assigned; otherwise nil.
func (j *conjunctFinder) namedAs(cond ast.Node, fn *index.Function) ast.Node {
	parent := j.f.branches.Parents(fn)[cond]
	if parent == nil {
		return nil
	}
	return j.f.branches.NameUse(fn, cond, parent)
}

// impliedByParent returns the tests that match whenever node n is reached, as far as the parent of n shows, and the node
// from which to continue; nil if nothing further up can be used.
func (j *conjunctFinder) impliedByParent(n ast.Node, parents index.Parents) (implied []*test, next ast.Node) {
	switch parent := parents[n].(type) {
	case *ast.ParenExpr:
		return nil, parent
	case *ast.BinaryExpr:
		if parent.Op != token.LAND {
			return nil, nil
		}
		if n == parent.X {
			return j.conjuncts(parent.Y), parent
		}
		return j.conjuncts(parent.X), parent
	case *ast.IfStmt:
		if n == parent.Body {
			implied = j.conjuncts(parent.Cond)
		}
		if n == parent.Else || parent.Init != nil {
			return implied, nil
		}
		return implied, parent
	case *ast.BlockStmt:
		for _, s := range parent.List {
			if s == n {
				return nil, parent
			}
			if !j.f.branches.OnlyNames(s) {
				break
			}
		}
	case *ast.CaseClause:
		return j.impliedByCase(n, parent, parents)
	}
	return nil, nil
}

// impliedByCase is impliedByParent for a node in a case clause.
func (j *conjunctFinder) impliedByCase(n ast.Node, c *ast.CaseClause, parents index.Parents) (implied []*test, next ast.Node) {
	if len(c.List) != 1 {
		return nil, nil
	}
	if n != c.List[0] {
		first := slices.IndexFunc(c.Body, func(s ast.Stmt) bool { return !j.f.branches.OnlyNames(s) })
		if first < 0 || c.Body[first] != n || fallsInto(parents[c], c) {
			return nil, nil
		}
		implied = j.conjuncts(c.List[0])
	}
	if s, ok := parents[parents[c]].(*ast.SwitchStmt); ok && s.Init == nil {
		return implied, s
	}
	return implied, nil
}

// fallsInto reports whether the clause before another one ends with fallthrough.
func fallsInto(body ast.Node, clause *ast.CaseClause) bool {
	block, ok := body.(*ast.BlockStmt)
	if !ok {
		return true
	}
	at := slices.Index(block.List, ast.Stmt(clause))
	if at <= 0 {
		return at < 0
	}
	before := block.List[at-1].(*ast.CaseClause).Body
	if len(before) == 0 {
		return false
	}
	b, ok := before[len(before)-1].(*ast.BranchStmt)
	return ok && b.Tok == token.FALLTHROUGH
}

// conjuncts returns the tests that must match for a condition to be true.
func (j *conjunctFinder) conjuncts(e ast.Expr) []*test {
	e = j.f.pkg.Condition(e)
	if b, ok := e.(*ast.BinaryExpr); ok && b.Op == token.LAND {
		return append(j.conjuncts(b.X), j.conjuncts(b.Y)...)
	}
	if j.testsOneCode(e) && j.tests[e][0].site.Role == sites.Tested {
		return j.tests[e]
	}
	return nil
}
