package find

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"sort"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// A groupKey identifies the error that the tests of a group examine, and their catalog.
type groupKey struct {
	fn   *index.Function
	root types.Object
	cat  *catalog.Catalog
}

// A grouper collects the tests of each error into groups.
type grouper struct {
	f       *finder
	parents index.ParentCache
	keys    []groupKey // in the order in which addTest finds them
	parts   map[groupKey][]part
}

// A part is one statement that tests an error for codes, with its tests.
type part struct {
	node  ast.Stmt
	tests []*test
}

// findGroups returns the switch statements and chains of if statements that test an error for codes, in source order,
// with the outcome for an error of the same service that has none of the codes.
func (f *finder) findGroups() []*sites.Group {
	g := &grouper{f, index.ParentCache{}, nil, map[groupKey][]part{}}
	for i := range f.tests {
		g.addTest(&f.tests[i])
	}
	var groups []*sites.Group
	for _, key := range g.keys {
		f.pkg.Work.For(key.fn)
		for _, p := range g.mergeParts(key) {
			groups = append(groups, g.newGroup(key, p))
		}
	}
	sort.SliceStable(groups, func(i, j int) bool { return groups[i].Node.Pos() < groups[j].Node.Pos() })
	return groups
}

// addTest adds a test to the part of its statement. It ignores a test if no variable holds the error, if the variable
// holds only the code, or if the code is indirect.
func (g *grouper) addTest(t *test) {
	if t.carrier == nil || t.carrier.Root == nil || g.f.holdsOnlyCode(t) || t.site.Indirect || t.site.Written == "" {
		return
	}
	node := g.statement(t)
	if node == nil {
		return
	}
	key := groupKey{t.fn, t.carrier.Root, t.site.Catalog}
	parts := g.parts[key]
	if parts == nil {
		g.keys = append(g.keys, key)
	}
	for i := range parts {
		if parts[i].node == node {
			parts[i].tests = append(parts[i].tests, t)
			return
		}
	}
	g.parts[key] = append(parts, part{node, []*test{t}})
}

// holdsOnlyCode reports whether the variable that a test examines holds the code and not the error.
func (f *finder) holdsOnlyCode(t *test) bool {
	return !t.carrier.ByType && f.pkg.Object(t.carrier.Expr) == t.carrier.Root && (t.predicate == nil || !f.bind.IsError(t.carrier.Root))
}

// statement returns the switch statement, or the first if statement of the chain, whose branch a test selects. It
// returns nil if the result of the test is used in another way.
func (g *grouper) statement(t *test) ast.Stmt {
	parents := g.parents.Of(t.fn)
	n := ast.Node(t.expr)
	for {
		switch parent := parents[n].(type) {
		case *ast.ParenExpr, *ast.BinaryExpr, *ast.UnaryExpr, *ast.TypeAssertExpr:
			n = parent
		case *ast.TypeSwitchStmt:
			return parent
		case *ast.CaseClause:
			if s, ok := parents[parents[parent]].(*ast.SwitchStmt); ok && isCaseExpr(parent, n) {
				return s
			}
			return nil
		case *ast.IfStmt:
			if parent.Cond != n {
				return lookupIf(parent, n)
			}
			for {
				outer, ok := parents[parent].(*ast.IfStmt)
				if !ok || outer.Else != parent {
					return parent
				}
				parent = outer
			}
		case *ast.AssignStmt:
			n = parent // v, ok := set[code]
		default:
			return nil
		}
	}
}

// lookupIf returns an if statement whose init statement n looks up a code, as in if _, ok := set[code]; ok. Otherwise it
// returns nil.
func lookupIf(s *ast.IfStmt, n ast.Node) ast.Stmt {
	if a, ok := n.(*ast.AssignStmt); ok && s.Init == a && len(a.Lhs) == 2 {
		return s
	}
	return nil
}

// isCaseExpr reports whether a node is an expression of a case clause.
func isCaseExpr(c *ast.CaseClause, n ast.Node) bool {
	for _, e := range c.List {
		if e == n {
			return true
		}
	}
	return false
}

// mergeParts returns the parts of one error in source order, with those that follow each other directly, or are nested,
// merged into one.
func (g *grouper) mergeParts(key groupKey) []part {
	parts := g.parts[key]
	sort.SliceStable(parts, func(i, j int) bool { return parts[i].node.Pos() < parts[j].node.Pos() })
	var out []part
	var end ast.Stmt // the last statement of the last part
	for _, p := range parts {
		if len(out) > 0 {
			last := &out[len(out)-1]
			within := p.node.End() <= end.End()
			if within || g.parents.Of(key.fn).Next(end) == p.node {
				last.tests = append(last.tests, p.tests...)
				if !within {
					end = p.node
				}
				continue
			}
		}
		out, end = append(out, p), p.node
	}
	return out
}

// newGroup returns the group of a part.
func (g *grouper) newGroup(key groupKey, p part) *sites.Group {
	group := &sites.Group{Node: p.node, Catalog: key.cat, Func: key.fn.Node}
	first := p.tests[0]
	for _, t := range p.tests {
		group.Sites = append(group.Sites, t.site)
		if t.expr.Pos() < first.expr.Pos() {
			first = t
		}
	}
	if g.f.bind.IsError(key.root) && !onlyPicksValue(g.f, p.node) {
		group.Else = g.elseOutcome(key, first, p.node)
		group.Error = g.returnableError(key, first.expr)
	}
	if group.Else == sites.Drops || group.Else == sites.LogsOnly {
		group.Explained = g.f.remarks.ExplainsStatement(key.fn, p.node) || slices.ContainsFunc(p.tests, g.f.explains)
	}
	return group
}

// elseOutcome returns the outcome for an error that has none of the codes.
func (g *grouper) elseOutcome(key groupKey, first *test, node ast.Stmt) sites.Outcome {
	e := g.f.assumeMatch(first).WithOtherCode()
	region := ast.Node(node)
	if s, ok := node.(*ast.TypeSwitchStmt); ok {
		region = s.Body // the head declares a variable
	} else if allBranchesLeave(node) {
		region = g.parents.Of(key.fn)[node]
	}
	return g.f.retry.OutcomeWithoutMatch(key.fn, first.expr, &e, region, false)
}

// returnableError returns an expression for the error that the function can return at the position of at: a variable of
// type error that is visible there. Otherwise it returns nil.
func (g *grouper) returnableError(key groupKey, at ast.Expr) ast.Expr {
	root := key.root
	if key.fn.ErrorResult() < 0 || !index.IsError(root.Type()) || root.Pkg() == nil {
		return nil
	}
	if seen := g.f.pkg.Lookup(root.Name(), at.Pos()); seen != nil && seen != root {
		return nil
	}
	return &ast.Ident{NamePos: at.Pos(), Name: root.Name()}
}

// allBranchesLeave reports whether each branch of a switch or if statement that names codes leaves the block. Statements
// after it then handle the errors with other codes.
func allBranchesLeave(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.IfStmt:
		return s.Else == nil && index.EndsInJump(s.Body)
	case *ast.SwitchStmt:
		for _, c := range s.Body.List {
			if c := c.(*ast.CaseClause); c.List == nil || !index.EndsInJump(&ast.BlockStmt{List: c.Body}) {
				return false
			}
		}
		return true
	}
	return false
}

// onlyPicksValue reports whether the branches of a statement only set variables or count: none of them leaves the block
// or calls anything else.
func onlyPicksValue(f *finder, s ast.Stmt) bool {
	labels, picks := true, false
	visit := func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ReturnStmt, *ast.BranchStmt, *ast.SendStmt, *ast.GoStmt, *ast.DeferStmt:
			labels = false
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				o := f.pkg.Object(l)
				picks = picks || n.Tok != token.DEFINE && (o == nil || !index.IsError(o.Type()))
			}
		case *ast.IncDecStmt:
			picks = true
		case *ast.CallExpr:
			switch f.effects.OfCall(n, 3) {
			case effects.Acted: // it counts
				picks = true
				return false
			case 0:
			default:
				if f.pkg.CalledFunction(n) == nil && len(n.Args) > 0 && !slices.ContainsFunc(n.Args, f.isNotConstant) {
					picks = true // a function that is not known gets only constants, such as a label to count
					return false
				}
				labels = false
			}
		}
		return labels
	}
	for _, body := range bodies(s) {
		for _, s := range body {
			ast.Inspect(s, visit)
		}
	}
	return labels && picks
}

// isNotConstant reports whether an expression is not a constant.
func (f *finder) isNotConstant(e ast.Expr) bool { return f.pkg.Info.Types[e].Value == nil }

// bodies returns the branches of a switch statement or a chain of if statements.
func bodies(s ast.Stmt) [][]ast.Stmt {
	switch s := s.(type) {
	case *ast.BlockStmt:
		return [][]ast.Stmt{s.List}
	case *ast.IfStmt:
		return append([][]ast.Stmt{s.Body.List}, bodies(s.Else)...)
	case *ast.SwitchStmt:
		return clauseBodies(s.Body)
	case *ast.TypeSwitchStmt:
		return clauseBodies(s.Body)
	}
	return nil
}

// clauseBodies returns the statements of each clause of a switch.
func clauseBodies(body *ast.BlockStmt) [][]ast.Stmt {
	var all [][]ast.Stmt
	for _, c := range body.List {
		all = append(all, c.(*ast.CaseClause).Body)
	}
	return all
}
