package bind

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// A string error is a type whose underlying type is string and that implements error, such as type code string. Its values
// are codes if the program converts a carrier to the type, or if the Is method of an error compares a carrier with a value
// of the type. errors.Is(err, code("X")) then compares the code of err with "X".

// LearnOwnErrors finds the error types of the package that hold codes: string errors, and types with a field for a code.
func (b *Binder) LearnOwnErrors() {
	b.learnStringErrors()
	b.learnErrorFields()
}

// learnStringErrors finds the string errors that the package declares, and the catalogs whose codes they hold. Carrier
// and ComparedByIs know them afterwards.
func (b *Binder) learnStringErrors() {
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

// declaresStringError reports whether the package declares a string error.
func (b *Binder) declaresStringError() bool {
	scope := b.pkg.Types.Scope()
	for _, name := range scope.Names() {
		if tn, ok := scope.Lookup(name).(*types.TypeName); ok && isStringError(tn) {
			return true
		}
	}
	return false
}

// isStringError reports whether a type is a string error.
func isStringError(tn *types.TypeName) bool {
	if tn == nil || tn.IsAlias() {
		return false
	}
	b, ok := tn.Type().Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0 && index.IsError(tn.Type())
}

// convertedStringError returns the string error of this package to which a call converts its argument; nil for any other
// call.
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

// addStringErrorTies adds the ties of a carrier to a string error. C may be nil.
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

// readIsMethod adds ties to the string errors with which an Is method compares a carrier.
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

// ComparedByIs returns the code and the carrier that a call errors.Is(err, code("X")) or errors.Is(err, sentinel) compares.
// The carrier is nil for any other call.
func (b *Binder) ComparedByIs(call *ast.CallExpr) (n CodeExpr, c *Carrier) {
	if len(call.Args) != 2 || !b.pkg.IsCallTo(call, "errors", "Is") {
		return CodeExpr{}, nil
	}
	if n, ok := b.CodeExpr(call.Args[1]); ok && n.Known != nil && n.Known.Sentinel {
		return n, b.comparedWithSentinel(call.Args[0], n)
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

// importedStringErrorTies returns the ties of a string error of another package. ExportStringErrors describes them as a
// helper with the name of the type's Error method.
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

// ExportStringErrors adds the string errors of this package to found, for packages that import it. The key of each is
// its Error method.
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
