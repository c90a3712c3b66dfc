package lsp

import (
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/errls/errls/lsp/session"
)

// This file alone writes documents.

// An opening is one time that a client opened a document.
type opening struct {
	uri string // the client's spelling
	nth int    // told apart from the openings before
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
	s.projects.Refresh() // a client that watches no files opens one after it has changed others
	s.session.Set(session.NewDocument(path, p.TextDocument.Version, strings.Clone(p.TextDocument.Text)))
	s.lookAtProjects()
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
	Range *protocol.Range `json:"range"` // nil, also for a null, means the whole text
	Text  *string         `json:"text"`
}

// didChange applies all changes of one notification, or none where one of them makes no sense.
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

// apply returns a document's text after one change. A change without a range, or with a null one, is the whole
// text. The result shares no memory with the message.
func apply(e encoding, doc *session.Document, change contentChange) (string, error) {
	if change.Text == nil {
		return "", jsonrpc2.NewError(jsonrpc2.InvalidParams, "a content change has no text")
	}
	if change.Range == nil {
		return strings.Clone(*change.Text), nil
	}
	span := e.offsets(doc, *change.Range)
	return strings.Join([]string{doc.Text[:span.Start], *change.Text, doc.Text[span.End:]}, ""), nil
}

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
	s.lookAtProjects()
	return nil
}

// didSave analyzes the open packages again: a tool may have changed other files with this one.
func (s *server) didSave(params jsonrpc2.RawMessage) error {
	_, err := decode[documentParams](params)
	if err == nil {
		s.projects.Refresh()
		s.session.Refresh()
		s.lookAtProjects()
	}
	return err
}

func (s *server) didChangeWatchedFiles(jsonrpc2.RawMessage) error {
	s.projects.Refresh()
	s.session.Refresh()
	s.lookAtProjects()
	s.refreshDiagnostics()
	return nil
}

// documentPath returns the path of a file's URI, and another URI as it stands: such a document has no place on
// disk.
func documentPath(documentURI string) string {
	u, err := uri.ParseStrict(documentURI)
	if err != nil || !u.IsFile() {
		return strings.Clone(documentURI)
	}
	return strings.Clone(u.FsPath())
}

// documentURI returns the client's own spelling of a document's URI, as it may hold two spellings for two
// documents. A file that is not open gets the common one.
func (s *server) documentURI(path string) uri.URI {
	s.mu.Lock()
	defer s.mu.Unlock()
	if open, ok := s.uris[path]; ok {
		return uri.URI(open.uri)
	}
	return uri.File(path)
}

// nthOpening tells one opening of a document from another: a client that opens it again has dropped what it was
// told before.
func (s *server) nthOpening(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.uris[path].nth
}

// document returns the open document that a request names, or nil.
func (r *request) document(d textDocument) *session.Document {
	return r.snapshot.Document(documentPath(d.URI))
}

// at returns the document and the byte offset that a request names.
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

// rangeOf returns a pointer to the range of a part of a document.
func (c *client) rangeOf(doc *session.Document, s session.Span) *protocol.Range {
	r := c.encoding.span(doc, s)
	return &r
}
