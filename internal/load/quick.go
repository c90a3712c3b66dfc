package load

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/skim"
	"github.com/errls/errls/internal/load/internal/syntax"
)

// Quick calls visit for each package of the patterns that may contain a site, with quick types, one call at a time
// and in the order of the directories. It returns what could not be loaded, for example a pattern that names nothing.
// The error is that of the context.
func Quick(ctx context.Context, config Config, visit func(*Package)) ([]Problem, error) {
	targets, problems := gofiles.Resolve(config.Dir, config.Patterns)
	if config.Exclude != nil {
		targets = slices.DeleteFunc(targets, func(t gofiles.Target) bool { return !t.Named && config.Exclude(t.Dir) })
	}
	loaders := map[*catalog.Set]*loader{}
	for len(targets) > 0 {
		set := config.setOf(targets[0].Dir)
		n := 1
		for n < len(targets) && config.setOf(targets[n].Dir) == set {
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
			if !slices.ContainsFunc(problems, func(q Problem) bool { return q.Path == p.Path }) { // another loader may have read the same module
				problems = append(problems, p)
			}
		}
		if err != nil {
			return problems, err
		}
		targets = targets[n:]
	}
	for _, l := range loaders {
		problems = append(problems, l.missingProblems()...)
	}
	return problems, ctx.Err()
}

// with returns the configuration for directories that use set. A cache belongs to one set.
func (c *Config) with(set *catalog.Set) *Config {
	one := *c
	one.Set = set
	if set != c.Set {
		one.Cache = nil
	}
	return &one
}

// quick loads directories that use the loader's catalogs, as Quick describes.
func (l *loader) quick(ctx context.Context, targets []gofiles.Target, visit func(*Package)) (problems []Problem, err error) {
	dirs := l.scan(ctx, targets)
	for _, d := range dirs {
		problems = append(problems, d.problems...)
		l.importsByDir[d.Dir] = d.imports
	}
	for _, d := range dirs {
		d.importsSDK = len(d.sources) > 0 && l.importer(d.Dir).findSDKs(d.imports)
	}
	candidates, others := l.candidates(dirs)
	problems = append(problems, l.syntaxProblems(others)...)
	l.planDirs(candidates)
	for result := range loadInOrder(candidates, l.loadDir) {
		if ctx.Err() != nil {
			break
		}
		problems = append(problems, result.problems...)
		for _, p := range result.packages {
			visit(p)
		}
	}
	return problems, ctx.Err()
}

// A loadResult contains the packages of one directory and what could not be loaded.
type loadResult struct {
	packages []*Package
	problems []Problem
}

// loadInOrder calls load for several directories at a time and yields the results in the order of dirs.
func loadInOrder(dirs []*scannedDir, load func(*scannedDir) loadResult) func(yield func(loadResult) bool) {
	return func(yield func(loadResult) bool) {
		var wg sync.WaitGroup
		defer wg.Wait()
		ahead := runtime.GOMAXPROCS(0)
		results := make([]chan loadResult, len(dirs))
		start := func(i int) {
			if i < len(dirs) {
				results[i] = make(chan loadResult, 1)
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

// takeRefused returns the problems with go.mod and go.work files since the last call.
func (l *loader) takeRefused() []Problem {
	l.mu.Lock()
	defer l.mu.Unlock()
	refused := l.refused
	l.refused = nil
	return refused
}

// loadDir loads the packages in one directory.
func (l *loader) loadDir(d *scannedDir) (result loadResult) {
	defer func() { // a panic in one package must not end the others
		if r := recover(); r != nil {
			message := fmt.Sprintf("loading the package: %v", r)
			result = loadResult{problems: []Problem{{Path: d.Dir, Message: message, Fatal: true}}}
		}
	}()
	files := d.files
	l.readAgain(files)
	result.problems = d.fileProblems
	var tested *Package
	for _, group := range byPackage(files) {
		if !l.mayContainSites(d.Dir, group) {
			for _, f := range group {
				if d.Named {
					result.problems = append(result.problems, fileSyntaxProblems(f.Source)...)
				}
			}
			continue
		}
		p, problems := l.loadPackage(d.Dir, group, tested)
		result.problems = append(result.problems, problems...)
		if p != nil {
			tested = p
			result.packages = append(result.packages, p)
		}
	}
	return result
}

// readFiles reads the files of a directory and finds the evidence in their declarations.
func (l *loader) readFiles(d *scannedDir) ([]*file, []Problem) {
	files := make([]*file, len(d.sources))
	problems := make([][]Problem, len(d.sources))
	im := l.importer(d.Dir)
	parallel(len(d.sources), func(i int) {
		s := d.sources[i]
		if s.Data == nil {
			data, err := l.reader.Read(s.Path)
			if err != nil {
				problems[i] = []Problem{{Path: s.Path, Message: gofiles.Reason(err), Fatal: true}}
				return
			}
			s.Data = data
		}
		m := l.terms.Matcher(&s.Header, s.HasKey)
		m.Helpers = s.HelperNames(im.helperNamesOf)
		files[i] = &file{Source: s, Index: skim.ReadIndex(s.Data, s.Header, &m)}
	})
	files = slices.DeleteFunc(files, func(f *file) bool { return f == nil })
	return files, slices.Concat(problems...)
}

// byPackage groups the files of a directory by package name. External test packages come last.
func byPackage(files []*file) [][]*file {
	var names []string
	groups := map[string][]*file{}
	for _, f := range files {
		if groups[f.Pkg] == nil {
			names = append(names, f.Pkg)
		}
		groups[f.Pkg] = append(groups[f.Pkg], f)
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

// boolInt returns 1 for true and 0 for false.
func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// loadPackage parses and type-checks the files of one package. tested is the package that was loaded before it in the
// same directory, for an external test; nil if there is none.
func (l *loader) loadPackage(dir string, files []*file, tested *Package) (*Package, []Problem) {
	size := 0
	for _, f := range files {
		size += len(f.Data)
	}
	whole := size <= l.maxWhole
	if !whole {
		im := l.importer(dir)
		choose(files, &knownHelpers{im.ownHelpers(dir, files, tested), im.importedHelpers, im.helperNamesOf, im.isRetryLibrary})
	}
	trees := make([]syntax.Tree, len(files))
	problems := make([][]Problem, len(files))
	parallel(len(files), func(i int) {
		f := files[i]
		switch {
		case whole:
			f.hasBodies = true
			trees[i], problems[i] = syntax.Whole(l.cache.fset, f.Path, f.Data)
		case f.needDecls:
			trees[i], problems[i] = syntax.Skeleton(l.cache.fset, f.Path, f.Data, f.Index, f.bodyFilter())
		}
		if f.hasBodies {
			trees[i].Src = f.Data
		}
		f.Data = nil
	})
	p, err := l.importer(dir).typeCheck(dir, files, trees, tested)
	for _, t := range trees {
		l.cache.forget(t)
	}
	all := slices.Concat(problems...)
	if err != nil {
		all = append(all, Problem{Path: dir, Message: err.Error(), Fatal: true})
	}
	return p, all
}
