package helpers

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// A Reading is what is known of a function of the package that may be a helper.
type Reading struct {
	Fn   *index.Function
	Ties []bind.Tie // the catalogs of the error types that it takes codes from

	trace   *trace
	classes []class // of trace.params
	pairs   []pair

	err, codes int         // indexes of trace.params; codes is 0 if the function is not a helper
	match      sites.Match // how it compares
	loose      bool        // as sites.Helper.Loose
}

// ComparesParams reports whether the function is a helper: it compares one parameter, the error, with another one, the
// codes.
func (r *Reading) ComparesParams() bool { return r.codes != 0 }

// ErrParam returns the parameter that is the error. It is valid only if ComparesParams.
func (r *Reading) ErrParam() types.Object { return r.trace.params[r.err] }

// CodesParam returns the parameter that is the code or the list of codes. It is valid only if ComparesParams.
func (r *Reading) CodesParam() types.Object { return r.trace.params[r.codes] }

// Helper returns what the reading says of the function, for packages that call it. Catalogs and what the function returns
// are not filled in.
func (r *Reading) Helper() *sites.Helper {
	return &sites.Helper{Error: r.err - 1, Codes: r.codes - 1, Match: r.match, Loose: r.loose}
}

// read reads the body of a function with what is known of other helpers by now, and reports whether the reading changed.
func (rd *Reader) read(r *Reading) bool {
	before := *r
	r.pairs = nil
	ast.Inspect(r.Fn.Body, func(n ast.Node) bool {
		rd.readNode(r, n)
		return true
	})
	r.err, r.codes = r.chooseParams()
	r.match, r.Ties, r.loose = 0, nil, false
	for _, p := range r.pairs {
		if errSide, _, ok := p.sidesFor(r.err, r.codes); ok {
			r.addPair(p, errSide)
		} else if p.isReversed(r.err, r.codes) {
			r.loose = true
		}
	}
	return r.err != before.err || r.codes != before.codes || r.match != before.match || r.loose != before.loose || len(r.Ties) != len(before.Ties)
}

// readNode adds the pairs that one node compares.
func (rd *Reader) readNode(r *Reading, n ast.Node) {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		if n.Op == token.EQL || n.Op == token.NEQ {
			r.compare(pair{node: n, how: sites.Exact, negated: n.Op == token.NEQ}, n.X, n.Y)
		}
	case *ast.CaseClause:
		for _, e := range n.List {
			if tag := rd.pkg.Tags[e]; tag != nil {
				r.compare(pair{node: e, how: sites.Exact}, tag, e)
			}
		}
	case *ast.IndexExpr:
		if t := rd.pkg.Info.TypeOf(n.X); t != nil && index.IsMap(t) {
			r.compare(pair{node: n, how: sites.Exact, directed: true}, n.Index, n.X)
		}
	case *ast.CallExpr:
		rd.readCall(r, n)
	}
}

// readCall adds the pair that a call compares: a call of the standard library or of another helper.
func (rd *Reader) readCall(r *Reading, call *ast.CallExpr) {
	if s := rd.SummaryOf(call); s != nil && s.Codes >= 0 {
		if x, y := s.ErrArg(call), s.CodesArg(call); x != nil && y != nil {
			r.compare(pair{node: call, how: s.Match, directed: true, callee: s}, x, y)
		}
		return
	}
	if len(call.Args) != 2 {
		return
	}
	x, y := call.Args[0], call.Args[1]
	switch path, name := rd.pkg.Qualified(call); path + "." + name {
	case "slices.Contains", "slices.Index":
		r.compare(pair{node: call, how: sites.Exact, directed: true}, y, x)
	case "slices.ContainsFunc", "slices.IndexFunc":
		rd.readSearch(r, call, y)
	case "strings.EqualFold":
		r.compare(pair{node: call, how: sites.Fold}, x, y)
	case "strings.Contains":
		r.compare(pair{node: call, how: sites.Substring, directed: true}, x, y)
	case "strings.HasPrefix":
		how := sites.Prefix
		if b, ok := ast.Unparen(y).(*ast.BinaryExpr); ok && b.Op == token.ADD {
			if n, ok := rd.bind.CodeExpr(b.Y); ok && n.Text == "." {
				how = sites.DotPrefix
			}
		}
		r.compare(pair{node: call, how: how, directed: true}, x, y)
	case "reflect.DeepEqual":
		r.compare(pair{node: call, how: sites.Exact}, x, y)
	case "errors.Is":
		r.compare(pair{node: call, how: sites.Exact, directed: true}, x, y)
	}
}

// readSearch adds the pairs that the function literal in slices.ContainsFunc(codes, func(c string) bool { … }) compares.
func (rd *Reader) readSearch(r *Reading, call *ast.CallExpr, literal ast.Expr) {
	lit, ok := ast.Unparen(literal).(*ast.FuncLit)
	if !ok || lit.Body == nil {
		return
	}
	inner := &Reading{trace: r.trace}
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		rd.readNode(inner, n)
		return true
	})
	for _, p := range inner.pairs {
		p.node = call
		r.pairs = append(r.pairs, p)
	}
}
