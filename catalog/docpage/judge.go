package docpage

import (
	"fmt"
	"slices"
	"strings"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/catalog/docpage/internal/remedy"
)

// judge sets the handling and the retry class of a code to what its row states: the column about retries, and the remedy
// or, without one, the description.
func (c *code) judge() {
	p := c.table.page
	said := p.remedies.Remedy(c.Remedy.Text)
	if c.Remedy.Text == "" {
		said = p.remedies.Description(c.Description.Text)
	}
	column := p.answer(c.answer)
	if column.Retry == catalog.RetryUnspecified {
		c.set(said)
		return
	}
	switch joined, ok := column.join(said); {
	case ok:
		c.set(joined)
	default:
		p.warnf(c.row.line, "the row of %s contradicts itself: its column about retries states %s, and its text %s; the retry class stays unspecified",
			quote(c.ID), column.Retry, said.Retry)
		c.Quirks = append(c.Quirks, fmt.Sprintf("The page contradicts itself: its column about retries states %s, and its text %s.", column.Retry, said.Retry))
	}
}

// set sets the judgements of a code, all of which are stated.
func (c *code) set(a remedy.Advice) {
	if c.Handling = a.Handling; a.Handling != "" {
		c.Basis.Handling = catalog.Stated
	}
	if c.Retry = a.Retry; a.Retry != catalog.RetryUnspecified {
		c.Basis.Retry = catalog.Stated
	}
	if a.Exponential {
		c.Backoff = "exponential"
	}
}

// unset removes the judgements of a code.
func (c *code) unset() {
	c.Handling, c.Retry, c.Basis, c.Backoff = "", catalog.RetryUnspecified, catalog.Basis{}, ""
}

// A columnAnswer is what the cell of a column about retries states.
type columnAnswer struct{ remedy.Advice }

// answers returns the words for no and yes in a column about retries, in lower case.
func answers() map[string]catalog.Retry {
	list := map[string]catalog.Retry{}
	for _, word := range strings.Split("no,n,false,never,non-retryable,non-retriable,not retryable,not retriable,✗,✘,×,✕,❌,否,不可重试,不可,不能", ",") {
		list[word] = catalog.RetryNever
	}
	for _, word := range strings.Split("yes,y,true,retry,retryable,retriable,safe,✓,✔,√,✅,是,可重试,可以", ",") {
		list[word] = catalog.RetryWithBackoff
	}
	return list
}

// isAnswer reports whether a word is yes or no.
func isAnswer(word string) bool {
	_, ok := answers()[strings.ToLower(word)]
	return ok || noStatus(word)
}

// answer reads a cell of a column about retries: yes or no, with an explanation or without, or a text like a remedy.
func (p *page) answer(cell string) columnAnswer {
	cell = strings.ToLower(strings.Trim(cell, " .*_`"))
	known := answers()
	if retry, ok := known[cell]; ok {
		return columnAnswer{remedy.Advice{Retry: retry}}
	}
	if i := strings.IndexAny(cell, " ,;:.("); i > 0 && (cell[:i] == "yes" || cell[:i] == "no" || cell[:i] == "true" || cell[:i] == "false") {
		return p.explained(known[cell[:i]], strings.Trim(cell[i:], " ,;:.()-–—"))
	}
	return columnAnswer{p.remedies.Remedy(cell)}
}

// explained returns the answer yes or no with an explanation. A condition makes it useless.
func (p *page) explained(retry catalog.Retry, explanation string) columnAnswer {
	a := columnAnswer{remedy.Advice{Retry: retry}}
	more := p.remedies.Remedy(explanation)
	if retry != catalog.RetryNever && more.Retry == catalog.RetryUnspecified {
		more = p.remedies.Remedy("retry " + explanation) // "yes, with exponential backoff"
	}
	if joined, ok := a.join(more); ok && !p.remedies.Limits(explanation) {
		return columnAnswer{joined}
	}
	return columnAnswer{remedy.Advice{Retry: catalog.RetryUnspecified}}
}

// join joins the answer of a column with what a text states. It returns false if they contradict each other.
func (a columnAnswer) join(text remedy.Advice) (remedy.Advice, bool) {
	switch {
	case text.Retry == a.Retry:
		text.Exponential = text.Exponential || a.Exponential
		return text, true
	case a.Retry == catalog.RetryNever:
		text.Retry = catalog.RetryNever
		return text, text.Handling != catalog.RetryBackoff && text.Handling != catalog.WaitRetryAfter && text.Handling != catalog.Reconnect &&
			text.Handling != catalog.RefreshThenRetry
	case text.Retry == catalog.RetryNever:
		return text, false
	case a.Retry != catalog.RetryWithBackoff:
		return a.Advice, text.Retry == catalog.RetryUnspecified
	case text.Retry != catalog.RetryUnspecified:
		return text, true
	}
	text.Retry, text.Exponential = a.Retry, a.Exponential
	if slices.Contains([]catalog.Handling{catalog.FixRequest, catalog.FixCredentials, catalog.FixStateFirst}, text.Handling) {
		text.Retry = catalog.RetryAfterRecovery
	}
	if text.Handling == "" {
		text.Handling = a.Handling
	}
	return text, true
}
