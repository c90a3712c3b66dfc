// Package explain writes what is known of one error code for people: as Markdown for an editor's hover, and as
// plain text for a terminal. Both show the same facts in the same order: what the code is, what to do, whether
// that is stated by the page or inferred from the code's meaning, and the page's own words with their source.
package explain

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/errls/errls/catalog"
)

// Options says how a code is explained.
type Options struct {
	// Lang is the reader's language as a BCP 47 tag ("zh-cn"). The vendor's Chinese text is shown where it asks
	// for Chinese; everything else is English.
	Lang string

	// Indirect says that the code stands where its catalog is no guide: the HTTP status of a service's own error.
	Indirect bool
}

// An advice is one judgement in plain words and where it comes from.
type advice struct {
	text  string
	basis string // catalog.Stated, catalog.Inferred, or empty
}

// A quote is somebody's own words.
type quote struct {
	label  string
	text   string
	source *catalog.Source // nil where the catalog has none
}

// A page is all that is shown of a code, in order.
type page struct {
	code    string
	name    string // the page's name of the code; may be empty
	service string
	facts   []string // "HTTP 410", "gRPC class UNAVAILABLE"
	advice  []advice
	quotes  []quote
	steps   []string
	notes   []string
	url     string // a page on this very code; may be empty
}

func newPage(ref catalog.Ref, options Options) page {
	c, cat := ref.Code, ref.Catalog
	p := page{code: c.ID, name: c.Name, service: cat.Title, steps: c.Steps, url: c.URL}
	if p.name == p.code {
		p.name = ""
	}
	p.facts = facts(ref)
	p.advice = advices(c)
	if options.Indirect {
		p.advice = []advice{{text: "This is the status of a service's own error: what to do depends on the error's code."}}
		p.steps = nil
	}
	p.quotes = quotes(ref, options)
	p.notes = notes(c)
	return p
}

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
		facts = append(facts, "gRPC class "+strings.Join(c.Canonical, " or "))
	}
	if c.GoError != "" {
		facts = append(facts, "in Go "+c.GoError)
	}
	return facts
}

// quotes returns what the page and the service say. The remedy comes first: it is what the reader looks for.
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
	add("Message", c.Message)
	if strings.HasPrefix(strings.ToLower(options.Lang), "zh") && c.Zh != "" {
		quotes = append(quotes, quote{label: "中文", text: c.Zh})
	}
	return quotes
}

func notes(c *catalog.Code) []string {
	var notes []string
	notes = append(notes, c.Quirks...)
	for _, v := range c.Variants {
		text := "When " + v.When + ": " + handlingText(v.Handling)
		if retry := retryText(v.Retry); retry != "" {
			text += " " + retry
		}
		notes = append(notes, text)
	}
	if c.Subcodes {
		notes = append(notes, "Codes that begin with "+c.ID+". are kinds of it.")
	}
	if c.Since != "" {
		notes = append(notes, "Known since "+c.Since+".")
	}
	if c.Deprecated != "" {
		notes = append(notes, "Out of date: "+c.Deprecated)
	}
	if c.ReplacedBy != "" {
		notes = append(notes, "The service now sends "+c.ReplacedBy+" in its place.")
	}
	if len(c.Related) > 0 {
		notes = append(notes, "Easily taken for it: "+strings.Join(c.Related, ", ")+".")
	}
	if c.Extra {
		notes = append(notes, "Not on the service's page of codes: added from another source.")
	}
	return notes
}

// Short returns the meaning of a code in a few words, for a list: its name, or the first sentence that the page
// says of it. It is one line of at most limit bytes.
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

// cut shortens a text at a word.
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

// oneLine returns s on one line and without what is no part of a text: control characters and marks that turn the
// direction of writing.
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

// sourceText names a source and its day.
func sourceText(s *catalog.Source) string {
	if s.Date == "" {
		return s.Title
	}
	return fmt.Sprintf("%s, %s", s.Title, s.Date)
}
