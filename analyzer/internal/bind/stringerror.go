package bind

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// A sentinel is a type of strings that is an error: its values are codes, where they are made out of a carrier, or where
// the Is method of an error holds them against one. errors.Is(err, code("X")) asks for one of them.

// LearnSentinels finds the package's sentinels, and what they are made out of.
func (b *Binder) LearnStringErrors() {
	if b.pkg.Types == nil || !b.declaresStringError() {
		return
	}
	for _, file := range b.pkg.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if tn := b.convertedStringError(n); tn != nil {
					b.addStringErrorTies(tn, b.Carrier(n.Args[0]))
				}
			case *ast.FuncDecl:
				if n.Name.Name == "Is" && n.Recv != nil && n.Body != nil {
					b.readIsMethod(n)
				}
			}
			return true
		})
	}
}

// declaresSentinel reports whether the package declares a type that may be one.
func (b *Binder) declaresStringError() bool {
	scope := b.pkg.Types.Scope()
	for _, name := range scope.Names() {
		if tn, ok := scope.Lookup(name).(*types.TypeName); ok && isStringError(tn) {
			return true
		}
	}
	return false
}

// isSentinel reports whether a type is one of strings, and an error.
func isStringError(tn *types.TypeName) bool {
	if tn == nil || tn.IsAlias() {
		return false
	}
	b, ok := tn.Type().Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0 && index.IsError(tn.Type())
}

// toSentinel returns the sentinel that a call converts to; nil for any other call.
func (b *Binder) convertedStringError(call *ast.CallExpr) *types.TypeName {
	if tv, ok := b.pkg.Info.Types[call.Fun]; !ok || !tv.IsType() || len(call.Args) != 1 {
		return nil
	}
	tn := sites.TypeNameOf(b.pkg.Info.TypeOf(call.Fun))
	if tn == nil || tn.Pkg() != b.pkg.Types || !isStringError(tn) {
		return nil
	}
	return tn
}

func (b *Binder) addStringErrorTies(tn *types.TypeName, c *Carrier) {
	if c == nil {
		return
	}
	for _, t := range c.Ties {
		if !t.Indirect {
			b.codeTypes[tn] = AppendTie(b.codeTypes[tn], t)
		}
	}
}

// readIs reads the Is method of an error that compares its code with a sentinel.
func (b *Binder) readIsMethod(d *ast.FuncDecl) {
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
			if tn := sites.TypeNameOf(b.pkg.Info.TypeOf(code)); tn != nil && tn.Pkg() == b.pkg.Types && isStringError(tn) {
				b.addStringErrorTies(tn, b.Carrier(side[0]))
			}
		}
		return true
	})
}

// Sentinel returns the code that errors.Is asks an error for, and what it asks; nil where it asks for no code.
func (b *Binder) ComparedByIs(call *ast.CallExpr) (n CodeExpr, c *Carrier) {
	if len(call.Args) != 2 || !b.pkg.IsCallTo(call, "errors", "Is") {
		return CodeExpr{}, nil
	}
	tn := sites.TypeNameOf(b.pkg.Info.TypeOf(call.Args[1]))
	if !isStringError(tn) {
		return CodeExpr{}, nil
	}
	n, ok := b.CodeExpr(index.SoleArgument(call.Args[1]))
	if !ok {
		return CodeExpr{}, nil
	}
	ties := b.codeTypes[tn]
	if len(ties) == 0 {
		ties = b.importedStringErrorTies(tn)
	}
	if len(ties) == 0 {
		return CodeExpr{}, nil
	}
	return n, b.newCarrier(call.Args[0], ties, call.Args[0], index.MaxDepth)
}

// foreignSentinel returns the ties of a sentinel of another package: it is told as what its Error method belongs to.
func (b *Binder) importedStringErrorTies(tn *types.TypeName) []Tie {
	if b.ImportedHelper == nil || tn.Pkg() == nil || tn.Pkg() == b.pkg.Types {
		return nil
	}
	method, _, _ := types.LookupFieldOrMethod(tn.Type(), true, tn.Pkg(), "Error")
	fn, ok := method.(*types.Func)
	if !ok {
		return nil
	}
	h := b.ImportedHelper(fn)
	if h == nil {
		return nil
	}
	var ties []Tie
	for _, id := range h.Catalogs {
		if t, ok := b.CatalogTie(id); ok {
			ties = AppendTie(ties, t)
		}
	}
	b.codeTypes[tn] = ties
	return ties
}

// AddSentinels tells other packages which types of this one are sentinels.
func (b *Binder) ExportStringErrors(found map[string]*sites.Helper) {
	for tn, ties := range b.codeTypes {
		if tn.Pkg() != b.pkg.Types || !isStringError(tn) {
			continue
		}
		h := &sites.Helper{Error: -1, Codes: -1, Match: sites.Exact}
		for _, t := range ties {
			if t.Learned == nil {
				h.Catalogs = append(h.Catalogs, t.Cat.ID)
			}
		}
		found[tn.Name()+".Error"] = h
	}
}
