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
	maxItems    = 100 // items of one list; a longer list is incomplete, and requested again while the user types
	detailBytes = 80  // length of the description of an item
)

// completionCapability announces completion. The trigger characters begin a literal or a part of a code.
func completionCapability(_ *client, server *protocol.ServerCapabilities) {
	completionOptions(server).TriggerCharacters = []string{`"`, "`", "."}
}

// completionResolveCapability announces that the client can request the documentation of an item.
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

// completion returns the codes that can be written in the string literal at the cursor. Outside of literals, and in a
// literal that cannot be a code, the answer is null.
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

// codeLen returns the length of the longest prefix of s that can be part of a code. An unterminated literal extends to
// the end of the line, and the Go code there must not be replaced.
func codeLen(s string) int {
	for i := range len(s) {
		if c := s[i]; c != '.' && c != '-' && c != '_' && !isAlnum(c) {
			return i
		}
	}
	return len(s)
}

// isAlnum reports whether c is an ASCII letter or digit.
func isAlnum(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// A codeContext describes the context of a literal that is completed.
type codeContext struct {
	catalog *catalog.Catalog       // nil if the literal is not a code
	dir     string                 // the directory of the document
	used    map[*catalog.Code]bool // the codes that the function already uses
}

// codeContext returns the context of a literal. It finds the catalog in the last analysis: by the literal, or, if that
// is of an older text, by the expression that the literal is compared with. Otherwise it waits for the next analysis,
// up to a limit.
func (r *request) codeContext(ctx context.Context, doc *session.Document, l literal) (codeContext, error) {
	u, operand := usageOf(doc.Text, l)
	if file := r.snapshot.Latest(doc.Path); file != nil {
		shift := session.NewShift(file.Doc, doc)
		if site := literalSite(file, shift, l); site != nil {
			return newCodeContext(file, site, site), nil
		}
		if file.Doc == doc {
			return codeContext{}, nil
		}
		if site := siteByOperand(file, shift.Near(l.Start), operand); site != nil {
			return newCodeContext(file, site, nil), nil
		}
		if u == maybeCompared && len(file.Sites) == 0 {
			return codeContext{}, nil
		}
	}
	limit := comparedLimit
	switch u {
	case notCompared:
		return codeContext{}, nil
	case maybeCompared:
		limit = maybeComparedLimit
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

// siteByOperand returns a site whose code is compared with the expression operand, in the function at an offset. In
// other functions, the same expression may have another type.
func siteByOperand(file *session.File, offset int, operand string) *session.Site {
	if operand == "" {
		return nil
	}
	for i := range file.Sites {
		s := &file.Sites[i]
		if s.Carrier == operand && s.Func.Start <= offset && offset <= s.Func.End {
			return s
		}
	}
	return nil
}

// newCodeContext returns the context of a site. The codes that the function uses include all but the completed site.
func newCodeContext(file *session.File, site, completed *session.Site) codeContext {
	c := codeContext{catalog: site.Catalog, dir: filepath.Dir(file.Doc.Path), used: make(map[*catalog.Code]bool)}
	for i := range file.Sites {
		s := &file.Sites[i]
		if s != completed && s.Func == site.Func && s.Catalog == site.Catalog && s.Entry != nil {
			c.used[s.Entry] = true
		}
	}
	return c
}

// list returns the codes of the catalog, best first. If the catalog is large, the list contains only codes that match
// the typed text. The codes are put into one bucket for each rank, since sorting a large catalog would take too long.
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

// hasPrefixFold reports whether code begins with typed, ignoring case.
func hasPrefixFold(code, typed string) bool {
	return len(code) >= len(typed) && strings.EqualFold(code[:len(typed)], typed)
}

// hasLetters reports whether code contains the characters of typed in the same order, ignoring case. Editors match
// items in this way.
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

// lower returns the lower case of an ASCII letter, and other bytes unchanged.
func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

const (
	handlings = 14            // number of results of handlingRank
	ranks     = 4 * handlings // number of results of rank
)

// rank returns the rank of a code in the list: codes from the service's documentation come first, then codes that the
// function does not use yet, then the order of handlingRank.
func (c codeContext) rank(code *catalog.Code) int {
	rank := handlingRank(code.Handling)
	if c.used[code] {
		rank += handlings
	}
	if code.Extra {
		rank += 2 * handlings
	}
	return rank
}

// handlingRank returns the rank of a handling class: classes that require the most code in the caller come first.
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

// completionData is the data of a completion item. It identifies the code when the client requests the documentation.
type completionData struct {
	Catalog string `json:"catalog"`
	Code    string `json:"code"`
	Dir     string `json:"dir"` // the directory of the document; the catalog may belong to its project
}

// item returns the item of a code. Its sort text is its index in the list.
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

// completionResolve adds the documentation to a completion item.
func (s *server) completionResolve(_ context.Context, r *request) (any, error) {
	var item protocol.CompletionItem
	if err := protocol.Unmarshal(r.params, &item); err != nil {
		return nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "decoding the item: %v", err)
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
