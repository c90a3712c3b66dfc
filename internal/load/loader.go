package load

import (
	"cmp"
	"sync"

	"github.com/errls/errls/analyzer/find"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/skim"
)

// learn notes which imports of a directory's files name their codes.
func (l *loader) learn(dir string, files []*file) {
	imports := map[string]bool{}
	for _, f := range files {
		for _, i := range f.Imports {
			imports[i.Path] = true
		}
	}
	l.importer(dir).learn(imports)
}

// A loader holds what the packages of one call share.
type loader struct {
	config  *Config
	needles *skim.Needles
	reader  *gofiles.Reader
	cache   *Cache
	whole   int // size in bytes up to which a package is parsed whole
	findIn  func(sites.Input) map[string]*sites.Helper

	mu        sync.Mutex
	modules   map[string]gofiles.Modules // by directory
	refused   []Problem                  // go.mod and go.work files that are not read
	seen      map[string]map[string]bool // directory → import paths of its files
	reached   map[string]bool            // import path of the module → something telling is in reach
	importers map[string]*importer       // by the module's directory
}

func newLoader(config *Config) *loader {
	return &loader{
		config:    config,
		needles:   skim.NewNeedles(config.Set),
		reader:    config.reader(),
		cache:     cmp.Or(config.Cache, NewCache()),
		whole:     wholePackage,
		findIn:    find.Helpers,
		modules:   map[string]gofiles.Modules{},
		seen:      map[string]map[string]bool{},
		reached:   map[string]bool{},
		importers: map[string]*importer{},
	}
}

// module returns the module that a directory belongs to, with its neighbours.
func (l *loader) module(dir string) gofiles.Modules {
	l.mu.Lock()
	defer l.mu.Unlock()
	m, known := l.modules[dir]
	if !known {
		own, _ := gofiles.FindModule(dir)
		if m, known = l.modules["\x00"+own.Root]; !known {
			var refused []Problem
			m, refused = gofiles.FindModules(dir)
			l.refused = append(l.refused, refused...)
			l.modules["\x00"+own.Root] = m
		}
		l.modules[dir] = m
	}
	return m
}

// importer returns the importer of the module that a directory belongs to.
func (l *loader) importer(dir string) *importer {
	m := l.module(dir)
	l.mu.Lock()
	defer l.mu.Unlock()
	im := l.importers[m[0].Root]
	if im == nil {
		im = newImporter(l.config.Set, l.reader, l.cache, m)
		im.findIn = l.findIn
		l.importers[m[0].Root] = im
	}
	return im
}
