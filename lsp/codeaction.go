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

// codeActionCapability announces code actions, and their kinds to a client that knows code action literals.
func codeActionCapability(c *client, server *protocol.ServerCapabilities) {
	server.CodeActionProvider = protocol.Boolean(true)
	if c.TextDocument.CodeAction.CodeActionLiteralSupport != nil {
		kinds := []protocol.CodeActionKind{protocol.CodeActionKindQuickFix}
		server.CodeActionProvider = &protocol.CodeActionOptions{CodeActionKinds: kinds}
	}
}

// codeAction offers the fixes of the findings that touch a range, and then to silence them.
func (s *server) codeAction(ctx context.Context, r *request) (any, error) {
	p, err := decode[codeActionParams](r.params)
	if err != nil {
		return nil, err
	}
	// A client that knows no literals takes commands only, and these are edits.
	if r.client.TextDocument.CodeAction.CodeActionLiteralSupport == nil || !wanted(p.Context.Only) {
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
	var actions, silencing []protocol.CommandOrCodeAction
	for i := range file.Findings {
		f := &file.Findings[i]
		if f.Location.Start > span.End || span.Start > f.Location.End {
			continue
		}
		for _, fix := range f.Fixes {
			actions = append(actions, s.action(r, f, fix))
		}
		if f.IgnoreOffset >= 0 {
			silencing = append(silencing, s.ignoreAction(r, f))
		}
	}
	return append(actions, silencing...), nil
}

// wanted reports whether quick fixes are among the kinds that a client asks for; it asks for all where it names
// none. A kind stands for those below it.
func wanted(only []string) bool {
	kind := string(protocol.CodeActionKindQuickFix)
	for _, o := range only {
		if o == "" || o == kind || strings.HasPrefix(kind, o+".") {
			return true
		}
	}
	return len(only) == 0
}

func (s *server) action(r *request, f *session.Finding, fix session.Fix) *protocol.CodeAction {
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

// workspaceEdit turns edits into one that the client can apply: with the version of each document where it
// checks that, so that an edit never lands in another text.
func (s *server) workspaceEdit(r *request, edits []session.Edit) *protocol.WorkspaceEdit {
	changes := make(map[uri.URI][]protocol.TextEdit)
	var docs []*session.Document // in the order of the edits
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
