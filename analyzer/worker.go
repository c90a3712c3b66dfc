package analyzer

import (
	"go/ast"
	"regexp"
	"slices"
	"sync"
)

// workerNames matches names of functions that run as long as the program does. The expression is compiled when it is
// first used: the go command starts errls once for each package, and most packages do not need it.
var workerNames = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:[rR]un|run[A-Z]\w*|[sS]erve(?:[A-Z]\w*)?|[lL]istenAnd\w*|[kK]eepAlive\w*|main|init|` +
		`(?:loop|worker|daemon)(?:[A-Z]\w*)?|\w*(?:Loop|Worker|Daemon|Forever))$`)
})

// isWorker reports whether a loop is the main loop of a worker: its function is started with go, is passed to a
// method Go, or has a name that matches workerNames. Such a loop needs no limit.
func (p *pass) isWorker(loop ast.Node) bool {
	for _, f := range p.Files {
		if f.FileStart > loop.Pos() || loop.Pos() > f.FileEnd {
			continue
		}
		path := pathTo(f, loop)
		for i, n := range path {
			if d, ok := n.(*ast.FuncDecl); ok && (workerNames().MatchString(d.Name.Name) || p.started(d.Name)) {
				return true
			}
			if lit, ok := n.(*ast.FuncLit); ok && (startedHere(path[:i], lit) || p.startedByName(path[i-1], lit)) {
				return true
			}
		}
	}
	return false
}

// startedHere reports whether the nodes around a function literal start it in a goroutine: go func() {…}(),
// group.Go(func() {…}).
func startedHere(around []ast.Node, lit *ast.FuncLit) bool {
	last := len(around) - 1
	call, ok := around[last].(*ast.CallExpr)
	if !ok || last == 0 {
		return false
	}
	if _, goes := around[last-1].(*ast.GoStmt); goes {
		return true
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Go" && slices.Contains(call.Args, ast.Expr(lit))
}

// startedByName reports whether a function literal is assigned to a variable that a go statement calls, or whose name
// matches workerNames.
func (p *pass) startedByName(around ast.Node, lit *ast.FuncLit) bool {
	a, ok := around.(*ast.AssignStmt)
	if !ok || len(a.Lhs) != 1 {
		return false
	}
	id, ok := a.Lhs[0].(*ast.Ident)
	return ok && len(a.Rhs) == 1 && a.Rhs[0] == lit && (workerNames().MatchString(id.Name) || p.started(id))
}

// started reports whether the package starts a function in a goroutine by its name: with a go statement, or by passing
// it to a method Go.
func (p *pass) started(name *ast.Ident) bool {
	o := p.Info.ObjectOf(name)
	if o == nil {
		return false
	}
	found := false
	p.eachStart(func(call *ast.CallExpr) {
		for _, e := range append([]ast.Expr{call.Fun}, call.Args...) {
			switch e := ast.Unparen(e).(type) {
			case *ast.Ident:
				found = found || p.Info.ObjectOf(e) == o
			case *ast.SelectorExpr:
				found = found || p.Info.ObjectOf(e.Sel) == o
			}
		}
	})
	return found
}

// eachStart calls f with every call that starts a goroutine: of a go statement, or of a method Go.
func (p *pass) eachStart(f func(*ast.CallExpr)) {
	for _, file := range p.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				f(n.Call)
			case *ast.CallExpr:
				if sel, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr); ok && sel.Sel.Name == "Go" {
					f(n)
				}
			}
			return true
		})
	}
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
