package load

import (
	"go/parser"
	"go/token"
	"slices"

	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/skim"
	"github.com/errls/errls/internal/load/internal/syntax"
)

// candidates divides directories into those that may contain a site and the others. The former are those for which
// candidate is true, and those that import one of them with a possible helper.
func (l *loader) candidates(dirs []*scannedDir) (candidates, others []*scannedDir) {
	candidate := map[string]bool{}
	for _, d := range dirs {
		candidate[d.Dir] = l.candidate(d)
	}
	for _, d := range dirs {
		if candidate[d.Dir] || l.importsHelpers(d, candidate) {
			candidates = append(candidates, d)
		} else {
			others = append(others, d)
		}
	}
	return candidates, others
}

// importsHelpers reports whether a directory imports a candidate with a possible helper.
func (l *loader) importsHelpers(d *scannedDir, candidate map[string]bool) bool {
	im := l.importer(d.Dir)
	for path := range d.imports {
		if dir, ok := im.module.MainDir(path); ok && candidate[dir] {
			if names := im.helperNamesOf(path); names.Any() {
				return true
			}
		}
	}
	return false
}

// candidate reports whether a directory may contain a site, according to its imports and the keys in its files.
func (l *loader) candidate(d *scannedDir) bool {
	if len(d.sources) == 0 {
		return false
	}
	if d.hasKey || d.importsSDK || d.errors.Matters() || d.selects {
		return true
	}
	m := l.module(d.Dir)
	if _, bound := l.terms.Bound[m.ImportPath(d.Dir)]; bound {
		return true
	}
	for path := range d.imports {
		if _, bound := l.terms.Bound[path]; bound || l.terms.Serves(path) || l.importsBound(m, path) {
			return true
		}
	}
	return false
}

// importsBound reports whether a package of the module imports, directly or through others of the module, a bound
// package outside the standard library.
func (l *loader) importsBound(m gofiles.Modules, path string) bool {
	dir, ok := m.Dir(path)
	if !ok {
		return false
	}
	if known, ok := l.reachesBound[path]; ok {
		return known
	}
	l.reachesBound[path] = false // in case of an import cycle
	for p := range l.importsOf(dir) {
		if l.terms.Bound[p] || l.terms.Serves(p) || l.importsBound(m, p) {
			l.reachesBound[path] = true
			return true
		}
	}
	return false
}

// importsOf returns the import paths in the files of a directory.
func (l *loader) importsOf(dir string) map[string]bool {
	if known, ok := l.importsByDir[dir]; ok {
		return known
	}
	imports := map[string]bool{}
	paths, _ := l.reader.List(dir) // a directory that cannot be read has no imports
	for _, path := range paths {
		src, err := l.reader.Read(path)
		if err != nil {
			continue
		}
		h, _ := skim.ReadHeader(src)
		for _, i := range h.Imports {
			imports[i.Path] = true
		}
	}
	l.importsByDir[dir] = imports
	return imports
}

// mayContainSites reports whether the files of a package contain evidence for a site. It is true for a bound package,
// because the package uses its own names without a qualifier.
func (l *loader) mayContainSites(dir string, files []*file) bool {
	if _, bound := l.terms.Bound[l.module(dir).ImportPath(dir)]; bound {
		return true
	}
	var errors skim.ErrorUse
	for _, f := range files {
		if f.Unbalanced || f.HasEvidence() {
			return true
		}
		errors |= f.Errors
	}
	return errors.Matters()
}

// syntaxProblems returns the syntax errors in directories that cannot contain a site. In a directory that was found
// by a "..." pattern it parses only the files whose brackets do not match, and only if the scan kept their contents.
func (l *loader) syntaxProblems(dirs []*scannedDir) []Problem {
	problems := make([][]Problem, len(dirs))
	parallel(len(dirs), func(i int) {
		for _, s := range dirs[i].sources {
			if s.Data != nil && (dirs[i].Named || skim.ReadDecls(s.Data, s.Header).Unbalanced) {
				problems[i] = append(problems[i], fileSyntaxProblems(s)...)
			}
		}
		dirs[i].sources = nil
	})
	return slices.Concat(problems...)
}

// fileSyntaxProblems returns the syntax errors of a file.
func fileSyntaxProblems(s *gofiles.Source) []Problem {
	_, err := syntax.Parse(token.NewFileSet(), s.Path, s.Data, parser.SkipObjectResolution)
	return syntax.Problems(s.Path, s.Data, err)
}
