package lsp

import (
	"cmp"
	"context"
	"fmt"
	"slices"
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
	catalog *catalog.Catalog // nil where the literal is no code
	named   map[string]bool  // the codes of the catalog that the function names elsewhere
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
	c := codeContext{catalog: site.Catalog, named: make(map[string]bool)}
	for i := range file.Sites {
		s := &file.Sites[i]
		if s != completed && s.Func == site.Func && s.Catalog == site.Catalog && s.Entry != nil {
			c.named[s.Entry.ID] = true
		}
	}
	return c
}

// list returns the codes that match what is typed, best first.
func (c codeContext) list(edit protocol.Range, typed string) *protocol.CompletionList {
	var codes []*catalog.Code
	for i := range c.catalog.Codes {
		codes = append(codes, &c.catalog.Codes[i])
	}
	list := &protocol.CompletionList{IsIncomplete: len(codes) > maxItems, Items: []protocol.CompletionItem{}}
	if list.IsIncomplete {
		codes = slices.DeleteFunc(codes, func(code *catalog.Code) bool { return !matches(code.ID, typed) })
		begins := func(code *catalog.Code) bool { return strings.HasPrefix(code.ID, typed) }
		slices.SortStableFunc(codes, func(a, b *catalog.Code) int { return boolOrder(begins(a), begins(b)) })
		codes = codes[:min(len(codes), maxItems)]
	}
	slices.SortStableFunc(codes, func(a, b *catalog.Code) int { return cmp.Compare(c.rank(a), c.rank(b)) })
	for i, code := range codes {
		list.Items = append(list.Items, c.item(i, code, edit))
	}
	return list
}

// boolOrder puts true first.
func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// matches reports whether the letters of typed stand in a code in their order, as editors match.
func matches(code, typed string) bool {
	code, typed = strings.ToLower(code), strings.ToLower(typed)
	for i := range len(typed) {
		at := strings.IndexByte(code, typed[i])
		if at < 0 {
			return false
		}
		code = code[at+1:]
	}
	return true
}

// rank orders codes: those of the service's page, those that the function does not name yet, and then by what the
// caller has to do.
func (c codeContext) rank(code *catalog.Code) int {
	rank := slices.Index(handlingOrder(), code.Handling)
	if rank < 0 {
		rank = len(handlingOrder())
	}
	if c.named[code.ID] {
		rank += 100
	}
	if code.Extra {
		rank += 1000
	}
	return rank
}

// handlingOrder is the handling classes, those that the caller's code has most to do with first.
func handlingOrder() []catalog.Handling {
	return []catalog.Handling{
		catalog.FixStateFirst, catalog.ReturnToCaller, catalog.RefreshThenRetry, catalog.Reconnect,
		catalog.RetryBackoff, catalog.WaitRetryAfter, catalog.RetryHigherLevel, catalog.FixRequest,
		catalog.FixCredentials, catalog.InspectDetail, catalog.ContactSupport, catalog.Follow, catalog.NoHandling,
	}
}

// completionData is what an item carries so that its documentation is found when it is asked for.
type completionData struct {
	Catalog string `json:"catalog"`
	Code    string `json:"code"`
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
	if data, err := json.Marshal(completionData{c.catalog.ID, code.ID}); err == nil {
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
	cat := s.options.Set.Catalog(data.Catalog)
	if cat == nil {
		return &item, nil
	}
	if code := cat.Lookup(data.Code); code != nil {
		formats := r.client.TextDocument.Completion.CompletionItem.DocumentationFormat
		item.Documentation = r.client.markup(catalog.Ref{Catalog: cat, Code: code}, formats)
	}
	return &item, nil
}
