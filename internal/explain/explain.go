// Package explain formats what a catalog contains about one error code: as Markdown for an editor's hover, and as plain
// text for a terminal. Both contain the same in the same order: what the code is, what to do, whether that is stated by
// the documentation or inferred from the code's meaning, and the texts of the documentation with their sources.
package explain

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/errls/errls/catalog"
)

// Options configures how a code is explained.
type Options struct {
	// Lang is the reader's language as a BCP 47 tag ("zh-cn"). For Chinese, the vendor's Chinese texts are shown, if there
	// are any. Everything else is in English.
	Lang string

	// Indirect means that the code is the HTTP status of a service's error, so that the catalog of HTTP statuses does not
	// determine what to do.
	Indirect bool
}

// An advice is one judgement as a sentence, with its basis.
type advice struct {
	text  string
	basis string // catalog.Stated, catalog.Inferred, or empty
}

// A quote is a text from a source.
type quote struct {
	label  string
	text   string
	source *catalog.Source // nil if unknown
}

// A page contains the parts of an explanation, in order.
type page struct {
	code    string
	name    string // the name of the code; may be empty
	service string
	facts   []string // "HTTP 410", "gRPC code UNAVAILABLE"
	advice  []advice
	quotes  []quote
	steps   []string
	notes   []string
	url     string // a page about this one code; may be empty
}

// newPage returns the explanation of a code.
func newPage(ref catalog.Ref, options Options) page {
	c, cat := ref.Code, ref.Catalog
	p := page{code: c.ID, name: c.Name, service: cat.Title, steps: c.Steps, url: c.URL}
	if p.name == p.code {
		p.name = ""
	}
	p.facts = facts(ref)
	p.advice = adviceFor(c)
	if options.Indirect {
		p.advice = []advice{{text: "This is the HTTP status of a service's error: what to do depends on the error's code."}}
		p.steps = nil
	}
	p.quotes = quotes(ref, options)
	p.notes = notes(ref)
	return p
}

// facts returns the number, the HTTP statuses, the gRPC codes and the Go error of a code, as far as it has them.
func facts(ref catalog.Ref) []string {
	c := ref.Code
	var facts []string
	if c.HasValue && strconv.Itoa(c.Value) != c.ID {
		facts = append(facts, "number "+strconv.Itoa(c.Value))
	}
	if len(c.HTTP) > 0 && !ref.Catalog.HTTP {
		statuses := make([]string, len(c.HTTP))
		for i, status := range c.HTTP {
			statuses[i] = strconv.Itoa(status)
		}
		facts = append(facts, "HTTP "+strings.Join(statuses, " or "))
	}
	if len(c.Canonical) > 0 && c.Canonical[0] != c.ID {
		facts = append(facts, "gRPC code "+strings.Join(c.Canonical, " or "))
	}
	if c.GoError != "" {
		facts = append(facts, "in Go "+c.GoError)
	}
	return facts
}

// quotes returns the texts of a code. The remedy is first, because it is what the reader looks for.
func quotes(ref catalog.Ref, options Options) []quote {
	c := ref.Code
	var quotes []quote
	add := func(label string, t catalog.Text) {
		if t.Text == "" {
			return
		}
		q := quote{label: label, text: t.Text}
		if t.Source >= 0 && t.Source < len(ref.Catalog.Sources) {
			q.source = &ref.Catalog.Sources[t.Source]
		}
		if strings.HasPrefix(strings.ToLower(options.Lang), "zh") && t.Zh != "" {
			q.text = t.Zh
		}
		quotes = append(quotes, q)
	}
	add("Remedy", c.Remedy)
	add("Meaning", c.Description)
	add("Meaning", c.Page)
	add("Message", c.Message)
	if strings.HasPrefix(strings.ToLower(options.Lang), "zh") && c.Zh != "" {
		quotes = append(quotes, quote{label: "中文", text: c.Zh})
	}
	return quotes
}

// notes returns what else is known of a code, one sentence or paragraph each.
func notes(ref catalog.Ref) []string {
	var notes []string
	c := ref.Code
	if i := slices.IndexFunc(ref.Catalog.Sources, func(s catalog.Source) bool { return s.Facts }); i >= 0 && c.ListsFacts() {
		notes = append(notes, "Known from: "+sourceText(&ref.Catalog.Sources[i])+".")
	}
	notes = append(notes, c.Quirks...)
	for _, v := range c.Variants {
		text := "When " + v.When + ": " + handlingText(v.Handling)
		if retry := retryText(v.Retry); retry != "" {
			text += " " + retry
		}
		notes = append(notes, text)
	}
	if c.Subcodes {
		notes = append(notes, "Codes that begin with "+c.ID+". are subcodes of it.")
	}
	if c.Class {
		notes = append(notes, "It is a class: all codes that begin with "+c.ID+" belong to it.")
	}
	if c.Since != "" {
		notes = append(notes, "Introduced: "+c.Since+".")
	}
	if c.Deprecated != "" {
		notes = append(notes, "Deprecated: "+c.Deprecated)
	}
	if c.ReplacedBy != "" {
		notes = append(notes, "The service sends "+c.ReplacedBy+" instead.")
	}
	if len(c.Related) > 0 {
		notes = append(notes, "Easily confused with: "+strings.Join(c.Related, ", ")+".")
	}
	if c.Extra && len(ref.Catalog.Sources) > 0 {
		notes = append(notes, "Added from another source: it is not on the page “"+ref.Catalog.Sources[0].Title+"”.")
	}
	return notes
}

// Short returns the meaning of a code in a few words, for a list: its name, or the first sentence of its description or
// message. The result is one line of at most limit bytes, plus an ellipsis if it was shortened.
func Short(c *catalog.Code, limit int) string {
	text := c.Name
	if text == "" || text == c.ID {
		text = c.Description.Text
	}
	if text == "" {
		text = c.Message.Text
	}
	text = oneLine(text)
	for _, opening := range []string{"The error message returned because ", "Error message returned because "} {
		text = strings.TrimPrefix(text, opening)
	}
	if i := strings.Index(text, ". "); i > 0 {
		text = text[:i]
	}
	return cut(strings.TrimSuffix(text, "."), limit)
}

// cut shortens a text to limit bytes, at the end of a word if possible.
func cut(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	text = strings.ToValidUTF8(text[:limit], "")
	if i := strings.LastIndexByte(text, ' '); i > limit/2 {
		text = text[:i]
	}
	return text + "…"
}

// oneLine returns s on one line, without control characters and characters that change the writing direction.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// sourceText returns the title of a source and its date.
func sourceText(s *catalog.Source) string {
	if s.Date == "" {
		return s.Title
	}
	return fmt.Sprintf("%s, %s", s.Title, s.Date)
}
