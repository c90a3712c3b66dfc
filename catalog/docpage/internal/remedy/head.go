package remedy

import "slices"

// A head is the beginning of a clause, up to the verb.
type head struct {
	rest     []string // from the verb on
	subject  bool     // it has a subject: "you should", "we recommend that you"
	polite   bool     // it begins with "please"
	negative bool
	vague    bool // it says something else about the action: "there is no need to"
	broken   bool // it ends after a negation: "do not, however, …"
}

// head reads the beginning of a clause.
func (r *Reader) head(words []string) head {
	h := head{rest: trimCommas(words)}
	negations := 0
	for len(h.rest) > 0 {
		n := r.headStep(&h, &negations)
		if n == 0 {
			break
		}
		h.rest = h.rest[n:]
	}
	h.negative = negations == 1
	h.broken = negations > 0 && (len(h.rest) == 0 || h.rest[0] == ",")
	h.vague = h.vague || h.broken || negations > 1
	return h
}

// headStep returns the number of words of the next element of a head.
func (r *Reader) headStep(h *head, negations *int) int {
	words := h.rest
	if n := subjectWords(words); n > 0 {
		h.subject = true
		return n
	}
	for _, s := range headSteps() {
		n := prefixLen(words, s.words)
		if n == 0 || s.before == "gerund" && !(n < len(words) && r.isGerund(words[n:])) {
			continue
		}
		if s.negative {
			*negations++
		}
		h.vague = h.vague || s.vague
		h.polite = h.polite || s.words[0] == "please"
		h.subject = h.subject || s.subject
		return n
	}
	return 0
}

// isGerund reports whether words begin with a gerund, or with the name of a way to wait.
func (r *Reader) isGerund(words []string) bool {
	return r.words.forms[words[0]].gerund || slices.Contains(words[:min(3, len(words))], "back-off") || words[0] == "retries"
}

// A headWords is an element of a head.
type headWords struct {
	words    []string
	before   string // "gerund" if only a gerund may follow
	negative bool
	vague    bool
	subject  bool
}

// headSteps returns the elements of a head, the longer ones first.
func headSteps() []headWords {
	list := []headWords{
		{words: []string{"there", "is", "no", "point", "in"}, negative: true, subject: true},
		{words: []string{"there", "is", "no", "use", "in"}, negative: true, subject: true},
		{words: []string{"there", "is", "no", "need", "to"}, vague: true, subject: true},
		{words: []string{"no", "need", "to"}, vague: true},
		{words: []string{"need", "not"}, vague: true},
		{words: []string{"not", "need", "to"}, vague: true},
		{words: []string{"not", "have", "to"}, vague: true},
		{words: []string{"refrain", "from"}, negative: true, before: "gerund"},
	}
	for _, adjective := range []string{"useless", "pointless", "futile"} {
		list = append(list, headWords{words: []string{"it", "is", adjective, "to"}, negative: true, subject: true})
	}
	for _, word := range []string{"recommended", "advised", "suggested", "advisable", "best", "better"} {
		for _, to := range []string{"that", "to"} {
			list = append(list, headWords{words: []string{"it", "is", word, to}, subject: true},
				headWords{words: []string{"it", "is", "not", word, to}, negative: true, subject: true},
				headWords{words: []string{"you", "are", word, to}, subject: true})
		}
	}
	for _, word := range []string{"recommend", "suggest", "advise"} {
		list = append(list, headWords{words: []string{"we", "do", "not", word}, negative: true, subject: true},
			headWords{words: []string{"we", word}, subject: true}, headWords{words: []string{"we", "strongly", word}, subject: true})
	}
	for _, to := range []string{"need to", "needs to", "have to", "has to", "try to", "attempt to", "sure to"} {
		w, rest := to[:len(to)-3], to[len(to)-2:]
		list = append(list, headWords{words: []string{w, rest}})
	}
	for _, w := range []string{"avoid", "stop", "cease", "quit"} {
		list = append(list, headWords{words: []string{w}, negative: true, before: "gerund"})
	}
	list = append(list, headWords{words: []string{"keep"}, before: "gerund"}, headWords{words: []string{"continue", "to"}})
	for _, w := range []string{"hesitate", "forget", "fail"} {
		list = append(list, headWords{words: []string{w, "to"}, vague: true})
	}
	list = append(list, headWords{words: []string{"not"}, negative: true}, headWords{words: []string{"never"}, negative: true})
	for _, w := range []string{"please", "then", "and", "simply", "just", "also", "finally", "first", "next", "now", "afterwards", "therefore", "always",
		"do", "does", "should", "must", "can", "may", "could", "shall", "might", "that", "again,", "you", "be", "so", "only", "either", "to", "safely", "manually"} {
		list = append(list, headWords{words: []string{w}})
	}
	return list
}

// prefixLen returns the length of prefix if words begin with it, else 0.
func prefixLen(words, prefix []string) int {
	if len(words) < len(prefix) || !slices.Equal(words[:len(prefix)], prefix) {
		return 0
	}
	return len(prefix)
}

// subjectWords returns the number of words of a subject that is the reader of the text, if a modal verb or a negation
// follows.
func subjectWords(words []string) int {
	n := 0
	for n < len(words) && (words[n] == "the" || words[n] == "your" || words[n] == "a") {
		n++
	}
	if n >= len(words) || !slices.Contains([]string{"you", "client", "clients", "caller", "callers", "user", "users", "application", "applications", "app",
		"customer", "customers", "program", "developer", "developers"}, words[n]) {
		return 0
	}
	n++
	if n >= len(words) || !slices.Contains([]string{"can", "may", "should", "must", "could", "might", "shall", "need", "needs", "have", "has", "do", "does"}, words[n]) {
		return 0
	}
	return n
}

// skip removes the words at the beginning that are in list.
func skip(words []string, list ...string) []string {
	for len(words) > 0 && slices.Contains(list, words[0]) {
		words = words[1:]
	}
	return words
}
