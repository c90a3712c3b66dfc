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

// hover returns the documentation of the code at the cursor.
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

// markup returns the documentation of a code: as Markdown if formats contains it, otherwise as plain text.
func markup(ref catalog.Ref, options explain.Options, formats []string) *protocol.MarkupContent {
	if slices.Contains(formats, string(protocol.MarkupKindMarkdown)) {
		return &protocol.MarkupContent{Kind: protocol.MarkupKindMarkdown, Value: explain.Markdown(ref, options)}
	}
	return &protocol.MarkupContent{Kind: protocol.MarkupKindPlainText, Value: explain.PlainText(ref, options)}
}
