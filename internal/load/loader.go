package load

import (
	"cmp"
	"sync"

	"github.com/errls/errls/analyzer/find"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/skim"
)

// A loader loads the packages of one call of Quick or Dir.
type loader struct {
	config      *Config
	terms       *skim.Terms
	reader      *gofiles.Reader
	cache       *Cache
	maxWhole    int                                        // maximum size in bytes of a package that is parsed with all bodies
	findHelpers func(sites.Input) map[string]*sites.Helper // find.Helpers, except in tests

	mu           sync.Mutex
	modules      map[string]gofiles.Modules // by directory; also by "\x00" and the root of the module
	refused      []Problem                  // go.mod and go.work files that cannot be read
	importsByDir map[string]map[string]bool // directory → import paths of its files
	reachesBound map[string]bool            // import path in the module → it imports a bound package, see importsBound
	importers    map[string]*importer       // by the root of the module
}

// newLoader returns a loader for a configuration.
func newLoader(config *Config) *loader {
	return &loader{
		config:       config,
		terms:        skim.NewTerms(config.Set),
		reader:       config.reader(),
		cache:        cmp.Or(config.Cache, NewCache()),
		maxWhole:     maxWholePackage,
		findHelpers:  find.Helpers,
		modules:      map[string]gofiles.Modules{},
		importsByDir: map[string]map[string]bool{},
		reachesBound: map[string]bool{},
		importers:    map[string]*importer{},
	}
}

// module returns the module that a directory belongs to, with its neighbors.
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
		im.findHelpers = l.findHelpers
		l.importers[m[0].Root] = im
	}
	return im
}

// findSDKs records which imports of a directory's files are packages of SDKs that name their codes.
func (l *loader) findSDKs(dir string, files []*file) {
	imports := map[string]bool{}
	for _, f := range files {
		for _, i := range f.Imports {
			imports[i.Path] = true
		}
	}
	l.importer(dir).findSDKs(imports)
}
