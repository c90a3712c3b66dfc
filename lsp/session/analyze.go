package session

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"

	"github.com/errls/errls/analyzer/find"

	"github.com/errls/errls/internal/load"
	"github.com/errls/errls/internal/project"
)

// A pkg is a directory with open files. Session.mu guards it.
type pkg struct {
	files     map[string]*File   // the results of the last analysis, by path
	dirty     bool               // the package has changed since the running analysis began
	refreshes int                // how often a refresh was requested
	running   bool               // a goroutine executes Session.run
	cancel    context.CancelFunc // cancels the running analysis; nil if there is none
	canceled  int                // number of consecutive analyses that were canceled for a newer text
	project   *project.Project   // the project of the last analysis; nil before the first
}

// maxCanceled is how many consecutive analyses may be canceled for a newer text. The next one runs to its end, so that
// a user who types without pause still gets results, of a text that is not too old.
const maxCanceled = 4

// stop cancels the running analysis, and prevents another one.
func (p *pkg) stop() {
	p.dirty = false
	if p.cancel != nil {
		p.cancel()
	}
}

// start starts the analysis of a directory. If one is running, it is canceled, or another one follows it. The caller
// must hold mu.
func (s *Session) start(dir string) {
	if dir == "" || s.closed {
		return
	}
	p := s.packages[dir]
	if p == nil {
		p = &pkg{}
		s.packages[dir] = p
	}
	p.dirty = true
	if !p.running {
		p.running = true
		s.running.Go(func() { s.run(dir, p) })
		return
	}
	if p.cancel != nil && p.canceled < maxCanceled {
		p.canceled++
		p.cancel()
		p.cancel = nil
	}
}

// run analyzes a directory until it has not changed during the last analysis.
func (s *Session) run(dir string, p *pkg) {
	for {
		select {
		case s.slots <- struct{}{}:
		case <-s.ctx.Done():
			return
		}
		again := s.runOnce(dir, p)
		<-s.slots
		if !again {
			return
		}
	}
}

// runOnce analyzes a directory if it has changed. It reports whether run has to continue.
func (s *Session) runOnce(dir string, p *pkg) (again bool) {
	s.mu.Lock()
	docs := s.openIn(dir)
	if !p.dirty || s.closed || len(docs) == 0 {
		p.running = false
		s.mu.Unlock()
		return false
	}
	ctx, cancel := context.WithCancel(s.ctx)
	defer cancel()
	p.dirty, p.cancel = false, cancel
	refreshes := p.refreshes
	s.mu.Unlock()

	files, err := s.analyze(ctx, dir, p, docs)
	if err != nil && ctx.Err() == nil {
		s.options.Log.Warn("analysis failed", "dir", dir, "error", err)
	}

	s.mu.Lock()
	p.cancel = nil
	if ctx.Err() != nil || s.packages[dir] != p {
		s.mu.Unlock()
		return true
	}
	p.files, p.canceled = files, 0
	var current []*File
	for _, file := range files {
		file.outdated = refreshes != p.refreshes
		if s.snapshot.documents[file.Doc.Path] == file.Doc && !file.outdated {
			current = append(current, file)
		}
	}
	s.notify()
	s.mu.Unlock()
	s.options.Analyzed(current)
	return true
}

// analyze loads a package and returns the sites and findings of each document, by path. The result has a File for every
// document, even if the loader ignores it. A panic is returned as an error.
func (s *Session) analyze(
	ctx context.Context, dir string, p *pkg, docs []*Document,
) (files map[string]*File, err error) {
	files = make(map[string]*File, len(docs))
	config := load.Config{Dir: dir, Overlay: make(map[string][]byte, len(docs))}
	for _, doc := range docs {
		files[doc.Path] = &File{Doc: doc}
		config.Overlay[doc.Path] = []byte(doc.Text)
	}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	checker, err := s.checkerFor(dir, p)
	if err != nil {
		return files, err
	}
	config.Set, config.Cache = checker.suite.Set(), checker.cache
	packages, problems, err := s.options.Load(ctx, config, dir, func(path string) bool { return files[path] != nil })
	if err != nil {
		return files, fmt.Errorf("loading the package: %w", err)
	}
	for _, problem := range problems {
		s.options.Log.Debug("problem in the package", "path", problem.Path, "problem", problem.Message)
	}
	for _, found := range packages {
		if ctx.Err() != nil {
			return files, ctx.Err()
		}
		c := collector{result: find.Find(found.Input), files: files, sources: found.Sources, texts: make(map[string]*Document)}
		c.sites()
		c.findings(checker.suite.Check(c.result))
		c.tooLarge()
	}
	for _, file := range files {
		slices.SortStableFunc(file.Sites, func(a, b Site) int { return a.Start - b.Start })
	}
	return files, nil
}

// outdated returns copies of files that are marked as outdated.
func outdated(files map[string]*File) map[string]*File {
	marked := make(map[string]*File, len(files))
	for path, file := range files {
		old := *file
		old.outdated = true
		marked[path] = &old
	}
	return marked
}
