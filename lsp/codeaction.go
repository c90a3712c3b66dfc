package lsp

import (
	"context"
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/errls/errls/lsp/session"
)

type codeActionParams struct {
	TextDocument textDocument   `json:"textDocument"`
	Range        protocol.Range `json:"range"`
	Context      struct {
		Only []string `json:"only"`
	} `json:"context"`
}

// codeActionCapability announces code actions. A client with support for code action literals also gets their kinds.
func codeActionCapability(c *client, server *protocol.ServerCapabilities) {
	server.CodeActionProvider = protocol.Boolean(true)
	if c.TextDocument.CodeAction.CodeActionLiteralSupport != nil {
		kinds := []protocol.CodeActionKind{protocol.CodeActionKindQuickFix}
		server.CodeActionProvider = &protocol.CodeActionOptions{CodeActionKinds: kinds}
	}
}

// codeAction returns the fixes of the findings that overlap a range or touch it, followed by actions that suppress
// these findings.
func (s *server) codeAction(ctx context.Context, r *request) (any, error) {
	p, err := decode[codeActionParams](r.params)
	if err != nil {
		return nil, err
	}
	// A client without support for code action literals accepts only commands, and these actions are edits.
	if r.client.TextDocument.CodeAction.CodeActionLiteralSupport == nil || !requested(p.Context.Only) {
		return nil, nil
	}
	doc := r.document(p.TextDocument)
	if doc == nil {
		return nil, nil
	}
	file, err := r.snapshot.Current(ctx, doc.Path)
	if err != nil {
		return nil, err
	}
	span := r.client.encoding.offsets(doc, p.Range)
	var fixes, suppressions []protocol.CommandOrCodeAction
	for i := range file.Findings {
		f := &file.Findings[i]
		if f.Location.Start > span.End || span.Start > f.Location.End {
			continue
		}
		for _, fix := range f.Fixes {
			fixes = append(fixes, s.fixAction(r, f, fix))
		}
		if f.IgnoreOffset >= 0 {
			suppressions = append(suppressions, s.ignoreAction(r, f))
		}
	}
	return append(fixes, suppressions...), nil
}

// requested reports whether a client requests quick fixes. It requests all kinds if only is empty. A kind includes its
// subkinds.
func requested(only []string) bool {
	kind := string(protocol.CodeActionKindQuickFix)
	for _, o := range only {
		if o == "" || o == kind || strings.HasPrefix(kind, o+".") {
			return true
		}
	}
	return len(only) == 0
}

// fixAction returns the code action that applies a fix of a finding.
func (s *server) fixAction(r *request, f *session.Finding, fix session.Fix) *protocol.CodeAction {
	kind := protocol.CodeActionKindQuickFix
	action := &protocol.CodeAction{
		Title:       fix.Message,
		Kind:        &kind,
		Diagnostics: []protocol.Diagnostic{s.toDiagnostic(r.client, f)},
		Edit:        s.workspaceEdit(r, fix.Edits),
	}
	if preferred := len(f.Fixes) == 1; preferred && r.client.TextDocument.CodeAction.IsPreferredSupport {
		action.IsPreferred = &preferred
	}
	return action
}

// workspaceEdit converts edits. If the client supports document changes, the result has the version of each open
// document, so that the client does not apply the edits to a newer text.
func (s *server) workspaceEdit(r *request, edits []session.Edit) *protocol.WorkspaceEdit {
	changes := make(map[uri.URI][]protocol.TextEdit)
	var docs []*session.Document // in the order of their first edits
	for _, e := range edits {
		u := s.documentURI(e.Location.Doc.Path)
		if changes[u] == nil {
			docs = append(docs, e.Location.Doc)
		}
		edit := protocol.TextEdit{Range: r.client.encoding.span(e.Location.Doc, e.Location.Span), NewText: e.New}
		changes[u] = append(changes[u], edit)
	}
	if !r.client.Workspace.WorkspaceEdit.DocumentChanges {
		return &protocol.WorkspaceEdit{Changes: changes}
	}
	edit := &protocol.WorkspaceEdit{}
	for _, doc := range docs {
		change := &protocol.TextDocumentEdit{}
		change.TextDocument.URI = s.documentURI(doc.Path)
		if r.snapshot.Document(doc.Path) == doc {
			change.TextDocument.Version = &doc.Version
		}
		for i := range changes[change.TextDocument.URI] {
			change.Edits = append(change.Edits, &changes[change.TextDocument.URI][i])
		}
		edit.DocumentChanges = append(edit.DocumentChanges, change)
	}
	return edit
}
