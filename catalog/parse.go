package catalog

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Parse reads one catalog from YAML; name is the file's, for messages. It is strict: every mistake is an error
// with its line and column (a *SyntaxError, several of them joined), an unknown key as much as a text without a
// source or a judgement without its basis.
//
// A file is a mapping with these keys:
//
//	id, title, vendor   what the catalog is: alibaba.tablestore.tunnel
//	name                what findings call the service: "Tablestore"; the title unless given
//	extends             the id of the catalog that an overlay corrects; see below
//	kind                string, int or enum: what a code is on the wire
//	pattern             regular expression for the whole of every id
//	prefix              what ties a code of a shared error type to this catalog: "CTS."
//	closed              true where an unlisted code is wrong, and not merely unknown
//	http                true for the catalog of HTTP status codes
//	common              true for the codes of a platform that all its services may answer with
//	reviewed            false for a draft: its codes may lack canonical, handling, retry, basis and by
//	wire                the error body: format (json, protobuf), code and message (keys), shared, sample
//	sources             list of pages: key, title, url, date, note, cite, paraphrased; the first is the page that the
//	                    catalog follows; see Source
//	go                  list of bindings, see below
//	codes               list of codes, see below
//
// A code has:
//
//	id                  exactly as on the wire; for an int the number
//	value               the number of an enumerator
//	name, http          the standard's name; status or list of statuses that it comes with
//	canonical           canonical gRPC class, or a list of them, the likeliest first
//	message             the message on the wire
//	description, remedy the page's words
//	source              key of the source of these three; the first source unless said
//	extra               true where the catalog's first page does not list it
//	handling, retry     the judgements: see Handling and Retry
//	basis               stated or inferred; or handling and retry apart, where they differ
//	backoff             exponential where the page asks for waits that grow
//	subcodes            true where codes that begin with it and a dot are kinds of it
//	by                  caller, sdk or n/a
//	sdk                 what the SDK does about it, and what it leaves to the caller
//	outcome             exists, missing, end or cancelled
//	steps, quirks       lists of sentences of ours
//	variants            list of when, http, message, outcome, handling, retry, basis
//	since, deprecated   when it came, and why it should not be met any more
//	replaced-by         the code in its place
//	related             codes that are taken for it; "catalog.id/code" for one of another catalog
//	url, zh, go-error   a page on it, the vendor's Chinese text, the Go error that it stands for
//
// Each of message, description and remedy is a text, or a mapping of text, zh and source. A binding has
//
//	package, name       import path and name
//	module, version     where it was read; versions: from and before, the versions that it holds for
//	shared              true where other services have the same types
//	errors              error types; "*T" where a pointer travels
//	carriers            Type.Field, Type.Method or Func that holds a code; or a mapping of at and catalog
//	constants           mapping of Go names to codes; const-type is their type
//	clients             types whose methods' errors carry this catalog's codes
//	predicates          list of at, codes and means (again, gone, expected)
//	helpers             list of at, arg, error and match (exact, prefix, part): functions that take codes
//	rewrites            list of status (404, 5xx or 500-599), codes, to and unless: codes that the SDK replaces
//	handles             list of codes, by, how (retries, reconnects, refreshes, follows) and returns
//	imports, declares   Go declarations of all that is named here, without bodies
//
// An overlay has extends in the place of title, kind and all else that says what a service is, and holds codes, go or
// both; pattern may be given anew. Laid over a catalog (see Set.With),
//
//   - a code that the catalog lists changes in the keys that stand in the overlay, lists as a whole; a key whose value
//     is null is taken away; all others stay;
//   - a code that it does not list is added, and is extra; it needs what any code needs;
//   - whoever changes a judgement gives its basis;
//   - texts belong to the sources of the overlay, which are added to the catalog's: a text shows where it is from;
//   - a binding of a package that the catalog binds adds its lists and declarations to it, and its other keys take the
//     place of those there; a binding of another package is added.
//
// A file is bounded (4 MiB, 20,000 codes, 16 levels) and has no aliases.
func Parse(name string, data []byte) (*Catalog, error) {
	var a arena
	c, _, err := parse(&a, name, data)
	return c, err
}

// parse is Parse with nodes from an arena; root is good until the arena is used again.
func parse(a *arena, name string, data []byte) (c *Catalog, root *node, err error) {
	root, bad := nodes(a, name, data)
	if bad != nil {
		return nil, nil, bad
	}
	p := &parser{reader: reader{file: name}, keys: map[string]int{}, classes: Classes()}
	p.catalog(root)
	if err := p.err(); err != nil {
		return nil, root, err
	}
	return p.c, root, nil
}

// A parser reads one catalog.
type parser struct {
	reader
	c    *Catalog
	keys map[string]int // key of a source -> its index

	pattern   *regexp.Regexp
	classes   []string  // the canonical classes, which the codes' lists are cut from
	entry     entry     // the code that is being read
	before    [32]uint8 // the keys of the code before it, by their indexes in codeShape
	ids       []*node   // node of each code's id
	constants []constantNode
}

// A constantNode is a constant, to be looked up when all codes are known.
type constantNode struct {
	node    *node // the code it names
	binding int   // index into Catalog.Go
	at      int   // index into Binding.Constants
}

// A header is a catalog whose parts are read in an order of their own.
type header struct {
	*Catalog
	codes, bindings *node
}

var catalogShape = newShape("the catalog",
	textKey("id", func(h *header) *string { return &h.ID }).must(),
	textKey("extends", func(h *header) *string { return &h.Extends }),
	textKey("title", func(h *header) *string { return &h.Title }).must(),
	textKey("name", func(h *header) *string { return &h.Catalog.Name }),
	textKey("vendor", func(h *header) *string { return &h.Vendor }),
	wordKey("kind", []Kind{KindString, KindInt, KindEnum}, func(h *header) *Kind { return &h.Kind }).must(),
	key[header]{name: "pattern", read: func(p *parser, n *node, _ *header) { p.compile(n) }},
	textKey("prefix", func(h *header) *string { return &h.Prefix }),
	flagKey("closed", func(h *header) *bool { return &h.Closed }),
	flagKey("http", func(h *header) *bool { return &h.HTTP }),
	flagKey("common", func(h *header) *bool { return &h.Common }),
	key[header]{name: "reviewed", read: func(p *parser, n *node, h *header) {
		reviewed := true
		p.flag(n, &reviewed)
		h.Draft = !reviewed
	}},
	key[header]{name: "wire", read: func(p *parser, n *node, h *header) {
		h.Wire = &Wire{}
		wireShape.readAll(p, n, h.Wire)
	}},
	key[header]{name: "sources", read: func(p *parser, n *node, _ *header) { p.list(n, "sources", p.source) }}.must(),
	key[header]{name: "go", read: func(_ *parser, n *node, h *header) { h.bindings = n }},
	key[header]{name: "codes", read: func(_ *parser, n *node, h *header) { h.codes = n }}.must(),
)

var wireShape = newShape("wire",
	wordKey("format", []string{"json", "protobuf"}, func(w *Wire) *string { return &w.Format }).must(),
	textKey("code", func(w *Wire) *string { return &w.Code }).must(),
	textKey("message", func(w *Wire) *string { return &w.Message }),
	textKey("sample", func(w *Wire) *string { return &w.Sample }),
	flagKey("shared", func(w *Wire) *bool { return &w.Shared }),
)

// A sourceEntry is a source with the key that texts name it by.
type sourceEntry struct {
	Source
	key string
}

var sourceShape = newShape("a source",
	textKey("key", func(s *sourceEntry) *string { return &s.key }).must(),
	textKey("title", func(s *sourceEntry) *string { return &s.Title }).must(),
	textKey("url", func(s *sourceEntry) *string { return &s.URL }),
	textKey("date", func(s *sourceEntry) *string { return &s.Date }),
	textKey("note", func(s *sourceEntry) *string { return &s.Note }),
	textKey("cite", func(s *sourceEntry) *string { return &s.Cite }),
	flagKey("paraphrased", func(s *sourceEntry) *bool { return &s.Paraphrased }),
)

func (p *parser) catalog(n *node) {
	p.c = &Catalog{File: p.file}
	h := &header{Catalog: p.c}
	if extends(n) {
		p.c.said = &said{}
		p.overlayHeader(n, catalogShape.read(p, n, h))
	} else {
		catalogShape.readAll(p, n, h)
	}
	if h.codes != nil {
		p.codes(h.codes)
	}
	if h.bindings != nil {
		p.list(h.bindings, "go", p.binding)
	}
	p.c.sortIDs()
	p.cross()
}

// extends reports whether a file is an overlay, whatever the order of its keys.
func extends(n *node) bool {
	if n.kind != mappingNode {
		return false
	}
	for k := n.first; k != nil; k = k.next.next {
		if k.value == "extends" {
			return true
		}
	}
	return false
}

// overlayHeader checks what stands in the head of an overlay.
func (p *parser) overlayHeader(n *node, keys uint64) {
	for _, name := range []string{"name", "kind", "prefix", "closed", "http", "common", "wire"} {
		if catalogShape.has(keys, name) {
			p.errorf(n, "an overlay does not change the key %q", name)
		}
	}
	if !catalogShape.has(keys, "codes", "go") {
		p.errorf(n, "an overlay has codes, go or both")
	}
}

func (p *parser) compile(n *node) {
	p.text(n, &p.c.Pattern)
	re, err := regexp.Compile("^(?:" + p.c.Pattern + ")$")
	if err != nil {
		p.errorf(n, "reading the pattern: %v", err)
		return
	}
	p.pattern = re
}

func (p *parser) source(n *node) {
	var s sourceEntry
	sourceShape.readAll(p, n, &s)
	if _, ok := p.keys[s.key]; ok {
		p.errorf(n, "source %q stands twice", s.key)
	}
	p.keys[s.key] = len(p.c.Sources)
	p.c.Sources = append(p.c.Sources, s.Source)
}

func (p *parser) codes(n *node) {
	count := n.count()
	if n.kind == listNode && count > maxCodes {
		p.errorf(n, "%d codes are more than the %d that a catalog may have", count, maxCodes)
		return
	}
	p.c.Codes = make([]Code, 0, count)
	p.ids = make([]*node, 0, count)
	p.list(n, "codes", p.code)
}

// cross checks what only the whole catalog shows.
func (p *parser) cross() {
	for i := 1; i < len(p.c.order); i++ {
		first, again := p.c.order[i-1], p.c.order[i]
		if id := p.c.Codes[again].ID; id == p.c.Codes[first].ID {
			p.errorf(p.ids[again], "code %q stands twice, first in line %d", id, p.ids[first].line)
		}
	}
	for i, n := range p.ids {
		p.fits(n, &p.c.Codes[i])
	}
	for _, k := range p.constants {
		constant := &p.c.Go[k.binding].Constants[k.at]
		code := p.c.Lookup(constant.Code)
		switch {
		case code != nil:
			constant.Value = p.c.goValue(code)
		case p.c.Extends == "": // an overlay's constants may name codes of the catalog below
			p.errorf(k.node, "constant %s names the code %q, which is not listed", constant.Name, constant.Code)
		}
	}
}

// fits holds an id to what all of the catalog have in common.
func (p *parser) fits(n *node, code *Code) {
	if p.pattern != nil && !p.pattern.MatchString(code.ID) {
		p.errorf(n, "code %q does not match the pattern %s", code.ID, p.c.Pattern)
	}
	if !strings.HasPrefix(code.ID, p.c.Prefix) && !code.Extra {
		p.errorf(n, "code %q does not begin with the prefix %q", code.ID, p.c.Prefix)
	}
}

// goValue is the code as a Go literal.
func (c *Catalog) goValue(code *Code) string {
	if c.Kind == KindString {
		return strconv.Quote(code.ID)
	}
	return strconv.Itoa(code.Value)
}

// sortIDs makes the indexes that Lookup and LookupValue search.
func (c *Catalog) sortIDs() {
	c.order = make([]uint16, len(c.Codes))
	for i := range c.order {
		c.order[i] = uint16(i)
		if c.Codes[i].HasValue {
			c.values = append(c.values, uint16(i))
		}
	}
	slices.SortFunc(c.order, func(a, b uint16) int {
		return cmp.Or(strings.Compare(c.Codes[a].ID, c.Codes[b].ID), cmp.Compare(a, b))
	})
	slices.SortFunc(c.values, func(a, b uint16) int {
		return cmp.Or(cmp.Compare(c.Codes[a].Value, c.Codes[b].Value), cmp.Compare(a, b))
	})
}
