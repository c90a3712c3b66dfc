package flow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
)

// steering returns the boolean variables of a function that do nothing but steer it: they are set in the function
// itself, and asked in conditions.
func (f *Follower) steering(fn *index.Function) []types.Object {
	if known, ok := f.steers[fn]; ok {
		return known
	}
	f.steers[fn] = nil
	uses := map[types.Object]int{}
	f.countFlags(fn.Body, uses)
	if len(uses) == 0 {
		return nil
	}
	asked := f.flagsAsked(fn)
	for _, o := range f.booleans(fn) {
		if uses[o] > 0 && uses[o] == asked[o] && len(f.steers[fn]) < eval.MaxFlags && f.onlySets(fn, o) {
			f.steers[fn] = append(f.steers[fn], o)
		}
	}
	return f.steers[fn]
}

// flagsAsked counts the uses of boolean variables in conditions, and as targets of assignments.
func (f *Follower) flagsAsked(fn *index.Function) map[types.Object]int {
	asked := map[types.Object]int{}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
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
				if f.pkg.Tags[e] == nil {
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
func (f *Follower) countFlags(n ast.Node, in map[types.Object]int) {
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if o := f.pkg.Info.Uses[id]; o != nil && isFlag(o) {
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
func (f *Follower) booleans(fn *index.Function) []types.Object {
	var out []types.Object
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if o := f.pkg.Info.Defs[id]; o != nil && isFlag(o) {
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
func (f *Follower) onlySets(fn *index.Function, o types.Object) bool {
	as := f.pkg.Assignments[o]
	for _, a := range as {
		if a.Func != fn || a.RHS == nil || a.Index != 0 || len(a.LHS) != 1 {
			return false
		}
	}
	return len(as) > 1 || len(as) == 1 && as[0].LHS[0].Pos() != o.Pos()
}

// flagged returns the flags behind a statement.
func (w *Walker) flagged(n ast.Node, s eval.Flags) eval.Flags {
	for i, o := range w.Assumed.FlagVars {
		if v, set := w.setsFlag(n, o, s); set {
			s = s.With(i, v)
		}
	}
	return s
}

// setsFlag reports whether a statement sets a flag, and to what.
func (w *Walker) setsFlag(n ast.Node, o types.Object, now eval.Flags) (v eval.Truth, set bool) {
	if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Values) == 0 {
		for _, name := range spec.Names {
			if w.f.pkg.Info.Defs[name] == o {
				return eval.No, true
			}
		}
	}
	for _, a := range w.f.pkg.Assignments[o] {
		if a.Node == n {
			w.Assumed.Flags = now
			return w.f.eval.Eval(a.RHS, w.Assumed), true
		}
	}
	return eval.Unknown, false
}

// FlagsAt returns the flags that have the same constant value on every way to a node.
func (w *Walker) FlagsAt(b *cfg.Block, at int) eval.Flags {
	var s eval.Flags
	for i, o := range w.Assumed.FlagVars {
		values, seen := map[eval.Truth]bool{}, map[*cfg.Block]bool{}
		w.valuesBefore(o, b, at, values, seen)
		if len(values) == 1 {
			for v := range values {
				s = s.With(i, v)
			}
		}
	}
	return s
}

func (w *Walker) valuesBefore(o types.Object, b *cfg.Block, at int, values map[eval.Truth]bool, seen map[*cfg.Block]bool) {
	for i := at; i >= 0; i-- {
		if v, set := w.constantFlag(b.Nodes[i], o); set {
			values[v] = true
			return
		}
	}
	for _, p := range w.Func.Predecessors()[b] {
		if !seen[p] {
			seen[p] = true
			w.valuesBefore(o, p, len(p.Nodes)-1, values, seen)
		}
	}
}

// constantFlag is setsFlag for constants: what else a flag was set to belongs to another time.
func (w *Walker) constantFlag(n ast.Node, o types.Object) (v eval.Truth, set bool) {
	if _, spec := n.(*ast.ValueSpec); spec {
		return w.setsFlag(n, o, 0)
	}
	a, ok := n.(*ast.AssignStmt)
	if !ok || len(a.Lhs) != 1 || len(a.Rhs) != 1 || w.f.pkg.Object(a.Lhs[0]) != o {
		return eval.Unknown, false
	}
	c := w.f.pkg.Info.Types[a.Rhs[0]].Value
	if c == nil || c.Kind() != constant.Bool || a.Tok != token.ASSIGN && a.Tok != token.DEFINE {
		return eval.Unknown, true
	}
	return eval.TruthOf(constant.BoolVal(c)), true
}
