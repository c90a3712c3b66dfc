package load

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/types"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/internal/load/internal/syntax"
)

// Quick types know less than exact ones where the source of an imported package is not available. These packages are
// reported, so that a lack of findings is not taken for correct code.

// noteMissing records the packages without source whose names have no type in a function with evidence for a site.
func (im *importer) noteMissing(p *Package, files []*file, trees []syntax.Tree) {
	for i, t := range trees {
		if t.File == nil || !files[i].hasBodies {
			continue
		}
		absent := im.withoutSource(files[i])
		if len(absent) == 0 {
			continue
		}
		evident := map[int]bool{}
		for k := range files[i].Decls {
			d := &files[i].Decls[k]
			evident[d.Start] = d.Evidence != 0
		}
		for _, d := range t.File.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil && evident[t.Tokens.Offset(f.Pos())] {
				im.addMissing(untypedPackages(f, p.Info, absent))
			}
		}
	}
}

// withoutSource returns the third-party packages that a file imports and whose source is not available.
func (im *importer) withoutSource(f *file) map[string]bool {
	im.mu.Lock()
	defer im.mu.Unlock()
	absent := map[string]bool{}
	for _, i := range f.Imports {
		if sites.IsThirdParty(i.Path, im.module[0].Path) && im.outlines.absent(i.Path) {
			absent[i.Path] = true
		}
	}
	return absent
}

// untypedPackages returns the packages in absent to which names without a type in a function belong, where they may
// matter for a code: the name is called and the last result may be an error, it is compared, or it is a type.
func untypedPackages(f *ast.FuncDecl, info *types.Info, absent map[string]bool) map[string]bool {
	found := map[string]bool{}
	note := func(list ...ast.Expr) {
		for _, e := range list {
			path := untypedPackage(e, info)
			for p := range absent {
				if path == p || path == anyPackage {
					found[p] = true
				}
			}
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if call, ok := ast.Unparen(n.Rhs[0]).(*ast.CallExpr); ok && len(n.Rhs) == 1 && mayBeError(info.TypeOf(n.Lhs[len(n.Lhs)-1])) {
				note(call.Fun)
			}
		case *ast.ReturnStmt:
			if len(n.Results) == 1 {
				if call, ok := ast.Unparen(n.Results[0]).(*ast.CallExpr); ok {
					note(call.Fun)
				}
			}
		case *ast.BinaryExpr:
			note(n.X, n.Y)
		case *ast.CaseClause:
			note(n.List...)
		case *ast.TypeAssertExpr:
			note(n.Type)
		case *ast.ValueSpec:
			note(n.Type)
		case *ast.Field:
			note(n.Type)
		}
		return true
	})
	return found
}

// mayBeError reports whether a type is error or not known.
func mayBeError(t types.Type) bool {
	return t == nil || t == types.Typ[types.Invalid] || types.Identical(t, types.Universe.Lookup("error").Type())
}

// untypedPackage returns the path of the package to which a name without a type belongs: the last one in a chain of
// selectors and calls, or a pointer to it. It returns "" if there is none, and anyPackage if the chain begins with a
// field or a variable of the package that has no type.
func untypedPackage(e ast.Expr, info *types.Info) string {
	for {
		switch x := e.(type) {
		case *ast.ParenExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.CallExpr:
			e = x.Fun
		case *ast.Ident:
			return untypedVariable(info.Uses[x])
		case *ast.SelectorExpr:
			if o := info.Uses[x.Sel]; o != nil {
				return untypedVariable(o)
			}
			if id, ok := x.X.(*ast.Ident); ok {
				if name, ok := info.Uses[id].(*types.PkgName); ok {
					return name.Imported().Path()
				}
			}
			if t := sites.TypeNameOf(info.TypeOf(x.X)); t != nil && t.Pkg() != nil {
				return t.Pkg().Path()
			}
			e = x.X
		default:
			return ""
		}
	}
}

// anyPackage stands for all packages without source that a file imports.
const anyPackage = "*"

// untypedVariable returns anyPackage for a field or a package-level variable without a type, and "" for other objects.
// The declaration of a local variable is found by itself.
func untypedVariable(o types.Object) string {
	v, ok := o.(*types.Var)
	if ok && v.Type() == types.Typ[types.Invalid] && (v.IsField() || v.Pkg() != nil && v.Parent() == v.Pkg().Scope()) {
		return anyPackage
	}
	return ""
}

// addMissing records packages without source.
func (im *importer) addMissing(paths map[string]bool) {
	im.mu.Lock()
	defer im.mu.Unlock()
	maps.Copy(im.missing, paths)
}

// maxMissing is the maximum number of packages in the message of missingProblems.
const maxMissing = 3

// missingProblems returns a problem for each module that uses packages without source. A module whose go.mod could not be
// read has a problem of its own, and no known dependencies.
func (l *loader) missingProblems() []Problem {
	var problems []Problem
	for _, im := range l.importers {
		if len(im.missing) == 0 || im.module[0].Path == "" {
			continue
		}
		paths := slices.Sorted(maps.Keys(im.missing))
		list := strings.Join(paths[:min(len(paths), maxMissing)], ", ")
		if more := len(paths) - maxMissing; more > 0 {
			list += fmt.Sprintf(" and %d more", more)
		}
		command := "go mod download"
		if slices.ContainsFunc(paths, func(path string) bool { return im.dependencies.Dir(path) == "" }) {
			command = "go mod tidy"
		}
		message := fmt.Sprintf("no source of %s; errls does not know which error codes come from there: run %q", list, command)
		problems = append(problems, Problem{Path: filepath.Join(im.module[0].Root, "go.mod"), Message: message, Missing: paths})
	}
	slices.SortFunc(problems, func(a, b Problem) int { return cmp.Compare(a.Path, b.Path) })
	return problems
}
