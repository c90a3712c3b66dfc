package catalog

import (
	"slices"
	"strconv"
)

// An entry is a code that is being read.
type entry struct {
	*Code
	id     *node
	source int  // the one that its texts have unless they say otherwise; -1 where none is named
	texts  int  // the number of those that are given
	bare   bool // one of them is empty
}

// codeShape is every key of a code.
var codeShape = manyOf(newShape("a code",
	key[entry]{name: "id", read: func(p *parser, n *node, e *entry) {
		e.id = n
		p.text(n, &e.ID)
	}}.must(),
	key[entry]{
		name: "value",
		read: func(p *parser, n *node, e *entry) {
			e.HasValue = true
			p.number(n, &e.Value)
		},
		take: func(dst, src *entry) { dst.Value, dst.HasValue = src.Value, src.HasValue },
	},
	textKey("name", func(e *entry) *string { return &e.Name }),
	numbersKey("http", func(e *entry) *[]int { return &e.HTTP }),
	key[entry]{name: "source", read: func(p *parser, n *node, e *entry) { p.sourceOf(n, &e.source) }},
	flagKey("extra", func(e *entry) *bool { return &e.Extra }),
	textKey("since", func(e *entry) *string { return &e.Since }),
	textKey("deprecated", func(e *entry) *string { return &e.Deprecated }),
	textKey("replaced-by", func(e *entry) *string { return &e.ReplacedBy }),
	textsKey("related", func(e *entry) *[]string { return &e.Related }),
	textKey("url", func(e *entry) *string { return &e.URL }),
	textKey("zh", func(e *entry) *string { return &e.Zh }),
	textKey("go-error", func(e *entry) *string { return &e.GoError }),
	textsKey("quirks", func(e *entry) *[]string { return &e.Quirks }),
	sourcedKey("message", func(e *entry) *Text { return &e.Message }),
	sourcedKey("description", func(e *entry) *Text { return &e.Description }),
	sourcedKey("remedy", func(e *entry) *Text { return &e.Remedy }),
	key[entry]{
		name:     "canonical",
		read:     func(p *parser, n *node, e *entry) { p.canonical(n, &e.Canonical) },
		take:     func(dst, src *entry) { dst.Canonical = src.Canonical },
		required: true,
	},
	wordKey("handling", Handlings(), func(e *entry) *Handling { return &e.Handling }).must(),
	wordKey("retry", Retries(), func(e *entry) *Retry { return &e.Retry }).must(),
	key[entry]{
		name:     "basis",
		read:     func(p *parser, n *node, e *entry) { p.basis(n, &e.Basis) },
		take:     func(dst, src *entry) { dst.Basis.lay(src.Basis) },
		required: true,
	},
	wordKey("backoff", []string{"exponential"}, func(e *entry) *string { return &e.Backoff }),
	flagKey("subcodes", func(e *entry) *bool { return &e.Subcodes }),
	wordKey("by", []string{"caller", "sdk", "n/a"}, func(e *entry) *string { return &e.By }).must(),
	textKey("sdk", func(e *entry) *string { return &e.SDK }),
	wordKey("outcome", Outcomes(), func(e *entry) *Outcome { return &e.Outcome }),
	textsKey("steps", func(e *entry) *[]string { return &e.Steps }),
	key[entry]{
		name: "variants",
		read: func(p *parser, n *node, e *entry) {
			p.list(n, "variants", func(n *node) { e.Variants = append(e.Variants, p.variant(n)) })
		},
		take: func(dst, src *entry) { dst.Variants = src.Variants },
	},
))

var variantShape = newShape("a variant",
	textKey("when", func(v *Variant) *string { return &v.When }).must(),
	numbersKey("http", func(v *Variant) *[]int { return &v.HTTP }),
	textKey("message", func(v *Variant) *string { return &v.Message }),
	wordKey("outcome", Outcomes(), func(v *Variant) *Outcome { return &v.Outcome }),
	wordKey("handling", Handlings(), func(v *Variant) *Handling { return &v.Handling }).must(),
	wordKey("retry", Retries(), func(v *Variant) *Retry { return &v.Retry }).must(),
	key[Variant]{name: "basis", read: func(p *parser, n *node, v *Variant) { p.basis(n, &v.Basis) }}.must(),
)

var basisShape = newShape("basis",
	wordKey("handling", []string{Stated, Inferred}, func(b *Basis) *string { return &b.Handling }).must(),
	wordKey("retry", []string{Stated, Inferred}, func(b *Basis) *string { return &b.Retry }),
)

// A textEntry is a text with the source that it names; -1 for none.
type textEntry struct {
	Text
	source int
}

var textShape = newShape("a text",
	textKey("text", func(t *textEntry) *string { return &t.Text.Text }).must(),
	textKey("zh", func(t *textEntry) *string { return &t.Zh }),
	key[textEntry]{name: "source", read: func(p *parser, n *node, t *textEntry) { p.sourceOf(n, &t.source) }},
)

// code reads one entry of codes.
func (p *parser) code(n *node) {
	p.c.Codes = append(p.c.Codes, Code{})
	p.entry = entry{Code: &p.c.Codes[len(p.c.Codes)-1], source: -1}
	e := &p.entry
	e.Message.Source, e.Description.Source, e.Remedy.Source = -1, -1, -1
	overlay := p.c.Extends != ""
	switch {
	case overlay:
		keys := codeShape.read(p, n, e)
		p.c.said.codes = append(p.c.said.codes, saidEntry{keys, place{n.line, n.column}})
	case p.c.Draft:
		e.Retry = RetryUnspecified
		codeShape.read(p, n, e)
	default:
		codeShape.readAll(p, n, e)
	}
	if e.id == nil {
		if overlay || p.c.Draft {
			p.errorf(n, "a code lacks the key %q", "id")
		}
		e.id = n
	}
	for _, t := range []*Text{&e.Message, &e.Description, &e.Remedy} {
		if t.Source < 0 {
			t.Source = max(e.source, 0)
		}
		if t.Text == "" {
			t.Source = 0
		}
	}
	p.settle(n, e)
	p.ids = append(p.ids, e.id)
}

// settle checks that the parts of a code agree, as far as one file shows it.
func (p *parser) settle(n *node, e *entry) {
	if e.bare {
		p.errorf(n, "code %q has an empty text: leave the key out", e.ID)
	}
	if e.texts > 0 && len(p.c.Sources) == 0 {
		p.errorf(n, "code %q has a text, and the file no source for it", e.ID)
	}
	complain := func(format string, args ...any) { p.errorf(n, format, args...) }
	e.Basis = judgement(complain, e.ID, e.Handling, e.Retry, e.Basis)
	if p.c.Extends != "" {
		return // the rest shows when it is laid over its catalog
	}
	if e.Extra && e.source <= 0 {
		p.errorf(n, "code %q is extra, so it needs a source of its own", e.ID)
	}
	p.c.complete(complain, e.Code)
}

// complete checks a whole code and gives it its number. The first code of a mistake is told to complain.
func (c *Catalog) complete(complain func(string, ...any), code *Code) {
	if code.Message.Text == "" && code.Description.Text == "" && code.Remedy.Text == "" && code.Name == "" {
		complain("code %q has neither name, message nor description", code.ID)
	}
	if len(code.Canonical) > 0 && !slices.Contains(classesOf(code.Outcome), code.Canonical[0]) {
		complain("code %q has the outcome %s, which does not go with the class %s", code.ID, code.Outcome, code.Canonical[0])
	}
	switch c.Kind {
	case KindInt:
		v, err := strconv.Atoi(code.ID)
		if err != nil || strconv.Itoa(v) != code.ID {
			complain("code %q is not a number, as the kind says", code.ID)
		}
		code.Value, code.HasValue = v, true
	case KindEnum:
		if !code.HasValue {
			complain("code %q lacks its value", code.ID)
		}
	}
}

// judgement checks that what is judged has its basis, and returns it without that of a retry that is no judgement.
func judgement(complain func(string, ...any), id string, handling Handling, retry Retry, basis Basis) Basis {
	judged := retry != "" && retry.judged()
	if handling != "" && basis.Handling == "" {
		complain("code %q: handling has no basis", id)
	}
	if judged && basis.Retry == "" {
		complain("code %q: retry %s has no basis", id, retry)
	}
	if handling == "" {
		basis.Handling = ""
	}
	if !judged {
		basis.Retry = ""
	}
	return basis
}

// lay puts those bases of an overlay that are given in the place of those that are there.
func (b *Basis) lay(over Basis) {
	if over.Handling != "" {
		b.Handling = over.Handling
	}
	if over.Retry != "" {
		b.Retry = over.Retry
	}
}

// sourcedKey is the key of a text: a scalar, or a mapping of text, zh and source.
func sourcedKey(name string, field func(*entry) *Text) key[entry] {
	return key[entry]{
		name: name,
		read: func(p *parser, n *node, e *entry) {
			t := field(e)
			if n.kind != mappingNode {
				p.text(n, &t.Text)
			} else {
				read := textEntry{source: -1}
				textShape.readAll(p, n, &read)
				*t = Text{read.Text.Text, read.Zh, read.source}
			}
			e.texts++
			e.bare = e.bare || t.Text == ""
		},
		take: func(dst, src *entry) { *field(dst) = *field(src) },
	}
}

func (p *parser) sourceOf(n *node, dst *int) {
	i, ok := p.keys[n.value]
	if !ok {
		p.errorf(n, "no source has the key %q", n.value)
		return
	}
	*dst = i
}

// canonical reads one class or a list of them. The list of one is cut from that of all, which every code shares.
func (p *parser) canonical(n *node, dst *[]string) {
	if n.kind == listNode {
		p.list(n, "canonical", func(n *node) {
			var class string
			word(p, n, &class, p.classes)
			*dst = append(*dst, class)
		})
		return
	}
	var class string
	word(p, n, &class, p.classes)
	if i := slices.Index(p.classes, class); i >= 0 {
		*dst = p.classes[i : i+1 : i+1]
	}
}

// basis reads one word for both judgements, or a mapping of the two.
func (p *parser) basis(n *node, b *Basis) {
	if n.kind != mappingNode {
		word(p, n, &b.Handling, []string{Stated, Inferred})
		b.Retry = b.Handling
		return
	}
	if p.c.Extends != "" {
		basisShape.read(p, n, b)
		return
	}
	basisShape.readAll(p, n, b)
}

func (p *parser) variant(n *node) Variant {
	var v Variant
	variantShape.readAll(p, n, &v)
	v.Basis = judgement(func(format string, args ...any) { p.errorf(n, format, args...) }, "variant", v.Handling, v.Retry, v.Basis)
	return v
}
