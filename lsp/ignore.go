package lsp

import (
	"fmt"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/lsp/session"
)

// ignoreAction returns an action that inserts a comment that suppresses a finding. The comment needs a reason, which
// the user has to write: without one it suppresses nothing, and gets a diagnostic. If the client supports snippets, the
// cursor is put where the reason belongs.
func (s *server) ignoreAction(r *request, f *session.Finding) *protocol.CodeAction {
	kind := protocol.CodeActionKindQuickFix
	action := &protocol.CodeAction{
		Title:       fmt.Sprintf("Suppress %s here: //errls:%s", f.Rule, analyzer.Ignore().Name),
		Kind:        &kind,
		Diagnostics: []protocol.Diagnostic{s.toDiagnostic(r.client, f)},
	}
	doc := f.Location.Doc
	indent, end := lineStyle(doc.Text, f.IgnoreOffset)
	place := session.Location{Doc: doc, Span: session.Span{Start: f.IgnoreOffset, End: f.IgnoreOffset}}
	comment := fmt.Sprintf("%s//errls:ignore %s ", indent, f.Rule)
	action.Edit = s.workspaceEdit(r, []session.Edit{{Location: place, New: comment + end}})
	if can := r.client.Workspace.WorkspaceEdit; can.DocumentChanges && can.SnippetEditSupport {
		withCursor(action.Edit, comment+"$0"+end)
	}
	return action
}

// withCursor replaces the text edit in a workspace edit with a snippet, which contains the position of the cursor.
func withCursor(edit *protocol.WorkspaceEdit, snippet string) {
	for _, change := range edit.DocumentChanges {
		change, ok := change.(*protocol.TextDocumentEdit)
		if !ok {
			continue
		}
		for i, e := range change.Edits {
			if text, ok := e.(*protocol.TextEdit); ok {
				value := protocol.StringValue{Kind: "snippet", Value: snippet}
				change.Edits[i] = &protocol.SnippetTextEdit{Range: text.Range, Snippet: value}
			}
		}
	}
}

// lineStyle returns the indentation of the line that begins at start, and its line ending.
func lineStyle(text string, start int) (indent, end string) {
	line, rest, _ := strings.Cut(text[start:], "\n")
	indent = line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	if strings.HasSuffix(line, "\r") && rest != "" {
		return indent, "\r\n"
	}
	return indent, "\n"
}
