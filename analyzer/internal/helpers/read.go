package helpers

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// A Reading is what was read in one function of this package that holds codes against an error.
type Reading struct {
	Fn    *index.Function
	trace *trace
	class []class // of each of flow.params
	pairs []pair

	err, codes int // indexes of trace.params; codes is 0 where the function has none, or err is not known
	match      sites.Match
	Ties       []bind.Tie
	loose      bool
}

// ErrParam returns the parameter that is the error, or nil if it has no name. It is valid only if ComparesParams.
func (r *Reading) ErrParam() types.Object { return r.trace.params[r.err] }

// CodesParam returns the parameter that is the code or the list of codes, or nil if it has no name. It is valid only if
// ComparesParams.
func (r *Reading) CodesParam() types.Object { return r.trace.params[r.codes] }

// ComparesParams reports whether the function compares one of its parameters, an error, with another, its codes.
func (r *Reading) ComparesParams() bool { return r.codes != 0 }

// Helper returns what the reading says about the function, without what it returns for a match and for a mismatch.
func (r *Reading) Helper() *sites.Helper {
	return &sites.Helper{Error: r.err - 1, Codes: r.codes - 1, Match: r.match, Loose: r.loose}
}

// A Comparison is a place where a function holds its codes against its error.
type Comparison struct {
	Err, Codes types.Object
	Negated    bool
	Match      sites.Match // 0 where it asks the other way round: whether the error's code begins what is listed
}

// A class says what a parameter may be.
type class uint8

const (
	otherClass class = iota
	errorClass       // an error
	codeClass        // one code
	listClass        // several codes
	anyClass         // an empty interface
)

// ReadPackage reads the functions of the package that may hold codes against an error, to a fixed point: one may call
// another.
func (h *Reader) ReadPackage() {
	var found []*Reading
	for _, file := range h.pkg.Files {
		for _, d := range file.Decls {
			if d, ok := d.(*ast.FuncDecl); ok {
				if r := h.candidate(d); r != nil {
					found = append(found, r)
				}
			}
		}
	}
	for range maxRounds {
		changed := false
		for _, r := range found {
			changed = h.read(r) || changed
		}
		if !changed {
			break
		}
	}
	for _, r := range found {
		r.settle(h.Comparisons)
	}
}

// candidate returns a function that may hold codes against an error, by its signature.
func (h *Reader) candidate(d *ast.FuncDecl) *Reading {
	fn := h.pkg.Functions[d]
	o, ok := h.pkg.Info.Defs[d.Name].(*types.Func)
	if fn == nil || !ok || d.Type.Results.NumFields() == 0 {
		return nil
	}
	params := fn.Params()
	if len(params) > 8 {
		return nil
	}
	classes, counts := make([]class, len(params)), map[class]int{}
	for i, p := range params {
		if p != nil {
			classes[i] = h.classOf(p.Type(), i == 0)
			counts[classes[i]]++
		}
	}
	codes := counts[listClass] + counts[codeClass]
	switch {
	case counts[errorClass] > 0 && codes > 0, counts[listClass] > 0 && counts[codeClass]+counts[anyClass] > 0:
	case counts[codeClass] > 1 && fn.ReturnsBool(), counts[anyClass] == 2 && codes == 0 && fn.ReturnsBool():
	default:
		return nil
	}
	r := &Reading{Fn: fn, trace: h.traceOf(fn), class: classes}
	h.Readings[o] = r
	return r
}

func (h *Reader) classOf(t types.Type, receiver bool) class {
	if t == nil || t == types.Typ[types.Invalid] {
		return otherClass
	}
	if tn := sites.TypeNameOf(t); tn != nil && len(h.bind.Errors[tn]) > 0 || index.IsError(t) {
		if b, ok := t.Underlying().(*types.Basic); !ok || b.Info()&types.IsString == 0 || receiver {
			return errorClass
		}
	}
	if receiver {
		return otherClass
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Info()&(types.IsString|types.IsInteger) != 0 {
			return codeClass
		}
	case *types.Slice:
		return listOf(u.Elem())
	case *types.Array:
		return listOf(u.Elem())
	case *types.Map:
		return listOf(u.Key())
	case *types.Interface:
		if u.Empty() {
			return anyClass
		}
	}
	return otherClass
}

func listOf(elem types.Type) class {
	if b, ok := elem.Underlying().(*types.Basic); ok && b.Info()&(types.IsString|types.IsInteger) != 0 {
		return listClass
	}
	return otherClass
}

// read reads a function's body anew, and reports whether it says something else than before.
func (h *Reader) read(r *Reading) bool {
	before := *r
	r.pairs = nil
	ast.Inspect(r.Fn.Body, func(n ast.Node) bool {
		h.readNode(r, n)
		return true
	})
	r.err, r.codes = r.sides()
	r.match, r.Ties, r.loose = 0, nil, false
	for _, p := range r.pairs {
		if e, _, ok := p.as(r.err, r.codes); ok {
			r.add(p, e)
		} else if p.reversed(r.err, r.codes) {
			r.loose = true
		}
	}
	return r.err != before.err || r.codes != before.codes || r.match != before.match || r.loose != before.loose || len(r.Ties) != len(before.Ties)
}

func (h *Reader) readNode(r *Reading, n ast.Node) {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		if n.Op == token.EQL || n.Op == token.NEQ {
			r.pair(pair{node: n, how: sites.Exact, negated: n.Op == token.NEQ}, n.X, n.Y)
		}
	case *ast.CaseClause:
		for _, e := range n.List {
			if tag := h.pkg.Tags[e]; tag != nil {
				r.pair(pair{node: e, how: sites.Exact}, tag, e)
			}
		}
	case *ast.IndexExpr:
		if t := h.pkg.Info.TypeOf(n.X); t != nil && index.IsMap(t) {
			r.pair(pair{node: n, how: sites.Exact, oriented: true}, n.Index, n.X)
		}
	case *ast.CallExpr:
		h.readCall(r, n)
	}
}

// readCall reads a call that compares: of the standard library, or of another helper.
func (h *Reader) readCall(r *Reading, call *ast.CallExpr) {
	if s := h.SummaryOf(call); s != nil && s.Codes >= 0 {
		if x, y := s.ErrArg(call), s.CodesArg(call); x != nil && y != nil {
			r.pair(pair{node: call, how: s.Match, oriented: true, callee: s}, x, y)
		}
		return
	}
	if len(call.Args) != 2 {
		return
	}
	x, y := call.Args[0], call.Args[1]
	switch path, name := h.pkg.Qualified(call); path + "." + name {
	case "slices.Contains", "slices.Index":
		r.pair(pair{node: call, how: sites.Exact, oriented: true}, y, x)
	case "slices.ContainsFunc", "slices.IndexFunc":
		h.readSearch(r, call, y)
	case "strings.EqualFold":
		r.pair(pair{node: call, how: sites.Fold}, x, y)
	case "strings.Contains":
		r.pair(pair{node: call, how: sites.Substring, oriented: true}, x, y)
	case "strings.HasPrefix":
		how := sites.Prefix
		if b, ok := ast.Unparen(y).(*ast.BinaryExpr); ok && b.Op == token.ADD {
			if n, ok := h.bind.CodeExpr(b.Y); ok && n.Text == "." {
				how = sites.DotPrefix
			}
		}
		r.pair(pair{node: call, how: how, oriented: true}, x, y)
	case "reflect.DeepEqual":
		r.pair(pair{node: call, how: sites.Exact}, x, y)
	case "errors.Is":
		r.pair(pair{node: call, how: sites.Exact, oriented: true}, x, y)
	}
}

// readSearch reads slices.ContainsFunc(codes, func(c string) bool { … }): it is what the literal compares.
func (h *Reader) readSearch(r *Reading, call *ast.CallExpr, literal ast.Expr) {
	lit, ok := ast.Unparen(literal).(*ast.FuncLit)
	if !ok || lit.Body == nil {
		return
	}
	inner := &Reading{trace: r.trace}
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		h.readNode(inner, n)
		return true
	})
	for _, p := range inner.pairs {
		p.node = call
		r.pairs = append(r.pairs, p)
	}
}
