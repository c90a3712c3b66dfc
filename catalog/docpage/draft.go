package docpage

import (
	"bytes"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"

	"github.com/errls/errls/catalog"
)

// draft writes the catalog of a group as YAML and parses it again, as a check.
func (g *group) draft(pages []*page) Draft {
	first := g.tables[0].page
	doc := g.document(pages)
	var out bytes.Buffer
	fmt.Fprintf(&out, "# Draft made from %s by errls catalog import, not reviewed yet.\n"+
		"# Handling and retry are set only where the page states them.\n", filepath.Base(first.file))
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if err := enc.Encode(doc); err != nil {
		first.errorf(-1, "writing the draft of %s: %v", g.id, err)
		return Draft{}
	}
	c, err := catalog.Parse(g.id+".yaml", out.Bytes())
	if err != nil {
		first.errorf(-1, "parsing the draft of %s: %v", g.id, err)
		return Draft{}
	}
	for i, code := range c.Codes {
		if !reflect.DeepEqual(code, g.codes[i].Code) {
			first.errorf(g.codes[i].row.line, "the draft of code %s differs from the page", quote(code.ID))
			return Draft{}
		}
	}
	return Draft{Catalog: c, YAML: out.Bytes()}
}

// document returns the draft as YAML nodes.
func (g *group) document(pages []*page) *yaml.Node {
	first := g.tables[0].page
	doc := mapping()
	title := first.title
	if title == "" {
		title = g.id
	}
	put(doc, "id", text(g.id))
	put(doc, "title", text(title))
	put(doc, "kind", text(string(g.kind)))
	put(doc, "reviewed", literal("false"))
	if w := first.wire(); w != nil && w.sample.line >= 0 {
		put(doc, "wire", wireNode(w))
	}
	sources := &yaml.Node{Kind: yaml.SequenceNode}
	for i, p := range pages {
		sources.Content = append(sources.Content, p.source(i))
	}
	put(doc, "sources", sources)
	codes := &yaml.Node{Kind: yaml.SequenceNode}
	for _, c := range g.codes {
		codes.Content = append(codes.Content, codeNode(c))
	}
	put(doc, "codes", codes)
	return doc
}

func wireNode(w *wire) *yaml.Node {
	n := mapping()
	put(n, "format", text(w.format))
	put(n, "code", text(w.code))
	if w.message != "" {
		put(n, "message", text(w.message))
	}
	put(n, "sample", text(w.sample.text))
	return n
}

// sourceKey returns the key of the source for a page.
func sourceKey(index int) string {
	if index == 0 {
		return "page"
	}
	return "page" + strconv.Itoa(index+1)
}

// source returns the YAML node of the source that describes the page with index i.
func (p *page) source(i int) *yaml.Node {
	n := mapping()
	put(n, "key", text(sourceKey(i)))
	title := p.title
	if title == "" {
		title = filepath.Base(p.file)
	}
	put(n, "title", text(title))
	if p.url != "" {
		put(n, "url", text(p.url))
	}
	if date := p.date(); date != "" {
		put(n, "date", text(date))
	}
	return n
}

// codeNode returns the YAML node of a code.
func codeNode(c *code) *yaml.Node {
	n := mapping()
	put(n, "id", text(c.ID))
	if c.HasValue && c.table.kind == catalog.KindEnum {
		put(n, "value", literal(strconv.Itoa(c.Value)))
	}
	if c.Name != "" {
		put(n, "name", text(c.Name))
	}
	if len(c.HTTP) == 1 {
		put(n, "http", literal(strconv.Itoa(c.HTTP[0])))
	} else if len(c.HTTP) > 1 {
		list := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
		for _, status := range c.HTTP {
			list.Content = append(list.Content, literal(strconv.Itoa(status)))
		}
		put(n, "http", list)
	}
	if c.table.page.index > 0 {
		put(n, "source", text(sourceKey(c.table.page.index)))
	}
	for _, t := range []struct {
		key  string
		text catalog.Text
	}{{"message", c.Message}, {"description", c.Description}, {"remedy", c.Remedy}} {
		if t.text.Text != "" {
			put(n, t.key, text(t.text.Text))
		}
	}
	if c.Zh != "" {
		put(n, "zh", text(c.Zh))
	}
	putJudgement(n, &c.Code)
	if len(c.Quirks) > 0 {
		list := &yaml.Node{Kind: yaml.SequenceNode}
		for _, q := range c.Quirks {
			list.Content = append(list.Content, text(q))
		}
		put(n, "quirks", list)
	}
	return n
}

// putJudgement writes the handling, the retry class and their basis, which is always "stated".
func putJudgement(n *yaml.Node, c *catalog.Code) {
	if c.Handling != "" {
		put(n, "handling", text(string(c.Handling)))
	}
	put(n, "retry", text(string(c.Retry)))
	if c.Handling != "" || c.Basis.Retry != "" {
		put(n, "basis", text(catalog.Stated))
	}
	if c.Backoff != "" {
		put(n, "backoff", text(c.Backoff))
	}
}

func mapping() *yaml.Node { return &yaml.Node{Kind: yaml.MappingNode} }

func put(n *yaml.Node, key string, value *yaml.Node) {
	n.Content = append(n.Content, text(key), value)
}

// text returns the node of a string. The encoder quotes it if necessary.
func text(s string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
	if slices.Contains([]byte(s), '\n') {
		n.Style = yaml.LiteralStyle
	}
	return n
}

// literal returns the node of a number or a boolean.
func literal(s string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Value: s} }
