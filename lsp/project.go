package lsp

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/errls/errls/internal/project"
	"github.com/errls/errls/lsp/session"
)

// lookAtProjects has keepProjects look at what has changed. It never waits.
func (s *server) lookAtProjects() {
	select {
	case s.wake <- struct{}{}:
	default: // it has not looked yet
	}
}

// keepProjects looks at the projects of the open documents whenever something may have changed.
func (s *server) keepProjects() {
	for {
		select {
		case <-s.wake:
		case <-s.ctx.Done():
			return
		}
		if err := s.updateProjects(); err != nil {
			s.log.Warn("projects are not looked at", "error", err)
		}
	}
}

// updateProjects has what was analyzed with another project analyzed again, tells the mistakes in each errls.yaml and
// its catalogs, and asks the client to watch those files.
func (s *server) updateProjects() (err error) {
	defer s.recovered(&err)
	c := s.client.Load()
	if c == nil || s.phase.Load() != phaseRunning {
		return nil
	}
	if s.session.Recheck() {
		s.refreshDiagnostics()
	}
	open := s.openProjects()
	s.tellMistakes(c, open)
	s.watch(c, open)
	return nil
}

// openProjects returns the projects of the open documents, in the order of their files.
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

// tellMistakes sends the mistakes of projects as diagnostics of their files, and takes back those that are mended. It
// sends them to a client that asks for diagnostics too, but for the documents that it asks for: those that are open.
func (s *server) tellMistakes(c *client, open []*project.Project) {
	told := map[string][]protocol.Diagnostic{}
	for _, at := range open {
		for _, path := range at.Files() {
			if _, done := told[path]; !done && (!c.pull || s.session.Snapshot().Document(path) == nil) {
				told[path] = mistakes(c, at, path)
			}
		}
	}
	for path := range s.mistakes {
		if _, still := told[path]; !still {
			told[path] = []protocol.Diagnostic{}
		}
	}
	for _, path := range slices.Sorted(maps.Keys(told)) {
		items := told[path]
		id := resultID(items)
		if before, sent := s.mistakes[path]; before == id || !sent && len(items) == 0 {
			continue
		}
		if s.mistakes[path] = id; len(items) == 0 {
			delete(s.mistakes, path)
		}
		s.publishing.Lock()
		s.send(&protocol.PublishDiagnosticsParams{URI: s.documentURI(path), Diagnostics: items})
		s.publishing.Unlock()
	}
}

// projectDiagnostics returns the mistakes in an errls.yaml or a catalog of its project.
func (s *server) projectDiagnostics(c *client, path string) []protocol.Diagnostic {
	if !isProjectFile(path) {
		return nil
	}
	return mistakes(c, s.projects.For(filepath.Dir(path)), path)
}

// isProjectFile reports whether a document may be part of a project. Its diagnostics do not go with the document.
func isProjectFile(path string) bool {
	ext := filepath.Ext(path)
	return filepath.IsAbs(path) && (ext == ".yaml" || ext == ".yml")
}

// mistakes returns the mistakes of a project in one of its files; never nil. Places are those of the file on the disk:
// that is what was read.
func mistakes(c *client, at *project.Project, path string) []protocol.Diagnostic {
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
			data, _ := os.ReadFile(path) // a file that is gone by now has its beginning for a place
			doc = session.NewDocument(path, 0, string(data))
		}
		if p.Line > 0 {
			d.Range = c.encoding.span(doc, restOfLine(doc, p.Line, p.Column))
		}
		items = append(items, d)
	}
	return items
}

// restOfLine returns what stands at and behind a place of a text, up to a comment or the end of the line.
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
