package load

import (
	"go/parser"
	"go/token"
	"slices"
)

// candidates parts directories into those that can hold a site and the others. Beside those that are candidates by
// themselves these are the packages that import one of them which has helpers.
func (l *loader) candidates(dirs []*scanned) (hits, others []*scanned) {
	hit := map[string]bool{}
	for _, d := range dirs {
		hit[d.dir] = l.candidate(d)
	}
	for _, d := range dirs {
		if hit[d.dir] || l.callsHelpers(d, hit) {
			hits = append(hits, d)
		} else {
			others = append(others, d)
		}
	}
	return hits, others
}

// callsHelpers reports whether a directory imports one that is hit and has helpers.
func (l *loader) callsHelpers(d *scanned, hit map[string]bool) bool {
	im := l.importer(d.dir)
	for path := range d.imports {
		if dir, ok := im.module.mainDir(path); ok && hit[dir] {
			if names := im.names(path); names.any() {
				return true
			}
		}
	}
	return false
}

// candidate reports whether a directory's imports and keys allow a site.
func (l *loader) candidate(d *scanned) bool {
	if len(d.sources) == 0 {
		return false
	}
	if d.key || d.learned {
		return true
	}
	m := l.module(d.dir)
	if _, bound := l.needles.bound[m.importPath(d.dir)]; bound {
		return true
	}
	for path := range d.imports {
		if _, bound := l.needles.bound[path]; bound || l.reaches(m, path) {
			return true
		}
	}
	return false
}

// reaches reports whether a package of the module imports a bound package that tells by itself, be it through
// others of the module.
func (l *loader) reaches(m modules, path string) bool {
	dir, ok := m.dir(path)
	if !ok {
		return false
	}
	if known, ok := l.reached[path]; ok {
		return known
	}
	l.reached[path] = false // for packages that import each other in a circle
	for p := range l.importsOf(dir) {
		if l.needles.bound[p] || l.reaches(m, p) {
			l.reached[path] = true
			return true
		}
	}
	return false
}

// importsOf returns what the files of a directory import.
func (l *loader) importsOf(dir string) map[string]bool {
	if known, ok := l.seen[dir]; ok {
		return known
	}
	imports := map[string]bool{}
	paths, _ := l.reader.list(dir) // what cannot be read imports nothing
	for _, path := range paths {
		src, err := l.reader.read(path)
		if err != nil {
			continue
		}
		h, _ := readHeader(src)
		for _, i := range h.imports {
			imports[i.path] = true
		}
	}
	l.seen[dir] = imports
	return imports
}

// matters reports whether anything in the files of a package speaks for a site. In a bound package itself its
// names are not qualified.
func (l *loader) matters(dir string, files []*file) bool {
	if _, bound := l.needles.bound[l.module(dir).importPath(dir)]; bound {
		return true
	}
	for _, f := range files {
		if f.odd || f.speaks() {
			return true
		}
	}
	return false
}

// syntax tells which files of directories that cannot hold a site do not parse. In directories that were found by
// a "..." pattern only those are parsed whose brackets do not match, and of a very large code base not all.
func (l *loader) syntax(dirs []*scanned) []Problem {
	problems := make([][]Problem, len(dirs))
	parallel(len(dirs), func(i int) {
		for _, s := range dirs[i].sources {
			if s.data != nil && (dirs[i].named || readIndex(s.data, s.header, nil).odd) {
				problems[i] = append(problems[i], syntaxErrors(s)...)
			}
		}
		dirs[i].sources = nil
	})
	return slices.Concat(problems...)
}

// syntaxErrors returns what is wrong with the syntax of a file.
func syntaxErrors(s *source) []Problem {
	_, err := parse(token.NewFileSet(), s.path, s.data, parser.SkipObjectResolution)
	return syntaxProblems(s.path, s.data, err)
}
