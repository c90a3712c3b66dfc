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
	sites     []*Site
	byExpr    map[ast.Expr]*Site
	tests     []test
	makers    []makerCall
	callbacks map[ast.Node]callback
	effects   map[*function]effect
	answers   map[answerKey]tri
	wordings  []*Wording
	configs   []*Config
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
		},
		byExpr:    map[ast.Expr]*Site{},
		callbacks: map[ast.Node]callback{},
		effects:   map[*function]effect{},
		answers:   map[answerKey]tri{},
	}
	f.indexFiles()
	for _, file := range in.Files {
		f.walk(file)
	}
	f.findCallbacks()
	f.judge()
	f.raise()
	f.join()
	sort.SliceStable(f.sites, func(i, j int) bool { return f.sites[i].Expr.Pos() < f.sites[j].Expr.Pos() })
	found := &Result{Input: in, Sites: f.sites, Misses: f.misses()}
	found.Configs, found.Wordings = f.configs, f.wordings
	return found
}

// walk finds the sites of one file.
func (f *finder) walk(file *ast.File) {
	around := []*function{nil} // the innermost function around each node of the way to the current one
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil {
			around = around[:len(around)-1]
			return true
		}
		fn := around[len(around)-1]
		switch n := n.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			if inner := f.functions[n]; inner != nil {
				fn = inner
			}
		case *ast.BinaryExpr:
			f.comparison(fn, n)
		case *ast.CaseClause:
			f.caseClause(fn, n)
		case *ast.CallExpr:
			f.search(fn, n)
		case *ast.IndexExpr:
			f.mapSearch(fn, n)
		case *ast.KeyValueExpr:
			f.made(fn, n)
		case *ast.AssignStmt:
			f.stored(fn, n)
		}
		around = append(around, fn)
		return true
	})
	f.texts(file)
	f.mentions(file)
}

// add makes a site, once per expression, and its test where it has one.
func (f *finder) add(role Role, n named, c *carrier, fn *function, testExpr ast.Expr) {
	t, entry, ok := f.resolve(n, c)
	if !ok {
		return
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
		}
		if fn != nil {
			s.Func = fn.node
		}
		f.byExpr[n.expr] = s
		f.sites = append(f.sites, s)
	}
	if testExpr != nil && fn != nil {
		f.tests = append(f.tests, test{s, fn, testExpr, c})
	}
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

// search finds slices.Contains(list, carrier) and slices.Index(list, carrier).
func (f *finder) search(fn *function, call *ast.CallExpr) {
	path, name := f.qualified(call)
	if path == "slices" && (name == "Contains" || name == "Index") && len(call.Args) == 2 {
		for _, e := range f.elements(call.Args[0]) {
			f.listed(fn, e, call.Args[1], call)
		}
	}
	f.madeByCall(fn, call)
}

// mapSearch finds m[carrier].
func (f *finder) mapSearch(fn *function, x *ast.IndexExpr) {
	lit := f.composite(x.X)
	if lit == nil {
		return
	}
	if t := f.in.Info.TypeOf(lit); t == nil || !isMap(t) {
		return
	}
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			f.listed(fn, kv.Key, x.Index, x)
		}
	}
}

func isMap(t types.Type) bool {
	_, ok := t.Underlying().(*types.Map)
	return ok
}

func (f *finder) listed(fn *function, element, by, testExpr ast.Expr) {
	n, ok := f.names(element)
	if !ok {
		return
	}
	if c := f.comparable(by, n); c != nil {
		f.add(Listed, n, c, fn, testExpr)
	}
}

// elements returns the elements of a list literal, or of a variable that is only ever one.
func (f *finder) elements(e ast.Expr) []ast.Expr {
	lit := f.composite(e)
	if lit == nil {
		return nil
	}
	if t := f.in.Info.TypeOf(lit); t != nil && isMap(t) {
		return nil
	}
	return lit.Elts
}

// composite returns the literal that an expression is, or that the variable it names holds all its life.
func (f *finder) composite(e ast.Expr) *ast.CompositeLit {
	e = ast.Unparen(e)
	if lit, ok := e.(*ast.CompositeLit); ok {
		return lit
	}
	o := f.object(e)
	if o == nil {
		return nil
	}
	if init, ok := f.globals[o]; ok {
		if len(f.assigns[o]) > 0 {
			return nil
		}
		lit, _ := ast.Unparen(init).(*ast.CompositeLit)
		return lit
	}
	if a, ok := f.only(o); ok {
		lit, _ := ast.Unparen(a.rhs).(*ast.CompositeLit)
		return lit
	}
	return nil
}
