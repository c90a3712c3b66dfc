package lsp

import (
	"context"
	"slices"

	"go.lsp.dev/protocol"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/explain"
)

// hoverCapability announces hover.
func hoverCapability(_ *client, server *protocol.ServerCapabilities) {
	server.HoverProvider = protocol.Boolean(true)
}

// hover explains the code that the expression under the cursor names.
func (s *server) hover(ctx context.Context, r *request) (any, error) {
	doc, offset, err := r.at(r.params)
	if err != nil || doc == nil {
		return nil, err
	}
	site, span, err := r.siteAt(ctx, doc, offset)
	if err != nil || site == nil || site.Entry == nil {
		return nil, err
	}
	ref := catalog.Ref{Catalog: site.Catalog, Code: site.Entry}
	options := explain.Options{Lang: r.client.locale, Indirect: site.Indirect}
	return &protocol.Hover{
		Contents: markup(ref, options, r.client.TextDocument.Hover.ContentFormat),
		Range:    r.client.rangeOf(doc, span),
	}, nil
}

// markup explains a code as Markdown where the client announces that it shows it, else as plain text.
func markup(ref catalog.Ref, options explain.Options, formats []string) *protocol.MarkupContent {
	if slices.Contains(formats, string(protocol.MarkupKindMarkdown)) {
		return &protocol.MarkupContent{Kind: protocol.MarkupKindMarkdown, Value: explain.Markdown(ref, options)}
	}
	return &protocol.MarkupContent{Kind: protocol.MarkupKindPlainText, Value: explain.PlainText(ref, options)}
}
