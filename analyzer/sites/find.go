package sites

import (
	"go/ast"
	"go/token"
	"go/types"
	"sort"
)

// A finder is at work in one package.
type finder struct {
	in Input
	b  *bindings
	index
	sections  [][]section // by file
	sites     []*Site
	byExpr    map[ast.Expr]*Site
	tests     []test
	makers    []makerCall
	callbacks map[ast.Node]callback
	effects   map[*function]effect
	answers   map[question]*inquiry
	steers    map[*function][]types.Object // see steering
	steps     map[*function]int            // blocks walked so far

	// Of the questions that are open: how many there are, the lowest of those that the answer in hand rests on, and
	// how many blocks may still be walked.
	asking, lowest, patience int

	wordings []*Wording
	configs  []*Config

	configured map[ast.Expr]bool // texts that were read as service configs

	readings map[*types.Func]*reading
	foreign  map[*types.Func]*summary
	compares map[ast.Node]comparison
	lists    []*List
	listed   map[ast.Node]*List
	heldBy   map[*List]string // what a list is held against first
	several  []*List          // those that are held against something else as well
	chained  map[*ast.BinaryExpr]bool
	holdings map[ast.Expr]*holding

	extractions map[*function]*extraction
	longChains  map[*ast.BinaryExpr]*chainIndex
}

// A test is one place where a site's code is held against a carrier.
type test struct {
	site    *Site
	fn      *function
	expr    ast.Expr // the comparison, the call that searches, or the case expression
	carrier *carrier
}

// Find returns the sites of a package, each with its outcome.
func Find(in Input) *Result {
	f := newFinder(in)
	f.find()
	f.findCallbacks()
	f.judge()
	f.gather()
	f.raise()
	f.share()
	f.join()
	f.handle()
	sort.SliceStable(f.sites, func(i, j int) bool { return f.sites[i].Expr.Pos() < f.sites[j].Expr.Pos() })
	sort.SliceStable(f.lists, func(i, j int) bool { return f.lists[i].Node.Pos() < f.lists[j].Node.Pos() })
	found := &Result{Input: in, Sites: f.sites, Lists: f.lists, Groups: f.group(), Misses: f.misses()}
	found.Configs, found.Wordings = f.configs, f.wordings
	found.SetHelpers(f.helpers)
	f.sections = nil // what is asked for later needs none of it, and it is large
	return found
}

// newFinder returns a finder that knows who is assigned where, and no sites yet.
func newFinder(in Input) *finder {
	f := &finder{
		in: in,
		b:  bind(&in),
		index: index{
			functions: map[ast.Node]*function{},
			decls:     map[types.Object]*function{},
			assigns:   map[types.Object][]assignment{},
			derived:   map[types.Object]ast.Expr{},
			tags:      map[ast.Expr]ast.Expr{},
			cases:     map[ast.Expr][]ast.Expr{},
			calls:     map[types.Object][]callIn{},
			globals:   map[types.Object]ast.Expr{},
			filled:    map[types.Object]bool{},
			ranged:    map[types.Object]ast.Expr{},
		},
		byExpr:    map[ast.Expr]*Site{},
		callbacks: map[ast.Node]callback{},
		effects:   map[*function]effect{},
		answers:   map[question]*inquiry{},
		steers:    map[*function][]types.Object{},
		steps:     map[*function]int{},
		readings:  map[*types.Func]*reading{},
		foreign:   map[*types.Func]*summary{},
		compares:  map[ast.Node]comparison{},
		listed:    map[ast.Node]*List{},
		heldBy:    map[*List]string{},
		chained:   map[*ast.BinaryExpr]bool{},
		holdings:  map[ast.Expr]*holding{},

		extractions: map[*function]*extraction{},
		longChains:  map[*ast.BinaryExpr]*chainIndex{},

		configured: map[ast.Expr]bool{},
	}
	f.indexFiles()
	f.noteFiles(f.b.constantNames())
	return f
}

// find finds the sites of every file. A constant is only mentioned where no file lists it.
func (f *finder) find() {
	f.learnSentinels()
	f.readHelpers()
	for _, noted := range f.sections {
		f.walk(noted)
	}
	for i, file := range f.in.Files {
		f.texts(file, f.sections[i])
		f.configFile(f.sections[i])
	}
	for _, noted := range f.sections {
		f.mentions(noted)
	}
}

// walk finds the sites of one file.
func (f *finder) walk(noted []section) {
	each(noted, func(at *note) {
		switch n := at.node.(type) {
		case *ast.BinaryExpr:
			f.comparison(at.fn, n)
			f.chain(n)
		case *ast.CaseClause:
			f.caseClause(at.fn, n)
			f.caseList(n)
		case *ast.CallExpr:
			f.search(at.fn, n, at.callee)
		case *ast.IndexExpr:
			f.mapSearch(at.fn, n)
		case *ast.KeyValueExpr:
			f.made(at.fn, n)
		case *ast.AssignStmt:
			f.stored(at.fn, n)
		}
	})
}

// add makes a site, once per expression, and its test where it has one. It returns nil where nothing ties the code to a
// catalog.
func (f *finder) add(role Role, n named, c *carrier, fn *function, testExpr ast.Expr) *Site {
	t, entry, ok := f.resolve(n, c)
	if !ok {
		return nil
	}
	s := f.byExpr[n.expr]
	if s == nil {
		s = &Site{Role: role, Catalog: t.cat, Entry: entry, Written: n.text, Expr: n.expr, Literal: n.literal, Indirect: t.indirect}
		if n.known != nil && n.isInt && entry != nil {
			s.Written = entry.ID
		}
		if c != nil {
			s.Carrier = c.expr
			s.Rewritten = f.rewritten(s, c)
			s.Indirect = s.Indirect || carrierIndirect(c, t)
			s.Shared = t.shared || t.binding == nil || services(c) > 1
		}
		if fn != nil && within(fn.node, n.expr) {
			s.Func = fn.node
		}
		if role == Tested {
			s.Match = Exact
		}
		f.byExpr[n.expr] = s
		f.sites = append(f.sites, s)
	} else if s.Entry == nil && entry != nil {
		s.Catalog, s.Entry = t.cat, entry // the first place that looks for it was another service's
	}
	if testExpr != nil && fn != nil {
		f.tests = append(f.tests, test{s, fn, testExpr, c})
	}
	return s
}

// carrierIndirect reports whether the carrier holds the catalog's codes only as another service's status.
func carrierIndirect(c *carrier, t tie) bool {
	for _, have := range c.ties {
		if have.cat == t.cat {
			return have.indirect
		}
	}
	return false
}

// comparison finds carrier == code and carrier != code, either way round.
func (f *finder) comparison(fn *function, b *ast.BinaryExpr) {
	if b.Op != token.EQL && b.Op != token.NEQ {
		return
	}
	for _, side := range [2][2]ast.Expr{{b.X, b.Y}, {b.Y, b.X}} {
		n, ok := f.names(side[1])
		if !ok {
			if f.rangedList(fn, side[0], side[1], Exact, b) {
				return
			}
			continue
		}
		if c := f.comparable(side[0], n); c != nil {
			f.add(Tested, n, c, fn, b)
			return
		}
	}
}

// comparable returns the carrier of an expression that is compared with a code. A bound constant ties the other
// side by itself: status == http.StatusTooManyRequests.
func (f *finder) comparable(e ast.Expr, n named) *carrier {
	if v := f.in.Info.Types[e].Value; v != nil {
		return nil
	}
	if c := f.carrier(e); c != nil {
		return c
	}
	if n.known == nil || n.known.shared {
		return nil
	}
	return f.tied(e, []tie{n.known.tie}, e, depth)
}

// caseClause finds the cases of a switch on a carrier. A switch without a tag holds comparisons.
func (f *finder) caseClause(fn *function, c *ast.CaseClause) {
	for _, e := range c.List {
		tag := f.tags[e]
		if tag == nil {
			continue
		}
		n, ok := f.names(e)
		if !ok {
			continue
		}
		if carrier := f.besides(tag, n, f.comparable(tag, n)); carrier != nil {
			f.add(Tested, n, carrier, fn, e)
		}
	}
}

// search finds the calls that hold a list against a carrier: of package slices, and of helpers.
func (f *finder) search(fn *function, call *ast.CallExpr, callee types.Object) {
	if len(call.Args) == 2 {
		switch path, name := f.qualified(call); {
		case path == "slices" && (name == "Contains" || name == "Index"):
			f.searched(fn, call.Args[0], call.Args[1], call, call)
		case path == "strings" && (name == "HasPrefix" || name == "Contains" || name == "EqualFold"):
			f.rangedList(fn, call.Args[0], call.Args[1], textMatches[name], call)
		}
		if n, c := f.sentinel(call); c != nil {
			f.add(Tested, n, c, fn, call)
		}
	}
	f.helperCall(fn, call, callee)
	f.madeByCall(fn, call, callee)
}

// textMatches is how the functions of package strings compare a code with a constant.
var textMatches = map[string]Match{"HasPrefix": Prefix, "Contains": Part, "EqualFold": Fold}

// mapSearch finds m[carrier].
func (f *finder) mapSearch(fn *function, x *ast.IndexExpr) {
	if t := f.in.Info.TypeOf(x.X); t != nil && isMap(t) {
		f.searched(fn, x.X, x.Index, x, nil)
	}
}

func isMap(t types.Type) bool {
	_, ok := t.Underlying().(*types.Map)
	return ok
}

// searched notes the lists that a carrier is looked up in.
func (f *finder) searched(fn *function, list, by, testExpr ast.Expr, call *ast.CallExpr) {
	lists, ok := f.held(list, depth)
	if !ok || len(lists) == 0 {
		return
	}
	c := f.carrier(by)
	for _, l := range lists {
		if c == nil {
			c = f.constantTie(l, by)
		}
		if c == nil && !f.errorish(by, depth) {
			return
		}
		f.list(l, use{fn: fn, by: c, expr: testExpr, match: Exact, call: call})
	}
}

// constantTie returns the carrier of what is looked up in a list of bound constants, or nil.
func (f *finder) constantTie(l heldList, by ast.Expr) *carrier {
	for _, e := range l.elems {
		if n, ok := f.names(e); ok {
			if c := f.comparable(by, n); c != nil {
				return c
			}
		}
	}
	return nil
}

// rangedList notes the list whose elements are compared with a carrier one by one: for _, c := range codes { if e.Code == c
// { … } }.
func (f *finder) rangedList(fn *function, by, element ast.Expr, match Match, testExpr ast.Expr) bool {
	list := f.elementOf(element)
	if list == nil || !f.errorish(by, depth) {
		return false
	}
	lists, ok := f.held(list, depth)
	if !ok {
		return false
	}
	c := f.carrier(by)
	if c == nil && match == Part {
		match = InText
	}
	for _, l := range lists {
		f.list(l, use{fn: fn, by: c, expr: testExpr, match: match})
	}
	return true
}
