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

// A pkg is one directory with open files. Session.mu guards it.
type pkg struct {
	files   map[string]*File // what was last found, by path
	dirty   bool             // something has changed since the running analysis began
	asked   int              // how often a refresh was asked for
	running bool
	cancel  context.CancelFunc // ends the running analysis; nil between two
	ended   int                // analyses in a row that were ended for a newer text
	project *project.Project   // of the last analysis; nil before the first
}

// maxEnded is how many analyses in a row may be given up for a newer text. The next one runs to its end, so that
// somebody who types without a pause still gets answers of a text that is not too old.
const maxEnded = 4

func (p *pkg) stop() {
	p.dirty = false
	if p.cancel != nil {
		p.cancel()
	}
}

// start has a directory analysed. Callers hold mu.
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
	if p.cancel != nil && p.ended < maxEnded {
		p.ended++
		p.cancel()
		p.cancel = nil
	}
}

// run analyses a directory until nothing has changed any more.
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

func (s *Session) runOnce(dir string, p *pkg) (again bool) {
	s.mu.Lock()
	docs := s.open(dir)
	if !p.dirty || s.closed || len(docs) == 0 {
		p.running = false
		s.mu.Unlock()
		return false
	}
	ctx, cancel := context.WithCancel(s.ctx)
	defer cancel()
	p.dirty, p.cancel = false, cancel
	asked := p.asked
	s.mu.Unlock()

	files, err := s.analyse(ctx, dir, p, docs)
	if err != nil && ctx.Err() == nil {
		s.options.Log.Warn("package is not analysed", "dir", dir, "error", err)
	}

	s.mu.Lock()
	p.cancel = nil
	if ctx.Err() != nil || s.packages[dir] != p {
		s.mu.Unlock()
		return true
	}
	p.files, p.ended = files, 0
	var fresh []*File
	for _, file := range files {
		file.outdated = asked != p.asked
		if s.snapshot.documents[file.Doc.Path] == file.Doc && !file.outdated {
			fresh = append(fresh, file)
		}
	}
	s.notify()
	s.mu.Unlock()
	s.options.Analysed(fresh)
	return true
}

// analyse types one package and looks for sites and findings. There is a File for each document, also where
// the loader passes it over. A panic ends this analysis only.
func (s *Session) analyse(
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
	r, err := s.rulesFor(dir, p)
	if err != nil {
		return files, err
	}
	config.Set, config.Cache = r.suite.Set(), r.cache
	packages, problems, err := s.options.Load(ctx, config, dir, func(path string) bool { return files[path] != nil })
	if err != nil {
		return files, fmt.Errorf("loading the package: %w", err)
	}
	for _, problem := range problems {
		s.options.Log.Debug("loading the package", "path", problem.Path, "problem", problem.Message)
	}
	for _, found := range packages {
		if ctx.Err() != nil {
			return files, ctx.Err()
		}
		c := collector{result: find.Find(found.Input), files: files, texts: make(map[string]*Document)}
		c.sites()
		c.findings(r.suite.Check(c.result))
	}
	for _, file := range files {
		slices.SortStableFunc(file.Sites, func(a, b Site) int { return a.Start - b.Start })
	}
	return files, nil
}

// outdated returns the files marked as found by other rules or beside other files.
func outdated(files map[string]*File) map[string]*File {
	marked := make(map[string]*File, len(files))
	for path, file := range files {
		old := *file
		old.outdated = true
		marked[path] = &old
	}
	return marked
}
