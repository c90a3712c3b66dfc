// Package session holds what the editor has open, decides what is analysed and when, and hands out immutable
// snapshots. It knows nothing of the wire: no JSON, no UTF-16; places are byte offsets into a Document.
//
// One package directory is analysed at a time by one goroutine. A change while it runs is not queued but
// noted: the next run takes whatever is open then. The last result stays until the next one is there, so that a
// reader always finds the best that is known; a result is never put in place of one of a newer text.
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

// A Loader types the package in one directory, with bodies only of the files for which full answers true.
// load.Dir is the one that is used.
type Loader func(
	ctx context.Context, config load.Config, dir string, full func(path string) bool,
) ([]*load.Package, []load.Problem, error)

// Options says what a session works with.
type Options struct {
	Projects *project.Projects // the catalogs of each directory, and what its errls.yaml says
	Config   analyzer.Config   // for all packages, beside that
	Load     Loader            // nil is load.Dir
	Log      *slog.Logger

	// Analysed is called after each analysis with the files whose open text is the one analysed. It is called
	// for one directory at a time and must not call Close.
	Analysed func(files []*File)
}

// A Session is safe for concurrent use.
type Session struct {
	options Options
	ctx     context.Context
	cancel  context.CancelFunc
	slots   chan struct{} // analyses that may run at once
	running sync.WaitGroup

	mu       sync.Mutex
	config   analyzer.Config
	rules    map[*project.Project]*rules
	snapshot *Snapshot
	packages map[string]*pkg // by directory, while a file in it is open
	changed  chan struct{}   // closed and replaced at each change of documents or results
	closed   bool
}

// maxAnalyses is how many packages are analysed at once.
const maxAnalyses = 2

// New returns a session with no document open.
func New(options Options) *Session {
	if options.Load == nil {
		options.Load = load.Dir
	}
	if options.Log == nil {
		options.Log = slog.New(slog.DiscardHandler)
	}
	if options.Analysed == nil {
		options.Analysed = func([]*File) {}
	}
	s := &Session{
		options:  options,
		slots:    make(chan struct{}, maxAnalyses),
		config:   options.Config,
		rules:    make(map[*project.Project]*rules),
		packages: make(map[string]*pkg),
		changed:  make(chan struct{}),
	}
	s.snapshot = &Snapshot{session: s}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	return s
}

// Close ends all analyses and waits for them. Documents may still be read and changed; nothing is analysed.
func (s *Session) Close() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.cancel()
	s.running.Wait()
}

// Snapshot returns the documents as they are now.
func (s *Session) Snapshot() *Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.snapshot
}

// Set opens a document or replaces its text, and starts the analysis of its package.
func (s *Session) Set(doc *Document) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.replace(func(documents map[string]*Document) { documents[doc.Path] = doc })
	s.start(doc.dir())
}

// Forget closes a document: its text is the file's on disk again.
func (s *Session) Forget(path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	doc := s.snapshot.documents[path]
	if doc == nil {
		return
	}
	s.replace(func(documents map[string]*Document) { delete(documents, path) })
	if dir := doc.dir(); len(s.open(dir)) > 0 {
		s.start(dir)
	} else if p := s.packages[dir]; p != nil {
		p.stop()
		delete(s.packages, dir)
	}
}

// Refresh analyses every open package again: files beside the open ones have changed.
func (s *Session) Refresh() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refresh()
}

func (s *Session) refresh() {
	for dir, p := range s.packages {
		s.again(dir, p)
	}
	s.notify()
}

// again has what was found in a directory found again. Callers hold mu.
func (s *Session) again(dir string, p *pkg) {
	p.asked++
	p.files = outdated(p.files)
	s.start(dir)
}

// replace puts a changed copy of the documents in place. Callers hold mu.
func (s *Session) replace(change func(map[string]*Document)) {
	documents := make(map[string]*Document, len(s.snapshot.documents)+1)
	maps.Copy(documents, s.snapshot.documents)
	change(documents)
	s.snapshot = &Snapshot{session: s, documents: documents}
	s.notify()
}

// notify wakes those who wait for a change. Callers hold mu.
func (s *Session) notify() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// open returns the open documents of a directory. Callers hold mu.
func (s *Session) open(dir string) []*Document {
	var docs []*Document
	for _, doc := range s.snapshot.documents {
		if dir != "" && doc.dir() == dir {
			docs = append(docs, doc)
		}
	}
	return docs
}

func (s *Session) latest(doc *Document) *File {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.packages[doc.dir()]
	if p == nil {
		return nil
	}
	return p.files[doc.Path]
}

// current returns the result for the very document, or nil and what to wait for.
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
