package lsp

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/errls/errls/internal/project"
	"github.com/errls/errls/internal/regular"
	"github.com/errls/errls/lsp/session"
)

// checkProjects makes projectLoop call updateProjects. It does not wait.
func (s *server) checkProjects() {
	select {
	case s.wake <- struct{}{}:
	default: // a call is pending
	}
}

// projectLoop calls updateProjects whenever a project may have changed, until the connection ends.
func (s *server) projectLoop() {
	for {
		select {
		case <-s.wake:
		case <-s.ctx.Done():
			return
		}
		if err := s.updateProjects(); err != nil {
			s.log.Warn("updating the projects failed", "error", err)
		}
	}
}

// updateProjects analyzes packages again whose project has changed, publishes the problems in the files of projects,
// and registers with the client to watch these files.
func (s *server) updateProjects() (err error) {
	defer s.recoverPanic(&err)
	c := s.client.Load()
	if c == nil || s.phase.Load() != phaseRunning {
		return nil
	}
	if s.session.Recheck() {
		s.refreshDiagnostics()
	}
	open := s.openProjects()
	s.publishProblems(c, open)
	s.watch(c, open)
	return nil
}

// openProjects returns the projects of the open documents, sorted by path.
func (s *server) openProjects() []*project.Project {
	seen := map[*project.Project]bool{}
	var open []*project.Project
	for _, path := range s.session.Snapshot().Paths() {
		if !filepath.IsAbs(path) {
			continue
		}
		if at := s.projects.For(filepath.Dir(path)); at.Path() != "" && !seen[at] {
			seen[at] = true
			open = append(open, at)
		}
	}
	slices.SortFunc(open, func(a, b *project.Project) int { return strings.Compare(a.Path(), b.Path()) })
	return open
}

// publishProblems publishes the problems of projects as diagnostics of their files, and removes those that are fixed.
// If the client requests diagnostics, it does so for open documents only, and the others are published.
func (s *server) publishProblems(c *client, open []*project.Project) {
	current := map[string][]protocol.Diagnostic{}
	for _, at := range open {
		for _, path := range at.Files() {
			if _, done := current[path]; !done && (!c.pull || s.session.Snapshot().Document(path) == nil) {
				current[path] = problems(c, at, path)
			}
		}
	}
	for path := range s.problems {
		if _, ok := current[path]; !ok {
			current[path] = []protocol.Diagnostic{}
		}
	}
	for _, path := range slices.Sorted(maps.Keys(current)) {
		items := current[path]
		id := resultID(items)
		if before, sent := s.problems[path]; before == id || !sent && len(items) == 0 {
			continue
		}
		if s.problems[path] = id; len(items) == 0 {
			delete(s.problems, path)
		}
		s.publishing.Lock()
		s.send(&protocol.PublishDiagnosticsParams{URI: s.documentURI(path), Diagnostics: items})
		s.publishing.Unlock()
	}
}

// projectDiagnostics returns the problems in a file that belongs to a project: an errls.yaml or a catalog.
func (s *server) projectDiagnostics(c *client, path string) []protocol.Diagnostic {
	if !isProjectFile(path) {
		return nil
	}
	return problems(c, s.projects.For(filepath.Dir(path)), path)
}

// isProjectFile reports whether a document may belong to a project. The diagnostics of such a file are kept when the
// document is closed.
func isProjectFile(path string) bool {
	ext := filepath.Ext(path)
	return filepath.IsAbs(path) && (ext == ".yaml" || ext == ".yml")
}

// problems returns the problems of a project in one of its files; never nil. Positions refer to the file on disk, which
// is the one that was read.
func problems(c *client, at *project.Project, path string) []protocol.Diagnostic {
	items := []protocol.Diagnostic{}
	var doc *session.Document
	for _, p := range at.Problems() {
		if p.Path != path {
			continue
		}
		d := protocol.Diagnostic{
			Severity: protocol.DiagnosticSeverityError,
			Source:   protocol.NewOptional(source),
			Message:  protocol.String(p.Message),
		}
		if doc == nil && p.Line > 0 {
			data, _ := regular.ReadFile(path, regular.MaxGoFile) // if the file no longer exists, the position is its beginning
			doc = session.NewDocument(path, 0, string(data))
		}
		if p.Line > 0 {
			d.Range = c.encoding.span(doc, restOfLine(doc, p.Line, p.Column))
		}
		items = append(items, d)
	}
	return items
}

// restOfLine returns the span from a position to the next comment or the end of the line.
func restOfLine(doc *session.Document, line, column int) session.Span {
	starts := doc.Lines()
	if line > len(starts) {
		return session.Span{Start: len(doc.Text), End: len(doc.Text)}
	}
	start := min(starts[line-1]+column-1, len(doc.Text))
	rest, _, _ := strings.Cut(doc.Text[start:], "\n")
	rest, _, _ = strings.Cut(rest, " #")
	return session.Span{Start: start, End: start + len(strings.TrimRight(rest, " \t\r"))}
}
