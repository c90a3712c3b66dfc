package remedy

import (
	"slices"

	"github.com/errls/errls/catalog"
)

// A kind is the kind of a clause.
type kind int

const (
	unclear   kind = iota // an instruction that is not understood
	statement             // says how things are, or is of no influence
	attempt               // asks for another attempt, or forbids it
	pause                 // asks for a wait
	repair                // asks for a change that makes another attempt useful
	check                 // asks for a look at something, which may have to be repaired
	other                 // an instruction that is no repair: "contact support"
)

// A pace says when another attempt is made.
type pace int

const (
	anyPace   pace = iota
	later          // after a wait
	immediate      // without a wait
)

// A clause is an instruction or a statement.
type clause struct {
	link     string // the word that connects it to the clause before it: "", "and", "or", "then", "before", "after", …
	polite   bool   // it begins with "please" or with the subject, and thus a new main clause
	kind     kind
	negative bool
	doubtful bool // it mentions another attempt but is not understood

	// Of an attempt:
	pace        pace
	exponential bool
	same        bool // with the same request
	changed     bool // with another request
	limited     bool // only a pace, a number or a period of attempts is forbidden

	handling catalog.Handling // of a repair or check, and of an attempt with another request; may be empty
	recovers bool             // the repair itself is another attempt: reconnecting, reading a state again
}

// clauses returns the clauses of a part in the order in which they are to be done.
func (r *Reader) clauses(p part) []clause {
	var list []clause
	start, link := 0, ""
	end := func(i int) {
		words := trimCommas(p.words[start:i])
		if len(words) == 0 {
			return
		}
		c := r.clause(link, words)
		if (link == "or" || link == "nor") && len(list) > 0 && list[len(list)-1].negative && !c.polite {
			c.negative = true // "do not retry or resend"
		}
		list = append(list, c)
	}
	for i := 0; i < len(p.words); i++ {
		next, n := r.linkAt(p.words, i, start)
		if n == 0 {
			continue
		}
		end(i)
		start, link = i+n, next
		i = start - 1
	}
	end(len(p.words))
	return order(list)
}

func trimCommas(words []string) []string {
	for len(words) > 0 && words[0] == "," {
		words = words[1:]
	}
	for len(words) > 0 && last(words) == "," {
		words = words[:len(words)-1]
	}
	return words
}

// linkAt returns the connecting word at index i, and the number of words of the connection; 0 if no clause begins there.
func (r *Reader) linkAt(words []string, i, start int) (string, int) {
	switch w := words[i]; w {
	case ",", "and", "or", "then", "but", "so", "nor", "also":
		link, n := w, 1
		for i+n < len(words) && slices.Contains([]string{"and", "or", "then", "but", "so", "afterwards"}, words[i+n]) {
			if link == "," || words[i+n] == "then" {
				link = words[i+n]
			}
			n++
		}
		if r.startsClause(words[i+n:], words[start:i]) {
			return link, n
		}
	case "before", "after", "until", "soon-as", "once":
		if (w == "before" || i == start || !r.beginsWith(words[start:i], pausing)) && r.startsTemporal(w, words[i+1:]) {
			return w, 1
		}
	case "because", "since", "as":
		if i > start && i+2 < len(words) {
			return "because", 1
		}
	case "instead-of":
		return w, 1
	case "without":
		if i+1 < len(words) && r.words.forms[words[i+1]].gerund && i > start && !r.isAttempt(words[start:i]) {
			return w, 1
		}
	case "to":
		if i+1 == len(words) || i == start {
			break
		}
		f := r.words.forms[words[i+1]]
		if f.base && (r.beginsWith(words[start:i], using) || f.action == retrying && r.beginsWith(words[start:i], pausing)) {
			return w, 1
		}
	}
	return "", 0
}

// beginsWith reports whether words begin with an instruction to do one of the actions.
func (r *Reader) beginsWith(words []string, actions ...action) bool {
	h := r.head(words)
	return len(h.rest) > 0 && slices.Contains(actions, r.words.forms[h.rest[0]].action)
}

// isAttempt reports whether the words begin with an instruction to retry.
func (r *Reader) isAttempt(words []string) bool {
	h := r.head(words)
	return len(h.rest) > 0 && r.attemptAt(h.rest) > 0
}

// startsClause reports whether words after a connecting word begin a clause of their own. Otherwise the connecting word
// joins two objects: "the name and value".
func (r *Reader) startsClause(words, before []string) bool {
	before = trimCommas(before)
	if len(before) == 0 || len(words) == 0 {
		return len(before) == 0 // two connecting words
	}
	h := r.head(words)
	if len(h.rest) == 0 {
		return false
	}
	if h.subject || h.negative || h.polite || words[0] == "then" {
		return true
	}
	f := r.words.forms[h.rest[0]]
	switch {
	case f.gerund && slices.ContainsFunc(before, func(w string) bool { return r.words.forms[w].gerund }):
		return true
	case !f.base:
		return r.isStatement(words)
	case !isNounToo(h.rest[0]):
		return true
	}
	return len(h.rest) == 1 && (h.rest[0] == "retry" || h.rest[0] == "wait") || len(h.rest) > 1 && (isDeterminer(h.rest[1]) || isPacing(h.rest[1]) || h.rest[1] == "again")
}

// isNounToo reports whether a verb may also be a noun, so that "the name and request" is an object.
func isNounToo(verb string) bool {
	switch verb {
	case "request", "set", "use", "update", "change", "limit", "split", "call", "check", "query", "start", "stop", "wait", "pause", "retry", "access", "return",
		"report", "move", "switch", "issue", "purchase", "release", "increase", "decrease", "back-off", "log-in", "run", "attempt", "review", "fix":
		return true
	}
	return false
}

// isStatement reports whether words are a sentence with a subject and a finite verb.
func (r *Reader) isStatement(words []string) bool {
	i := slices.IndexFunc(words, isFinite)
	return i > 0 && !r.words.forms[words[0]].base
}

// isFinite reports whether a word is a finite verb that is not an imperative.
func isFinite(word string) bool {
	switch word {
	case "is", "are", "was", "were", "has", "have", "had", "will", "may", "might", "can", "could", "does", "did", "cannot", "would", "failed", "occurred":
		return true
	}
	return false
}

// startsTemporal reports whether the words after before, after, until, once or "as soon as" are a clause: the next
// attempt, what the caller does, or what is done.
func (r *Reader) startsTemporal(link string, words []string) bool {
	words = skip(words, "you", "the-client", "have", "has", "as")
	if len(words) == 0 {
		return false
	}
	f := r.words.forms[words[0]]
	if f.gerund || f.participle || link == "before" && (f.base || mentionsAttempt(words)) {
		return f.action != pausing || link != "after"
	}
	return r.passive(words) >= 0
}

// passive returns the index of the participle in "the request has been corrected", or -1.
func (r *Reader) passive(words []string) int {
	for i, w := range words {
		if i > 0 && r.words.forms[w].participle && slices.Contains([]string{"is", "are", "been", "was", "were"}, words[i-1]) {
			return i
		}
		if w == "," {
			break
		}
	}
	return -1
}

// clause reads the words of one clause.
func (r *Reader) clause(link string, words []string) clause {
	c := clause{link: link}
	h := r.head(words)
	c.polite, c.negative = h.polite || h.subject, h.negative
	if link == "instead-of" || link == "without" {
		c.negative = !c.negative
	}
	switch {
	case link == "because":
		c.kind = statement
		return c
	case h.vague || len(h.rest) == 0:
		c.kind, c.doubtful = statement, mentionsAttempt(words) || h.broken
		return c
	}
	if link == "after" || link == "once" || link == "until" || link == "soon-as" {
		return r.temporalClause(c, h.rest)
	}
	if said := c; r.predicateOf(&said, words) {
		return said
	}
	if n := r.attemptAt(h.rest); n > 0 {
		if asked := c; r.tail(&asked, h.rest, n) {
			return asked
		}
	}
	return r.instruction(c, h.rest, words)
}

// temporalClause reads a clause after the words after, once, until or "as soon as".
func (r *Reader) temporalClause(c clause, words []string) clause {
	words = skip(words, "you", "have", "has", "as")
	if at := r.passive(words); at > 0 {
		if at+1 < len(words) {
			return c // "is upgraded by the vendor"
		}
		words = slices.Concat([]string{words[at]}, words[:at-1])
	}
	return r.instruction(c, words, words)
}

// instruction reads an instruction other than one to retry. Its object may contain any words.
func (r *Reader) instruction(c clause, words, all []string) clause {
	f := r.words.forms[words[0]]
	object := words[1:]
	switch {
	case f.action == noAction || !f.base && !f.gerund && !f.participle:
		if mentionsAttempt(all) {
			c.doubtful = true
		}
		if r.isStatement(all) {
			c.kind = statement
		}
		return c
	case f.action == pausing:
		c.kind = pause
		return c
	case f.action == backing || f.action == using && slices.Contains(object, "back-off"):
		c.kind, c.pace = attempt, later
		c.exponential = slices.ContainsFunc(words, isExponential)
		c.limited = c.negative // "avoid exponential backoff" forbids a pace
		c.doubtful = f.action == using && !allIn(object, paceWords())
		return c
	case f.action == slowing || isRate(object):
		c.kind = statement
	case f.action == connecting:
		c.kind, c.handling, c.recovers = repair, catalog.Reconnect, true
		return c
	case (f.action == neutral || words[0] == "ask" || words[0] == "request") && slices.Contains(object, "to"):
		c.kind = unclear // "ask the user to correct it and try again": who tries?
	case f.action == neutral || f.action == trying || f.action == retrying:
		c.kind = other
	case len(object) == 0 && f.action != identifying:
		c.kind = unclear
	default:
		r.repair(&c, f.action, object)
	}
	if again := mentionsAttempt(all); again && !c.recovers && c.kind != check && f.action != identifying {
		c.doubtful = true
	}
	return c
}

// order moves a clause after the words after, once and until in front of the clause that it belongs to, and a clause
// that begins the sentence with "before" behind the next one.
func order(list []clause) []clause {
	for i, c := range list {
		switch c.link {
		case "after", "once", "soon-as", "until":
			if i > 0 {
				list[i-1], list[i] = c, list[i-1]
				list[i-1].link, list[i].link = list[i].link, c.link
			} else if len(list) > 1 {
				list[0].link, list[1].link = "", "then"
			}
		case "before":
			if i == 0 && len(list) > 1 {
				list[0], list[1] = list[1], c
				list[0].link = ""
			}
		}
	}
	return list
}
