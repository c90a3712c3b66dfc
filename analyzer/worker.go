package analyzer

import (
	"go/ast"
	"go/types"
)

// isWorker reports whether a loop is the main loop of a worker, which needs no limit: its function is main or init, is
// started with go, is passed to a function that may start it, or is called by nothing but workers.
func (p *pass) isWorker(loop ast.Node) bool {
	for _, f := range p.Files {
		if f.FileStart > loop.Pos() || loop.Pos() > f.FileEnd {
			continue
		}
		path := pathTo(f, loop)
		for i, n := range path {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if p.runsForever(n, map[types.Object]bool{}) {
					return true
				}
			case *ast.FuncLit:
				if p.startsLiteral(path[:i], n) {
					return true
				}
			}
		}
	}
	return false
}

// runsForever reports whether a declared function is a worker. Seen has the functions that are being examined.
func (p *pass) runsForever(d *ast.FuncDecl, seen map[types.Object]bool) bool {
	if d.Recv == nil && (d.Name.Name == "init" || d.Name.Name == "main" && p.Pkg.Name() == "main") {
		return true
	}
	return p.isStarted(p.Info.Defs[d.Name], seen)
}

// startsLiteral reports whether the nodes around a function literal start it: it is called by a go statement, is passed to
// a function that may start it, or is the value of a variable that is started.
func (p *pass) startsLiteral(around []ast.Node, lit *ast.FuncLit) bool {
	switch n := around[len(around)-1].(type) {
	case *ast.CallExpr:
		if ast.Unparen(n.Fun) == lit {
			_, goes := around[len(around)-2].(*ast.GoStmt)
			return goes
		}
		return p.mayStart(n)
	case *ast.AssignStmt:
		if len(n.Lhs) == 1 && len(n.Rhs) == 1 && n.Rhs[0] == lit {
			if id, ok := n.Lhs[0].(*ast.Ident); ok {
				return p.isStarted(p.Info.ObjectOf(id), map[types.Object]bool{})
			}
		}
	}
	return false
}

// mayStart reports whether a function may start the functions that are passed to it. A retry library does not: it calls them
// until they succeed.
func (p *pass) mayStart(call *ast.CallExpr) bool {
	var o types.Object
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		o = p.Info.ObjectOf(fun)
	case *ast.SelectorExpr:
		o = p.Info.ObjectOf(fun.Sel)
	}
	fn, ok := o.(*types.Func)
	return !ok || fn.Pkg() == nil || p.Set.Library(fn.Pkg().Path()) == nil
}

// isStarted reports whether a function or a variable that holds one is started: by a go statement, by a function to
// which it is passed, or by workers, which are its only callers.
func (p *pass) isStarted(o types.Object, seen map[types.Object]bool) bool {
	if o == nil || seen[o] {
		return false
	}
	seen[o] = true
	started, called, byWorkers := false, false, true
	for _, file := range p.Files {
		var path []ast.Node
		ast.Inspect(file, func(n ast.Node) bool {
			if n == nil {
				path = path[:len(path)-1]
				return true
			}
			path = append(path, n)
			id, ok := n.(*ast.Ident)
			if !ok || p.Info.Uses[id] != o || started {
				return true
			}
			switch use, caller := p.useOf(path, seen); use {
			case startedUse:
				started = true
			case calledUse:
				called = true
				byWorkers = byWorkers && caller
			}
			return true
		})
	}
	return started || called && byWorkers
}

// A functionUse says what a program does with the name of a function.
type functionUse int

const (
	otherUse   functionUse = iota
	startedUse             // it is started, or passed to a function that may start it
	calledUse              // it is called
)

// useOf returns what a program does with the function whose name is at the end of a path. For a call, byWorker says whether
// the function around it is a worker.
func (p *pass) useOf(path []ast.Node, seen map[types.Object]bool) (use functionUse, byWorker bool) {
	at := len(path) - 2
	var name ast.Node = path[len(path)-1]
	if sel, ok := path[at].(*ast.SelectorExpr); ok && sel.Sel == name {
		name = sel
		at--
	}
	call, ok := path[at].(*ast.CallExpr)
	switch {
	case !ok:
		return otherUse, false
	case call.Fun != name:
		if p.mayStart(call) {
			return startedUse, false
		}
		return otherUse, false
	}
	if _, goes := path[at-1].(*ast.GoStmt); goes {
		return startedUse, false
	}
	for i := at; i >= 0; i-- {
		switch fn := path[i].(type) {
		case *ast.FuncLit:
			return calledUse, i > 0 && p.startsLiteral(path[:i], fn)
		case *ast.FuncDecl:
			return calledUse, p.runsForever(fn, seen)
		}
	}
	return otherUse, false
}

// pathTo returns the nodes from a root down to a node in it, both included.
func pathTo(root, to ast.Node) []ast.Node {
	var path []ast.Node
	if root == nil {
		return nil
	}
	ast.Inspect(root, func(n ast.Node) bool {
		if n == nil || n.Pos() > to.Pos() || to.End() > n.End() {
			return false
		}
		path = append(path, n)
		return n != to
	})
	return path
}
