// Package remedy reads what the text of a remedy says about the handling of an error code and about another attempt.
//
// A text is divided into sentences, a sentence into parts, and a part into clauses (sentence.go, clause.go). A clause is
// an instruction or a statement with a polarity (head.go): an attempt with its pace (attempt.go, predicate.go), a wait,
// a repair of the request or of a state (repair.go), or something else. The clauses are then combined in the order in
// which they are to be done (combine.go). A condition makes its part of the sentence unusable.
//
// The grammar is closed: a clause that mentions another attempt must be understood to its last word. Otherwise the text
// says nothing about retries.
package remedy

import (
	"regexp"
	"slices"
	"strings"

	"github.com/errls/errls/catalog"
)

// Advice is what a text states. Handling is empty, and Retry is catalog.RetryUnspecified, if it states nothing.
type Advice struct {
	Handling    catalog.Handling
	Retry       catalog.Retry
	Exponential bool // the waits between the attempts grow exponentially
}

// A Reader reads texts.
type Reader struct {
	words     vocabulary
	phrases   []phrase
	han       []hanPhrase
	predicate predicates
	detail    *regexp.Regexp
	correct   *regexp.Regexp
}

// NewReader returns a Reader.
func NewReader() *Reader {
	return &Reader{
		words:     newVocabulary(),
		phrases:   newPhrases(),
		han:       newHanPhrases(),
		predicate: newPredicates(),
		detail:    regexp.MustCompile(detailPhrase),
		correct:   regexp.MustCompile(`\b(?:can|could|may|might) (?:often |usually )?be corrected by retrying\b`),
	}
}

// Remedy reads a text that says what to do.
func (r *Reader) Remedy(text string) Advice {
	s := summary{Advice: Advice{Retry: catalog.RetryUnspecified}}
	for _, sentence := range Sentences(text) {
		if hasHan(sentence) {
			r.readHan(&s, sentence)
			continue
		}
		for _, p := range r.parts(sentence) {
			s.begin()
			r.readPart(&s, p)
		}
	}
	return s.result()
}

// Description reads a text that describes the code. Only what certainly is an advice for the caller counts there.
func (r *Reader) Description(text string) Advice {
	a := Advice{Retry: catalog.RetryUnspecified}
	for _, sentence := range Sentences(text) {
		for _, p := range r.parts(sentence) {
			if p.conditional || p.negated() {
				continue
			}
			switch joined := p.String(); {
			case a.Handling != "":
			case strings.Contains(joined, "retry-after"):
				a.Handling, a.Retry = catalog.WaitRetryAfter, catalog.RetryServerSays
			case r.correct.MatchString(joined):
				a.Handling, a.Retry = catalog.RetryBackoff, catalog.RetryWithBackoff
			case r.detail.MatchString(joined):
				a.Handling = catalog.InspectDetail
			}
		}
	}
	return a
}

// Limits reports whether a text contains a condition or another limit of what it says.
func (r *Reader) Limits(text string) bool {
	for _, sentence := range Sentences(text) {
		for _, p := range r.parts(sentence) {
			if p.conditional || slices.Contains(p.words, "only") {
				return true
			}
		}
	}
	return false
}

// readPart reads one part of a sentence.
func (r *Reader) readPart(s *summary, p part) {
	if p.conditional {
		s.condition(p)
		return
	}
	joined := p.String()
	if i := strings.Index(joined, "retry-after"); i >= 0 {
		s.serverSays(!p.negated())
		return
	}
	for _, phrase := range r.phrases {
		if at := phrase.re.FindStringIndex(joined); at != nil && !negatedBefore(joined, at[0]) {
			s.handle(phrase.handling)
			break
		}
	}
	s.add(r.clauses(p))
}
