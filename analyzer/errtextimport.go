package analyzer

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"github.com/errls/errls/analyzer/sites"
)

// importName returns the name by which the file imports a path, "" if it does not import it, or as _ or a dot.
func (e *textEdit) importName(path string) string {
	for _, spec := range e.file.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err != nil || p != path {
			continue
		}
		if spec.Name != nil {
			if spec.Name.Name == "_" || spec.Name.Name == "." {
				return ""
			}
			return spec.Name.Name
		}
		if pn, ok := e.t.p.Info.Implicits[spec].(*types.PkgName); ok {
			return pn.Name()
		}
	}
	return ""
}

// imported reports whether the file imports any package by a name.
func (e *textEdit) imported(name string) bool {
	for _, spec := range e.file.Imports {
		o := e.t.p.Info.Implicits[spec]
		if spec.Name != nil {
			o = e.t.p.Info.Defs[spec.Name]
		}
		if o != nil && o.Name() == name {
			return true
		}
	}
	return false
}

// qualify returns the name of an object as the file can refer to it, "" if it cannot.
func (e *textEdit) qualify(o types.Object) string {
	if o.Pkg() == e.t.p.Pkg {
		if e.declares(o.Name()) {
			return ""
		}
		return o.Name()
	}
	pkg := e.importName(o.Pkg().Path())
	if pkg == "" || !o.Exported() || e.declares(pkg) {
		return ""
	}
	return pkg + "." + o.Name()
}

// constant returns the constant for a site's code, of a package that the file imports; "" if there is none.
func (e *textEdit) constant(s *sites.Site) string {
	for i := range s.Catalog.Go {
		b := &s.Catalog.Go[i]
		pkg := e.importName(b.Package)
		if pkg == "" || e.declares(pkg) {
			continue
		}
		if name := constantFor(b, s.Entry); name != "" {
			return pkg + "." + name
		}
	}
	return ""
}

// use returns the name by which the file refers to a package of the standard library, and adds the import if it is
// missing. It returns "" if the name means something else there.
func (e *textEdit) use(path string) string {
	if name := e.importName(path); name != "" {
		if e.declares(name) {
			return ""
		}
		return name
	}
	if e.imported(path) || e.declares(path) || e.t.p.Pkg.Scope().Lookup(path) != nil {
		return ""
	}
	e.adds = append(e.adds, path)
	return path
}

// imports returns the edits of the import declarations: imports to add, and imports to remove because the search is
// their only use in the file. If one import is added and another is removed, the new one replaces the other.
func (e *textEdit) imports() []Edit {
	var edits []Edit
	for _, path := range e.adds {
		edits = append(edits, e.addImport(path))
	}
	for _, path := range []string{"strings", "fmt"} {
		spec := e.onlyUse(path)
		if spec == nil {
			continue
		}
		drop, kept := e.dropImport(spec), edits[:0:0]
		for _, add := range edits {
			if drop.Pos < add.Pos && add.Pos <= drop.End {
				drop = Edit{Pos: spec.Pos(), End: spec.End(), New: strings.TrimSpace(add.New)}
				continue
			}
			kept = append(kept, add)
		}
		edits = append(kept, drop)
	}
	return edits
}

// addImport returns the edit that adds an import of the standard library: sorted by name, before the imports of other
// modules.
func (e *textEdit) addImport(path string) Edit {
	quoted := strconv.Quote(path)
	for _, d := range e.file.Decls {
		decl, ok := d.(*ast.GenDecl)
		if !ok || decl.Tok != token.IMPORT {
			break
		}
		if !decl.Lparen.IsValid() || len(decl.Specs) == 0 {
			continue
		}
		var last *ast.ImportSpec
		for _, s := range decl.Specs {
			spec := s.(*ast.ImportSpec)
			of, err := strconv.Unquote(spec.Path.Value)
			if err != nil || strings.Contains(strings.SplitN(of, "/", 2)[0], ".") {
				break
			}
			if of > path {
				return insert(spec.Pos(), quoted+"\n\t")
			}
			last = spec
		}
		if last != nil {
			return insert(last.End(), "\n\t"+quoted)
		}
		return insert(decl.Specs[0].Pos(), quoted+"\n\n\t")
	}
	if len(e.file.Imports) > 0 {
		return insert(e.file.Decls[0].Pos(), "import "+quoted+"\n")
	}
	return insert(e.file.Name.End(), "\n\nimport "+quoted)
}

func insert(at token.Pos, text string) Edit { return Edit{Pos: at, End: at, New: text} }

// onlyUse returns the import of a package that the file uses only in the search; nil if there is none.
func (e *textEdit) onlyUse(path string) *ast.ImportSpec {
	for _, spec := range e.file.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err != nil || p != path {
			continue
		}
		o := e.t.p.Info.Implicits[spec]
		if spec.Name != nil {
			o = e.t.p.Info.Defs[spec.Name]
		}
		within, others := 0, 0
		ast.Inspect(e.file, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && o != nil && e.t.p.Info.Uses[id] == o {
				if e.test.Pos() <= id.Pos() && id.End() <= e.test.End() {
					within++
				} else {
					others++
				}
			}
			return true
		})
		if within > 0 && others == 0 {
			return spec
		}
	}
	return nil
}

// dropImport returns the edit that removes an import with its line, or the whole declaration if it has no other
// import.
func (e *textEdit) dropImport(spec *ast.ImportSpec) Edit {
	from, to := spec.Pos(), spec.End()
	for _, d := range e.file.Decls {
		if decl, ok := d.(*ast.GenDecl); ok && decl.Pos() <= spec.Pos() && spec.End() <= decl.End() && len(decl.Specs) == 1 {
			from, to = decl.Pos(), decl.End()
		}
	}
	tf := e.t.p.Fset.File(from)
	line := tf.Line(from)
	start := tf.LineStart(line)
	if line < tf.LineCount() && tf.Line(to) == line {
		return Edit{Pos: start, End: tf.LineStart(line + 1)}
	}
	return Edit{Pos: from, End: to}
}
