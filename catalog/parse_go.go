package catalog

import (
	"strconv"
	"strings"
)

// A bindingEntry is a binding that is being read.
type bindingEntry struct {
	Binding
	codes []*node // the nodes of the codes that the constants name
}

// bindingShape contains the keys of a binding.
var bindingShape = newShape("a binding",
	textKey("package", func(b *bindingEntry) *string { return &b.Package }).asRequired(),
	textKey("name", func(b *bindingEntry) *string { return &b.Name }).asRequired(),
	textKey("module", func(b *bindingEntry) *string { return &b.Module }),
	textKey("version", func(b *bindingEntry) *string { return &b.Version }),
	key[bindingEntry]{
		name: "versions",
		read: func(p *parser, n *node, b *bindingEntry) { versionsShape.readAll(p, n, &b.ValidFor) },
		copy: func(dst, src *bindingEntry) { dst.ValidFor = src.ValidFor },
	},
	flagKey("shared", func(b *bindingEntry) *bool { return &b.Shared }),
	key[bindingEntry]{name: "errors", read: func(p *parser, n *node, b *bindingEntry) {
		p.list(n, "errors", func(n *node) { b.Errors = append(b.Errors, p.errorType(n)) })
	}},
	itemsKey("makes", madeShape, func(b *bindingEntry) *[]Made { return &b.Makes }),
	textsKey("types", func(b *bindingEntry) *[]string { return &b.Types }),
	flagKey("wraps", func(b *bindingEntry) *bool { return &b.Wraps }),
	key[bindingEntry]{name: "carriers", read: func(p *parser, n *node, b *bindingEntry) {
		p.list(n, "carriers", func(n *node) { b.Carriers = append(b.Carriers, p.carrier(n)) })
	}},
	key[bindingEntry]{name: "constants", read: func(p *parser, n *node, b *bindingEntry) {
		if n.kind != mappingNode {
			p.errorf(n, "constants must be a mapping")
			return
		}
		for k := n.first; k != nil; k = k.next.next {
			b.Constants = append(b.Constants, Constant{Name: p.clone(k.value), Code: p.clone(k.next.value)})
			b.codes = append(b.codes, k.next)
		}
	}},
	textKey("const-type", func(b *bindingEntry) *string { return &b.ConstType }),
	key[bindingEntry]{name: "sentinels", read: func(p *parser, n *node, b *bindingEntry) {
		if n.kind != mappingNode {
			p.errorf(n, "sentinels must be a mapping")
			return
		}
		for k := n.first; k != nil; k = k.next.next {
			b.Sentinels = append(b.Sentinels, Sentinel{Name: p.clone(k.value), Code: p.clone(k.next.value)})
		}
	}},
	textKey("sentinel-type", func(b *bindingEntry) *string { return &b.SentinelType }),
	textsKey("clients", func(b *bindingEntry) *[]string { return &b.Clients }),
	textsKey("calls", func(b *bindingEntry) *[]string { return &b.Calls }),
	itemsKey("predicates", predicateShape, func(b *bindingEntry) *[]Predicate { return &b.Predicates }),
	key[bindingEntry]{name: "helpers", read: func(p *parser, n *node, b *bindingEntry) {
		p.list(n, "helpers", func(n *node) {
			h := Helper{Error: MakesError}
			helperShape.readAll(p, n, &h)
			if (h.Error == MakesError) != (h.Match == "") {
				p.errorf(n, "a helper that tests an error has the keys error and match, one that makes an error has neither")
			}
			b.Helpers = append(b.Helpers, h)
		})
	}},
	itemsKey("rewrites", rewriteShape, func(b *bindingEntry) *[]Rewrite { return &b.Rewrites }),
	itemsKey("handles", handledShape, func(b *bindingEntry) *[]Handled { return &b.Handles }),
	textsKey("imports", func(b *bindingEntry) *[]string { return &b.Imports }),
	textKey("declares", func(b *bindingEntry) *string { return &b.Declares }),
)

var versionsShape = newShape("versions",
	textKey("from", func(v *Versions) *string { return &v.From }),
	textKey("before", func(v *Versions) *string { return &v.Before }),
)

var carrierShape = newShape("a carrier",
	textKey("at", func(c *Carrier) *string { return &c.At }).asRequired(),
	textKey("catalog", func(c *Carrier) *string { return &c.Catalog }),
	flagKey("standard", func(c *Carrier) *bool { return &c.Standard }),
	flagKey("class", func(c *Carrier) *bool { return &c.Class }),
	flagKey("names", func(c *Carrier) *bool { return &c.Names }),
	textsKey("except", func(c *Carrier) *[]string { return &c.Except }),
)

var madeShape = newShape("an entry of makes",
	textKey("type", func(m *Made) *string { return &m.Type }).asRequired(),
	textKey("code", func(m *Made) *string { return &m.Code }),
)

var predicateShape = newShape("a predicate",
	textKey("at", func(x *Predicate) *string { return &x.At }).asRequired(),
	textsKey("codes", func(x *Predicate) *[]string { return &x.Codes }).asRequired(),
)

var helperShape = newShape("a helper",
	textKey("at", func(h *Helper) *string { return &h.At }).asRequired(),
	numberKey("arg", func(h *Helper) *int { return &h.Arg }).asRequired(),
	key[Helper]{name: "error", read: func(p *parser, n *node, h *Helper) {
		if n.kind == scalarNode && n.value == "receiver" {
			h.Error = ErrorIsReceiver
			return
		}
		p.number(n, &h.Error)
	}},
	wordKey("match", []string{"exact", "prefix", "part"}, func(h *Helper) *string { return &h.Match }),
)

var rewriteShape = newShape("a rewrite",
	key[Rewrite]{name: "status", read: func(p *parser, n *node, r *Rewrite) {
		if n.kind != listNode {
			r.Status = append(r.Status, p.span(n))
			return
		}
		p.list(n, "status", func(n *node) { r.Status = append(r.Status, p.span(n)) })
	}},
	textsKey("codes", func(r *Rewrite) *[]string { return &r.Codes }),
	textKey("to", func(r *Rewrite) *string { return &r.To }).asRequired(),
	textKey("unless", func(r *Rewrite) *string { return &r.Unless }),
)

var handledShape = newShape("an entry of handles",
	textsKey("codes", func(h *Handled) *[]string { return &h.Codes }).asRequired(),
	textKey("by", func(h *Handled) *string { return &h.By }).asRequired(),
	wordKey("how", []string{"retries", "reconnects", "refreshes", "follows"}, func(h *Handled) *string { return &h.How }).asRequired(),
	flagKey("returns", func(h *Handled) *bool { return &h.Returns }).asRequired(),
)

// binding reads one entry of go.
func (p *parser) binding(n *node) {
	var b bindingEntry
	if p.c.Extends != "" {
		keys := bindingShape.read(p, n, &b)
		p.c.present.bindings = append(p.c.present.bindings, entryKeys{keys, pos{n.line, n.column}})
		if b.Package == "" {
			p.errorf(n, "missing key %q in a binding", "package")
		}
	} else {
		bindingShape.readAll(p, n, &b)
	}
	for i, node := range b.codes {
		p.constants = append(p.constants, constantNode{node, len(p.c.Go), i})
	}
	p.c.Go = append(p.c.Go, b.Binding)
}

// errorType reads the name of an error type, with a star if functions return a pointer to it.
func (p *parser) errorType(n *node) ErrorType {
	var name string
	p.text(n, &name)
	bare := strings.TrimPrefix(name, "*")
	return ErrorType{Type: bare, Pointer: bare != name}
}

// carrier reads a carrier: a name, or a mapping of at and catalog.
func (p *parser) carrier(n *node) Carrier {
	var c Carrier
	if n.kind != mappingNode {
		p.text(n, &c.At)
		return c
	}
	carrierShape.readAll(p, n, &c)
	return c
}

// span reads a status (404), a class of them (5xx) or a range (500-599).
func (p *parser) span(n *node) Span {
	if class, ok := strings.CutSuffix(n.value, "xx"); ok {
		if i, err := strconv.Atoi(class); err == nil && 1 <= i && i <= 5 {
			return Span{100 * i, 100*i + 99}
		}
	}
	first, last, isRange := strings.Cut(n.value, "-")
	if !isRange {
		last = first
	}
	from, err := strconv.Atoi(first)
	to, err2 := strconv.Atoi(last)
	if n.kind != scalarNode || err != nil || err2 != nil || from < 100 || to > 599 || from > to {
		p.errorf(n, "expected a status (404), a class (5xx) or a range (500-599)")
	}
	return Span{from, to}
}
