package find

import (
	"go/ast"
	"go/token"
	"go/types"
	"sort"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// A test is one place where a site's code is held against a carrier.
type test struct {
	site    *sites.Site
	fn      *index.Function
	expr    ast.Expr // the comparison, the call that searches, or the case expression
	carrier *bind.Carrier
}

// Find returns the sites of a package, each with its outcome.
func Find(in sites.Input) *sites.Result {
	f := newFinder(in)
	f.findSites()
	f.findCallbacks()
	f.setOutcomes()
	f.setListRetries()
	f.setRaised()
	f.markSharedLists()
	f.setWith()
	f.setHandled()
	sort.SliceStable(f.found.Sites, func(i, j int) bool { return f.found.Sites[i].Expr.Pos() < f.found.Sites[j].Expr.Pos() })
	sort.SliceStable(f.found.Lists, func(i, j int) bool { return f.found.Lists[i].Node.Pos() < f.found.Lists[j].Node.Pos() })
	found := &sites.Result{Input: in, Sites: f.found.Sites, Lists: f.found.Lists, Groups: f.findGroups(), ImpossibleTypes: f.errtype.Find()}
	found.Policies, found.CaseMismatches = f.found.Policies, f.found.CaseMismatches
	found.SetHelpers(f.exportedHelpers)
	f.pkg.NodesByFile = nil // what is asked for later needs none of it, and it is large
	return found
}

// find finds the sites of every file. A constant is only mentioned where no file lists it.
func (f *finder) findSites() {
	f.bind.LearnStringErrors()
	f.helpers.ReadPackage()
	for _, noted := range f.pkg.NodesByFile {
		f.findInFile(noted)
	}
	for i, file := range f.pkg.Files {
		f.errtext.Find(file, f.pkg.NodesByFile[i])
		f.policy.Find(f.pkg.NodesByFile[i])
	}
	for _, noted := range f.pkg.NodesByFile {
		f.findMentions(noted)
	}
}

// walk finds the sites of one file.
func (f *finder) findInFile(noted []index.DeclNodes) {
	index.EachNode(noted, func(at *index.NodeInfo) {
		switch n := at.Node.(type) {
		case *ast.BinaryExpr:
			f.findComparison(at.Func, n)
			f.addChain(n)
		case *ast.CaseClause:
			f.findCases(at.Func, n)
			f.addCaseList(n)
		case *ast.CallExpr:
			f.findInCall(at.Func, n, at.Callee)
		case *ast.IndexExpr:
			f.findMapIndex(at.Func, n)
		case *ast.KeyValueExpr:
			f.findLiteralField(at.Func, n)
		case *ast.AssignStmt:
			f.findAssignments(at.Func, n)
		}
	})
}

// add makes a site, once per expression, and its test where it has one. It returns nil where nothing ties the code to a
// catalog.
func (f *finder) addSite(role sites.Role, n bind.CodeExpr, c *bind.Carrier, fn *index.Function, testExpr ast.Expr) *sites.Site {
	t, entry, ok := f.bind.Resolve(n, c)
	if !ok {
		return nil
	}
	s := f.found.SiteAt[n.Expr]
	if s == nil {
		s = &sites.Site{Role: role, Catalog: t.Cat, Entry: entry, Written: n.Text, Expr: n.Expr, Literal: n.Literal, Indirect: t.Indirect}
		if n.Known != nil && n.IsInt && entry != nil {
			s.Written = entry.ID
		}
		if c != nil {
			s.Carrier = c.Expr
			s.Rewritten = f.rewrittenCode(s, c)
			s.Indirect = s.Indirect || bind.Indirect(c, t)
			s.Shared = t.Shared || t.Binding == nil || bind.CountServices(c) > 1
		}
		if fn != nil && index.Contains(fn.Node, n.Expr) {
			s.Func = fn.Node
		}
		if role == sites.Tested {
			s.Match = sites.Exact
		}
		f.found.SiteAt[n.Expr] = s
		f.found.Sites = append(f.found.Sites, s)
	} else if s.Entry == nil && entry != nil {
		s.Catalog, s.Entry = t.Cat, entry // the first place that looks for it was another service's
	}
	if testExpr != nil && fn != nil {
		f.tests = append(f.tests, test{s, fn, testExpr, c})
	}
	return s
}

// comparison finds carrier == code and carrier != code, either way round.
func (f *finder) findComparison(fn *index.Function, b *ast.BinaryExpr) {
	if b.Op != token.EQL && b.Op != token.NEQ {
		return
	}
	for _, side := range [2][2]ast.Expr{{b.X, b.Y}, {b.Y, b.X}} {
		n, ok := f.bind.CodeExpr(side[1])
		if !ok {
			if f.addRangedList(fn, side[0], side[1], sites.Exact, b) {
				return
			}
			continue
		}
		if c := f.bind.ComparedWith(side[0], n); c != nil {
			f.addSite(sites.Tested, n, c, fn, b)
			return
		}
	}
}

// caseClause finds the cases of a switch on a carrier. A switch without a tag holds comparisons.
func (f *finder) findCases(fn *index.Function, c *ast.CaseClause) {
	for _, e := range c.List {
		tag := f.pkg.Tags[e]
		if tag == nil {
			continue
		}
		n, ok := f.bind.CodeExpr(e)
		if !ok {
			continue
		}
		if carrier := f.bind.WithCaseTie(tag, n, f.bind.ComparedWith(tag, n)); carrier != nil {
			f.addSite(sites.Tested, n, carrier, fn, e)
		}
	}
}

// search finds the calls that hold a list against a carrier: of package slices, and of helpers.
func (f *finder) findInCall(fn *index.Function, call *ast.CallExpr, callee types.Object) {
	if len(call.Args) == 2 {
		switch path, name := f.pkg.Qualified(call); {
		case path == "slices" && (name == "Contains" || name == "Index"):
			f.addSearchedLists(fn, call.Args[0], call.Args[1], call, call)
		case path == "strings" && (name == "HasPrefix" || name == "Contains" || name == "EqualFold"):
			f.addRangedList(fn, call.Args[0], call.Args[1], textMatches[name], call)
		}
		if n, c := f.bind.ComparedByIs(call); c != nil {
			f.addSite(sites.Tested, n, c, fn, call)
		}
	}
	f.findHelperCall(fn, call, callee)
	f.findMakerCall(fn, call, callee)
}

// textMatches is how the functions of package strings compare a code with a constant.
var textMatches = map[string]sites.Match{"HasPrefix": sites.Prefix, "Contains": sites.Substring, "EqualFold": sites.Fold}

// mapSearch finds m[carrier].
func (f *finder) findMapIndex(fn *index.Function, x *ast.IndexExpr) {
	if t := f.pkg.Info.TypeOf(x.X); t != nil && index.IsMap(t) {
		f.addSearchedLists(fn, x.X, x.Index, x, nil)
	}
}

// searched notes the lists that a carrier is looked up in.
func (f *finder) addSearchedLists(fn *index.Function, list, by, testExpr ast.Expr, call *ast.CallExpr) {
	lists, ok := f.pkg.ListLiterals(list, index.MaxDepth)
	if !ok || len(lists) == 0 {
		return
	}
	c := f.bind.Carrier(by)
	for _, l := range lists {
		if c == nil {
			c = f.constantCarrier(l, by)
		}
		if c == nil && !f.bind.MayBeError(by, index.MaxDepth) {
			return
		}
		f.addList(l, listUse{fn: fn, carrier: c, expr: testExpr, match: sites.Exact, call: call})
	}
}

// constantTie returns the carrier of what is looked up in a list of bound constants, or nil.
func (f *finder) constantCarrier(l index.ListLiteral, by ast.Expr) *bind.Carrier {
	for _, e := range l.Elems {
		if n, ok := f.bind.CodeExpr(e); ok {
			if c := f.bind.ComparedWith(by, n); c != nil {
				return c
			}
		}
	}
	return nil
}

// rangedList notes the list whose elements are compared with a carrier one by one: for _, c := range codes { if e.Code == c
// { … } }.
func (f *finder) addRangedList(fn *index.Function, by, element ast.Expr, match sites.Match, testExpr ast.Expr) bool {
	list := f.pkg.ListOf(element)
	if list == nil || !f.bind.MayBeError(by, index.MaxDepth) {
		return false
	}
	lists, ok := f.pkg.ListLiterals(list, index.MaxDepth)
	if !ok {
		return false
	}
	c := f.bind.Carrier(by)
	if c == nil && match == sites.Substring {
		match = sites.InText
	}
	for _, l := range lists {
		f.addList(l, listUse{fn: fn, carrier: c, expr: testExpr, match: match})
	}
	return true
}
