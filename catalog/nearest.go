package catalog

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Nearest returns the listed code that an unlisted one is most likely meant to be, where there is no doubt: the
// same letters and digits in another case, with other punctuation, with space around them or with a look-alike (O
// for 0, l for 1); or a slip of a letter, two in an id of ten letters or more.
//
// It says nothing of a code that is listed, of one that is as near to two codes, of a number whose digits differ
// (which is another code), or where what differs is a word: one put in, left out, turned into its opposite, or
// one that is a word of its own (Context for Content).
func (c *Catalog) Nearest(written string) (*Code, bool) {
	if c.Lookup(written) != nil {
		return nil, false
	}
	written = strings.TrimSpace(written)
	if written == "" || strings.ContainsFunc(written, unicode.IsSpace) { // a sentence, as helpers that search texts take
		return nil, false
	}
	code := c.lookAlike(written)
	if code == nil && !strings.ContainsFunc(written, unicode.IsDigit) {
		code = c.closest(written)
	}
	if code == nil || c.Learned && !c.sure(written, code.ID) {
		return nil, false
	}
	return code, true
}

// lookAlike returns the one code whose id looks as written does, or nil.
func (c *Catalog) lookAlike(written string) *Code {
	if c.Kind == KindInt && !looksLikeNumber(written) {
		return nil
	}
	if code := c.Lookup(written); code != nil {
		return code
	}
	var found *Code
	for i := range c.Codes {
		if !sameLook(written, c.Codes[i].ID) {
			continue
		}
		if found != nil {
			return nil
		}
		found = &c.Codes[i]
	}
	return found
}

// looksLikeNumber reports whether s is letters and digits, at least half of them digits.
func looksLikeNumber(s string) bool {
	digits, rest := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			rest++
		default:
			return false
		}
	}
	return digits >= rest
}

// sameLook compares letters and digits alone, whatever their case, O as 0 and l as 1.
func sameLook(a, b string) bool {
	for {
		ra, sa := nextLook(a)
		rb, sb := nextLook(b)
		if ra != rb {
			return false
		}
		if sa == 0 {
			return sb == 0
		}
		a, b = a[sa:], b[sb:]
	}
}

// nextLook returns the first letter or digit of s as sameLook takes it, and the number of bytes up to its end; 0
// where there is none.
func nextLook(s string) (rune, int) {
	for i, r := range s {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return look(r), i + utf8.RuneLen(r)
		case strings.ContainsRune("._-", r):
		default:
			return r, i + max(utf8.RuneLen(r), 1)
		}
	}
	return 0, 0
}

func look(r rune) rune {
	switch r = unicode.ToLower(r); r {
	case 'o':
		return '0'
	case 'l':
		return '1'
	}
	return r
}

// closest returns the one code that is nearest to written by the slips of letters between them, or nil.
func (c *Catalog) closest(written string) *Code {
	const most = 2
	best, at, ties := most+1, -1, 0
	from := []rune(strings.ToLower(written))
	for i := range c.Codes {
		id := c.Codes[i].ID
		if len(id) < 5 || max(len(id)-len(from), len(from)-len(id)) > most {
			continue
		}
		switch d := distance(from, []rune(strings.ToLower(id)), best); {
		case d < best:
			best, at, ties = d, i, 0
		case d == best:
			ties++
		}
	}
	if at < 0 || ties > 0 || best > allowed(letters(c.Codes[at].ID)) {
		return nil
	}
	if strings.ContainsFunc(c.Codes[at].ID, unicode.IsDigit) || !c.sameWords(written, c.Codes[at].ID) {
		return nil
	}
	return &c.Codes[at]
}

// allowed is the number of slips that an id of so many letters may be away.
func allowed(letters int) int {
	if letters >= 10 {
		return 2
	}
	return 1
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// distance counts insertions, deletions, replacements and exchanges of neighbours between a and b (Damerau and
// Levenshtein, each part changed once at most). A result of more than limit may be too low, but is above limit.
func distance(a, b []rune, limit int) int {
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)}
	two, one, now := rows[0], rows[1], rows[2]
	for j := range one {
		one[j] = j
	}
	for i := 1; i <= len(a); i++ {
		now[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			step := 1
			if a[i-1] == b[j-1] {
				step = 0
			}
			now[j] = min(one[j]+1, now[j-1]+1, one[j-1]+step)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], two[j-2]+1)
			}
			least = min(least, now[j])
		}
		if least > limit {
			return least
		}
		two, one, now = one, now, two
	}
	return one[len(b)]
}
