package remedy

import (
	"regexp"
	"slices"
	"strings"
)

// predicates are sentences about another attempt with a subject: "retrying does not help", "the request can be retried".
type predicates struct {
	active    *regexp.Regexp // retrying [object] will not help
	passive   *regexp.Regexp // the request can be retried [adverbs]
	adjective *regexp.Regexp // [the error] is not retryable
	none      *regexp.Regexp // no retry is possible
	safe      *regexp.Regexp // it is safe to retry [adverbs]
}

func newPredicates() predicates {
	const subject = `(?:it|(?:the|this|that|your)(?: same| failed| original)?(?: \w+)? (?:request|operation|call|error|code|exception|failure|query|transaction)|requests|errors|operations)`
	return predicates{
		active: regexp.MustCompile(`^(?:a |any |further |another |more |automatic |the )*(?:retry|retries|retrying|attempts?|trying|repeating|resending|resubmitting)` +
			`(?P<object>(?: [\w-]+){0,6}?)(?: (?P<modal>will|would|can|could|may|might|does|do|is|are|should|must))?(?P<not> not| never)?(?: be)?(?: always)? ` +
			`(?P<word>help|helps|succeed|work|resolve|fix|solve|successful|effective|useful|helpful|worthwhile|likely to succeed|recommended|advised|advisable|` +
			`allowed|permitted|supported|possible|useless|pointless|futile|in vain|of no use|no use|forbidden|prohibited|fail|fail again|return the same error)` +
			`(?: (?:the|this|it|you|anything|problem|error|issue|situation))*$`),
		passive: regexp.MustCompile(`^(?:` + subject + ` (?:is|are)|(?:` + subject + ` )?(?:can|may|should|must|could))(?P<not> not| never)?(?: to)?(?: be)?(?: safely| never)? ` +
			`(?:retried|repeated|resent|resubmitted|reissued)(?P<rest>(?: [\w-]+)*)$`),
		adjective: regexp.MustCompile(`^(?:` + subject + ` )?(?:is |are )?(?P<not>not )?(?:a |an )?(?P<word>non-?retryable|non-?retriable|unretryable|retryable|retriable)` +
			`(?: errors?| failures?| codes?)?$`),
		none: regexp.MustCompile(`^(?:there is )?no (?:further |automatic )?(?:retry|retries|retrying)(?: attempts?)?(?: is| are)?(?: possible| allowed| permitted| supported)?$`),
		safe: regexp.MustCompile(`^(?:it is |is )?(?:safe|ok|okay|fine|possible) to (?:retry|repeat|resend)(?P<rest>(?: [\w-]+)*)$`),
	}
}

// predicateOf reads a sentence about another attempt. It reports whether it was understood.
func (r *Reader) predicateOf(c *clause, words []string) bool {
	words = skip(words, "please", "and", "then", "note", "that", "so", "also", "however")
	text := strings.Join(words, " ")
	p := r.predicate
	group := func(re *regexp.Regexp, m []string, name string) string { return m[re.SubexpIndex(name)] }
	switch {
	case p.none.MatchString(text):
		c.kind, c.negative = attempt, true
	case p.adjective.MatchString(text):
		m := p.adjective.FindStringSubmatch(text)
		c.kind, c.negative = attempt, strings.HasPrefix(group(p.adjective, m, "word"), "non") || strings.HasPrefix(group(p.adjective, m, "word"), "un")
		if group(p.adjective, m, "not") != "" {
			c.negative = !c.negative
		}
	case p.safe.MatchString(text):
		m := p.safe.FindStringSubmatch(text)
		c.negative = false
		return r.tail(c, slices.Concat([]string{"retry"}, strings.Fields(group(p.safe, m, "rest"))), 1)
	case p.passive.MatchString(text):
		m := p.passive.FindStringSubmatch(text)
		c.negative = group(p.passive, m, "not") != ""
		c.same = strings.Contains(text, " same ")
		return r.tail(c, slices.Concat([]string{"retry"}, strings.Fields(group(p.passive, m, "rest"))), 1)
	case p.active.MatchString(text):
		m := p.active.FindStringSubmatch(text)
		return r.activePredicate(c, group(p.active, m, "object"), group(p.active, m, "modal"), group(p.active, m, "not"), group(p.active, m, "word"))
	default:
		return false
	}
	return true
}

// activePredicate reads "retrying [object] [modal] [not] [word]".
func (r *Reader) activePredicate(c *clause, object, modal, not, word string) bool {
	c.kind = attempt
	c.negative = false
	if !r.tail(c, slices.Concat([]string{"retry"}, strings.Fields(object)), 1) {
		return false
	}
	useless := slices.Contains([]string{"useless", "pointless", "futile", "in vain", "of no use", "no use", "forbidden", "prohibited", "fail", "fail again",
		"return the same error"}, word)
	certain := modal != "may" && modal != "might" && modal != "could" && modal != "should"
	switch {
	case useless && not != "", (useless || not != "") && !certain:
		c.kind, c.doubtful = statement, true
		return false
	case (useless || not != "") && (c.pace == immediate || c.changed):
		c.limited = true
	}
	c.negative = useless || not != ""
	return true
}
