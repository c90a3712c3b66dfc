package find

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/compare"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// An anchor is one test in a function that may decide whether another attempt follows.
type anchor struct {
	fn   *index.Function
	root types.Object  // the variable that holds the error or response, or the parameter that holds the code; may be nil
	call *ast.CallExpr // the call that returned the error, if no variable holds it
	cat  *catalog.Catalog
	test sites.DecisionTest // without Node
}

// A statusParam is a comparison of an integer parameter with a constant, in a function that may be called with a status.
type statusParam struct {
	fn    *index.Function
	expr  ast.Expr
	value int
	exact bool // the parameter itself is tested for equality with the value
}

// An anchorFinder collects the anchors of a package: the tests that are sites, and those comparisons of an HTTP status
// that are not, such as code >= 500.
type anchorFinder struct {
	f       *finder
	anchors []anchor
	params  map[types.Object][]statusParam
}

// findAnchors returns the anchors of the package.
func (f *finder) findAnchors() []anchor {
	a := &anchorFinder{f: f, params: map[types.Object][]statusParam{}}
	for i := range f.tests {
		if t := &f.tests[i]; t.predicate == nil { // the callers of a predicate are followed later
			a.addTest(t)
		}
	}
	for _, decls := range f.pkg.NodesByFile {
		index.EachNode(decls, func(at *index.NodeInfo) {
			if at.Func == nil {
				return
			}
			switch n := at.Node.(type) {
			case *ast.BinaryExpr:
				a.addComparison(at.Func, n, n.Op, n.X, n.Y)
				a.addComparison(at.Func, n, n.Op, n.Y, n.X)
			case *ast.CaseClause:
				for _, e := range n.List {
					if tag := f.pkg.Tags[e]; tag != nil {
						a.addComparison(at.Func, e, token.EQL, tag, e)
					}
				}
			}
		})
	}
	a.addStatusParams()
	return a.anchors
}

// addTest adds the test of a site.
func (a *anchorFinder) addTest(t *test) {
	if t.carrier == nil || bind.HasExceptions(t.carrier) || t.site.Indirect || t.site.Written == "" || t.carrier.Root == nil && t.carrier.Call == nil {
		return
	}
	n := anchor{fn: t.fn, root: t.carrier.Root, call: t.carrier.Call, cat: t.site.Catalog, test: sites.DecisionTest{Expr: t.expr, Entry: t.site.Entry}}
	if t.site.Entry != nil && isSuccess(t.site.Catalog, t.site.Entry.Value) {
		n.test.Entry, n.test.Range = nil, true
	}
	a.anchors = append(a.anchors, n)
}

// isSuccess reports whether a code is an HTTP status of success.
func isSuccess(cat *catalog.Catalog, code int) bool { return cat.HTTP && code/100 == 2 }

// addComparison adds the comparison of x with the constant y, if x is computed from an HTTP status and no site says the
// same, or if it is computed from an integer parameter.
func (a *anchorFinder) addComparison(fn *index.Function, expr ast.Expr, op token.Token, x, y ast.Expr) {
	if !compare.Is(op) {
		return
	}
	n, ok := a.f.bind.CodeExpr(y)
	if !ok || !n.IsInt || a.f.pkg.Info.Types[x].Value != nil {
		return
	}
	if s := a.f.found.SiteAt[n.Expr]; s != nil && s.Role != sites.Mentioned {
		return
	}
	of := a.operand(x)
	exact := of == ast.Unparen(x) && (op == token.EQL || op == token.NEQ)
	if c := a.f.bind.Carrier(of); c != nil {
		if cat := statusCatalog(c); cat != nil && (c.Root != nil || c.Call != nil) && !exact {
			a.anchors = append(a.anchors, anchor{fn: fn, root: c.Root, call: c.Call, cat: cat, test: sites.DecisionTest{Expr: expr, Range: true}})
		}
		return
	}
	if o := a.f.pkg.Object(of); o != nil && index.IsNumber(o.Type()) && fn.IsParam(o) {
		a.params[o] = append(a.params[o], statusParam{fn, expr, n.Number, exact})
	}
}

// operand returns the expression from which x is computed with constants: code for code/100.
func (a *anchorFinder) operand(x ast.Expr) ast.Expr {
	for {
		x = ast.Unparen(x)
		b, ok := x.(*ast.BinaryExpr)
		if !ok || b.Op != token.QUO && b.Op != token.SUB || a.f.pkg.Info.Types[b.Y].Value == nil {
			return x
		}
		x = b.X
	}
}

// statusCatalog returns the catalog of HTTP statuses if a carrier holds one for which the catalog gives advice.
func statusCatalog(c *bind.Carrier) *catalog.Catalog {
	for _, t := range c.Ties {
		if t.Cat.HTTP && !t.Indirect && len(t.Except) == 0 {
			return t.Cat
		}
	}
	return nil
}

// addStatusParams adds the comparisons of parameters that are called with an HTTP status.
func (a *anchorFinder) addStatusParams() {
	for fn, calls := range a.f.pkg.Calls {
		d := a.f.pkg.Decls[fn]
		if d == nil {
			continue
		}
		for _, p := range d.Params() {
			tests := a.params[p]
			if len(tests) == 0 {
				continue
			}
			if cat := a.passedStatus(d, p, calls); cat != nil {
				a.addParam(p, cat, tests)
			}
		}
	}
}

// passedStatus returns the catalog of the status that a call passes for a parameter; nil if none does.
func (a *anchorFinder) passedStatus(fn *index.Function, param types.Object, calls []index.CallSite) *catalog.Catalog {
	for _, call := range calls {
		for _, arg := range fn.Arguments(call.Call) {
			if arg.Param != param {
				continue
			}
			if c := a.f.bind.Carrier(arg.Arg); c != nil {
				if cat := statusCatalog(c); cat != nil {
					return cat
				}
			}
		}
	}
	return nil
}

// addParam adds the comparisons of a parameter that holds a status.
func (a *anchorFinder) addParam(param types.Object, cat *catalog.Catalog, tests []statusParam) {
	for _, t := range tests {
		n := anchor{fn: t.fn, root: param, cat: cat, test: sites.DecisionTest{Expr: t.expr, Range: true}}
		if t.exact && !isSuccess(cat, t.value) {
			n.test.Entry, n.test.Range = cat.LookupValue(t.value), false
		}
		a.anchors = append(a.anchors, n)
	}
}
