package load

import (
	"context"
	"go/parser"
	"go/token"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// parallel calls do for each number below n, on as many processors as there are. A panic of do is one of the
// caller's.
func parallel(n int, do func(i int)) {
	workers := min(runtime.GOMAXPROCS(0), n)
	if workers <= 1 {
		for i := range n {
			do(i)
		}
		return
	}
	var next atomic.Int64
	var failure atomic.Pointer[any]
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			defer func() {
				if r := recover(); r != nil {
					failure.CompareAndSwap(nil, &r)
				}
			}()
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wg.Wait()
	if r := failure.Load(); r != nil {
		panic(*r)
	}
}

// maxKept bounds how many bytes of source are kept between the first look and the second, so that most code bases
// are read once.
const maxKept = 64 << 20

// A scanned is one directory after the first look at its files.
type scanned struct {
	target
	mu       sync.Mutex
	sources  []*source // the files of the build
	imports  map[string]bool
	key      bool // a key of an error body is written in one of the files
	learned  bool // a package that names its codes itself is imported
	found    int  // Go files that stand there, whatever the build takes of them
	problems []Problem
}

// scan looks at the head of each file of the targets.
func (l *loader) scan(ctx context.Context, targets []target) []*scanned {
	type job struct {
		dir  *scanned
		path string
	}
	dirs := make([]*scanned, len(targets))
	var jobs []job
	for i, t := range targets {
		dirs[i] = &scanned{target: t, imports: map[string]bool{}}
		paths, err := l.reader.list(t.dir)
		if err != nil {
			dirs[i].problem(Problem{Path: t.dir, Message: reason(err), Fatal: true})
		}
		if t.only != nil {
			paths = t.only
		}
		dirs[i].found = len(paths)
		for _, path := range paths {
			jobs = append(jobs, job{dirs[i], path})
		}
	}
	var kept atomic.Int64
	parallel(len(jobs), func(i int) {
		if ctx.Err() != nil {
			return
		}
		src, err := l.reader.read(jobs[i].path)
		if err != nil {
			jobs[i].dir.problem(Problem{Path: jobs[i].path, Message: reason(err), Fatal: true})
			return
		}
		l.head(jobs[i].dir, jobs[i].path, src, kept.Add(int64(len(src))) <= maxKept)
	})
	for _, d := range dirs {
		d.finish(l.reader)
	}
	return dirs
}

// head takes note of one file, and keeps its contents if it may.
func (l *loader) head(d *scanned, path string, src []byte, keep bool) {
	h, ok := readHeader(src)
	if !ok {
		_, err := parse(token.NewFileSet(), path, src, parser.PackageClauseOnly)
		d.problem(syntaxProblems(path, src, err)...)
		return
	}
	if d.only == nil && !l.reader.builds(path, src, &h) {
		return
	}
	s := &source{path: path, header: h, key: l.needles.key(src)}
	if keep {
		s.data = src
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.sources = append(d.sources, s)
	d.key = d.key || s.key
	for _, i := range h.imports {
		d.imports[i.path] = true
	}
}

func (d *scanned) problem(problems ...Problem) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.problems = append(d.problems, problems...)
}

// finish puts what was found in order, and says so where nothing was.
func (d *scanned) finish(r *reader) {
	slices.SortFunc(d.sources, func(a, b *source) int { return strings.Compare(a.path, b.path) })
	slices.SortStableFunc(d.problems, func(a, b Problem) int { return strings.Compare(a.Path, b.Path) })
	if len(d.sources) > 0 || len(d.problems) > 0 || !d.named {
		return
	}
	message := "no Go files"
	switch {
	case d.found > 0:
		message = "build constraints exclude all Go files"
	case r.onlyTests(d.dir):
		message = "only test files; use -tests to check them"
	}
	d.problems = append(d.problems, Problem{Path: d.dir, Message: message, Fatal: true})
}
