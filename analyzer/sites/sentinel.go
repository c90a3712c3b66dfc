package sites

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A sentinel is a type of strings that is an error: its values are codes, where they are made out of a carrier, or where
// the Is method of an error holds them against one. errors.Is(err, code("X")) asks for one of them.

// learnSentinels finds the package's sentinels, and what they are made out of.
func (f *finder) learnSentinels() {
	if f.in.Pkg == nil || !f.declaresSentinel() {
		return
	}
	for _, file := range f.in.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if tn := f.toSentinel(n); tn != nil {
					f.learnSentinel(tn, f.carrier(n.Args[0]))
				}
			case *ast.FuncDecl:
				if n.Name.Name == "Is" && n.Recv != nil && n.Body != nil {
					f.readIs(n)
				}
			}
			return true
		})
	}
}

// declaresSentinel reports whether the package declares a type that may be one.
func (f *finder) declaresSentinel() bool {
	scope := f.in.Pkg.Scope()
	for _, name := range scope.Names() {
		if tn, ok := scope.Lookup(name).(*types.TypeName); ok && isSentinel(tn) {
			return true
		}
	}
	return false
}

// isSentinel reports whether a type is one of strings, and an error.
func isSentinel(tn *types.TypeName) bool {
	if tn == nil || tn.IsAlias() {
		return false
	}
	b, ok := tn.Type().Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0 && isError(tn.Type())
}

// toSentinel returns the sentinel that a call converts to; nil for any other call.
func (f *finder) toSentinel(call *ast.CallExpr) *types.TypeName {
	if tv, ok := f.in.Info.Types[call.Fun]; !ok || !tv.IsType() || len(call.Args) != 1 {
		return nil
	}
	tn := namedOf(f.in.Info.TypeOf(call.Fun))
	if tn == nil || tn.Pkg() != f.in.Pkg || !isSentinel(tn) {
		return nil
	}
	return tn
}

func (f *finder) learnSentinel(tn *types.TypeName, c *carrier) {
	if c == nil {
		return
	}
	for _, t := range c.ties {
		if !t.indirect {
			f.b.enums[tn] = appendTie(f.b.enums[tn], t)
		}
	}
}

// readIs reads the Is method of an error that compares its code with a sentinel.
func (f *finder) readIs(d *ast.FuncDecl) {
	ast.Inspect(d.Body, func(n ast.Node) bool {
		compare, ok := n.(*ast.BinaryExpr)
		if !ok || compare.Op != token.EQL {
			return true
		}
		for _, side := range [2][2]ast.Expr{{compare.X, compare.Y}, {compare.Y, compare.X}} {
			code := ast.Unparen(side[1])
			if call, ok := code.(*ast.CallExpr); ok && len(call.Args) == 1 {
				code = call.Args[0]
			}
			if tn := namedOf(f.in.Info.TypeOf(code)); tn != nil && tn.Pkg() == f.in.Pkg && isSentinel(tn) {
				f.learnSentinel(tn, f.carrier(side[0]))
			}
		}
		return true
	})
}

// sentinel returns the code that errors.Is asks an error for, and what it asks; nil where it asks for no code.
func (f *finder) sentinel(call *ast.CallExpr) (n named, c *carrier) {
	if len(call.Args) != 2 || !f.isFunc(call, "errors", "Is") {
		return named{}, nil
	}
	tn := namedOf(f.in.Info.TypeOf(call.Args[1]))
	if !isSentinel(tn) {
		return named{}, nil
	}
	n, ok := f.names(inside(call.Args[1]))
	if !ok {
		return named{}, nil
	}
	ties := f.b.enums[tn]
	if len(ties) == 0 {
		ties = f.foreignSentinel(tn)
	}
	if len(ties) == 0 {
		return named{}, nil
	}
	return n, f.tied(call.Args[0], ties, call.Args[0], depth)
}

// inside returns what a conversion converts.
func inside(e ast.Expr) ast.Expr {
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok && len(call.Args) == 1 {
		return call.Args[0]
	}
	return e
}

// foreignSentinel returns the ties of a sentinel of another package: it is told as what its Error method belongs to.
func (f *finder) foreignSentinel(tn *types.TypeName) []tie {
	if f.in.Helper == nil || tn.Pkg() == nil || tn.Pkg() == f.in.Pkg {
		return nil
	}
	method, _, _ := types.LookupFieldOrMethod(tn.Type(), true, tn.Pkg(), "Error")
	fn, ok := method.(*types.Func)
	if !ok {
		return nil
	}
	h := f.in.Helper(fn)
	if h == nil {
		return nil
	}
	var ties []tie
	for _, id := range h.Catalogs {
		if t, ok := f.tieOf(id); ok {
			ties = appendTie(ties, t)
		}
	}
	f.b.enums[tn] = ties
	return ties
}

// sentinels tells other packages which types of this one are sentinels.
func (f *finder) sentinels(found map[string]*Helper) {
	for tn, ties := range f.b.enums {
		if tn.Pkg() != f.in.Pkg || !isSentinel(tn) {
			continue
		}
		h := &Helper{Error: -1, Codes: -1, Match: Exact}
		for _, t := range ties {
			if t.learned == nil {
				h.Catalogs = append(h.Catalogs, t.cat.ID)
			}
		}
		found[tn.Name()+".Error"] = h
	}
}
