package catalog

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Nearest returns the listed code that an unlisted code is a misspelling of, if there is no doubt. Either both have
// the same letters and digits, with differences only in case, punctuation, surrounding space or look-alike characters
// (O for 0, l for 1); or they differ by one typo, or by two in an id of ten letters or more.
//
// It returns false for a listed code, for a code that is equally near to two listed ones, and for a number with other
// digits, which is another code. It also returns false if a whole word differs: if a word was added, removed or
// negated, or is a different English word (Context for Content).
func (c *Catalog) Nearest(written string) (*Code, bool) {
	if c.Lookup(written) != nil {
		return nil, false
	}
	written = strings.TrimSpace(written)
	if written == "" || strings.ContainsFunc(written, unicode.IsSpace) { // empty, or a sentence
		return nil, false
	}
	code := c.lookupFolded(written)
	if code == nil && !strings.ContainsFunc(written, unicode.IsDigit) {
		code = c.closest(written)
	}
	if code == nil || c.Learned && !certainTypo(written, code.ID) {
		return nil, false
	}
	return code, true
}

// lookupFolded returns the only code whose id equals written in the sense of equalFolded, or nil.
func (c *Catalog) lookupFolded(written string) *Code {
	if c.Kind == KindInt && !looksLikeNumber(written) {
		return nil
	}
	if code := c.Lookup(written); code != nil {
		return code
	}
	var found *Code
	for i := range c.Codes {
		if !equalFolded(written, c.Codes[i].ID) {
			continue
		}
		if found != nil {
			return nil
		}
		found = &c.Codes[i]
	}
	return found
}

// looksLikeNumber reports whether s consists of letters and digits, and at least half of them are digits.
func looksLikeNumber(s string) bool {
	digits, letters := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		default:
			return false
		}
	}
	return digits >= letters
}

// equalFolded reports whether a and b are equal if case and the punctuation of codes (. _ -) are ignored, and O equals
// 0 and l equals 1.
func equalFolded(a, b string) bool {
	for {
		ra, sa := nextFolded(a)
		rb, sb := nextFolded(b)
		if ra != rb {
			return false
		}
		if sa == 0 {
			return sb == 0
		}
		a, b = a[sa:], b[sb:]
	}
}

// nextFolded returns the first character of s that equalFolded compares, folded, and the number of bytes up to its
// end. The number is 0 if there is none.
func nextFolded(s string) (rune, int) {
	for i, r := range s {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return foldRune(r), i + utf8.RuneLen(r)
		case strings.ContainsRune("._-", r):
		default:
			return r, i + max(utf8.RuneLen(r), 1)
		}
	}
	return 0, 0
}

// foldRune maps characters that equalFolded does not distinguish to the same one.
func foldRune(r rune) rune {
	switch r = unicode.ToLower(r); r {
	case 'o':
		return '0'
	case 'l':
		return '1'
	}
	return r
}

// closest returns the code with the smallest edit distance to written, or nil if there is no such code, more than one,
// or the difference is not a typo.
func (c *Catalog) closest(written string) *Code {
	const maxDistance = 2
	best, at, ties := maxDistance+1, -1, 0
	from := []rune(strings.ToLower(written))
	for i := range c.Codes {
		id := c.Codes[i].ID
		if len(id) < 5 || max(len(id)-len(from), len(from)-len(id)) > maxDistance {
			continue
		}
		switch d := editDistance(from, []rune(strings.ToLower(id)), best); {
		case d < best:
			best, at, ties = d, i, 0
		case d == best:
			ties++
		}
	}
	if at < 0 || ties > 0 || best > maxTypos(countLetters(c.Codes[at].ID)) {
		return nil
	}
	if strings.ContainsFunc(c.Codes[at].ID, unicode.IsDigit) || !c.sameWords(written, c.Codes[at].ID) {
		return nil
	}
	return &c.Codes[at]
}

// maxTypos returns how many typos are accepted in an id with the number of letters.
func maxTypos(letters int) int {
	if letters >= 10 {
		return 2
	}
	return 1
}

func countLetters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// editDistance returns the number of insertions, deletions, substitutions and transpositions of adjacent characters
// between a and b: the Damerau-Levenshtein distance in the restricted variant (optimal string alignment). If the
// distance is above limit, the result may be too low, but it is above limit too.
func editDistance(a, b []rune, limit int) int {
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)}
	beforePrev, prev, cur := rows[0], rows[1], rows[2]
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], beforePrev[j-2]+1)
			}
			least = min(least, cur[j])
		}
		if least > limit {
			return least
		}
		beforePrev, prev, cur = prev, cur, beforePrev
	}
	return prev[len(b)]
}
