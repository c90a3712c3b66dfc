package lsp

import (
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/errls/errls/lsp/session"
)

// Only this file changes documents.

// An opening identifies one of the times that the client opened a document.
type opening struct {
	uri    string // in the spelling of the client
	number int    // different for each opening
}

type didOpenParams struct {
	TextDocument struct {
		URI     string `json:"uri"`
		Version int32  `json:"version"`
		Text    string `json:"text"`
	} `json:"textDocument"`
}

// openCloseCapability announces that the server wants to know which documents are open.
func openCloseCapability(_ *client, server *protocol.ServerCapabilities) {
	yes := true
	syncOptions(server).OpenClose = &yes
}

// changeCapability announces that the server accepts changes to parts of a document.
func changeCapability(_ *client, server *protocol.ServerCapabilities) {
	incremental := protocol.TextDocumentSyncKindIncremental
	syncOptions(server).Change = &incremental
}

// saveCapability announces that the server wants to know when a document is saved.
func saveCapability(_ *client, server *protocol.ServerCapabilities) {
	syncOptions(server).Save = protocol.Boolean(true)
}

// syncOptions returns the options of text synchronization in server, and adds them if there are none.
func syncOptions(server *protocol.ServerCapabilities) *protocol.TextDocumentSyncOptions {
	options, ok := server.TextDocumentSync.(*protocol.TextDocumentSyncOptions)
	if !ok {
		options = &protocol.TextDocumentSyncOptions{}
		server.TextDocumentSync = options
	}
	return options
}

// didOpen opens a document.
func (s *server) didOpen(params jsonrpc2.RawMessage) error {
	p, err := decode[didOpenParams](params)
	if err != nil {
		return err
	}
	path := documentPath(p.TextDocument.URI)
	s.mu.Lock()
	s.opened++
	s.uris[path] = opening{strings.Clone(p.TextDocument.URI), s.opened}
	s.mu.Unlock()
	s.projects.Refresh() // a client that does not watch files may have changed one before it opens another
	s.session.Set(session.NewDocument(path, p.TextDocument.Version, strings.Clone(p.TextDocument.Text)))
	s.checkProjects()
	return nil
}

type didChangeParams struct {
	TextDocument struct {
		URI     string `json:"uri"`
		Version int32  `json:"version"`
	} `json:"textDocument"`
	ContentChanges []contentChange `json:"contentChanges"`
}

type contentChange struct {
	Range *protocol.Range `json:"range"` // the whole text if it is absent or null
	Text  *string         `json:"text"`
}

// didChange applies all changes of a notification, or none if one of them is invalid.
func (s *server) didChange(params jsonrpc2.RawMessage) error {
	p, err := decode[didChangeParams](params)
	if err != nil {
		return err
	}
	path := documentPath(p.TextDocument.URI)
	doc := s.session.Snapshot().Document(path)
	if doc == nil {
		return jsonrpc2.NewError(jsonrpc2.InvalidParams, "the document is not open")
	}
	if len(p.ContentChanges) == 0 {
		s.session.Set(session.NewDocument(path, p.TextDocument.Version, doc.Text))
		return nil
	}
	encoding := s.client.Load().encoding
	for _, change := range p.ContentChanges {
		text, err := apply(encoding, doc, change)
		if err != nil {
			return err
		}
		doc = session.NewDocument(path, p.TextDocument.Version, text)
	}
	s.session.Set(doc)
	return nil
}

// apply returns the text of a document after a change. A change without a range replaces the whole text. The result
// does not share memory with the message.
func apply(e encoding, doc *session.Document, change contentChange) (string, error) {
	if change.Text == nil {
		return "", jsonrpc2.NewError(jsonrpc2.InvalidParams, "content change without text")
	}
	if change.Range == nil {
		return strings.Clone(*change.Text), nil
	}
	span := e.offsets(doc, *change.Range)
	return strings.Join([]string{doc.Text[:span.Start], *change.Text, doc.Text[span.End:]}, ""), nil
}

// didClose closes a document, and removes its published diagnostics.
func (s *server) didClose(params jsonrpc2.RawMessage) error {
	p, err := decode[documentParams](params)
	if err != nil {
		return err
	}
	path := documentPath(p.TextDocument.URI)
	s.session.Remove(path)
	s.clear(path)
	s.mu.Lock()
	delete(s.uris, path)
	s.mu.Unlock()
	s.checkProjects()
	return nil
}

// didSave analyzes all open packages again: a tool may have changed other files when the document was saved.
func (s *server) didSave(params jsonrpc2.RawMessage) error {
	_, err := decode[documentParams](params)
	if err == nil {
		s.projects.Refresh()
		s.session.Refresh()
		s.checkProjects()
	}
	return err
}

// didChangeWatchedFiles analyzes all open packages again.
func (s *server) didChangeWatchedFiles(jsonrpc2.RawMessage) error {
	s.projects.Refresh()
	s.session.Refresh()
	s.checkProjects()
	s.refreshDiagnostics()
	return nil
}

// documentPath returns the path of a file URI. It returns any other URI unchanged: such a document is not on disk.
func documentPath(documentURI string) string {
	u, err := uri.ParseStrict(documentURI)
	if err != nil || !u.IsFile() {
		return strings.Clone(documentURI)
	}
	return strings.Clone(u.FsPath())
}

// documentURI returns the URI of a document in the spelling of the client, which may treat different spellings as
// different documents. For a file that is not open, it returns the usual spelling.
func (s *server) documentURI(path string) uri.URI {
	s.mu.Lock()
	defer s.mu.Unlock()
	if open, ok := s.uris[path]; ok {
		return uri.URI(open.uri)
	}
	return uri.File(path)
}

// openingNumber returns the number of the last opening of a document. It is part of the result ID of diagnostics: a
// client that opens a document again does not have the earlier diagnostics any more.
func (s *server) openingNumber(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.uris[path].number
}

// document returns the open document in the params of a request, or nil.
func (r *request) document(d textDocument) *session.Document {
	return r.snapshot.Document(documentPath(d.URI))
}

// at returns the document and the byte offset of the position in params. The document is nil if it is not open.
func (r *request) at(params jsonrpc2.RawMessage) (doc *session.Document, offset int, err error) {
	p, err := decode[positionParams](params)
	if err != nil {
		return nil, 0, err
	}
	doc = r.document(p.TextDocument)
	if doc == nil {
		return nil, 0, nil
	}
	return doc, r.client.encoding.offset(doc, p.Position), nil
}

// rangeOf returns a pointer to the range of a span in a document.
func (c *client) rangeOf(doc *session.Document, s session.Span) *protocol.Range {
	r := c.encoding.span(doc, s)
	return &r
}
