package catalog

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Parse reads one catalog from YAML; name is the file's, for messages. It is strict: every mistake is an error
// with its line and column (a *SyntaxError, several of them joined), an unknown key as much as a text without a
// source or a judgement without its basis.
//
// A file is a mapping with these keys:
//
//	id, title, vendor   what the catalog is: alibaba.tablestore.tunnel
//	kind                string, int or enum: what a code is on the wire
//	pattern             regular expression for the whole of every id
//	prefix              what ties a code of a shared error type to this catalog: "CTS."
//	closed              true where an unlisted code is wrong, and not merely unknown
//	http                true for the catalog of HTTP status codes
//	reviewed            false for a draft: its codes may lack canonical, handling, retry, basis and by
//	wire                the error body: format (json, protobuf), code and message (keys), shared, sample
//	sources             list of pages: key, title, url, date, note; the first is the page that the catalog follows
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
//	by                  caller, sdk or n/a
//	sdk                 what the SDK does about it, and what it leaves to the caller
//	outcome             exists, missing, end or cancelled
//	steps, quirks       lists of sentences of ours
//	variants            list of when, handling, retry, basis
//	since, deprecated, url, zh, go-error
//
// Each of message, description and remedy is a text, or a mapping of text and source. A binding has package,
// name, module, version, shared, errors ("*T" where a pointer travels), carriers (Type.Field, Type.Method or
// Func; or a mapping of at and catalog), constants (name: code), const-type, clients, imports and declares.
func Parse(name string, data []byte) (*Catalog, error) {
	p := &parser{reader: reader{file: name}, keys: map[string]int{}}
	root := p.document(data)
	if root == nil {
		return nil, p.err()
	}
	p.catalog(root)
	if err := p.err(); err != nil {
		return nil, err
	}
	p.c.sortIDs()
	return p.c, nil
}

// maxCodes bounds a catalog; its index counts codes in 16 bits.
const maxCodes = 20_000

// A parser reads one catalog.
type parser struct {
	reader
	c    *Catalog
	keys map[string]int // key of a source -> its index

	pattern   *regexp.Regexp
	ids       []*yaml.Node // node of each code's id
	constants []constantNode
}

// A constantNode is a constant, to be looked up when all codes are known.
type constantNode struct {
	node     *yaml.Node // the code it names
	constant *Constant
}

func (p *parser) catalog(n *yaml.Node) {
	p.c = &Catalog{}
	var kind, pattern, codes, bindings *yaml.Node
	keep := func(dst **yaml.Node) func(*yaml.Node) { return func(n *yaml.Node) { *dst = n } }
	p.mapping(n, "the catalog", fields{
		"id":      p.text(&p.c.ID),
		"title":   p.text(&p.c.Title),
		"vendor":  p.text(&p.c.Vendor),
		"kind":    keep(&kind),
		"pattern": keep(&pattern),
		"prefix":  p.text(&p.c.Prefix),
		"closed":  p.flag(&p.c.Closed),
		"http":    p.flag(&p.c.HTTP),
		"reviewed": func(n *yaml.Node) {
			reviewed := true
			p.flag(&reviewed)(n)
			p.c.Draft = !reviewed
		},
		"wire":    p.wire,
		"sources": p.list("sources", p.source),
		"go":      keep(&bindings),
		"codes":   keep(&codes),
	}, "id", "title", "kind", "sources", "codes")
	if kind != nil {
		word(p, kind, &p.c.Kind, []Kind{KindString, KindInt, KindEnum})
	}
	if pattern != nil {
		p.compile(pattern)
	}
	switch {
	case codes == nil:
	case len(codes.Content) > maxCodes:
		p.errorf(codes, "%d codes are more than the %d that a catalog may have", len(codes.Content), maxCodes)
	default:
		p.list("codes", p.code)(codes)
	}
	if bindings != nil {
		p.list("go", p.binding)(bindings)
	}
	p.cross()
}

func (p *parser) compile(n *yaml.Node) {
	p.text(&p.c.Pattern)(n)
	re, err := regexp.Compile("^(?:" + p.c.Pattern + ")$")
	if err != nil {
		p.errorf(n, "reading the pattern: %v", err)
		return
	}
	p.pattern = re
}

func (p *parser) wire(n *yaml.Node) {
	w := &Wire{}
	p.c.Wire = w
	p.mapping(n, "wire", fields{
		"format":  func(n *yaml.Node) { word(p, n, &w.Format, []string{"json", "protobuf"}) },
		"code":    p.text(&w.Code),
		"message": p.text(&w.Message),
		"sample":  p.text(&w.Sample),
		"shared":  p.flag(&w.Shared),
	}, "format", "code")
}

func (p *parser) source(n *yaml.Node) {
	var s Source
	var key string
	p.mapping(n, "a source", fields{
		"key":   p.text(&key),
		"title": p.text(&s.Title),
		"url":   p.text(&s.URL),
		"date":  p.text(&s.Date),
		"note":  p.text(&s.Note),
	}, "key", "title")
	if _, ok := p.keys[key]; ok {
		p.errorf(n, "source %q stands twice", key)
	}
	p.keys[key] = len(p.c.Sources)
	p.c.Sources = append(p.c.Sources, s)
}

// cross checks what only the whole catalog shows.
func (p *parser) cross() {
	seen := make(map[string]*yaml.Node, len(p.ids))
	for i, n := range p.ids {
		id := p.c.Codes[i].ID
		if first := seen[id]; first != nil {
			p.errorf(n, "code %q stands twice, first in line %d", id, first.Line)
		}
		seen[id] = n
		if p.pattern != nil && !p.pattern.MatchString(id) {
			p.errorf(n, "code %q does not match the pattern %s", id, p.c.Pattern)
		}
		if !strings.HasPrefix(id, p.c.Prefix) && !p.c.Codes[i].Extra {
			p.errorf(n, "code %q does not begin with the prefix %q", id, p.c.Prefix)
		}
	}
	for _, k := range p.constants {
		code := p.c.Lookup(k.node.Value)
		if code == nil {
			p.errorf(k.node, "constant %s names the code %q, which is not listed", k.constant.Name, k.node.Value)
			continue
		}
		k.constant.Value = p.c.goValue(code)
	}
}

// goValue is the code as a Go literal.
func (c *Catalog) goValue(code *Code) string {
	if c.Kind == KindString {
		return strconv.Quote(code.ID)
	}
	return strconv.Itoa(code.Value)
}

// word reads a scalar that has to be one of a list.
func word[T ~string](p *parser, n *yaml.Node, dst *T, list []T) {
	s, ok := p.scalar(n)
	if !ok {
		return
	}
	if !slices.Contains(list, T(s)) {
		all := make([]string, len(list))
		for i, w := range list {
			all[i] = string(w)
		}
		p.errorf(n, "%q is none of %s", s, strings.Join(all, ", "))
		return
	}
	*dst = T(s)
}

// wordKey is word as the function of a key.
func wordKey[T ~string](p *parser, dst *T, list []T) func(*yaml.Node) {
	return func(n *yaml.Node) { word(p, n, dst, list) }
}
