package sites

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"
)

// maxFlags is how many boolean variables of a function are followed.
const maxFlags = 8

// flags is what is known of the boolean variables that steer a function, two bits for each.
type flags uint16

func (s flags) at(i int) tri { return tri(s >> (2 * i) & 3) }

func (s flags) with(i int, v tri) flags { return s&^(3<<(2*i)) | flags(v)<<(2*i) }

// flag returns what is known of a variable on the path that is walked; ok is false for one that is not followed.
func (e *env) flag(o types.Object) (v tri, ok bool) {
	for i, f := range e.vars {
		if f == o {
			return e.now.at(i), true
		}
	}
	return unknown, false
}

// steering returns the boolean variables of a function that do nothing but steer it: they are set in the function
// itself, and asked in conditions.
func (f *finder) steering(fn *function) []types.Object {
	if known, ok := f.steers[fn]; ok {
		return known
	}
	f.steers[fn] = nil
	uses := map[types.Object]int{}
	f.countFlags(fn.body, uses)
	if len(uses) == 0 {
		return nil
	}
	asked := f.flagsAsked(fn)
	for _, o := range f.booleans(fn) {
		if uses[o] > 0 && uses[o] == asked[o] && len(f.steers[fn]) < maxFlags && f.onlySets(fn, o) {
			f.steers[fn] = append(f.steers[fn], o)
		}
	}
	return f.steers[fn]
}

// flagsAsked counts the uses of boolean variables in conditions, and as targets of assignments.
func (f *finder) flagsAsked(fn *function) map[types.Object]int {
	asked := map[types.Object]int{}
	ast.Inspect(fn.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.IfStmt:
			f.countFlags(n.Cond, asked)
		case *ast.ForStmt:
			if n.Cond != nil {
				f.countFlags(n.Cond, asked)
			}
		case *ast.CaseClause:
			for _, e := range n.List {
				if f.tags[e] == nil {
					f.countFlags(e, asked)
				}
			}
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				if _, ok := l.(*ast.Ident); ok {
					f.countFlags(l, asked)
				}
			}
		}
		return true
	})
	return asked
}

// countFlags counts the uses of boolean variables in a node.
func (f *finder) countFlags(n ast.Node, in map[types.Object]int) {
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if o := f.in.Info.Uses[id]; o != nil && isFlag(o) {
				in[o]++
			}
		}
		return true
	})
}

// isFlag reports whether an object is a boolean variable of a function.
func isFlag(o types.Object) bool {
	v, ok := o.(*types.Var)
	if !ok || v.IsField() {
		return false
	}
	b, ok := v.Type().Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// booleans returns the boolean variables that the function declares, in the order of the source.
func (f *finder) booleans(fn *function) []types.Object {
	var out []types.Object
	ast.Inspect(fn.body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if o := f.in.Info.Defs[id]; o != nil && isFlag(o) {
				out = append(out, o)
			}
		}
		_, lit := n.(*ast.FuncLit)
		return !lit
	})
	return out
}

// onlySets reports whether every value of a variable is seen in the function itself, and there are several: that of
// its declaration, and another.
func (f *finder) onlySets(fn *function, o types.Object) bool {
	as := f.assigns[o]
	for _, a := range as {
		if a.fn != fn || a.rhs == nil || a.index != 0 || len(a.lhs) != 1 {
			return false
		}
	}
	return len(as) > 1 || len(as) == 1 && as[0].lhs[0].Pos() != o.Pos()
}

// flagged returns the flags behind a statement.
func (w *walker) flagged(n ast.Node, s flags) flags {
	for i, o := range w.env.vars {
		if v, set := w.setsFlag(n, o, s); set {
			s = s.with(i, v)
		}
	}
	return s
}

// setsFlag reports whether a statement sets a flag, and to what.
func (w *walker) setsFlag(n ast.Node, o types.Object, now flags) (v tri, set bool) {
	if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Values) == 0 {
		for _, name := range spec.Names {
			if w.f.in.Info.Defs[name] == o {
				return no, true
			}
		}
	}
	for _, a := range w.f.assigns[o] {
		if a.node == n {
			w.env.now = now
			return w.f.eval(a.rhs, w.env), true
		}
	}
	return unknown, false
}

// flagsAt returns the flags that have the same constant value on every way to a node.
func (w *walker) flagsAt(b *cfg.Block, at int) flags {
	var s flags
	for i, o := range w.env.vars {
		values, seen := map[tri]bool{}, map[*cfg.Block]bool{}
		w.valuesBefore(o, b, at, values, seen)
		if len(values) == 1 {
			for v := range values {
				s = s.with(i, v)
			}
		}
	}
	return s
}

func (w *walker) valuesBefore(o types.Object, b *cfg.Block, at int, values map[tri]bool, seen map[*cfg.Block]bool) {
	for i := at; i >= 0; i-- {
		if v, set := w.constantFlag(b.Nodes[i], o); set {
			values[v] = true
			return
		}
	}
	for _, p := range w.fn.predecessors()[b] {
		if !seen[p] {
			seen[p] = true
			w.valuesBefore(o, p, len(p.Nodes)-1, values, seen)
		}
	}
}

// constantFlag is setsFlag for constants: what else a flag was set to belongs to another time.
func (w *walker) constantFlag(n ast.Node, o types.Object) (v tri, set bool) {
	if _, spec := n.(*ast.ValueSpec); spec {
		return w.setsFlag(n, o, 0)
	}
	a, ok := n.(*ast.AssignStmt)
	if !ok || len(a.Lhs) != 1 || len(a.Rhs) != 1 || w.f.object(a.Lhs[0]) != o {
		return unknown, false
	}
	c := w.f.in.Info.Types[a.Rhs[0]].Value
	if c == nil || c.Kind() != constant.Bool || a.Tok != token.ASSIGN && a.Tok != token.DEFINE {
		return unknown, true
	}
	return truth(constant.BoolVal(c)), true
}
