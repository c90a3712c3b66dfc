package load

import (
	"cmp"
	"context"
	"fmt"
	"go/types"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/errls/errls/analyzer/find"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// Quick calls visit for each package of the patterns that can hold a site, one call at a time in the order of
// the directories, and returns what could not be looked at. A pattern that names nothing is such a problem; the
// error is the context's.
func Quick(ctx context.Context, config Config, visit func(*Package)) ([]Problem, error) {
	targets, problems := resolve(config.Dir, config.Patterns)
	if config.Exclude != nil {
		targets = slices.DeleteFunc(targets, func(t target) bool { return !t.named && config.Exclude(t.dir) })
	}
	loaders := map[*catalog.Set]*loader{}
	for len(targets) > 0 {
		set := config.setOf(targets[0].dir)
		n := 1
		for n < len(targets) && config.setOf(targets[n].dir) == set {
			n++
		}
		l := loaders[set]
		if l == nil {
			l = newLoader(config.with(set))
			loaders[set] = l
		}
		more, err := l.quick(ctx, targets[:n], visit)
		problems = append(problems, more...)
		for _, p := range l.takeRefused() {
			if !slices.Contains(problems, p) { // another loader may have read the same module
				problems = append(problems, p)
			}
		}
		if err != nil {
			return problems, err
		}
		targets = targets[n:]
	}
	return problems, ctx.Err()
}

// with returns the configuration for directories that have a set of catalogs. A cache belongs to one set.
func (c *Config) with(set *catalog.Set) *Config {
	one := *c
	one.Set = set
	if set != c.Set {
		one.Cache = nil
	}
	return &one
}

// quick is Quick for directories that have the loader's catalogs.
func (l *loader) quick(ctx context.Context, targets []target, visit func(*Package)) (problems []Problem, err error) {
	var hits []*scanned
	for _, d := range l.scan(ctx, targets) {
		problems = append(problems, d.problems...)
		l.seen[d.dir] = d.imports
		hits = append(hits, d)
	}
	for _, d := range hits {
		d.learned = len(d.sources) > 0 && l.importer(d.dir).learn(d.imports)
	}
	hits, others := l.candidates(hits)
	problems = append(problems, l.syntax(others)...)
	for loaded := range ordered(hits, l.load) {
		if ctx.Err() != nil {
			break
		}
		problems = append(problems, loaded.problems...)
		for _, p := range loaded.packages {
			visit(p)
		}
	}
	return problems, ctx.Err()
}

// loaded is what became of one directory.
type loaded struct {
	packages []*Package
	problems []Problem
}

// ordered works on several directories at a time and gives the results in their order.
func ordered(dirs []*scanned, load func(*scanned) loaded) func(yield func(loaded) bool) {
	return func(yield func(loaded) bool) {
		var wg sync.WaitGroup
		defer wg.Wait()
		ahead := runtime.GOMAXPROCS(0)
		results := make([]chan loaded, len(dirs))
		start := func(i int) {
			if i < len(dirs) {
				results[i] = make(chan loaded, 1)
				wg.Go(func() { results[i] <- load(dirs[i]) })
			}
		}
		for i := range min(ahead, len(dirs)) {
			start(i)
		}
		for i := range dirs {
			r := <-results[i]
			start(i + ahead)
			if !yield(r) {
				return
			}
		}
	}
}

// A loader holds what the packages of one call share.
type loader struct {
	config  *Config
	needles *needles
	reader  *reader
	cache   *Cache
	whole   int // size in bytes up to which a package is parsed whole
	findIn  func(sites.Input) map[string]*sites.Helper

	mu        sync.Mutex
	modules   map[string]modules         // by directory
	refused   []Problem                  // go.mod and go.work files that are not read
	seen      map[string]map[string]bool // directory → import paths of its files
	reached   map[string]bool            // import path of the module → something telling is in reach
	importers map[string]*importer       // by the module's directory
}

func newLoader(config *Config) *loader {
	return &loader{
		config:    config,
		needles:   newNeedles(config.Set),
		reader:    config.reader(),
		cache:     cmp.Or(config.Cache, NewCache()),
		whole:     wholePackage,
		findIn:    find.Helpers,
		modules:   map[string]modules{},
		seen:      map[string]map[string]bool{},
		reached:   map[string]bool{},
		importers: map[string]*importer{},
	}
}

// module returns the module that a directory belongs to, with its neighbours.
func (l *loader) module(dir string) modules {
	l.mu.Lock()
	defer l.mu.Unlock()
	m, known := l.modules[dir]
	if !known {
		own, _ := findModule(dir)
		if m, known = l.modules["\x00"+own.root]; !known {
			var refused []Problem
			m, refused = findModules(dir)
			l.refused = append(l.refused, refused...)
			l.modules["\x00"+own.root] = m
		}
		l.modules[dir] = m
	}
	return m
}

// takeRefused returns the go.mod and go.work files that were refused since the last call.
func (l *loader) takeRefused() []Problem {
	l.mu.Lock()
	defer l.mu.Unlock()
	refused := l.refused
	l.refused = nil
	return refused
}

// importer returns the importer of the module that a directory belongs to.
func (l *loader) importer(dir string) *importer {
	m := l.module(dir)
	l.mu.Lock()
	defer l.mu.Unlock()
	im := l.importers[m[0].root]
	if im == nil {
		im = newImporter(l.config.Set, l.reader, l.cache, m)
		im.findIn = l.findIn
		l.importers[m[0].root] = im
	}
	return im
}

// load reads, indexes, parses and types the packages of one directory.
func (l *loader) load(d *scanned) (result loaded) {
	defer func() { // one package must not take the others with it
		if r := recover(); r != nil {
			message := fmt.Sprintf("loading the package: %v", r)
			result = loaded{problems: []Problem{{Path: d.dir, Message: message, Fatal: true}}}
		}
	}()
	files, problems := l.index(d)
	result.problems = problems
	var tested *Package
	for _, group := range byPackage(files) {
		if !l.matters(d.dir, group) {
			for _, f := range group {
				if d.named {
					result.problems = append(result.problems, syntaxErrors(f.source)...)
				}
			}
			continue
		}
		p, problems := l.loadGroup(d.dir, group, tested)
		result.problems = append(result.problems, problems...)
		if p != nil {
			tested = p
			result.packages = append(result.packages, p)
		}
	}
	return result
}

// index reads and indexes the files of a directory.
func (l *loader) index(d *scanned) ([]*file, []Problem) {
	files := make([]*file, len(d.sources))
	problems := make([][]Problem, len(d.sources))
	im := l.importer(d.dir)
	parallel(len(d.sources), func(i int) {
		s := d.sources[i]
		if s.data == nil {
			data, err := l.reader.read(s.path)
			if err != nil {
				problems[i] = []Problem{{Path: s.path, Message: reason(err), Fatal: true}}
				return
			}
			s.data = data
		}
		look := l.needles.lookout(&s.header, s.key)
		look.helpers = s.helpers(im.names)
		files[i] = &file{source: s, index: readIndex(s.data, s.header, &look)}
	})
	files = slices.DeleteFunc(files, func(f *file) bool { return f == nil })
	return files, slices.Concat(problems...)
}

// byPackage puts the files of a directory into packages, external tests last.
func byPackage(files []*file) [][]*file {
	var names []string
	groups := map[string][]*file{}
	for _, f := range files {
		if groups[f.pkg] == nil {
			names = append(names, f.pkg)
		}
		groups[f.pkg] = append(groups[f.pkg], f)
	}
	slices.SortStableFunc(names, func(a, b string) int {
		return boolInt(strings.HasSuffix(a, "_test")) - boolInt(strings.HasSuffix(b, "_test"))
	})
	var list [][]*file
	for _, name := range names {
		list = append(list, groups[name])
	}
	return list
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// loadGroup parses and types the files of one package.
func (l *loader) loadGroup(dir string, files []*file, tested *Package) (*Package, []Problem) {
	size := 0
	for _, f := range files {
		size += len(f.data)
	}
	whole := size <= l.whole
	if !whole {
		im := l.importer(dir)
		choose(files, &callees{im.ownHelpers(dir, files, tested), im.importedHelpers, im.names, im.again})
	}
	trees := make([]tree, len(files))
	problems := make([][]Problem, len(files))
	parallel(len(files), func(i int) {
		f := files[i]
		switch {
		case whole:
			f.full = true
			trees[i], problems[i] = parseFull(l.cache.fset, f.path, f.data)
		case f.needed:
			trees[i], problems[i] = parseSkeleton(l.cache.fset, f.path, f.data, f.index, f.kept())
		}
		if f.full {
			trees[i].src = f.data
		}
		f.data = nil
	})
	p, err := l.importer(dir).typed(dir, files, trees, tested)
	for _, t := range trees {
		l.cache.forget(t)
	}
	all := slices.Concat(problems...)
	if err != nil {
		all = append(all, Problem{Path: dir, Message: err.Error(), Fatal: true})
	}
	return p, all
}

// typed types the parsed files of one package.
func (im *importer) typed(dir string, files []*file, trees []tree, tested *Package) (*Package, error) {
	p := &parsed{dir: dir, path: im.module.importPath(dir)}
	for i, t := range trees {
		if t.file == nil {
			continue
		}
		p.name = t.file.Name.Name
		if files[i].full {
			p.full = append(p.full, t)
		} else {
			p.bare = append(p.bare, t)
		}
	}
	if strings.HasSuffix(p.name, "_test") && tested != nil {
		p.path += "_test"
	}
	return p.check(im, tested)
}

// external answers the import of a package by its external tests with the package as its other tests see it.
type external struct {
	*importer
	tested *Package
}

func (e external) Import(path string) (*types.Package, error) {
	if e.tested != nil && e.tested.Path == path {
		return e.tested.Pkg, nil
	}
	return e.importer.Import(path)
}
