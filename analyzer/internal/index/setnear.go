package index

import (
	"go/ast"
	"go/token"
	"go/types"
)

// IsSetNear reports whether the declared function that contains a position assigns to a field or a package-level variable.
func (p *Package) IsSetNear(o types.Object, at token.Pos) bool {
	if p.setIn == nil {
		p.setIn = map[types.Object][]ast.Decl{}
		for _, f := range p.Files {
			for _, d := range f.Decls {
				p.addTargets(d)
			}
		}
	}
	for _, d := range p.setIn[o] {
		if d.Pos() <= at && at < d.End() {
			return true
		}
	}
	return false
}

// addTargets records the fields and package-level variables that a declaration assigns to.
func (p *Package) addTargets(d ast.Decl) {
	add := func(target ast.Expr) {
		if o := p.Named(target); o != nil {
			if v, ok := o.(*types.Var); ok && (v.IsField() || IsPackageVar(v)) {
				p.setIn[o] = append(p.setIn[o], d)
			}
		}
	}
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				add(l)
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				add(n.X)
			}
		}
		return true
	})
}
