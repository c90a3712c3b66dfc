package errlost

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/errls/errls/analyzer/internal/errflow"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// mayHave reports whether the error with which a way begins may have what a place asks for.
func (f *Finder) mayHave(w *errflow.Way, a *errflow.Ask) bool {
	asked := f.askedPackage(a)
	own := asked == f.pkg.Types.Path()
	switch w.Kind {
	case errflow.Param:
		return !own || f.makes(a)
	case errflow.Called:
		if own && !f.makes(a) {
			tn := sites.TypeNameOf(a.Type)
			return tn.Exported() && f.isDynamic(w) // another package may make the error
		}
		return f.callMayReturn(w, a, asked)
	}
	return false
}

// isDynamic reports whether a way begins with a call of a function value or of a method of an interface.
func (f *Finder) isDynamic(w *errflow.Way) bool {
	call, ok := ast.Unparen(w.Expr).(*ast.CallExpr)
	if !ok {
		return false
	}
	switch o := f.pkg.Callee(call).(type) {
	case *types.Var:
		return true
	case *types.Func:
		recv := o.Signature().Recv()
		return recv != nil && types.IsInterface(recv.Type())
	}
	return false
}

// callMayReturn reports whether the call with which a way begins may return an error that has what a place asks for. A
// function value and a method of an interface may return anything; a function of the standard library or of another
// repository returns what that declares.
func (f *Finder) callMayReturn(w *errflow.Way, a *errflow.Ask, asked string) bool {
	call, ok := ast.Unparen(w.Expr).(*ast.CallExpr)
	if !ok {
		return false
	}
	if f.isDynamic(w) {
		return true
	}
	path, _ := f.pkg.Qualified(call)
	if o, ok := f.pkg.Callee(call).(*types.Func); ok {
		if o.Pkg() == nil {
			return false
		}
		path = o.Pkg().Path()
	}
	switch {
	case path == "":
		return a.Type == nil && len(a.Ties) == 0 && a.Target == nil // a method of a type that is not known
	case index.IsStandard(path):
		return index.IsStandard(asked)
	case asked == f.pkg.Types.Path():
		return false // a package that is imported cannot know this one
	case sites.IsThirdParty(path, f.pkg.Types.Path()):
		return sites.RepositoryPath(path) == sites.RepositoryPath(asked)
	}
	return true
}

// askedPackage returns the import path of the package that declares what a place asks for.
func (f *Finder) askedPackage(a *errflow.Ask) string {
	if tn := sites.TypeNameOf(a.Type); tn != nil && tn.Pkg() != nil {
		return tn.Pkg().Path()
	}
	if o := f.pkg.Named(a.Target); o != nil && o.Pkg() != nil {
		return o.Pkg().Path()
	}
	if call, ok := a.Node.(*ast.CallExpr); ok {
		path, _ := f.pkg.Qualified(call)
		return path
	}
	return ""
}

// makes reports whether the package makes a value of the type that a place asks for, outside its tests. For a variable it
// returns true.
func (f *Finder) makes(a *errflow.Ask) bool {
	tn := sites.TypeNameOf(a.Type)
	if tn == nil {
		return true
	}
	found := false
	for _, file := range f.pkg.Files {
		if strings.HasSuffix(f.pkg.Fset.Position(file.FileStart).Filename, "_test.go") {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if e, ok := n.(ast.Expr); ok && !found {
				switch e.(type) {
				case *ast.CompositeLit, *ast.CallExpr:
					found = sites.TypeNameOf(f.pkg.Info.TypeOf(e)) == tn
				}
			}
			return !found
		})
	}
	return found
}
