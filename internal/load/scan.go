package load

import (
	"context"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/skim"
	"github.com/errls/errls/internal/load/internal/syntax"
)

// maxKeptSource limits how many bytes of source are kept between the scan and the parsing. With this limit, the files
// of most code bases are read only once.
const maxKeptSource = 64 << 20

// A scannedDir is one directory after the scan.
type scannedDir struct {
	gofiles.Target
	mu         sync.Mutex
	sources    []*gofiles.Source // the files that belong to the build
	imports    map[string]bool
	hasKey     bool // one of the files contains the key of a code in an error body
	selects    bool // one of the files selects a name that may carry a code, or is evidence with that of its package
	errors     skim.ErrorUse
	importsSDK bool // a package of an SDK that names its codes is imported
	goFiles    int  // number of Go files, whether or not they belong to the build
	problems   []Problem

	// Set by planDirs.
	files        []*file
	fileProblems []Problem
}

// scan reads the files of the targets up to the end of their imports, and searches them for keys of error bodies.
func (l *loader) scan(ctx context.Context, targets []gofiles.Target) []*scannedDir {
	type job struct {
		dir  *scannedDir
		path string
	}
	dirs := make([]*scannedDir, len(targets))
	var jobs []job
	for i, t := range targets {
		dirs[i] = &scannedDir{Target: t, imports: map[string]bool{}}
		paths, err := l.reader.List(t.Dir)
		if err != nil {
			dirs[i].addProblems(Problem{Path: t.Dir, Message: gofiles.Reason(err), Fatal: true})
		}
		if t.Only != nil {
			paths = t.Only
		}
		dirs[i].goFiles = len(paths)
		for _, path := range paths {
			jobs = append(jobs, job{dirs[i], path})
		}
	}
	var kept atomic.Int64
	parallel(len(jobs), func(i int) {
		if ctx.Err() != nil {
			return
		}
		src, err := l.reader.Read(jobs[i].path)
		if err != nil {
			jobs[i].dir.addProblems(Problem{Path: jobs[i].path, Message: gofiles.Reason(err), Fatal: true})
			return
		}
		l.scanFile(jobs[i].dir, jobs[i].path, src, kept.Add(int64(len(src))) <= maxKeptSource)
	})
	for _, d := range dirs {
		d.finish(l.reader)
	}
	return dirs
}

// scanFile adds one file to d if it belongs to the build. It keeps the contents if keep is true.
func (l *loader) scanFile(d *scannedDir, path string, src []byte, keep bool) {
	h, ok := skim.ReadHeader(src)
	if !ok {
		_, err := syntax.Parse(token.NewFileSet(), path, src, parser.PackageClauseOnly)
		d.addProblems(syntax.Problems(path, src, err)...)
		return
	}
	if d.Only == nil && !l.reader.MatchesBuild(path, src, &h) {
		return
	}
	selects := l.terms.SelectsCarrier(src) || l.terms.SelectsQualified(src, &h)
	s := &gofiles.Source{Path: path, Header: h, HasKey: l.terms.ContainsKey(src), Errors: skim.ReadErrorUse(src)}
	if l.terms.AsksErrors(&h) {
		s.Errors |= skim.AsksErrors
	}
	if keep {
		s.Data = src
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.sources = append(d.sources, s)
	d.hasKey = d.hasKey || s.HasKey
	d.selects = d.selects || selects
	d.errors |= s.Errors
	for _, i := range h.Imports {
		d.imports[i.Path] = true
	}
}

// addProblems adds problems to d.
func (d *scannedDir) addProblems(problems ...Problem) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.problems = append(d.problems, problems...)
}

// finish sorts the files and the problems. If a pattern names the directory and no file of it is loaded, it adds a
// problem that says why.
func (d *scannedDir) finish(r *gofiles.Reader) {
	slices.SortFunc(d.sources, func(a, b *gofiles.Source) int { return strings.Compare(a.Path, b.Path) })
	slices.SortStableFunc(d.problems, func(a, b Problem) int { return strings.Compare(a.Path, b.Path) })
	if len(d.sources) > 0 || len(d.problems) > 0 || !d.Named {
		return
	}
	message := "no Go files"
	switch {
	case d.goFiles > 0:
		message = "build constraints exclude all Go files"
	case r.OnlyTests(d.Dir):
		message = "only test files; use -tests to check them"
	}
	d.problems = append(d.problems, Problem{Path: d.Dir, Message: message, Fatal: true})
}
