package catalog

import (
	"maps"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// An entry is a code that is being read.
type entry struct {
	Code
	id     *yaml.Node
	source int     // the one that its texts have unless they say otherwise; -1 where none is named
	texts  []*Text // those that are given
}

// code reads one entry of codes.
func (p *parser) code(n *yaml.Node) {
	e := &entry{source: -1}
	keys := p.factKeys(e)
	maps.Copy(keys, p.textKeys(e))
	maps.Copy(keys, p.judgementKeys(&e.Code))
	required := []string{"id", "canonical", "handling", "retry", "basis", "by"}
	if p.c.Draft {
		required = required[:1]
		e.Retry = RetryUnspecified
	}
	p.mapping(n, "a code", keys, required...)
	if e.id == nil {
		return
	}
	for _, t := range []*Text{&e.Message, &e.Description, &e.Remedy} {
		if t.Source < 0 {
			t.Source = max(e.source, 0)
		}
		if t.Text == "" {
			t.Source = 0
		}
	}
	p.numeral(e.id, &e.Code)
	p.settle(n, e)
	p.ids = append(p.ids, e.id)
	p.c.Codes = append(p.c.Codes, e.Code)
}

// factKeys are the keys of what a code is.
func (p *parser) factKeys(e *entry) fields {
	return fields{
		"id": func(n *yaml.Node) {
			e.id = n
			p.text(&e.ID)(n)
		},
		"value": func(n *yaml.Node) {
			e.HasValue = true
			p.number(&e.Value)(n)
		},
		"name":       p.text(&e.Name),
		"http":       p.numbers(&e.HTTP),
		"source":     p.sourceKey(&e.source),
		"extra":      p.flag(&e.Extra),
		"since":      p.text(&e.Since),
		"deprecated": p.text(&e.Deprecated),
		"url":        p.text(&e.URL),
		"zh":         p.text(&e.Zh),
		"go-error":   p.text(&e.GoError),
		"quirks":     p.texts(&e.Quirks),
	}
}

// textKeys are the keys of texts that have a source.
func (p *parser) textKeys(e *entry) fields {
	text := func(t *Text) func(*yaml.Node) {
		t.Source = -1
		return func(n *yaml.Node) {
			e.texts = append(e.texts, t)
			p.sourced(n, t)
		}
	}
	return fields{"message": text(&e.Message), "description": text(&e.Description), "remedy": text(&e.Remedy)}
}

// judgementKeys are the keys of what there is to do about a code.
func (p *parser) judgementKeys(c *Code) fields {
	return fields{
		"canonical": p.classes(&c.Canonical),
		"handling":  wordKey(p, &c.Handling, Handlings()),
		"retry":     wordKey(p, &c.Retry, Retries()),
		"basis":     p.basis(&c.Basis),
		"by":        wordKey(p, &c.By, []string{"caller", "sdk", "n/a"}),
		"sdk":       p.text(&c.SDK),
		"outcome":   wordKey(p, &c.Outcome, Outcomes()),
		"steps":     p.texts(&c.Steps),
		"variants":  p.list("variants", func(n *yaml.Node) { c.Variants = append(c.Variants, p.variant(n)) }),
	}
}

// numeral gives the number of a code whose id is one, and asks for that of an enumerator.
func (p *parser) numeral(id *yaml.Node, c *Code) {
	switch p.c.Kind {
	case KindInt:
		v, err := strconv.Atoi(c.ID)
		if err != nil || strconv.Itoa(v) != c.ID {
			p.errorf(id, "code %q is not a number, as the kind says", c.ID)
		}
		c.Value, c.HasValue = v, true
	case KindEnum:
		if !c.HasValue {
			p.errorf(id, "code %q lacks its value", c.ID)
		}
	}
}

// settle checks that the parts of a code agree.
func (p *parser) settle(n *yaml.Node, c *entry) {
	for _, t := range c.texts {
		if t.Text == "" {
			p.errorf(n, "code %q has an empty text: leave the key out", c.ID)
		}
	}
	if c.Extra && c.source <= 0 {
		p.errorf(n, "code %q is extra, so it needs a source of its own", c.ID)
	}
	if len(c.texts) == 0 && c.Name == "" {
		p.errorf(n, "code %q has neither name, message nor description", c.ID)
	}
	p.judgement(n, c.ID, c.Handling, c.Retry, &c.Basis)
	allowed := classesOf(c.Outcome)
	if len(c.Canonical) > 0 && !slices.Contains(allowed, c.Canonical[0]) {
		p.errorf(n, "code %q has the outcome %s, which does not go with the class %s", c.ID, c.Outcome, c.Canonical[0])
	}
}

// judgement checks that what is judged has its basis, and takes that of a retry that is no judgement away.
func (p *parser) judgement(n *yaml.Node, id string, handling Handling, retry Retry, basis *Basis) {
	if handling != "" && basis.Handling == "" {
		p.errorf(n, "code %q: handling has no basis", id)
	}
	if retry.judged() && basis.Retry == "" {
		p.errorf(n, "code %q: retry %s has no basis", id, retry)
	}
	if handling == "" {
		basis.Handling = ""
	}
	if !retry.judged() {
		basis.Retry = ""
	}
}

// sourced reads a text: a scalar, or a mapping of text and source.
func (p *parser) sourced(n *yaml.Node, t *Text) {
	if n.Kind != yaml.MappingNode {
		p.text(&t.Text)(n)
		return
	}
	p.mapping(n, "a text", fields{"text": p.text(&t.Text), "source": p.sourceKey(&t.Source)}, "text", "source")
}

func (p *parser) sourceKey(dst *int) func(*yaml.Node) {
	return func(n *yaml.Node) {
		i, ok := p.keys[n.Value]
		if !ok {
			p.errorf(n, "no source has the key %q", n.Value)
			return
		}
		*dst = i
	}
}

func (p *parser) classes(dst *[]string) func(*yaml.Node) {
	return p.oneOrMore(func(n *yaml.Node) {
		var class string
		word(p, n, &class, Classes())
		*dst = append(*dst, class)
	})
}

// basis reads one word for both judgements, or a mapping of the two.
func (p *parser) basis(b *Basis) func(*yaml.Node) {
	words := []string{Stated, Inferred}
	return func(n *yaml.Node) {
		if n.Kind != yaml.MappingNode {
			word(p, n, &b.Handling, words)
			b.Retry = b.Handling
			return
		}
		p.mapping(n, "basis", fields{
			"handling": wordKey(p, &b.Handling, words),
			"retry":    wordKey(p, &b.Retry, words),
		}, "handling")
	}
}

func (p *parser) variant(n *yaml.Node) Variant {
	var v Variant
	p.mapping(n, "a variant", fields{
		"when":     p.text(&v.When),
		"handling": wordKey(p, &v.Handling, Handlings()),
		"retry":    wordKey(p, &v.Retry, Retries()),
		"basis":    p.basis(&v.Basis),
	}, "when", "handling", "retry", "basis")
	p.judgement(n, "variant", v.Handling, v.Retry, &v.Basis)
	return v
}
