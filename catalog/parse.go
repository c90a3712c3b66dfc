package catalog

import (
	"regexp"
	"strconv"
	"strings"
)

// Parse parses one catalog file in YAML; name is the file name for error messages. It is strict: unknown keys, texts
// without a source and judgements without a basis are errors. It reports all errors with their positions, as one
// *SyntaxError or as several joined by errors.Join.
//
// A file is a mapping with these keys:
//
//	id, title, vendor   identify the catalog: alibaba.tablestore.tunnel
//	name                the name of the service in findings: "Tablestore"; default: the title
//	extends             in an overlay, the id of the catalog that it changes; see below
//	kind                string, int or enum: what a code is on the wire
//	pattern             regular expression that every id matches as a whole
//	prefix              in an error type that services share, identifies the codes of this catalog: "CTS."
//	closed              true if the list is complete, so that an unlisted code does not exist
//	http                true for the catalog of HTTP status codes
//	common              true for the codes that every service of a platform may return
//	reviewed            false for a draft: its codes may lack canonical, handling, retry, basis and by
//	wire                the error body: format (json, protobuf), code and message (keys), shared, sample
//	sources             list of pages: key, title, url, date, note, cite, paraphrased, facts; the first is the page that
//	                    the catalog follows; see Source
//	go                  list of bindings, see below
//	codes               list of codes, see below
//
// A code has these keys:
//
//	id                  exactly as on the wire; the number if kind is int
//	value               the number of an enumerator
//	name, http          the standard's name; the HTTP status, or a list of statuses, that it is sent with
//	canonical           canonical gRPC code, or a list of them, the most likely first
//	message             the message that the service sends
//	description, remedy the page's texts
//	source              key of the source of these three texts; default: the first source
//	page                the page's description, word for word, if description is from another source
//	extra               true if the catalog's first page does not list it
//	handling, retry     the judgements: see Handling and Retry
//	basis               stated or inferred; or a mapping of handling and retry, if they differ
//	backoff             exponential if the page asks for exponential backoff
//	subcodes            true if codes that begin with this one and a dot are subcodes of it
//	by                  caller, sdk or n/a
//	sdk                 how the SDK handles it, and what is left to the caller
//	outcome             exists, missing, end or cancelled
//	steps, quirks       lists of sentences in our words
//	variants            list of when, http, message, outcome, handling, retry, basis
//	since, deprecated   when it appeared; why and since when it is deprecated
//	replaced-by         the code that the service sends instead
//	related             codes that are confused with it; "catalog.id/code" for a code of another catalog
//	url, zh, go-error   a page about it; the vendor's Chinese text; the corresponding Go error
//
// A code without message, description, remedy, handling and by only lists facts: it may lack the other judgements too.
// Its retry class is then unspecified.
//
// Each of message, description, remedy and page is a text, or a mapping of text, zh and source. A binding has these keys:
//
//	package, name       import path and package name
//	module, version     the module and version whose source code was read
//	versions            mapping of from and before: the versions for which the binding is correct
//	shared              true if other services use the same types
//	errors              error types; "*T" if functions return a pointer
//	carriers            Type.Field, Type.Method or Func whose value is a code; or a mapping of at, catalog,
//	                    standard (the codes of that catalog have their usual meaning) and except (these do not)
//	makes               list of type and code: the type that errors with this code have; without code, all other errors
//	types               import paths of packages whose error types stand for the codes with their names: "p/.../types"
//	wraps               true if the errors that calls return wrap those types, so that type assertions never hold
//	constants           mapping of Go names to codes; const-type is their type
//	clients             types whose methods return errors with this catalog's codes
//	calls               import paths of packages whose functions and methods return the errors; "p/..." for all below p
//	sentinels           mapping of variables to codes; sentinel-type is their type
//	predicates          list of at and codes
//	helpers             list of at, arg, error and match (exact, prefix, part): functions with codes as arguments
//	rewrites            list of status (404, 5xx or 500-599), codes, to and unless: codes that the SDK replaces
//	handles             list of codes, by, how (retries, reconnects, refreshes, follows) and returns
//	imports, declares   Go declarations, without bodies, of everything that is named here except the constants
//
// An overlay has the key extends instead of id and title, and the keys codes, go or both. It may set pattern, but not
// name, kind, prefix, closed, http, common and wire. Set.With applies it to the catalog:
//
//   - If the catalog lists a code, the keys in the overlay replace those in the catalog, lists as a whole. A key with
//     the value null is removed.
//   - A code that the catalog does not list is added and marked as extra. It needs all required keys.
//   - A changed judgement needs a basis.
//   - Texts refer to the sources of the overlay, which are added to those of the catalog.
//   - If the catalog binds a package, the lists and declarations of the overlay's binding are added to those of the
//     catalog's binding, and its other keys replace those there. Other bindings are added.
//
// The size of a file is limited (4 MiB, 20,000 codes, 16 levels), and YAML aliases are not allowed.
func Parse(name string, data []byte) (*Catalog, error) {
	var a arena
	c, _, err := parse(&a, name, data)
	return c, err
}

// parse is Parse with nodes from an arena. The nodes of root are valid until the arena is used again.
func parse(a *arena, name string, data []byte) (c *Catalog, root *node, err error) {
	root, syntaxErr := readNodes(a, name, data)
	if syntaxErr != nil {
		return nil, nil, syntaxErr
	}
	p := &parser{reader: reader{file: name}, sourceKeys: map[string]int{}, canonicalCodes: CanonicalCodes()}
	p.catalog(root)
	if err := p.err(); err != nil {
		return nil, root, err
	}
	return p.c, root, nil
}

// A parser reads one catalog.
type parser struct {
	reader
	c          *Catalog
	sourceKeys map[string]int // key of a source -> its index in Catalog.Sources

	pattern        *regexp.Regexp
	canonicalCodes []string  // backing array of Code.Canonical
	entry          entry     // the code that is being read
	prevKeys       [32]uint8 // the keys of the previous code in order, as indexes into codeShape.keys; see shape.find
	ids            []*node   // node of each code's id
	constants      []constantNode
}

// A constantNode is a constant whose code is looked up after all codes have been read.
type constantNode struct {
	node    *node // the code that it names
	binding int   // index into Catalog.Go
	at      int   // index into Binding.Constants
}

// A header is a catalog that is being read. The nodes of its codes and bindings are kept, because both are read after
// all other keys.
type header struct {
	*Catalog
	codes, bindings *node
}

var catalogShape = newShape("the catalog",
	textKey("id", func(h *header) *string { return &h.ID }).asRequired(),
	textKey("extends", func(h *header) *string { return &h.Extends }),
	textKey("title", func(h *header) *string { return &h.Title }).asRequired(),
	textKey("name", func(h *header) *string { return &h.Catalog.Name }),
	textKey("vendor", func(h *header) *string { return &h.Vendor }),
	wordKey("kind", []Kind{KindString, KindInt, KindEnum}, func(h *header) *Kind { return &h.Kind }).asRequired(),
	key[header]{name: "pattern", read: func(p *parser, n *node, _ *header) { p.compilePattern(n) }},
	textKey("prefix", func(h *header) *string { return &h.Prefix }),
	flagKey("closed", func(h *header) *bool { return &h.Closed }),
	flagKey("http", func(h *header) *bool { return &h.HTTP }),
	flagKey("common", func(h *header) *bool { return &h.Common }),
	flagKey("loose", func(h *header) *bool { return &h.Loose }),
	key[header]{name: "reviewed", read: func(p *parser, n *node, h *header) {
		reviewed := true
		p.flag(n, &reviewed)
		h.Draft = !reviewed
	}},
	key[header]{name: "wire", read: func(p *parser, n *node, h *header) {
		h.Wire = &Wire{}
		wireShape.readAll(p, n, h.Wire)
	}},
	key[header]{name: "sources", read: func(p *parser, n *node, _ *header) { p.list(n, "sources", p.source) }}.asRequired(),
	key[header]{name: "go", read: func(_ *parser, n *node, h *header) { h.bindings = n }},
	key[header]{name: "codes", read: func(_ *parser, n *node, h *header) { h.codes = n }}.asRequired(),
)

var wireShape = newShape("wire",
	wordKey("format", []string{"json", "protobuf"}, func(w *Wire) *string { return &w.Format }).asRequired(),
	textKey("code", func(w *Wire) *string { return &w.Code }).asRequired(),
	textKey("message", func(w *Wire) *string { return &w.Message }),
	textKey("sample", func(w *Wire) *string { return &w.Sample }),
	flagKey("shared", func(w *Wire) *bool { return &w.Shared }),
)

// A sourceEntry is a source with the key by which texts refer to it.
type sourceEntry struct {
	Source
	key string
}

var sourceShape = newShape("a source",
	textKey("key", func(s *sourceEntry) *string { return &s.key }).asRequired(),
	textKey("title", func(s *sourceEntry) *string { return &s.Title }).asRequired(),
	textKey("url", func(s *sourceEntry) *string { return &s.URL }),
	textKey("date", func(s *sourceEntry) *string { return &s.Date }),
	textKey("note", func(s *sourceEntry) *string { return &s.Note }),
	textKey("cite", func(s *sourceEntry) *string { return &s.Cite }),
	flagKey("paraphrased", func(s *sourceEntry) *bool { return &s.Paraphrased }),
	flagKey("facts", func(s *sourceEntry) *bool { return &s.Facts }),
)

func (p *parser) catalog(n *node) {
	p.c = &Catalog{File: p.file}
	h := &header{Catalog: p.c}
	if isOverlay(n) {
		p.c.present = &presentKeys{}
		p.checkOverlayHeader(n, catalogShape.read(p, n, h))
	} else {
		catalogShape.readAll(p, n, h)
	}
	if h.codes != nil {
		p.codes(h.codes)
	}
	if h.bindings != nil {
		p.list(h.bindings, "go", p.binding)
	}
	p.c.buildIndexes()
	p.checkCatalog()
}

// isOverlay reports whether the file has the key extends.
func isOverlay(n *node) bool {
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

// checkOverlayHeader checks the top-level keys of an overlay.
func (p *parser) checkOverlayHeader(n *node, keys uint64) {
	for _, name := range []string{"name", "kind", "prefix", "closed", "http", "common", "wire"} {
		if catalogShape.has(keys, name) {
			p.errorf(n, "an overlay cannot change the key %q", name)
		}
	}
	if !catalogShape.has(keys, "codes", "go") {
		p.errorf(n, "an overlay must have the key codes, go or both")
	}
}

// compilePattern reads the pattern of the ids.
func (p *parser) compilePattern(n *node) {
	p.text(n, &p.c.Pattern)
	re, err := regexp.Compile("^(?:" + p.c.Pattern + ")$")
	if err != nil {
		p.errorf(n, "invalid pattern: %v", err)
		return
	}
	p.pattern = re
}

func (p *parser) source(n *node) {
	var s sourceEntry
	sourceShape.readAll(p, n, &s)
	if _, ok := p.sourceKeys[s.key]; ok {
		p.errorf(n, "duplicate source key %q", s.key)
	}
	p.sourceKeys[s.key] = len(p.c.Sources)
	p.c.Sources = append(p.c.Sources, s.Source)
}

func (p *parser) codes(n *node) {
	count := n.count()
	if n.kind == listNode && count > maxCodes {
		p.errorf(n, "%d codes, but a catalog may have at most %d", count, maxCodes)
		return
	}
	p.c.Codes = make([]Code, 0, count)
	p.ids = make([]*node, 0, count)
	p.list(n, "codes", p.code)
}

// checkCatalog makes the checks that need the whole catalog.
func (p *parser) checkCatalog() {
	for i := 1; i < len(p.c.byID); i++ {
		first, second := p.c.byID[i-1], p.c.byID[i]
		if id := p.c.Codes[second].ID; id == p.c.Codes[first].ID {
			p.errorf(p.ids[second], "duplicate code %q, first on line %d", id, p.ids[first].line)
		}
	}
	for i, n := range p.ids {
		p.checkID(n, &p.c.Codes[i])
	}
	for _, k := range p.constants {
		constant := &p.c.Go[k.binding].Constants[k.at]
		code := p.c.Lookup(constant.Code)
		switch {
		case code != nil:
			constant.Value = p.c.goValue(code)
		case p.c.Extends == "": // an overlay's constants may name codes of the catalog that it extends
			p.errorf(k.node, "constant %s names the code %q, which is not listed", constant.Name, constant.Code)
		}
	}
}

// checkID checks an id against the catalog's pattern and prefix.
func (p *parser) checkID(n *node, code *Code) {
	if p.pattern != nil && !p.pattern.MatchString(code.ID) {
		p.errorf(n, "code %q does not match the pattern %s", code.ID, p.c.Pattern)
	}
	if !strings.HasPrefix(code.ID, p.c.Prefix) && !code.Extra {
		p.errorf(n, "code %q does not begin with the prefix %q", code.ID, p.c.Prefix)
	}
}

// goValue returns the code as a Go literal.
func (c *Catalog) goValue(code *Code) string {
	if c.Kind == KindString {
		return strconv.Quote(code.ID)
	}
	return strconv.Itoa(code.Value)
}
