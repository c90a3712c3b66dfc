package remedy

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentences splits a text into sentences. It returns at least one, which may be empty.
func Sentences(s string) []string {
	var list []string
	start := 0
	for i, r := range s {
		end := i + utf8.RuneLen(r)
		switch r {
		case '。', '！', '？':
		case '.', '!', '?':
			next := strings.TrimLeft(s[end:], " ")
			first, _ := utf8.DecodeRuneInString(next)
			if next == s[end:] || !unicode.IsUpper(first) && !unicode.Is(unicode.Han, first) && first != '"' && first != '“' {
				continue
			}
		default:
			continue
		}
		if rest := strings.TrimSpace(s[end:]); rest != "" {
			list = append(list, strings.TrimSpace(s[start:end]))
			start = end
		}
	}
	return append(list, strings.TrimSpace(s[start:]))
}

// hasHan reports whether a sentence contains Chinese characters.
func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// A part is a part of a sentence that is read without the others: the text between two semicolons, colons or dashes, or
// a clause that begins with a conjunction and a condition, as in "and if it persists".
type part struct {
	words       []string // in lower case; commas are words
	conditional bool
	persistent  bool // the condition is that the error comes again
	question    bool
}

func (p part) String() string { return strings.ReplaceAll(strings.Join(p.words, " "), " ,", ",") }

// negated reports whether a part contains a negation.
func (p part) negated() bool { return slices.ContainsFunc(p.words, isNegation) }

// mentionsAttempt reports whether a part mentions another attempt.
func (p part) mentionsAttempt() bool { return mentionsAttempt(p.words) }

// isNegation reports whether a word negates a clause or an action.
func isNegation(word string) bool {
	switch word {
	case "not", "never", "no", "without", "avoid", "avoiding", "neither", "nor", "instead", "rather", "ignore", "cannot", "none", "unable", "hardly":
		return true
	}
	return false
}

// negatedBefore reports whether text contains a negation before the offset, in the same clause.
func negatedBefore(text string, offset int) bool {
	text = text[:offset]
	for _, end := range []string{",", " but ", " then "} {
		if i := strings.LastIndex(text, end); i >= 0 {
			text = text[i+len(end):]
		}
	}
	return slices.ContainsFunc(strings.Fields(text), isNegation)
}

// parts splits a sentence into parts.
func (r *Reader) parts(sentence string) []part {
	const maxWords = 300 // nobody writes longer instructions, and the time is quadratic in the number of words
	question := strings.HasSuffix(sentence, "?")
	var list []part
	tokens := r.tokens(sentence)
	if len(tokens) > maxWords {
		return []part{{words: tokens, conditional: true}}
	}
	for _, words := range r.split(tokens) {
		words = r.trimTrivial(words)
		p := part{words: words, question: question}
		if i := slices.IndexFunc(words, isCondition); i >= 0 || question || len(words) > 0 && words[0] == "should" {
			p.conditional = true
			p.persistent = slices.ContainsFunc(words[max(i, 0):], isPersistence)
		}
		list = append(list, p)
	}
	return list
}

// tokens returns the words of a sentence in lower case. Commas, semicolons and dashes are words of their own.
// Contractions are written out, and verbs of two words are joined: "log in" is "log-in".
func (r *Reader) tokens(sentence string) []string {
	sentence = strings.ReplaceAll(sentence, "’", "'")
	sentence = strings.NewReplacer("can't", "can not", "Can't", "can not", "cannot", "can not", "Cannot", "can not", "won't", "will not",
		"n't", " not", "'re ", " are ", "it's", "it is", "It's", "it is", "'ve ", " have ",
		",", " , ", ";", " ; ", ":", " : ", "—", " ; ", " – ", " ; ", " - ", " ; ", "(", " ( ", ")", " ) ", `"`, "", "“", "", "”", "").Replace(sentence)
	var words []string
	for _, w := range strings.Fields(strings.ToLower(sentence)) {
		if strings.Trim(w, ".!?") != "" {
			w = strings.TrimRight(w, ".!?")
		} else {
			continue
		}
		if joined, ok := r.words.pairs[last(words)+" "+w]; ok {
			words[len(words)-1] = joined
			continue
		}
		if plain, ok := r.words.same[w]; ok {
			w = plain
		}
		words = append(words, w)
	}
	return words
}

// last returns the last word, or "".
func last(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// split splits the words of a sentence into parts.
func (r *Reader) split(words []string) [][]string {
	var list [][]string
	start := 0
	cut := func(end, next int) {
		if end > start {
			list = append(list, words[start:end])
		}
		start = next
	}
	for i, w := range words {
		switch {
		case w == ";" || w == ":":
			cut(i, i+1)
		case (w == "and" || w == "but" || w == "or") && i+1 < len(words) && isCondition(words[i+1]) && i > start:
			cut(i, i+1)
		}
	}
	cut(len(words), len(words))
	return list
}

// isCondition reports whether a word begins a condition, or limits a clause in another way.
func isCondition(word string) bool {
	switch word {
	case "if", "unless", "when", "whenever", "where", "whether-or-not", "provided", "providing", "otherwise", "else", "except", "depending", "for-example",
		"e.g", "in-case", "as-long", "perhaps", "possibly", "although", "though", "even", "assuming":
		return true
	}
	return false
}

// isPersistence reports whether a word says that a state lasts or comes again.
func isPersistence(word string) bool {
	for _, stem := range []string{"persist", "continu", "remain", "still", "recur", "repeat", "again", "fail"} {
		if strings.HasPrefix(word, stem) {
			return true
		}
	}
	return false
}

// trimTrivial removes a condition at the beginning that says only that the error occurred, and one in the form of a time
// that the caller brings about: "when you have corrected" is "after you have corrected".
func (r *Reader) trimTrivial(words []string) []string {
	if len(words) == 0 || words[0] != "if" && words[0] != "when" && words[0] != "whenever" {
		return r.temporal(words)
	}
	trivial := []string{"if", "when", "whenever", "you", "the", "this", "that", "error", "code", "exception", "message", "occurs", "occur", "happens",
		"is", "returned", "received", "receive", "get", "see", "encounter", "reported", "client", "response", "appears"}
	for i, w := range words {
		if w == "," && i > 2 {
			return r.temporal(words[i+1:])
		}
		if !slices.Contains(trivial, w) {
			break
		}
	}
	return r.temporal(words)
}

// temporal replaces "when you have" and "once you have" by "after you have".
func (r *Reader) temporal(words []string) []string {
	if n := len(words); n > 2 && words[n-2] == "when" && words[n-1] == "retrying" {
		return slices.Concat(words[:n-2], []string{"to", "retry"}) // "use exponential backoff when retrying"
	}
	for i := range words {
		if (words[i] == "when" || words[i] == "once") && i+2 < len(words) && words[i+1] == "you" {
			if words[i+2] == "have" || r.words.forms[words[i+2]].participle {
				words = slices.Clone(words)
				words[i] = "after"
			}
		}
	}
	return words
}
