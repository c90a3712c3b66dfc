package sites

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A reading is what was read in one function of this package that holds codes against an error.
type reading struct {
	fn    *function
	flow  *flow
	class []class // of each of flow.params
	pairs []pair

	err, codes int // indexes of flow.params; codes is 0 where the function has none, or err is not known
	match      Match
	ties       []tie
	loose      bool
}

// A comparison is a place where a function holds its codes against its error.
type comparison struct {
	err, codes types.Object
	negated    bool
	match      Match // 0 where it asks the other way round: whether the error's code begins what is listed
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

// readHelpers reads the functions of the package that may hold codes against an error, to a fixed point: one may call
// another.
func (f *finder) readHelpers() {
	var found []*reading
	for _, file := range f.in.Files {
		for _, d := range file.Decls {
			if d, ok := d.(*ast.FuncDecl); ok {
				if r := f.candidate(d); r != nil {
					found = append(found, r)
				}
			}
		}
	}
	for range maxRounds {
		changed := false
		for _, r := range found {
			changed = f.read(r) || changed
		}
		if !changed {
			break
		}
	}
	for _, r := range found {
		r.settle(f.compares)
	}
}

// candidate returns a function that may hold codes against an error, by its signature.
func (f *finder) candidate(d *ast.FuncDecl) *reading {
	fn := f.functions[d]
	o, ok := f.in.Info.Defs[d.Name].(*types.Func)
	if fn == nil || !ok || d.Type.Results.NumFields() == 0 {
		return nil
	}
	params := f.paramsOf(fn)
	if len(params) > 8 {
		return nil
	}
	classes, counts := make([]class, len(params)), map[class]int{}
	for i, p := range params {
		if p != nil {
			classes[i] = f.classOf(p.Type(), i == 0)
			counts[classes[i]]++
		}
	}
	codes := counts[listClass] + counts[codeClass]
	switch {
	case counts[errorClass] > 0 && codes > 0, counts[listClass] > 0 && counts[codeClass]+counts[anyClass] > 0:
	case counts[codeClass] > 1 && f.saysBool(fn), counts[anyClass] == 2 && codes == 0 && f.saysBool(fn):
	default:
		return nil
	}
	r := &reading{fn: fn, flow: f.flowOf(fn), class: classes}
	f.readings[o] = r
	return r
}

// saysBool reports whether a function's first result is a boolean.
func (f *finder) saysBool(fn *function) bool {
	if fn.typ.Results.NumFields() == 0 {
		return false
	}
	id, ok := fn.typ.Results.List[0].Type.(*ast.Ident)
	return ok && id.Name == "bool"
}

func (f *finder) classOf(t types.Type, receiver bool) class {
	if t == nil || t == types.Typ[types.Invalid] {
		return otherClass
	}
	if tn := namedOf(t); tn != nil && len(f.b.errors[tn]) > 0 || isError(t) {
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
func (f *finder) read(r *reading) bool {
	before := *r
	r.pairs = nil
	ast.Inspect(r.fn.body, func(n ast.Node) bool {
		f.readNode(r, n)
		return true
	})
	r.err, r.codes = r.sides()
	r.match, r.ties, r.loose = 0, nil, false
	for _, p := range r.pairs {
		if e, _, ok := p.as(r.err, r.codes); ok {
			r.add(p, e)
		} else if p.reversed(r.err, r.codes) {
			r.loose = true
		}
	}
	return r.err != before.err || r.codes != before.codes || r.match != before.match || r.loose != before.loose || len(r.ties) != len(before.ties)
}

func (f *finder) readNode(r *reading, n ast.Node) {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		if n.Op == token.EQL || n.Op == token.NEQ {
			r.pair(pair{node: n, how: Exact, negated: n.Op == token.NEQ}, n.X, n.Y)
		}
	case *ast.CaseClause:
		for _, e := range n.List {
			if tag := f.tags[e]; tag != nil {
				r.pair(pair{node: e, how: Exact}, tag, e)
			}
		}
	case *ast.IndexExpr:
		if t := f.in.Info.TypeOf(n.X); t != nil && isMap(t) {
			r.pair(pair{node: n, how: Exact, oriented: true}, n.Index, n.X)
		}
	case *ast.CallExpr:
		f.readCall(r, n)
	}
}

// readCall reads a call that compares: of the standard library, or of another helper.
func (f *finder) readCall(r *reading, call *ast.CallExpr) {
	if s := f.summaryOf(call); s != nil && s.codes >= 0 {
		if x, y := s.errArg(call), s.codesArg(call); x != nil && y != nil {
			r.pair(pair{node: call, how: s.match, oriented: true, callee: s}, x, y)
		}
		return
	}
	if len(call.Args) != 2 {
		return
	}
	x, y := call.Args[0], call.Args[1]
	switch path, name := f.qualified(call); path + "." + name {
	case "slices.Contains", "slices.Index":
		r.pair(pair{node: call, how: Exact, oriented: true}, y, x)
	case "slices.ContainsFunc", "slices.IndexFunc":
		f.readSearch(r, call, y)
	case "strings.EqualFold":
		r.pair(pair{node: call, how: Fold}, x, y)
	case "strings.Contains":
		r.pair(pair{node: call, how: Part, oriented: true}, x, y)
	case "strings.HasPrefix":
		how := Prefix
		if b, ok := ast.Unparen(y).(*ast.BinaryExpr); ok && b.Op == token.ADD {
			if n, ok := f.names(b.Y); ok && n.text == "." {
				how = Head
			}
		}
		r.pair(pair{node: call, how: how, oriented: true}, x, y)
	case "reflect.DeepEqual":
		r.pair(pair{node: call, how: Exact}, x, y)
	case "errors.Is":
		r.pair(pair{node: call, how: Exact, oriented: true}, x, y)
	}
}

// readSearch reads slices.ContainsFunc(codes, func(c string) bool { … }): it is what the literal compares.
func (f *finder) readSearch(r *reading, call *ast.CallExpr, literal ast.Expr) {
	lit, ok := ast.Unparen(literal).(*ast.FuncLit)
	if !ok || lit.Body == nil {
		return
	}
	inner := &reading{flow: r.flow}
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		f.readNode(inner, n)
		return true
	})
	for _, p := range inner.pairs {
		p.node = call
		r.pairs = append(r.pairs, p)
	}
}
