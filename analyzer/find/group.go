package find

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"sort"

	"github.com/errls/errls/analyzer/internal/branches"
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
	f     *finder
	keys  []groupKey // in the order in which addTest finds them
	parts map[groupKey][]part
}

// A part is one statement that tests an error for codes, with its tests.
type part struct {
	node  ast.Stmt
	tests []*test
}

// findGroups returns the switch statements and chains of if statements that test an error for codes, in source order,
// with the outcome for an error of the same service that has none of the codes.
func (f *finder) findGroups() []*sites.Group {
	g := &grouper{f, nil, map[groupKey][]part{}}
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
	node := g.f.branches.Statement(t.fn, t.expr)
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
			if within || g.f.branches.Next(key.fn, end) == p.node {
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
		if g.f.place(t).Pos() < g.f.place(first).Pos() {
			first = t
		}
	}
	if !key.cat.Loose && g.f.bind.IsError(key.root) && !onlyPicksValue(g.f, p.node) {
		group.Else = g.elseOutcome(key, first, p.node)
		group.Error = g.returnableError(key, g.f.place(first))
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
	} else if branches.AllLeave(node) {
		region = g.f.branches.Parents(key.fn)[node]
	}
	return g.f.retry.OutcomeWithoutMatch(key.fn, first.expr, &e, region, false)
}

// returnableError returns an expression for the error that the function can return at the position of at: a variable of
// type error that is visible there. Otherwise it returns nil.
func (g *grouper) returnableError(key groupKey, at ast.Expr) ast.Expr {
	root := key.root
	if g.f.flow.FailureResult(key.fn) < 0 || !index.IsError(root.Type()) || root.Pkg() == nil {
		return nil
	}
	if seen := g.f.pkg.Lookup(root.Name(), at.Pos()); seen != nil && seen != root {
		return nil
	}
	return &ast.Ident{NamePos: at.Pos(), Name: root.Name()}
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
	for _, body := range branches.Bodies(s) {
		for _, s := range body {
			ast.Inspect(s, visit)
		}
	}
	return labels && picks
}

// isNotConstant reports whether an expression is not a constant.
func (f *finder) isNotConstant(e ast.Expr) bool { return f.pkg.Info.Types[e].Value == nil }
