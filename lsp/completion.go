package lsp

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/go-json-experiment/json"
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/explain"
	"github.com/errls/errls/lsp/session"
)

const (
	maxItems    = 100 // of one list; a longer one is sent in part and asked for again as the user types
	detailBytes = 80
)

// completionCapability announces completion, which clients also request after the characters that begin a literal or a
// part of a code.
func completionCapability(_ *client, server *protocol.ServerCapabilities) {
	completionOptions(server).TriggerCharacters = []string{`"`, "`", "."}
}

// completionResolveCapability announces that the documentation of an item is sent when the client requests it.
func completionResolveCapability(_ *client, server *protocol.ServerCapabilities) {
	yes := true
	completionOptions(server).ResolveProvider = &yes
}

// completionOptions returns the options of completion in server, and adds them if there are none.
func completionOptions(server *protocol.ServerCapabilities) *protocol.CompletionOptions {
	if server.CompletionProvider == nil {
		server.CompletionProvider = &protocol.CompletionOptions{}
	}
	return server.CompletionProvider
}

// completion lists the codes that may stand in the string literal under the cursor. In a literal that is tied to
// no catalog, and outside of literals, it answers with nothing and at once.
func (s *server) completion(ctx context.Context, r *request) (any, error) {
	doc, offset, err := r.at(r.params)
	if err != nil || doc == nil {
		return nil, err
	}
	l, ok := literalAt(doc.Text, offset)
	if !ok || strings.ContainsAny(doc.Text[l.content.Start:l.content.End], "\r\n") {
		return nil, nil
	}
	c, err := r.codeContext(ctx, doc, l)
	if err != nil || c.catalog == nil {
		return nil, err
	}
	edit := session.Span{Start: l.content.Start, End: l.content.End}
	if !l.closed {
		edit.End = offset + codeLen(doc.Text[offset:l.content.End])
	}
	return c.list(r.client.encoding.span(doc, edit), doc.Text[edit.Start:offset]), nil
}

// codeLen returns how many bytes at the beginning of s can belong to a code. A literal without its closing quote
// runs to the end of the line, over code that is not to be replaced.
func codeLen(s string) int {
	for i := range len(s) {
		if c := s[i]; c != '.' && c != '-' && c != '_' && !isAlnum(c) {
			return i
		}
	}
	return len(s)
}

func isAlnum(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// A codeContext is what is known of the place of a literal.
type codeContext struct {
	catalog *catalog.Catalog       // nil where the literal is no code
	dir     string                 // of the document
	named   map[*catalog.Code]bool // the codes that the function names elsewhere
}

// codeContext looks for the catalog that a literal is tied to: in the analysis of the text as it stands; in an
// older one, by the literal or by the expression that it is compared with; then in the next one, for a moment.
func (r *request) codeContext(ctx context.Context, doc *session.Document, l literal) (codeContext, error) {
	kind, carrier := compared(doc.Text, l)
	if file := r.snapshot.Latest(doc.Path); file != nil {
		shift := session.NewShift(file.Doc, doc)
		if site := literalSite(file, shift, l); site != nil {
			return newCodeContext(file, site, site), nil
		}
		if file.Doc == doc {
			return codeContext{}, nil
		}
		if site := sameCarrier(file, shift.Near(l.Start), carrier); site != nil {
			return newCodeContext(file, site, nil), nil
		}
		if kind == maybeCode && len(file.Sites) == 0 {
			return codeContext{}, nil
		}
	}
	limit := waitCompared
	switch kind {
	case notCompared:
		return codeContext{}, nil
	case maybeCode:
		limit = waitMaybe
	}
	file, err := r.wait(ctx, doc, limit)
	if err != nil || file == nil {
		return codeContext{}, err
	}
	site := literalSite(file, session.NewShift(file.Doc, doc), l)
	if site == nil {
		return codeContext{}, nil
	}
	return newCodeContext(file, site, site), nil
}

// sameCarrier returns a site whose code is compared with the same expression in the function around an
// offset. In another function the same words may be of another type.
func sameCarrier(file *session.File, offset int, carrier string) *session.Site {
	if carrier == "" {
		return nil
	}
	for i := range file.Sites {
		s := &file.Sites[i]
		if s.Carrier == carrier && s.Func.Start <= offset && offset <= s.Func.End {
			return s
		}
	}
	return nil
}

// newCodeContext collects what the function of a site names, but for the site that is completed.
func newCodeContext(file *session.File, site, completed *session.Site) codeContext {
	c := codeContext{catalog: site.Catalog, dir: filepath.Dir(file.Doc.Path), named: make(map[*catalog.Code]bool)}
	for i := range file.Sites {
		s := &file.Sites[i]
		if s != completed && s.Func == site.Func && s.Catalog == site.Catalog && s.Entry != nil {
			c.named[s.Entry] = true
		}
	}
	return c
}

// list returns the codes that may stand in the literal, best first: all, or of many those that match what is typed.
// It puts them into one bucket for each rank, as sorting a large catalog would take longer than an answer may.
func (c codeContext) list(edit protocol.Range, typed string) *protocol.CompletionList {
	many := len(c.catalog.Codes) > maxItems
	var buckets [2 * ranks][]*catalog.Code
	for i := range c.catalog.Codes {
		code := &c.catalog.Codes[i]
		begins := !many || hasPrefixFold(code.ID, typed)
		if !begins && !hasLetters(code.ID, typed) {
			continue
		}
		rank := c.rank(code)
		if !begins {
			rank += ranks
		}
		if len(buckets[rank]) < maxItems {
			buckets[rank] = append(buckets[rank], code)
		}
	}
	list := &protocol.CompletionList{IsIncomplete: many, Items: []protocol.CompletionItem{}}
	for _, codes := range buckets {
		for _, code := range codes[:min(len(codes), maxItems-len(list.Items))] {
			list.Items = append(list.Items, c.item(len(list.Items), code, edit))
		}
	}
	return list
}

func hasPrefixFold(code, typed string) bool {
	return len(code) >= len(typed) && strings.EqualFold(code[:len(typed)], typed)
}

// hasLetters reports whether the letters of typed stand in a code in their order, as editors match.
func hasLetters(code, typed string) bool {
	at := 0
	for i := range len(typed) {
		for at < len(code) && lower(code[at]) != lower(typed[i]) {
			at++
		}
		if at == len(code) {
			return false
		}
		at++
	}
	return true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// handlings is how many handling classes there are, with that of a code without one; ranks is how many ranks.
const (
	handlings = 14
	ranks     = 4 * handlings
)

// rank orders codes: those of the service's page, those that the function does not name yet, and then by what the
// caller has to do.
func (c codeContext) rank(code *catalog.Code) int {
	rank := handlingRank(code.Handling)
	if c.named[code] {
		rank += handlings
	}
	if code.Extra {
		rank += 2 * handlings
	}
	return rank
}

// handlingRank orders the handling classes: those that the caller's code has most to do with first.
func handlingRank(h catalog.Handling) int {
	switch h {
	case catalog.FixStateFirst:
		return 0
	case catalog.ReturnToCaller:
		return 1
	case catalog.RefreshThenRetry:
		return 2
	case catalog.Reconnect:
		return 3
	case catalog.RetryBackoff:
		return 4
	case catalog.WaitRetryAfter:
		return 5
	case catalog.RetryHigherLevel:
		return 6
	case catalog.FixRequest:
		return 7
	case catalog.FixCredentials:
		return 8
	case catalog.InspectDetail:
		return 9
	case catalog.ContactSupport:
		return 10
	case catalog.Follow:
		return 11
	case catalog.NoHandling:
		return 12
	}
	return handlings - 1
}

// completionData is what an item carries so that its documentation is found when it is asked for.
type completionData struct {
	Catalog string `json:"catalog"`
	Code    string `json:"code"`
	Dir     string `json:"dir"` // its project has the catalog
}

func (c codeContext) item(index int, code *catalog.Code, edit protocol.Range) protocol.CompletionItem {
	item := protocol.CompletionItem{
		Label:      code.ID,
		Kind:       protocol.CompletionItemKindEnumMember,
		SortText:   protocol.NewOptional(fmt.Sprintf("%03d", index)),
		FilterText: protocol.NewOptional(code.ID),
		TextEdit:   &protocol.TextEdit{Range: edit, NewText: code.ID},
	}
	if short := explain.Short(code, detailBytes); short != "" {
		item.Detail = protocol.NewOptional(short)
	}
	if data, err := json.Marshal(completionData{c.catalog.ID, code.ID, c.dir}); err == nil {
		item.Data = data
	}
	return item
}

// completionResolve adds the explanation of its code to an item.
func (s *server) completionResolve(_ context.Context, r *request) (any, error) {
	var item protocol.CompletionItem
	if err := protocol.Unmarshal(r.params, &item); err != nil {
		return nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "reading the item: %v", err)
	}
	data, err := decode[completionData](jsonrpc2.RawMessage(item.Data))
	if err != nil {
		return &item, nil
	}
	set := s.options.Set
	if at := s.session.ProjectOf(data.Dir); at != nil {
		set = at.Set()
	}
	cat := set.Catalog(data.Catalog)
	if cat == nil {
		if cat = r.snapshot.Catalog(data.Catalog); cat == nil {
			return &item, nil
		}
	}
	if code := cat.Lookup(data.Code); code != nil {
		formats := r.client.TextDocument.Completion.CompletionItem.DocumentationFormat
		options := explain.Options{Lang: r.client.locale}
		item.Documentation = markup(catalog.Ref{Catalog: cat, Code: code}, options, formats)
	}
	return &item, nil
}
