package remedy

import (
	"slices"
)

// attemptAt returns the number of words that ask for another attempt at the beginning of words, without the object: 1 for
// "retry the request", and all up to again for "send the request again". It returns 0 if there are none.
func (r *Reader) attemptAt(words []string) int {
	f := r.words.forms[words[0]]
	switch {
	case f.action == retrying && (f.base || f.gerund):
		return 1
	case words[0] == "retries", len(words) > 1 && isRepeated(words[0]) && (words[1] == "attempt" || words[1] == "retry" || words[1] == "attempts"):
		return min(2, len(words))
	case len(words) > 2 && words[0] == "the" && words[1] == "next" && (words[2] == "attempt" || words[2] == "retry"):
		return 3
	case f.action != trying || !f.base && !f.gerund:
		return 0
	case len(words) > 1 && words[1] == "later":
		return 1
	}
	if at := slices.Index(words, "again"); at > 0 && at <= 7 && (at == 1 || r.objectLen(words[1:]) == at-1) {
		return at + 1
	}
	return 0
}

// isRepeated reports whether a word before "attempt" says that it is not the first.
func isRepeated(word string) bool {
	return word == "another" || word == "a" || word == "further" || word == "next"
}

// tail reads what follows the first n words of an instruction to retry: the object, and when and how to retry. It reports
// whether all of it was understood.
func (r *Reader) tail(c *clause, words []string, n int) bool {
	c.kind = attempt
	if slices.ContainsFunc(words[:n], func(w string) bool { return w == "same" || w == "identical" }) {
		c.same = true
	}
	rest := words[n:]
	if k := r.objectLen(rest); k > 0 {
		r.readObject(c, rest[:k])
		rest = rest[k:]
	}
	for len(rest) > 0 {
		k := 1 // of a comma
		if rest[0] != "," {
			k = r.adverb(c, rest)
		}
		if k == 0 {
			c.kind, c.doubtful = statement, true
			return false
		}
		rest = rest[k:]
	}
	return true
}

// readObject reads the object of an attempt: the same request, or another.
func (r *Reader) readObject(c *clause, words []string) {
	for _, w := range words {
		switch {
		case w == "same" || w == "identical":
			c.same = true
		case isAltered(w):
			c.changed = true
			c.handling = handlingOf(using, words)
		}
	}
}

// objectLen returns the number of words of an object at the beginning of words: a pronoun, a plural, or a determiner and
// what follows it up to an adverb.
func (r *Reader) objectLen(words []string) int {
	if len(words) == 0 {
		return 0
	}
	switch words[0] {
	case "it", "them", "requests", "operations", "calls", "queries":
		return 1
	}
	if !isDeterminer(words[0]) {
		return 0
	}
	n := 1
	for n < len(words) && !isPacing(words[n]) && words[n] != "again" && n <= 6 && !isNegation(words[n]) {
		n++
	}
	if n == 1 && !isPronoun(words[0]) || slices.ContainsFunc(words[:n], isWhole) {
		return 0
	}
	return n
}

// isPronoun reports whether a determiner may be the whole object.
func isPronoun(word string) bool {
	return word == "this" || word == "that" || word == "these" || word == "those" || word == "it" || word == "them"
}

// isWhole reports whether an adjective says that more than the failed request is meant.
func isWhole(word string) bool {
	return word == "whole" || word == "entire" || word == "complete" || word == "larger" || word == "all"
}

// isDeterminer reports whether a word begins an object.
func isDeterminer(word string) bool {
	switch word {
	case "the", "this", "that", "these", "those", "your", "a", "an", "its", "all", "any", "another", "it", "them", "some", "each", "failed", "different",
		"valid", "correct", "new", "unnecessary", "unused", "other", "fewer", "smaller", "larger", "whether", "for", "supported":
		return true
	}
	return false
}

// isPacing reports whether a word begins an adverb.
func isPacing(word string) bool {
	switch word {
	case "later", "after", "in", "at", "for", "with", "using", "by", "via", "once", "twice", "up", "immediately", "right", "straight", "instantly",
		"without", "every", "several", "multiple", "shortly", "soon", "tomorrow", "promptly", "more", "periodically", "gradually", "exponentially",
		"until", "between", "within", "automatically", "on", "as", "to", "because", "instead", "safely", "from", "that", "which":
		return true
	}
	return false
}

// adverb reads one adverb, and returns its number of words, or 0.
func (r *Reader) adverb(c *clause, words []string) int {
	rest := words[1:]
	switch words[0] {
	case "later":
		c.pace = later
		return 1 + prefixLen(rest, []string{"on"})
	case "shortly", "soon", "tomorrow", "periodically":
		return r.timed(c, 1)
	case "immediately", "instantly", "promptly":
		return atOnce(c, 1)
	case "right", "straight":
		if len(rest) > 0 && rest[0] == "away" {
			return atOnce(c, 2)
		}
	case "again", "then", "safely":
		return 1
	case "that":
		if len(rest) > 0 && rest[0] == "failed" {
			return 2
		}
	case "once", "twice":
		return counted(c, 1+prefixLen(rest, []string{"more"}))
	case "after", "in", "for", "every":
		return r.after(c, words)
	case "at":
		return r.at(c, words)
	case "up", "several", "multiple", "more", "a", "two", "three":
		if at := slices.Index(words[:min(5, len(words))], "times"); at > 0 {
			return counted(c, at+1)
		}
	case "between":
		if len(rest) > 0 && (rest[0] == "attempts" || rest[0] == "retries") {
			return 2
		}
	case "with", "using", "by", "via":
		return r.manner(c, words)
	case "without":
		return r.without(c, words)
	}
	if len(rest) > 0 && rest[0] == "times" && isNumber(words[0]) {
		return counted(c, 2)
	}
	return 0
}

// timed notes a wait of a certain time. It returns n.
func (r *Reader) timed(c *clause, n int) int {
	c.doubtful = c.doubtful || c.pace == immediate
	c.pace, c.limited = later, c.limited || c.negative
	return n
}

// atOnce notes that nothing waits. It returns n.
func atOnce(c *clause, n int) int {
	c.doubtful = c.doubtful || c.pace == later
	c.pace, c.limited = immediate, c.limited || c.negative
	return n
}

// counted notes a number of attempts. It returns n.
func counted(c *clause, n int) int {
	c.limited = c.limited || c.negative
	return n
}

// after reads "after ten seconds", "in a few minutes", "after waiting for a while", "every 5 s".
func (r *Reader) after(c *clause, words []string) int {
	n := 1
	if n < len(words) && words[n] == "waiting" {
		n++
		if n < len(words) && words[n] == "for" {
			n++
		}
		if n == len(words) {
			return r.timed(c, n)
		}
	}
	if k := durationLen(words[n:]); k > 0 {
		if words[0] == "for" {
			return counted(c, n+k) // a period
		}
		return r.timed(c, n+k)
	}
	if words[0] != "in" || n == len(words) {
		return 0
	}
	k := r.objectLen(words[n:])
	if k > 1 && isAltered(words[n]) || k > 2 && isAltered(words[n+1]) {
		c.changed, c.handling = true, handlingOf(using, words[n:n+k])
		return n + k
	}
	return 0
}

// at reads "at a later time", "at once", "at most 3 times", "at intervals".
func (r *Reader) at(c *clause, words []string) int {
	for n := 1; n < min(6, len(words)); n++ {
		switch words[n] {
		case "once":
			return atOnce(c, n+1)
		case "later":
			if n+1 < len(words) && (words[n+1] == "time" || words[n+1] == "point" || words[n+1] == "date") {
				return r.timed(c, n+2)
			}
		case "intervals", "interval":
			k := n + 1
			if k < len(words) && words[k] == "of" {
				k += 1 + durationLen(words[k+1:])
			}
			return r.timed(c, k)
		case "times", "once,":
			return counted(c, n+1)
		}
	}
	if len(words) == 3 && (words[1] == "most" || words[1] == "least") && words[2] == "once" {
		return counted(c, 3)
	}
	return 0
}

// manner reads "with exponential backoff", "with the same key", "with a valid token", "using another name".
func (r *Reader) manner(c *clause, words []string) int {
	n := 1
	for n < len(words) && (!isPacing(words[n]) || n > 1 && (words[n] == "between" || isExponential(words[n]))) && words[n] != "again" && n < 12 {
		n++
	}
	if n < len(words) && words[n] == "using" && n == 1 {
		return 1
	}
	object := words[1:n]
	switch {
	case len(object) == 0:
		return 0
	case slices.ContainsFunc(object, isPaceNoun):
		if !allIn(object, paceWords()) && durationLen(object) == 0 {
			return 0
		}
		if slices.Contains(object, "no") {
			return atOnce(c, n)
		}
		c.exponential = c.exponential || slices.ContainsFunc(object, isExponential)
		return r.timed(c, n)
	case slices.ContainsFunc(object, func(w string) bool { return w == "same" || w == "identical" || w == "unchanged" }):
		c.same = true
		return n
	case isAltered(object[0]) || len(object) > 1 && isDeterminer(object[0]) && isAltered(object[1]):
		c.changed, c.handling = true, handlingOf(using, object)
		c.limited = c.limited || c.negative
		return n
	}
	return 0
}

// without reads "without delay" and "without changing the request".
func (r *Reader) without(c *clause, words []string) int {
	for n := 1; n < len(words) && n < 4; n++ {
		switch w := words[n]; {
		case isPaceNoun(w) || w == "waiting":
			return atOnce(c, n+1)
		case w == "changes" || w == "change" || w == "modification" || w == "modifications":
			c.same = true
			return n + 1
		case r.words.forms[w].gerund && r.words.forms[w].action == changing:
			c.same = true
			return n + 1 + r.objectLen(words[n+1:])
		case w != "any" && w != "a" && w != "further":
			return 0
		}
	}
	return 0
}
