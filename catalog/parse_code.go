package catalog

import (
	"slices"
	"strconv"
)

// An entry is a code that is being read.
type entry struct {
	*Code
	id        *node
	source    int  // index of the default source of its texts; -1 if the code has no key source
	texts     int  // the number of its texts
	emptyText bool // one of its texts is empty
}

// codeShape contains the keys of a code.
var codeShape = withKeyCache(newShape("a code",
	key[entry]{name: "id", read: func(p *parser, n *node, e *entry) {
		e.id = n
		p.text(n, &e.ID)
	}}.asRequired(),
	key[entry]{
		name: "value",
		read: func(p *parser, n *node, e *entry) {
			e.HasValue = true
			p.number(n, &e.Value)
		},
		copy: func(dst, src *entry) { dst.Value, dst.HasValue = src.Value, src.HasValue },
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
	sourcedKey("page", func(e *entry) *Text { return &e.Page }),
	key[entry]{
		name:     "canonical",
		read:     func(p *parser, n *node, e *entry) { p.canonical(n, &e.Canonical) },
		copy:     func(dst, src *entry) { dst.Canonical = src.Canonical },
		required: true,
	},
	wordKey("handling", Handlings(), func(e *entry) *Handling { return &e.Handling }).asRequired(),
	wordKey("retry", Retries(), func(e *entry) *Retry { return &e.Retry }).asRequired(),
	key[entry]{
		name:     "basis",
		read:     func(p *parser, n *node, e *entry) { p.basis(n, &e.Basis) },
		copy:     func(dst, src *entry) { dst.Basis.override(src.Basis) },
		required: true,
	},
	wordKey("backoff", []string{"exponential"}, func(e *entry) *string { return &e.Backoff }),
	flagKey("subcodes", func(e *entry) *bool { return &e.Subcodes }),
	flagKey("class", func(e *entry) *bool { return &e.Class }),
	wordKey("by", []string{"caller", "sdk", "n/a"}, func(e *entry) *string { return &e.By }).asRequired(),
	textKey("sdk", func(e *entry) *string { return &e.SDK }),
	wordKey("outcome", Outcomes(), func(e *entry) *Outcome { return &e.Outcome }),
	textsKey("steps", func(e *entry) *[]string { return &e.Steps }),
	key[entry]{
		name: "variants",
		read: func(p *parser, n *node, e *entry) {
			p.list(n, "variants", func(n *node) { e.Variants = append(e.Variants, p.variant(n)) })
		},
		copy: func(dst, src *entry) { dst.Variants = src.Variants },
	},
))

// judgedKeys are the keys that only a code with judgements has. A code without them only lists facts (the id, the number,
// the HTTP status), and may lack canonical, handling, retry, basis and by.
var judgedKeys = []string{"message", "description", "remedy", "handling", "by"}

var variantShape = newShape("a variant",
	textKey("when", func(v *Variant) *string { return &v.When }).asRequired(),
	numbersKey("http", func(v *Variant) *[]int { return &v.HTTP }),
	textKey("message", func(v *Variant) *string { return &v.Message }),
	wordKey("outcome", Outcomes(), func(v *Variant) *Outcome { return &v.Outcome }),
	wordKey("handling", Handlings(), func(v *Variant) *Handling { return &v.Handling }).asRequired(),
	wordKey("retry", Retries(), func(v *Variant) *Retry { return &v.Retry }).asRequired(),
	key[Variant]{name: "basis", read: func(p *parser, n *node, v *Variant) { p.basis(n, &v.Basis) }}.asRequired(),
)

var basisShape = newShape("basis",
	wordKey("handling", []string{Stated, Inferred}, func(b *Basis) *string { return &b.Handling }).asRequired(),
	wordKey("retry", []string{Stated, Inferred}, func(b *Basis) *string { return &b.Retry }),
)

// A textEntry is a text that is being read.
type textEntry struct {
	Text
	source int // index of the source that it names; -1 for none
}

var textShape = newShape("a text",
	textKey("text", func(t *textEntry) *string { return &t.Text.Text }).asRequired(),
	textKey("zh", func(t *textEntry) *string { return &t.Zh }),
	key[textEntry]{name: "source", read: func(p *parser, n *node, t *textEntry) { p.sourceOf(n, &t.source) }},
)

// code reads one entry of codes.
func (p *parser) code(n *node) {
	p.c.Codes = append(p.c.Codes, Code{})
	p.entry = entry{Code: &p.c.Codes[len(p.c.Codes)-1], source: -1}
	e := &p.entry
	e.Message.Source, e.Description.Source, e.Remedy.Source, e.Page.Source = -1, -1, -1, -1
	overlay := p.c.Extends != ""
	switch {
	case overlay:
		keys := codeShape.read(p, n, e)
		p.c.present.codes = append(p.c.present.codes, entryKeys{keys, pos{n.line, n.column}})
	case p.c.Draft:
		e.Retry = RetryUnspecified
		codeShape.read(p, n, e)
	default:
		e.Retry = RetryUnspecified
		if keys := codeShape.read(p, n, e); codeShape.has(keys, judgedKeys...) || !codeShape.has(keys, "id") {
			codeShape.requireAll(p, n, keys)
		}
	}
	if e.id == nil {
		if overlay || p.c.Draft {
			p.errorf(n, "missing key %q in a code", "id")
		}
		e.id = n
	}
	e.Page.Source = max(e.Page.Source, 0) // the page is the first source, also if the code has another
	for _, t := range []*Text{&e.Message, &e.Description, &e.Remedy} {
		if t.Source < 0 {
			t.Source = max(e.source, 0)
		}
		if t.Text == "" {
			t.Source = 0
		}
	}
	p.finishEntry(n, e)
	p.ids = append(p.ids, e.id)
}

// finishEntry checks a code after all of its keys were read. For an overlay, the checks that need the extended catalog
// are left to Set.With.
func (p *parser) finishEntry(n *node, e *entry) {
	if e.emptyText {
		p.errorf(n, "code %q has an empty text: remove the key", e.ID)
	}
	if e.texts > 0 && len(p.c.Sources) == 0 {
		p.errorf(n, "code %q has a text, but the file has no sources", e.ID)
	}
	errorf := func(format string, args ...any) { p.errorf(n, format, args...) }
	e.Basis = checkBasis(errorf, e.ID, e.Handling, e.Retry, e.Basis)
	if p.c.Extends != "" {
		return
	}
	if e.Extra && e.source <= 0 {
		p.errorf(n, "code %q is extra, so it needs its own source", e.ID)
	}
	p.c.finishCode(errorf, e.Code)
}

// finishCode checks a code that has all of its keys and, in a catalog of numbers, sets its Value. It reports errors with
// errorf.
func (c *Catalog) finishCode(errorf func(string, ...any), code *Code) {
	if !code.ListsFacts() && code.Message.Text == "" && code.Description.Text == "" && code.Remedy.Text == "" && code.Name == "" {
		errorf("code %q has no name, message, description or remedy", code.ID)
	}
	if len(code.Canonical) > 0 && !slices.Contains(canonicalFor(code.Outcome), code.Canonical[0]) {
		errorf("code %q has the outcome %s, which contradicts the canonical gRPC code %s", code.ID, code.Outcome, code.Canonical[0])
	}
	switch c.Kind {
	case KindInt:
		v, err := strconv.Atoi(code.ID)
		if err != nil || strconv.Itoa(v) != code.ID {
			errorf("code %q is not a number, but the kind of the catalog is int", code.ID)
		}
		code.Value, code.HasValue = v, true
	case KindEnum:
		if !code.HasValue {
			errorf("code %q has no value", code.ID)
		}
	}
}

// ListsFacts reports whether c only lists facts, such as an HTTP status: it has no texts and no handling.
func (c *Code) ListsFacts() bool {
	return c.Message.Text == "" && c.Description.Text == "" && c.Remedy.Text == "" && c.Handling == "" && c.By == ""
}

// checkBasis checks that each judgement has a basis. It returns the basis without the parts that have no judgement.
func checkBasis(errorf func(string, ...any), id string, handling Handling, retry Retry, basis Basis) Basis {
	retryJudged := retry != "" && retry.isJudgement()
	if handling != "" && basis.Handling == "" {
		errorf("code %q: handling has no basis", id)
	}
	if retryJudged && basis.Retry == "" {
		errorf("code %q: retry %s has no basis", id, retry)
	}
	if handling == "" {
		basis.Handling = ""
	}
	if !retryJudged {
		basis.Retry = ""
	}
	return basis
}

// override replaces the parts of b that an overlay's basis has.
func (b *Basis) override(over Basis) {
	if over.Handling != "" {
		b.Handling = over.Handling
	}
	if over.Retry != "" {
		b.Retry = over.Retry
	}
}

// sourcedKey returns the key of a text with a source: a scalar, or a mapping of text, zh and source.
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
			e.emptyText = e.emptyText || t.Text == ""
		},
		copy: func(dst, src *entry) { *field(dst) = *field(src) },
	}
}

func (p *parser) sourceOf(n *node, dst *int) {
	i, ok := p.sourceKeys[n.value]
	if !ok {
		p.errorf(n, "no source has the key %q", n.value)
		return
	}
	*dst = i
}

// canonical reads one canonical code or a list of them. A list of one is a slice of p.canonicalCodes, to avoid an
// allocation for each code.
func (p *parser) canonical(n *node, dst *[]string) {
	if n.kind == listNode {
		p.list(n, "canonical", func(n *node) {
			var name string
			word(p, n, &name, p.canonicalCodes)
			*dst = append(*dst, name)
		})
		return
	}
	var name string
	word(p, n, &name, p.canonicalCodes)
	if i := slices.Index(p.canonicalCodes, name); i >= 0 {
		*dst = p.canonicalCodes[i : i+1 : i+1]
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
	v.Basis = checkBasis(func(format string, args ...any) { p.errorf(n, format, args...) }, "variant", v.Handling, v.Retry, v.Basis)
	return v
}
