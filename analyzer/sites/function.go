package sites

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"
)

// A function is one FuncDecl or FuncLit with a body.
type function struct {
	f      *finder
	node   ast.Node
	typ    *ast.FuncType
	body   *ast.BlockStmt
	graph  *cfg.CFG                    // built on demand: only functions that hold a test need one
	preds  map[*cfg.Block][]*cfg.Block // likewise
	loops  []*loop                     // the outer ones first
	labels map[string][]ast.Stmt       // label → the statements from there on
	outer  *function                   // the function around a literal

	deferred bool // a literal that is called by a defer statement
}

// An assignment is one place where a variable gets a value.
type assignment struct {
	fn    *function
	node  ast.Node // *ast.AssignStmt or *ast.ValueSpec; nil where the value is not seen (&x, range)
	rhs   ast.Expr // nil where the value is not seen
	index int      // which value of rhs, where rhs has several
	lhs   []ast.Expr
}

// index reads every function once: who is assigned where, what errors.As fills, what a type switch names.
type index struct {
	functions map[ast.Node]*function
	decls     map[types.Object]*function
	assigns   map[types.Object][]assignment
	derived   map[types.Object]ast.Expr // variable → the error that it was taken out of
	tags      map[ast.Expr]ast.Expr     // case expression → tag of its switch
	cases     map[ast.Expr][]ast.Expr   // tag of a switch → its case expressions
	calls     map[types.Object][]callIn // function of this package → its calls
	globals   map[types.Object]ast.Expr // package-level variable → its initialiser
	filled    map[types.Object]bool     // lists and maps that get elements one by one
	ranged    map[types.Object]ast.Expr // variable of a range → what it ranges over
	typeCases map[ast.Stmt]ast.Expr     // case of a type switch → what it asks
	deferred  map[*ast.FuncLit]bool     // literals that a defer statement calls
	polled    map[ast.Stmt]bool         // communication of a select → whether the select has a default
}

type callIn struct {
	fn   *function
	call *ast.CallExpr
}

func (f *finder) indexFiles() {
	f.typeCases, f.deferred, f.polled = map[ast.Stmt]ast.Expr{}, map[*ast.FuncLit]bool{}, map[ast.Stmt]bool{}
	for _, file := range f.in.Files {
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Body == nil {
					continue
				}
				fn := &function{f: f, node: d, typ: d.Type, body: d.Body}
				f.functions[d] = fn
				f.indexParams(fn)
				if o := f.in.Info.Defs[d.Name]; o != nil {
					f.decls[o] = fn
				}
				f.indexBody(fn, d.Body)
			case *ast.GenDecl:
				f.indexGlobals(d)
			}
		}
	}
}

// indexParams notes that a function's parameters have values that are not seen.
func (f *finder) indexParams(fn *function) {
	for _, field := range fn.typ.Params.List {
		for _, name := range field.Names {
			f.unseen(fn, name)
		}
	}
}

func (f *finder) indexGlobals(d *ast.GenDecl) {
	for _, spec := range d.Specs {
		vs, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		for i, name := range vs.Names {
			if o := f.in.Info.Defs[name]; o != nil && i < len(vs.Values) && len(vs.Values) == len(vs.Names) {
				f.globals[o] = vs.Values[i]
			}
		}
		for _, v := range vs.Values {
			f.indexBody(nil, v)
		}
	}
}

// indexBody walks one body; nested function literals become functions of their own.
func (f *finder) indexBody(fn *function, root ast.Node) {
	ast.Inspect(root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			f.indexLiteral(fn, n)
			return false
		case *ast.AssignStmt:
			f.indexAssign(fn, n, n.Lhs, n.Rhs, n.Tok == token.ASSIGN || n.Tok == token.DEFINE)
		case *ast.ValueSpec:
			if len(n.Values) > 0 && fn != nil {
				f.indexAssign(fn, n, targets(n), n.Values, true)
			}
		case *ast.RangeStmt:
			f.unseen(fn, n.Key)
			f.unseen(fn, n.Value)
			f.indexRange(n)
		case *ast.IncDecStmt:
			f.unseen(fn, n.X)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				f.unseen(fn, n.X)
			}
		case *ast.CallExpr:
			f.indexCall(fn, n)
		}
		f.indexFlow(fn, n)
		return true
	})
}

// indexLiteral makes a function literal a function of its own.
func (f *finder) indexLiteral(outer *function, lit *ast.FuncLit) {
	fn := &function{f: f, node: lit, typ: lit.Type, body: lit.Body, outer: outer, deferred: f.deferred[lit]}
	f.functions[lit] = fn
	f.indexParams(fn)
	if lit.Body != nil {
		f.indexBody(fn, lit.Body)
	}
}

// eachNode calls visit for each node below a root, with the innermost function around it; nil at package level.
func (f *finder) eachNode(root ast.Node, visit func(fn *function, n ast.Node)) {
	around := []*function{nil} // for each node of the way to the current one
	ast.Inspect(root, func(n ast.Node) bool {
		if n == nil {
			around = around[:len(around)-1]
			return true
		}
		fn := around[len(around)-1]
		switch n.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			if inner := f.functions[n]; inner != nil {
				fn = inner
			}
		}
		visit(fn, n)
		around = append(around, fn)
		return true
	})
}

// targets returns the variables that a declaration declares.
func targets(spec *ast.ValueSpec) []ast.Expr {
	out := make([]ast.Expr, len(spec.Names))
	for i, name := range spec.Names {
		out[i] = name
	}
	return out
}

func (f *finder) indexAssign(fn *function, node ast.Node, lhs, rhs []ast.Expr, plain bool) {
	for i, l := range lhs {
		o := f.object(l)
		if o == nil {
			f.indexFilled(l)
			continue
		}
		a := assignment{fn: fn, node: node, lhs: lhs}
		switch {
		case !plain: // x += y
		case len(rhs) == len(lhs):
			a.rhs = rhs[i]
		case len(rhs) == 1:
			a.rhs, a.index = rhs[0], i
		}
		f.assigns[o] = append(f.assigns[o], a)
	}
}

// unseen notes that a variable gets a value that is not seen.
func (f *finder) unseen(fn *function, e ast.Expr) {
	if e == nil {
		return
	}
	if o := f.object(e); o != nil {
		f.assigns[o] = append(f.assigns[o], assignment{fn: fn})
	}
}

func (f *finder) indexSwitch(s *ast.SwitchStmt) {
	if s.Tag == nil {
		return
	}
	for _, c := range s.Body.List {
		for _, e := range c.(*ast.CaseClause).List {
			f.tags[e] = s.Tag
			f.cases[s.Tag] = append(f.cases[s.Tag], e)
		}
	}
}

func (f *finder) indexTypeSwitch(s *ast.TypeSwitchStmt) {
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
		f.typeCases[c] = assert.X
		if o := f.in.Info.Implicits[c]; o != nil {
			f.derived[o] = assert.X
		}
	}
}

func (f *finder) indexCall(fn *function, call *ast.CallExpr) {
	if o := f.callee(call); o != nil && o.Pkg() == f.in.Pkg {
		f.calls[o] = append(f.calls[o], callIn{fn, call})
	}
	if len(call.Args) != 2 {
		return
	}
	f.indexSearch(call)
	if !f.isFunc(call, "errors", "As") {
		return
	}
	if target, ok := ast.Unparen(call.Args[1]).(*ast.UnaryExpr); ok && target.Op == token.AND {
		if o := f.object(target.X); o != nil {
			f.derived[o] = call.Args[0]
		}
	}
}

// object returns the variable (or other object) that an identifier names, or nil.
func (f *finder) object(e ast.Expr) types.Object {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok || id.Name == "_" {
		return nil
	}
	if o := f.in.Info.Defs[id]; o != nil {
		return o
	}
	return f.in.Info.Uses[id]
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

// callee returns the function, method or variable that a call calls, or nil.
func (f *finder) callee(call *ast.CallExpr) types.Object {
	var o types.Object
	switch x := called(call).(type) {
	case *ast.Ident:
		o = f.in.Info.Uses[x]
	case *ast.SelectorExpr:
		o = f.in.Info.Uses[x.Sel]
	}
	if fn, ok := o.(*types.Func); ok {
		return fn.Origin()
	}
	return o
}

// qualified returns the import path and name of a call of a package's function; it needs no type of it.
func (f *finder) qualified(call *ast.CallExpr) (path, name string) {
	sel, ok := called(call).(*ast.SelectorExpr)
	if !ok {
		return "", ""
	}
	if id, ok := sel.X.(*ast.Ident); ok {
		if pn, ok := f.in.Info.Uses[id].(*types.PkgName); ok {
			return pn.Imported().Path(), sel.Sel.Name
		}
	}
	return "", ""
}

func (f *finder) isFunc(call *ast.CallExpr, path, name string) bool {
	sel, ok := called(call).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != name { // most are not, and to look further takes its time
		return false
	}
	have, _ := f.qualified(call)
	return have == path
}

// only returns the one assignment of a variable, or false where there are none or several.
func (f *finder) only(o types.Object) (assignment, bool) {
	if as := f.assigns[o]; len(as) == 1 && as[0].rhs != nil {
		return as[0], true
	}
	return assignment{}, false
}
