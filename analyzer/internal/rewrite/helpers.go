package rewrite

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// helperClasses returns the rewrites that move conditions and statements into variables, closures and functions.
func helperClasses() []Class {
	return []Class{
		{Name: "cond-to-var", apply: condToVar},
		{Name: "cond-iife", apply: wrapConditions("func() bool { return ", " }()")},
		{Name: "cond-to-closure", apply: condToClosure},
		{Name: "cond-to-helper", apply: func(f *file) { condToHelper(f, false) }},
		{Name: "cond-to-method", apply: func(f *file) { condToHelper(f, true) }},
		{Name: "code-to-helper", apply: codeToHelper},
		{Name: "body-to-closure", apply: bodyToClosure},
		{Name: "return-bool-if", apply: returnBoolIf},
	}
}

// condToVar rewrites if c to v := c; if v.
func condToVar(f *file) {
	conditions(f, func(s *ast.IfStmt) {
		if s.Init == nil && f.mayDeclare(s) {
			v := f.name("cond")
			f.replaceSpan(span{s.Pos(), s.Cond.End()}, v+" := ", s.Cond, "; if "+v)
		}
	})
}

// condToClosure rewrites if c to v := func() bool { return c }; if v().
func condToClosure(f *file) {
	conditions(f, func(s *ast.IfStmt) {
		if s.Init == nil && f.mayDeclare(s) {
			v := f.name("cond")
			f.replaceSpan(span{s.Pos(), s.Cond.End()}, v+" := func() bool { return ", s.Cond, " }; if "+v+"()")
		}
	})
}

// condToHelper moves each condition to a function, or a method, with the variables that it uses as parameters.
func condToHelper(f *file, method bool) {
	taken := map[types.Object]bool{}
	conditions(f, func(s *ast.IfStmt) {
		h := f.helperFor(s.Cond, taken)
		if h == nil {
			return
		}
		name := f.name("helper")
		recv, call, origin := "", name, name
		if method {
			t := f.name("recv")
			f.tail = append(f.tail, "type "+t+" struct{}\n")
			recv, call, origin = "("+t+") ", t+"{}."+name, t+"."+name
			call = "(" + call + ")"
		}
		f.declare(origin, s.Pos(), "func "+recv+name+"("+strings.Join(h.params, ", ")+") bool { "+strings.Join(h.locals, "; ")+"; return ", original{s.Cond}, " }")
		f.replace(s.Cond, call+"("+strings.Join(h.args, ", ")+")")
		for _, d := range h.moved {
			f.replace(d, "")
		}
	})
}

// A helper describes the function to which a condition moves.
type helper struct {
	params, args []string
	locals       []string        // declarations of the variables that only the condition uses
	moved        []*ast.DeclStmt // the declarations of these variables
}

// helperFor returns the function to which a condition may move, or nil if it may not. Taken contains the variables whose
// declarations have moved.
func (f *file) helperFor(cond ast.Expr, taken map[types.Object]bool) *helper {
	h, seen, ok := &helper{}, map[types.Object]bool{}, true
	ast.Inspect(cond, func(n ast.Node) bool {
		id, isIdent := n.(*ast.Ident)
		if _, lit := n.(*ast.FuncLit); lit {
			ok = false
		}
		if !isIdent || !ok {
			return ok
		}
		o := f.info.Uses[id]
		if tn, isType := o.(*types.TypeName); isType && tn.Pkg() == f.pkg && tn.Parent() != f.pkg.Scope() {
			ok = false
		}
		if c, isConst := o.(*types.Const); isConst && c.Pkg() == f.pkg && c.Parent() != f.pkg.Scope() {
			ok = false
		}
		if !f.isLocal(o) || seen[o] {
			return ok
		}
		seen[o] = true
		text, writable := f.typeText(o.Type())
		switch {
		case !writable || taken[o]:
			ok = false
		case f.isChanged(cond, o):
			decl := f.ownDecl(cond, o)
			if ok = decl != nil; ok {
				taken[o] = true
				h.locals, h.moved = append(h.locals, "var "+o.Name()+" "+text), append(h.moved, decl)
			}
		default:
			h.params, h.args = append(h.params, o.Name()+" "+text), append(h.args, o.Name())
		}
		return ok
	})
	if !ok {
		return nil
	}
	return h
}

// isChanged reports whether an expression takes the address of a variable, itself or by calling a method with a pointer
// receiver.
func (f *file) isChanged(e ast.Expr, o types.Object) bool {
	return contains(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.UnaryExpr:
			return n.Op == token.AND && f.uses(n.X, o)
		case *ast.SelectorExpr:
			s := f.info.Selections[n]
			if s == nil || s.Kind() != types.MethodVal || f.object(n.X) != o {
				return false
			}
			recv := s.Obj().(*types.Func).Signature().Recv()
			_, wants := recv.Type().Underlying().(*types.Pointer)
			_, has := o.Type().Underlying().(*types.Pointer)
			return wants && !has
		}
		return false
	})
}

// ownDecl returns the declaration of a variable without a value that nothing but an expression uses; otherwise nil.
func (f *file) ownDecl(e ast.Expr, o types.Object) *ast.DeclStmt {
	for id, used := range f.info.Uses {
		if used == o && (id.Pos() < e.Pos() || e.End() < id.End()) {
			return nil
		}
	}
	var decl *ast.DeclStmt
	each(f, func(d *ast.DeclStmt) {
		g, ok := d.Decl.(*ast.GenDecl)
		if !ok || len(g.Specs) != 1 {
			return
		}
		spec, ok := g.Specs[0].(*ast.ValueSpec)
		if ok && len(spec.Names) == 1 && len(spec.Values) == 0 && f.info.Defs[spec.Names[0]] == o {
			decl = d
		}
	})
	if decl == nil || f.body(decl) != f.body(e) || f.loopAround(decl) != f.loopAround(e) {
		return nil
	}
	return decl
}

// loopAround returns the innermost loop around a node, or nil.
func (f *file) loopAround(n ast.Node) ast.Node {
	for ; n != nil; n = f.parents[n] {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return n
		}
	}
	return nil
}

// codeToHelper moves each comparison with a constant to a function of the compared value.
func codeToHelper(f *file) {
	each(f, func(b *ast.BinaryExpr) {
		if b.Op != token.EQL && b.Op != token.NEQ || f.info.Types[b.Y].Value == nil || f.info.Types[b.X].Value != nil {
			return
		}
		switch ast.Unparen(b.X).(type) {
		case *ast.SelectorExpr, *ast.CallExpr:
		default:
			return
		}
		text, ok := f.typeText(f.info.TypeOf(b.X))
		if id, isIdent := ast.Unparen(b.Y).(*ast.Ident); !ok || isIdent && f.info.Uses[id].Parent() != f.pkg.Scope() && f.info.Uses[id].Parent() != types.Universe {
			return
		}
		name := f.name("helper")
		f.declare(name, b.Pos(), "func "+name+"(value "+text+") bool { return value "+b.Op.String()+" ", original{b.Y}, " }")
		f.replace(b, name+"(", b.X, ")")
	})
}

// bodyToClosure rewrites if c { A } to if c { func() { A }() } if no statement of A leaves it.
func bodyToClosure(f *file) {
	each(f, func(s *ast.IfStmt) {
		leaves := contains(s.Body, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ReturnStmt, *ast.BranchStmt, *ast.LabeledStmt, *ast.DeferStmt, *ast.FuncLit:
				return true
			case *ast.CallExpr:
				id, ok := n.Fun.(*ast.Ident)
				return ok && (id.Name == "panic" || id.Name == "recover")
			}
			return false
		})
		if !leaves && len(s.Body.List) > 0 {
			f.replace(s.Body, "{ func() ", s.Body, "() }")
		}
	})
}

// returnBoolIf rewrites return c to if c { return true }; return false.
func returnBoolIf(f *file) {
	each(f, func(r *ast.ReturnStmt) {
		if len(r.Results) != 1 || f.list(r) == nil || f.info.Types[r.Results[0]].Value != nil {
			return
		}
		if t := f.info.TypeOf(r.Results[0]); types.Identical(t, types.Typ[types.Bool]) || types.Identical(t, types.Typ[types.UntypedBool]) {
			f.replace(r, "if ", r.Results[0], " { return true }; return false")
		}
	})
}
