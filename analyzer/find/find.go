package find

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"sort"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// A test is one place where the code of a site is compared with a carrier. It may be the element of a list: then several
// tests have the same expr.
type test struct {
	site    *sites.Site
	fn      *index.Function // the function that contains it
	expr    ast.Expr        // the comparison, the call that searches, or the case expression
	carrier *bind.Carrier

	answers bool // the function only answers whether the code matches; tests with a predicate follow what its callers do

	// The next three are set for the call of a function whose result depends on the test: there, the call is the test.
	predicate *index.Function // the function; nil for other tests
	inPlace   bool            // it is a literal, so that the caller contains the whole test
	inBounds  bool            // as eval.Assumption.InBounds
}

// Find returns what it finds in a package: the sites with their outcomes, the lists, the groups, the retry policies, and
// the tests that never match.
func Find(in sites.Input) *sites.Result {
	f := newFinder(in)
	// The first five steps depend on each other in this order.
	f.findSites()      // finds the sites, lists and tests that all other steps complete
	f.findCallbacks()  // the library that calls a function decides what the function's result means for an outcome
	f.addCallerTests() // a call of a predicate is a test, too
	f.setOutcomes()    // follows each match to the end of its function, and to the next attempt
	f.setListRetries() // a list has the retries of its elements
	f.pkg.Work.For(nil)

	// Each of these needs only what findSites has found.
	f.setRaised()
	f.markSharedLists()
	f.setWith()
	f.setHandled()
	f.sortResults()
	impossible, dead := f.errtype.Find(), slices.Concat(f.errtype.FindPanics(), f.errtype.FindDead(), f.errtype.FindOnSend(f.found.Sites), f.numbers.FindConstant())
	lost := f.errlost.Find(f.errorCallbacks())

	// After setOutcomes: flow limits the number of steps in a function, and the outcomes of matches come first.
	groups := f.findGroups()
	typeTests := f.findTypeTests(groups)
	f.pkg.Work.For(nil)
	decisions := f.findDecisions()

	result := &sites.Result{
		Input: in, Sites: f.found.Sites, Lists: f.found.Lists, Groups: groups, TypeTests: typeTests, Decisions: decisions, ImpossibleTypes: impossible,
		Policies: f.found.Policies, CaseMismatches: f.found.CaseMismatches, LostErrors: lost, DeadTests: dead,
		ForeignNumbers: f.numbers.FindForeign(),
	}
	result.Effort = f.pkg.Work.Effort()
	result.SetHelpers(f.exportedHelpers)
	f.pkg.NodesByFile = nil // exportedHelpers keeps the finder, but does not need the nodes, which use much memory
	return result
}

// findSites finds the sites, lists and retry policies of all files, and records the tests and makerCalls for the later
// steps. It needs the index and the bindings.
func (f *finder) findSites() {
	// Before findInFile, which uses what these two learn to recognize carriers and calls of helpers.
	f.bind.LearnOwnErrors()
	f.helpers.ReadPackage()
	for _, decls := range f.pkg.NodesByFile {
		f.findInFile(decls)
	}
	// After findInFile: errtext ignores expressions that have a site, and policy changes the role of made codes.
	for i, file := range f.pkg.Files {
		f.errtext.Find(file, f.pkg.NodesByFile[i])
		f.policy.Find(f.pkg.NodesByFile[i])
	}
	// Last, since a mention is a constant for which none of the above has found a use.
	for _, decls := range f.pkg.NodesByFile {
		f.findMentions(decls)
	}
}

// sortResults puts the sites and lists in source order. Those at the same position stay in the order in which they were
// found.
func (f *finder) sortResults() {
	sort.SliceStable(f.found.Sites, func(i, j int) bool { return f.found.Sites[i].Expr.Pos() < f.found.Sites[j].Expr.Pos() })
	sort.SliceStable(f.found.Lists, func(i, j int) bool { return f.found.Lists[i].Node.Pos() < f.found.Lists[j].Node.Pos() })
}

// findInFile finds the sites of one file that compare or make a code.
func (f *finder) findInFile(decls []index.DeclNodes) {
	index.EachNode(decls, func(at *index.NodeInfo) {
		for _, t := range f.bind.ErrorTests(at.Node) {
			f.addSite(sites.Tested, t.Code, t.Carrier, at.Func, t.At)
		}
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

// addSite adds the site of code n and returns it, or returns nil if n and carrier c have no catalog in common. C is nil
// if nothing is compared. Each expression has one site: if there is one already, addSite returns it. If testExpr is not
// nil, it is recorded as a test of the site in function fn.
func (f *finder) addSite(role sites.Role, n bind.CodeExpr, c *bind.Carrier, fn *index.Function, testExpr ast.Expr) *sites.Site {
	t, entry, ok := f.bind.Resolve(n, c)
	if !ok {
		return nil
	}
	s := f.found.SiteAt[n.Expr]
	if s == nil {
		s = &sites.Site{Role: role, Catalog: t.Cat, Entry: entry, Written: n.Text, Expr: n.Expr, Literal: n.Literal, Indirect: t.Indirect}
		if entry != nil && (n.Known != nil && n.IsInt || t.Names) {
			s.Written = entry.ID
		}
		if c != nil {
			s.Carrier = c.Expr
			s.Rewritten, s.OtherType = f.bind.RewrittenCode(entry, n.Text, role, c, t), f.bind.OtherType(entry, c)
			s.Indirect = s.Indirect || bind.Indirect(c, t, entry)
			s.Shared = t.Shared || t.Binding == nil || bind.CountServices(c) > 1
		}
		if fn != nil && index.Contains(fn.Node, f.pkg.PlaceOf(fn, n.Expr)) {
			s.Func = fn.Node
		}
		if role == sites.Tested {
			s.Match = sites.Exact
		}
		if role == sites.Tested && entry != nil && entry.Class {
			s.Match = sites.Prefix
		}
		f.found.SiteAt[n.Expr] = s
		f.found.Sites = append(f.found.Sites, s)
	} else if s.Entry == nil && entry != nil {
		s.Catalog, s.Entry = t.Cat, entry // before, only a service without this code was compared with it
	}
	if testExpr != nil && fn != nil {
		f.pkg.Work.For(fn)
		if f.pkg.Work.Step() { // a long list may be searched many times
			f.tests = append(f.tests, test{site: s, fn: fn, expr: testExpr, carrier: c})
		}
	}
	return s
}

// findComparison finds carrier == code and carrier != code, with the operands in either order.
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

// findCases finds the cases of a switch whose tag is a carrier. The cases of a switch without a tag are comparisons.
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

// findInCall finds the codes in a call: one that looks up a carrier in a list, errors.Is, a helper, or a function that
// makes an error.
func (f *finder) findInCall(fn *index.Function, call *ast.CallExpr, callee types.Object) {
	if len(call.Args) == 2 {
		switch path, name := f.pkg.Qualified(call); {
		case path == "slices" && (name == "Contains" || name == "Index"):
			f.addSearchedLists(fn, call.Args[0], call.Args[1], call, call)
		case path == "errors" && name == "Is":
			f.addRangedList(fn, call.Args[0], call.Args[1], sites.Exact, call)
		case path == "strings" && name == "HasPrefix" && f.addClassTest(fn, call):
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

// addClassTest adds the site of a class of codes: strings.HasPrefix(e.Code, "40"). It reports whether the call tests one.
func (f *finder) addClassTest(fn *index.Function, call *ast.CallExpr) bool {
	n, ok := f.bind.CodeExpr(call.Args[1])
	if !ok {
		return false
	}
	c := f.bind.ClassCarrier(f.bind.Carrier(call.Args[0]), len(n.Text))
	return c != nil && f.addSite(sites.Tested, n, c, fn, call) != nil
}

// textMatches maps functions of package strings to how they compare their arguments.
var textMatches = map[string]sites.Match{"HasPrefix": sites.Prefix, "Contains": sites.Substring, "EqualFold": sites.Fold}

// findMapIndex finds the codes of a map that a carrier is looked up in: m[carrier].
func (f *finder) findMapIndex(fn *index.Function, x *ast.IndexExpr) {
	if t := f.pkg.Info.TypeOf(x.X); t != nil && index.IsMap(t) {
		f.addSearchedLists(fn, x.X, x.Index, x, nil)
	}
}

// addSearchedLists adds the lists and maps in which the expression by is looked up.
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

// constantCarrier returns the carrier of an expression that is looked up in a list with bound constants, or nil.
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

// addRangedList adds the list whose elements are compared with the expression by one after the other, in a loop such as
// "for _, c := range codes" with "e.Code == c". It reports whether element is an element of a list.
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
		if c == nil && match == sites.Exact {
			c = f.constantCarrier(l, by)
		}
		f.addList(l, listUse{fn: fn, carrier: c, expr: testExpr, match: match})
	}
	return true
}
