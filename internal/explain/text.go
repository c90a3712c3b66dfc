package explain

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/errls/errls/catalog"
)

// Text explains a code as plain text. Lines have at most width columns, unless a single word is longer; with a width of
// 0 or less, every paragraph is one line. With color, the title is bold by means of terminal escape sequences.
func Text(ref catalog.Ref, width int, color bool) string {
	return text(newPage(ref, Options{}), width, color)
}

// PlainText explains a code as plain text, with one line per paragraph and without terminal escape sequences.
func PlainText(ref catalog.Ref, options Options) string {
	return text(newPage(ref, options), 0, false)
}

// text formats a page as plain text; see Text.
func text(p page, width int, color bool) string {
	var b strings.Builder
	title := oneLine(p.code)
	if color {
		title = "\x1b[1m" + title + "\x1b[0m"
	}
	if p.name != "" {
		title += " " + oneLine(p.name)
	}
	b.WriteString(title + "\n")
	wrap(&b, strings.Join(append([]string{p.service}, p.facts...), ", "), "  ", "  ", width)
	b.WriteByte('\n')
	for _, a := range p.advice {
		line := a.text
		if a.basis != "" {
			line += " (" + a.basis + ")"
		}
		wrap(&b, line, "", "  ", width)
	}
	p.textQuotes(&b, width)
	if len(p.steps) > 0 {
		b.WriteString("\nSteps:\n")
	}
	for i, step := range p.steps {
		wrap(&b, step, strconv.Itoa(i+1)+". ", "   ", width)
	}
	if len(p.notes) > 0 {
		b.WriteString("\nNotes:\n")
	}
	for _, note := range p.notes {
		wrap(&b, note, "- ", "  ", width)
	}
	if addresses := p.addresses(); len(addresses) > 0 {
		b.WriteString("\n" + strings.Join(addresses, "\n") + "\n")
	}
	return b.String()
}

func (p page) textQuotes(b *strings.Builder, width int) {
	for _, q := range p.quotes {
		label := "\n" + q.label
		if q.source != nil {
			label += " (" + oneLine(sourceText(q.source)) + ")"
		}
		b.WriteString(label + ":\n")
		wrap(b, q.text, "  ", "  ", width)
	}
}

// addresses returns the addresses of the sources, each once.
func (p page) addresses() []string {
	var list []string
	add := func(address string) {
		if address = oneLine(address); address != "" && !slices.Contains(list, address) {
			list = append(list, address)
		}
	}
	add(p.url)
	for _, q := range p.quotes {
		if q.source != nil {
			add(q.source.URL)
		}
	}
	return list
}

// wrap writes one paragraph, with the prefix first before its first line and rest before the others.
func wrap(b *strings.Builder, paragraph, first, rest string, width int) {
	b.WriteString(first)
	column, begun := utf8.RuneCountInString(first), false
	for word := range strings.FieldsSeq(oneLine(paragraph)) {
		n := utf8.RuneCountInString(word)
		switch {
		case begun && width > 0 && column+1+n > width:
			b.WriteString("\n" + rest)
			column = utf8.RuneCountInString(rest)
		case begun:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
		begun = true
	}
	b.WriteByte('\n')
}
