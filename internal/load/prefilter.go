package load

import (
	"go/parser"
	"go/token"
	"slices"

	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/skim"
	"github.com/errls/errls/internal/load/internal/syntax"
)

// candidates parts directories into those that can hold a site and the others. Beside those that are candidates by
// themselves these are the packages that import one of them which has helpers.
func (l *loader) candidates(dirs []*scannedDir) (hits, others []*scannedDir) {
	hit := map[string]bool{}
	for _, d := range dirs {
		hit[d.Dir] = l.candidate(d)
	}
	for _, d := range dirs {
		if hit[d.Dir] || l.importsHelpers(d, hit) {
			hits = append(hits, d)
		} else {
			others = append(others, d)
		}
	}
	return hits, others
}

// importsHelpers reports whether a directory imports one that is hit and has helpers.
func (l *loader) importsHelpers(d *scannedDir, hit map[string]bool) bool {
	im := l.importer(d.Dir)
	for path := range d.imports {
		if dir, ok := im.module.MainDir(path); ok && hit[dir] {
			if names := im.helperNamesOf(path); names.Any() {
				return true
			}
		}
	}
	return false
}

// candidate reports whether a directory's imports and keys allow a site.
func (l *loader) candidate(d *scannedDir) bool {
	if len(d.sources) == 0 {
		return false
	}
	if d.hasKey || d.importsSDK {
		return true
	}
	m := l.module(d.Dir)
	if _, bound := l.needles.Bound[m.ImportPath(d.Dir)]; bound {
		return true
	}
	for path := range d.imports {
		if _, bound := l.needles.Bound[path]; bound || l.importsBound(m, path) {
			return true
		}
	}
	return false
}

// importsBound reports whether a package of the module imports a bound package that tells by itself, be it through
// others of the module.
func (l *loader) importsBound(m gofiles.Modules, path string) bool {
	dir, ok := m.Dir(path)
	if !ok {
		return false
	}
	if known, ok := l.reachesBound[path]; ok {
		return known
	}
	l.reachesBound[path] = false // for packages that import each other in a circle
	for p := range l.importsOf(dir) {
		if l.needles.Bound[p] || l.importsBound(m, p) {
			l.reachesBound[path] = true
			return true
		}
	}
	return false
}

// importsOf returns what the files of a directory import.
func (l *loader) importsOf(dir string) map[string]bool {
	if known, ok := l.importsByDir[dir]; ok {
		return known
	}
	imports := map[string]bool{}
	paths, _ := l.reader.List(dir) // what cannot be read imports nothing
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

// mayContainSites reports whether anything in the files of a package speaks for a site. In a bound package itself its
// names are not qualified.
func (l *loader) mayContainSites(dir string, files []*file) bool {
	if _, bound := l.needles.Bound[l.module(dir).ImportPath(dir)]; bound {
		return true
	}
	for _, f := range files {
		if f.Unbalanced || f.HasEvidence() {
			return true
		}
	}
	return false
}

// syntaxProblems tells which files of directories that cannot hold a site do not parse. In directories that were found by
// a "..." pattern only those are parsed whose brackets do not match, and of a very large code base not all.
func (l *loader) syntaxProblems(dirs []*scannedDir) []Problem {
	problems := make([][]Problem, len(dirs))
	parallel(len(dirs), func(i int) {
		for _, s := range dirs[i].sources {
			if s.Data != nil && (dirs[i].Named || skim.ReadIndex(s.Data, s.Header, nil).Unbalanced) {
				problems[i] = append(problems[i], fileSyntaxProblems(s)...)
			}
		}
		dirs[i].sources = nil
	})
	return slices.Concat(problems...)
}

// fileSyntaxProblems returns what is wrong with the syntax of a file.
func fileSyntaxProblems(s *gofiles.Source) []Problem {
	_, err := syntax.Parse(token.NewFileSet(), s.Path, s.Data, parser.SkipObjectResolution)
	return syntax.Problems(s.Path, s.Data, err)
}
