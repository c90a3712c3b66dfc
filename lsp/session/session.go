// Package session contains the documents that are open in the editor, decides when to analyze them, and provides
// immutable snapshots. It does not depend on the protocol: it uses neither JSON nor UTF-16, and locations are byte
// offsets in a Document.
//
// A package is analyzed by one goroutine at a time. A change during an analysis starts another analysis, of the
// documents that are open then. The results of an analysis are kept until the next one ends, and are never replaced
// with the results of an older text.
package session

import (
	"context"
	"log/slog"
	"maps"
	"sync"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/internal/load"
	"github.com/errls/errls/internal/project"
)

// A Loader parses and type-checks the package in a directory. It needs the function bodies only of the files for which
// full returns true. The usual Loader is load.Dir.
type Loader func(
	ctx context.Context, config load.Config, dir string, full func(path string) bool,
) ([]*load.Package, []load.Problem, error)

// Options configures a Session.
type Options struct {
	Projects *project.Projects // the catalogs and the errls.yaml of each directory
	Config   analyzer.Config   // applies to all packages, in addition to errls.yaml
	Load     Loader            // load.Dir if nil
	Log      *slog.Logger

	// Analyzed is called after each analysis, with the files that have not changed since. Calls for one directory do
	// not overlap. Analyzed must not call Close.
	Analyzed func(files []*File)
}

// A Session is the state of one editor session. Its methods are safe for concurrent use.
type Session struct {
	options Options
	ctx     context.Context
	cancel  context.CancelFunc
	slots   chan struct{} // has one value for each running analysis
	running sync.WaitGroup

	mu       sync.Mutex
	config   analyzer.Config
	checkers map[*project.Project]*checker
	snapshot *Snapshot
	packages map[string]*pkg // by directory, while a file in it is open
	changed  chan struct{}   // closed and replaced when documents or results change
	closed   bool
}

// maxAnalyses is how many packages are analyzed concurrently.
const maxAnalyses = 2

// New returns a session without open documents.
func New(options Options) *Session {
	if options.Load == nil {
		options.Load = load.Dir
	}
	if options.Log == nil {
		options.Log = slog.New(slog.DiscardHandler)
	}
	if options.Analyzed == nil {
		options.Analyzed = func([]*File) {}
	}
	s := &Session{
		options:  options,
		slots:    make(chan struct{}, maxAnalyses),
		config:   options.Config,
		checkers: make(map[*project.Project]*checker),
		packages: make(map[string]*pkg),
		changed:  make(chan struct{}),
	}
	s.snapshot = &Snapshot{session: s}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	return s
}

// Close cancels all analyses and waits until they have ended. Documents can still be read and changed, but are not
// analyzed.
func (s *Session) Close() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.cancel()
	s.running.Wait()
}

// Snapshot returns the current documents.
func (s *Session) Snapshot() *Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.snapshot
}

// Set opens a document or replaces it with a newer version, and starts the analysis of its package.
func (s *Session) Set(doc *Document) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.replace(func(documents map[string]*Document) { documents[doc.Path] = doc })
	s.start(doc.dir())
}

// Remove closes a document. Analyses of its package use the file on disk again.
func (s *Session) Remove(path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	doc := s.snapshot.documents[path]
	if doc == nil {
		return
	}
	s.replace(func(documents map[string]*Document) { delete(documents, path) })
	if dir := doc.dir(); len(s.openIn(dir)) > 0 {
		s.start(dir)
	} else if p := s.packages[dir]; p != nil {
		p.stop()
		delete(s.packages, dir)
	}
}

// Refresh analyzes all open packages again. Call it when files have changed that are not open.
func (s *Session) Refresh() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refresh()
}

// refresh does what Refresh does. The caller must hold mu.
func (s *Session) refresh() {
	for dir, p := range s.packages {
		s.reanalyze(dir, p)
	}
	s.notify()
}

// reanalyze marks the results of a package as outdated and analyzes it again. The caller must hold mu.
func (s *Session) reanalyze(dir string, p *pkg) {
	p.refreshes++
	p.files = outdated(p.files)
	s.start(dir)
}

// replace replaces the documents with a changed copy. The caller must hold mu.
func (s *Session) replace(change func(map[string]*Document)) {
	documents := make(map[string]*Document, len(s.snapshot.documents)+1)
	maps.Copy(documents, s.snapshot.documents)
	change(documents)
	s.snapshot = &Snapshot{session: s, documents: documents}
	s.notify()
}

// notify wakes the goroutines that wait for a change. The caller must hold mu.
func (s *Session) notify() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// openIn returns the open documents in a directory. The caller must hold mu.
func (s *Session) openIn(dir string) []*Document {
	var docs []*Document
	for _, doc := range s.snapshot.documents {
		if dir != "" && doc.dir() == dir {
			docs = append(docs, doc)
		}
	}
	return docs
}

// latest returns the results of the last analysis of a document or an older version of it, or nil.
func (s *Session) latest(doc *Document) *File {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.packages[doc.dir()]
	if p == nil {
		return nil
	}
	return p.files[doc.Path]
}

// current returns the results of an analysis of doc itself. If there are none yet, it returns a channel that is closed
// when documents or results change.
func (s *Session) current(doc *Document) (*File, <-chan struct{}, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.packages[doc.dir()]; p != nil {
		if file := p.files[doc.Path]; file != nil && file.Doc == doc && !file.outdated {
			return file, nil, nil
		}
	}
	if s.closed || s.snapshot.documents[doc.Path] != doc {
		return nil, nil, ErrSuperseded
	}
	return nil, s.changed, nil
}
