package lsp

import (
	"context"
	"hash/fnv"
	"strconv"

	"github.com/go-json-experiment/json"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/internal/printable"
	"github.com/errls/errls/lsp/session"
)

// source is the name that editors show with the diagnostics.
const source = "errls"

type diagnosticParams struct {
	TextDocument     textDocument `json:"textDocument"`
	PreviousResultID string       `json:"previousResultId"`
}

// diagnosticCapability announces diagnostics to a client that requests them. Another file's text can change the
// diagnostics of this one: it may declare the function that decides whether a loop continues.
func diagnosticCapability(c *client, server *protocol.ServerCapabilities) {
	if c.pull {
		server.DiagnosticProvider = &protocol.DiagnosticOptions{InterFileDependencies: true}
	}
}

// diagnostic returns the diagnostics of a document. It waits for the analysis of the current text. If the text changes
// first, the request fails, and the client sends another one.
func (s *server) diagnostic(ctx context.Context, r *request) (any, error) {
	p, err := decode[diagnosticParams](r.params)
	if err != nil {
		return nil, err
	}
	path := documentPath(p.TextDocument.URI)
	file, err := r.snapshot.Current(ctx, path)
	if err != nil {
		return nil, err
	}
	items := append(s.diagnostics(r.client, file), s.projectDiagnostics(r.client, path)...)
	id := strconv.Itoa(s.openingNumber(path)) + "." + resultID(items)
	if id == p.PreviousResultID {
		report := &protocol.RelatedUnchangedDocumentDiagnosticReport{}
		report.Kind = string(protocol.DocumentDiagnosticReportKindUnchanged)
		report.ResultID = id
		return report, nil
	}
	report := &protocol.RelatedFullDocumentDiagnosticReport{}
	report.Kind = string(protocol.DocumentDiagnosticReportKindFull)
	report.ResultID = &id
	report.Items = items
	return report, nil
}

// resultID returns a hash of diagnostics. Equal lists have equal IDs.
func resultID(items []protocol.Diagnostic) string {
	h := fnv.New64a()
	for i := range items {
		encoded, err := protocol.Marshal(&items[i])
		if err != nil {
			encoded = []byte(err.Error())
		}
		_, _ = h.Write(encoded)
	}
	return strconv.FormatUint(h.Sum64(), 36)
}

// published is what was last published for a document.
type published struct {
	doc *session.Document
	id  string // of the diagnostics
}

// publish publishes the diagnostics of files that have been analyzed. It does nothing if the client requests
// diagnostics, since it would show them twice.
func (s *server) publish(files []*session.File) {
	c := s.client.Load()
	if c == nil || c.pull {
		return
	}
	s.publishing.Lock()
	defer s.publishing.Unlock()
	for _, file := range files {
		if s.session.Snapshot().Document(file.Doc.Path) != file.Doc {
			continue // it was changed or closed after the analysis
		}
		items := s.diagnostics(c, file)
		now := published{file.Doc, resultID(items)}
		if s.published[file.Doc.Path] == now {
			continue // another file has changed, but the diagnostics are the same
		}
		s.published[file.Doc.Path] = now
		s.send(&protocol.PublishDiagnosticsParams{
			URI:         s.documentURI(file.Doc.Path),
			Version:     protocol.NewOptional(file.Doc.Version),
			Diagnostics: items,
		})
	}
}

// clear removes the published diagnostics of a file that was closed.
func (s *server) clear(path string) {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	delete(s.published, path)
	if !s.client.Load().pull && !isProjectFile(path) {
		s.send(&protocol.PublishDiagnosticsParams{URI: s.documentURI(path), Diagnostics: []protocol.Diagnostic{}})
	}
}

// send publishes diagnostics. The caller must hold publishing.
func (s *server) send(params *protocol.PublishDiagnosticsParams) {
	if err := s.conn.Notify(s.ctx, protocol.MethodTextDocumentPublishDiagnostics, params); err != nil {
		s.log.Debug("publishing diagnostics failed", "uri", string(params.URI), "error", err)
	}
}

// diagnostics returns the findings of a file as diagnostics, and the functions that are too large; never nil.
func (s *server) diagnostics(c *client, file *session.File) []protocol.Diagnostic {
	items := make([]protocol.Diagnostic, 0, len(file.Findings))
	for i := range file.Findings {
		items = append(items, s.toDiagnostic(c, &file.Findings[i]))
	}
	for _, note := range file.TooLarge {
		items = append(items, protocol.Diagnostic{
			Range:    c.encoding.span(note.Location.Doc, note.Location.Span),
			Severity: protocol.DiagnosticSeverityInformation,
			Source:   protocol.NewOptional(source),
			Message:  protocol.String(printable.Text(note.Message)),
		})
	}
	return items
}

// toDiagnostic converts a finding, as far as the client supports its parts.
func (s *server) toDiagnostic(c *client, f *session.Finding) protocol.Diagnostic {
	can := c.diagnosticCapabilities()
	d := protocol.Diagnostic{
		Range:    c.encoding.span(f.Location.Doc, f.Location.Span),
		Severity: protocol.DiagnosticSeverityWarning,
		Code:     protocol.String(f.Rule),
		Source:   protocol.NewOptional(source),
		Message:  protocol.String(printable.Text(f.Message)),
	}
	switch f.Severity {
	case analyzer.Error:
		d.Severity = protocol.DiagnosticSeverityError
	case analyzer.Info:
		d.Severity = protocol.DiagnosticSeverityInformation
	}
	if f.URL != "" && can.CodeDescriptionSupport {
		d.CodeDescription = protocol.CodeDescription{Href: uri.URI(f.URL)}
	}
	if can.RelatedInformation {
		for _, related := range f.Related {
			d.RelatedInformation = append(d.RelatedInformation, protocol.DiagnosticRelatedInformation{
				Location: protocol.Location{
					URI:   s.documentURI(related.Location.Doc.Path),
					Range: c.encoding.span(related.Location.Doc, related.Location.Span),
				},
				Message: printable.Text(related.Message),
			})
		}
	}
	if can.DataSupport {
		d.Data = findingData(f)
	}
	return d
}

// A findingKey is the data of a diagnostic.
type findingKey struct {
	Rule    string `json:"rule"`
	Catalog string `json:"catalog,omitzero"`
	Code    string `json:"code,omitzero"`
}

// findingData returns the encoded findingKey of a finding.
func findingData(f *session.Finding) protocol.LSPAny {
	data, err := json.Marshal(findingKey{f.Rule, f.Catalog, f.Code})
	if err != nil {
		return nil
	}
	return data
}

// diagnosticCapabilities returns which parts of diagnostics the client supports. Before version 3.18 of the protocol,
// these capabilities are members of publishDiagnostics only, even if the client requests diagnostics.
func (c *client) diagnosticCapabilities() diagnosticCapabilities {
	can := c.TextDocument.PublishDiagnostics
	if d := c.TextDocument.Diagnostic; d != nil {
		can.RelatedInformation = can.RelatedInformation || d.RelatedInformation
		can.CodeDescriptionSupport = can.CodeDescriptionSupport || d.CodeDescriptionSupport
		can.DataSupport = can.DataSupport || d.DataSupport
	}
	return can
}
