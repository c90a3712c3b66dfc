package index

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"
)

// A Function is one FuncDecl or FuncLit with a body.
type Function struct {
	pkg    *Package
	Node   ast.Node
	Type   *ast.FuncType
	Body   *ast.BlockStmt
	graph  *cfg.CFG                    // built on demand: only functions that hold a test need one
	preds  map[*cfg.Block][]*cfg.Block // likewise
	Loops  []*Loop                     // the outer ones first
	labels map[string][]ast.Stmt       // label → the statements from there on
	Outer  *Function                   // the function around a literal

	Deferred bool // a literal that is called by a defer statement
}

// An Assignment is one place where a variable gets a value.
type Assignment struct {
	Func  *Function
	Node  ast.Node // *ast.AssignStmt or *ast.ValueSpec; nil where the value is not seen (&x, range)
	RHS   ast.Expr // nil where the value is not seen
	Index int      // which value of rhs, where rhs has several
	LHS   []ast.Expr
}

type CallSite struct {
	Func *Function
	Call *ast.CallExpr
}

func (p *Package) indexFiles() {
	for _, file := range p.Files {
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Body == nil {
					continue
				}
				fn := &Function{pkg: p, Node: d, Type: d.Type, Body: d.Body}
				p.Functions[d] = fn
				p.indexParams(fn)
				if o := p.Info.Defs[d.Name]; o != nil {
					p.Decls[o] = fn
				}
				p.indexBody(fn, d.Body)
			case *ast.GenDecl:
				p.indexGlobals(d)
			}
		}
	}
}

// indexParams notes that a function's parameters have values that are not seen.
func (p *Package) indexParams(fn *Function) {
	for _, field := range fn.Type.Params.List {
		for _, name := range field.Names {
			p.unseen(fn, name)
		}
	}
}

func (p *Package) indexGlobals(d *ast.GenDecl) {
	for _, spec := range d.Specs {
		vs, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		for i, name := range vs.Names {
			if o := p.Info.Defs[name]; o != nil && i < len(vs.Values) && len(vs.Values) == len(vs.Names) {
				p.Globals[o] = vs.Values[i]
			}
		}
		for _, v := range vs.Values {
			p.indexBody(nil, v)
		}
	}
}

// indexBody walks one body; nested function literals become functions of their own.
func (p *Package) indexBody(fn *Function, root ast.Node) {
	ast.Inspect(root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			p.indexLiteral(fn, n)
			return false
		case *ast.AssignStmt:
			p.indexAssign(fn, n, n.Lhs, n.Rhs, n.Tok == token.ASSIGN || n.Tok == token.DEFINE)
		case *ast.ValueSpec:
			if len(n.Values) > 0 && fn != nil {
				p.indexAssign(fn, n, DeclaredNames(n), n.Values, true)
			}
		case *ast.RangeStmt:
			p.unseen(fn, n.Key)
			p.unseen(fn, n.Value)
			p.indexRange(n)
		case *ast.IncDecStmt:
			p.unseen(fn, n.X)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				p.unseen(fn, n.X)
			}
		case *ast.CallExpr:
			p.indexCall(fn, n)
		}
		p.indexFlow(fn, n)
		return true
	})
}

// indexLiteral makes a function literal a function of its own.
func (p *Package) indexLiteral(outer *Function, lit *ast.FuncLit) {
	fn := &Function{pkg: p, Node: lit, Type: lit.Type, Body: lit.Body, Outer: outer, Deferred: p.deferred[lit]}
	p.Functions[lit] = fn
	p.indexParams(fn)
	if lit.Body != nil {
		p.indexBody(fn, lit.Body)
	}
}

// eachNode calls visit for each node below a root, with the innermost function around it; nil at package level.
func (p *Package) inspect(root ast.Node, visit func(fn *Function, n ast.Node)) {
	around := []*Function{nil} // for each node of the way to the current one
	ast.Inspect(root, func(n ast.Node) bool {
		if n == nil {
			around = around[:len(around)-1]
			return true
		}
		fn := around[len(around)-1]
		switch n.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			if inner := p.Functions[n]; inner != nil {
				fn = inner
			}
		}
		visit(fn, n)
		around = append(around, fn)
		return true
	})
}

// DeclaredNames returns the variables that a declaration declares.
func DeclaredNames(spec *ast.ValueSpec) []ast.Expr {
	out := make([]ast.Expr, len(spec.Names))
	for i, name := range spec.Names {
		out[i] = name
	}
	return out
}

func (p *Package) indexAssign(fn *Function, node ast.Node, lhs, rhs []ast.Expr, plain bool) {
	for i, l := range lhs {
		o := p.Object(l)
		if o == nil {
			p.indexFilled(l)
			continue
		}
		a := Assignment{Func: fn, Node: node, LHS: lhs}
		switch {
		case !plain: // x += y
		case len(rhs) == len(lhs):
			a.RHS = rhs[i]
		case len(rhs) == 1:
			a.RHS, a.Index = rhs[0], i
		}
		p.Assignments[o] = append(p.Assignments[o], a)
	}
}

// unseen notes that a variable gets a value that is not seen.
func (p *Package) unseen(fn *Function, e ast.Expr) {
	if e == nil {
		return
	}
	if o := p.Object(e); o != nil {
		p.Assignments[o] = append(p.Assignments[o], Assignment{Func: fn})
	}
}

func (p *Package) indexSwitch(s *ast.SwitchStmt) {
	if s.Tag == nil {
		return
	}
	for _, c := range s.Body.List {
		for _, e := range c.(*ast.CaseClause).List {
			p.Tags[e] = s.Tag
			p.Cases[s.Tag] = append(p.Cases[s.Tag], e)
		}
	}
}

func (p *Package) indexTypeSwitch(s *ast.TypeSwitchStmt) {
	var asked ast.Expr
	switch a := s.Assign.(type) {
	case *ast.AssignStmt:
		if len(a.Rhs) == 1 {
			asked = a.Rhs[0]
		}
	case *ast.ExprStmt:
		asked = a.X
	}
	assert, ok := asked.(*ast.TypeAssertExpr)
	if !ok {
		return
	}
	for _, c := range s.Body.List {
		p.TypeCases[c] = assert.X
		if o := p.Info.Implicits[c]; o != nil {
			p.DerivedFrom[o] = assert.X
		}
	}
}

func (p *Package) indexCall(fn *Function, call *ast.CallExpr) {
	if o := p.Callee(call); o != nil && o.Pkg() == p.Types {
		p.Calls[o] = append(p.Calls[o], CallSite{fn, call})
	}
	if len(call.Args) != 2 {
		return
	}
	p.indexSearch(call)
	if !p.IsCallTo(call, "errors", "As") {
		return
	}
	if target, ok := ast.Unparen(call.Args[1]).(*ast.UnaryExpr); ok && target.Op == token.AND {
		if o := p.Object(target.X); o != nil {
			p.DerivedFrom[o] = call.Args[0]
		}
	}
}

// Object returns the variable (or other object) that an identifier names, or nil.
func (p *Package) Object(e ast.Expr) types.Object {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok || id.Name == "_" {
		return nil
	}
	if o := p.Info.Defs[id]; o != nil {
		return o
	}
	return p.Info.Uses[id]
}

// called returns the expression of what a call calls, without type arguments.
func called(call *ast.CallExpr) ast.Expr {
	fun := ast.Unparen(call.Fun)
	switch x := fun.(type) {
	case *ast.IndexExpr:
		return x.X
	case *ast.IndexListExpr:
		return x.X
	}
	return fun
}

// Callee returns the function, method or variable that a call calls, or nil.
func (p *Package) Callee(call *ast.CallExpr) types.Object {
	var o types.Object
	switch x := called(call).(type) {
	case *ast.Ident:
		o = p.Info.Uses[x]
	case *ast.SelectorExpr:
		o = p.Info.Uses[x.Sel]
	}
	if fn, ok := o.(*types.Func); ok {
		return fn.Origin()
	}
	return o
}

// Qualified returns the import path and name of a call of a package's function; it needs no type of it.
func (p *Package) Qualified(call *ast.CallExpr) (path, name string) {
	sel, ok := called(call).(*ast.SelectorExpr)
	if !ok {
		return "", ""
	}
	if id, ok := sel.X.(*ast.Ident); ok {
		if pn, ok := p.Info.Uses[id].(*types.PkgName); ok {
			return pn.Imported().Path(), sel.Sel.Name
		}
	}
	return "", ""
}

func (p *Package) IsCallTo(call *ast.CallExpr, path, name string) bool {
	sel, ok := called(call).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != name { // most are not, and to look further takes its time
		return false
	}
	have, _ := p.Qualified(call)
	return have == path
}

// OnlyAssignment returns the one assignment of a variable, or false where there are none or several.
func (p *Package) OnlyAssignment(o types.Object) (Assignment, bool) {
	if as := p.Assignments[o]; len(as) == 1 && as[0].RHS != nil {
		return as[0], true
	}
	return Assignment{}, false
}

// MaxSteps is how many blocks are walked in one function, over all of its tests: about a second. The functions of the
// example modules and of the rules' own tests stay below a fiftieth of it.
const MaxSteps = 1 << 18
