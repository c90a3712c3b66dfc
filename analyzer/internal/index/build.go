package index

import (
	"go/ast"
	"go/constant"
	"go/token"
)

// indexFiles fills the maps of the index from the syntax of all files, in one pass.
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
	p.indexAsCalls()
}

// indexParams records that the values of a function's parameters are not known.
func (p *Package) indexParams(fn *Function) {
	for _, field := range fn.Type.Params.List {
		for _, name := range field.Names {
			p.addUnknownValue(fn, name)
		}
	}
}

// indexGlobals indexes a package-level declaration of variables or constants.
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

// indexBody indexes the nodes below root, which is the body of fn, or an expression at package level if fn is nil. A
// function literal in it becomes a Function of its own.
func (p *Package) indexBody(fn *Function, root ast.Node) {
	ast.Inspect(root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			p.indexLiteral(fn, n)
			return false
		case *ast.AssignStmt:
			p.indexAssignment(fn, n, n.Lhs, n.Rhs, n.Tok == token.ASSIGN || n.Tok == token.DEFINE)
		case *ast.ValueSpec:
			if len(n.Values) > 0 && fn != nil {
				p.indexAssignment(fn, n, DeclaredNames(n), n.Values, true)
			}
		case *ast.RangeStmt:
			p.addUnknownValue(fn, n.Key)
			p.addUnknownValue(fn, n.Value)
			p.indexRange(n)
		case *ast.IncDecStmt:
			p.addUnknownValue(fn, n.X)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				p.addUnknownValue(fn, n.X)
			}
		case *ast.CallExpr:
			p.indexCall(fn, n)
		}
		p.indexFlow(fn, n)
		return true
	})
}

// indexLiteral indexes a function literal as a Function of its own.
func (p *Package) indexLiteral(outer *Function, lit *ast.FuncLit) {
	fn := &Function{pkg: p, Node: lit, Type: lit.Type, Body: lit.Body, Outer: outer, Deferred: p.literals[lit].deferred}
	p.Functions[lit] = fn
	p.indexParams(fn)
	if lit.Body != nil {
		p.indexBody(fn, lit.Body)
	}
}

// indexAssignment records what is assigned to lhs. The value is known only if the assignment is plain: not x += y.
func (p *Package) indexAssignment(fn *Function, node ast.Node, lhs, rhs []ast.Expr, plain bool) {
	for i, l := range lhs {
		o := p.Object(l)
		if o == nil {
			p.indexFilled(l)
			continue
		}
		a := Assignment{Func: fn, Node: node, LHS: lhs}
		switch {
		case !plain:
		case len(rhs) == len(lhs):
			a.RHS = rhs[i]
		case len(rhs) == 1:
			a.RHS, a.Index = rhs[0], i
		}
		p.Assignments[o] = append(p.Assignments[o], a)
	}
}

// addUnknownValue records that a variable gets a value that is not known. It does nothing if e is nil.
func (p *Package) addUnknownValue(fn *Function, e ast.Expr) {
	if e == nil {
		return
	}
	if o := p.Object(e); o != nil {
		p.Assignments[o] = append(p.Assignments[o], Assignment{Func: fn})
	}
}

// indexCall records a call of a function of this package.
func (p *Package) indexCall(fn *Function, call *ast.CallExpr) {
	if lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit); ok {
		use := p.literals[lit]
		use.call, use.within = call, fn
		p.literals[lit] = use
	}
	if o := p.Callee(call); o != nil && o.Pkg() == p.Types {
		p.Calls[o] = append(p.Calls[o], CallSite{fn, call})
	}
	if len(call.Args) == 2 {
		p.indexSearch(call)
	}
	if takesAddress(call) {
		p.mayBeAs = append(p.mayBeAs, call)
	}
}

// takesAddress reports whether an argument of a call, other than the first, is the address of a variable.
func takesAddress(call *ast.CallExpr) bool {
	for i, arg := range call.Args {
		if x, ok := ast.Unparen(arg).(*ast.UnaryExpr); ok && i > 0 && x.Op == token.AND {
			return true
		}
	}
	return false
}

// indexAsCalls records the variables that errors.As, or a function like it, fills. It needs the declarations of all files.
func (p *Package) indexAsCalls() {
	for _, call := range p.mayBeAs {
		err, target, ok := p.AsCall(call)
		if !ok {
			continue
		}
		if x, ok := ast.Unparen(target).(*ast.UnaryExpr); ok && x.Op == token.AND {
			if o := p.Object(x.X); o != nil {
				p.DerivedFrom[o] = err
			}
		}
	}
	p.mayBeAs = nil
}

// indexFlow indexes the statements that direct the control flow: loops, labels, goto, switch, select and defer.
func (p *Package) indexFlow(fn *Function, n ast.Node) {
	switch n := n.(type) {
	case *ast.RangeStmt, *ast.ForStmt:
		if s := n.(ast.Stmt); fn != nil {
			fn.addLoop(&Loop{s, []ast.Stmt{s}})
		}
	case *ast.BlockStmt:
		fn.indexLabels(n.List)
	case *ast.CaseClause:
		fn.indexLabels(n.Body)
	case *ast.CommClause:
		fn.indexLabels(n.Body)
	case *ast.BranchStmt:
		if n.Tok == token.GOTO && n.Label != nil && fn != nil {
			fn.addGotoLoop(n, fn.labels[n.Label.Name])
		}
	case *ast.SelectStmt:
		p.indexSelect(n)
	case *ast.SwitchStmt:
		p.indexSwitch(n)
	case *ast.TypeSwitchStmt:
		p.indexTypeSwitch(n)
	case *ast.GoStmt:
		if lit, ok := ast.Unparen(n.Call.Fun).(*ast.FuncLit); ok {
			p.literals[lit] = literalUse{started: true}
		}
	case *ast.DeferStmt:
		if lit, ok := ast.Unparen(n.Call.Fun).(*ast.FuncLit); ok {
			p.literals[lit] = literalUse{deferred: true}
		}
	}
}

// indexLabels records the labels in a list of statements. It does nothing if fn is nil.
func (fn *Function) indexLabels(list []ast.Stmt) {
	for i, s := range list {
		if l, ok := s.(*ast.LabeledStmt); ok && fn != nil {
			if fn.labels == nil {
				fn.labels = map[string][]ast.Stmt{}
			}
			fn.labels[l.Label.Name] = list[i:]
		}
	}
}

// indexSelect records the communications of a select statement.
func (p *Package) indexSelect(s *ast.SelectStmt) {
	hasDefault := false
	for _, c := range s.Body.List {
		hasDefault = hasDefault || c.(*ast.CommClause).Comm == nil
	}
	for _, c := range s.Body.List {
		if comm := c.(*ast.CommClause).Comm; comm != nil {
			p.NonBlocking[comm] = hasDefault
		}
	}
}

// indexSwitch records the case expressions of a switch statement that has a tag.
func (p *Package) indexSwitch(s *ast.SwitchStmt) {
	if s.Tag == nil {
		return
	}
	if v := p.Info.Types[s.Tag].Value; v != nil && v.Kind() == constant.Bool && constant.BoolVal(v) {
		return // switch true { … } is a switch without a tag
	}
	for _, c := range s.Body.List {
		for _, e := range c.(*ast.CaseClause).List {
			p.Tags[e] = s.Tag
			p.Cases[s.Tag] = append(p.Cases[s.Tag], e)
		}
	}
}

// indexTypeSwitch records the case clauses of a type switch, and the variable that each of them declares.
func (p *Package) indexTypeSwitch(s *ast.TypeSwitchStmt) {
	var guard ast.Expr
	switch a := s.Assign.(type) {
	case *ast.AssignStmt:
		if len(a.Rhs) == 1 {
			guard = a.Rhs[0]
		}
	case *ast.ExprStmt:
		guard = a.X
	}
	assert, ok := guard.(*ast.TypeAssertExpr)
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
