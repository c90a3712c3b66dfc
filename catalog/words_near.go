package catalog

import (
	"strings"
	"unicode"
)

// sameWords reports whether written and id consist of the same words, except for typos. It is for codes with a small
// edit distance.
func (c *Catalog) sameWords(written, id string) bool {
	have, want := splitWords(written), splitWords(id)
	if strings.ToLower(written) == written || strings.ToUpper(written) == written {
		// Without a change of case, the boundaries between words are not visible: accept one typo in the whole code.
		if len(have) != len(want) {
			limit := 1
			return editDistance([]rune(strings.ToLower(written)), []rune(strings.ToLower(id)), limit) <= limit
		}
	}
	if len(have) != len(want) {
		return false
	}
	for i := range have {
		if have[i] != want[i] && !c.isTypo(have[i], want[i]) {
			return false
		}
	}
	return true
}

// isTypo reports whether a word is a typo of another one. Both are in lower case.
func (c *Catalog) isTypo(have, want string) bool {
	if isNegation(have, want) || isNegation(want, have) || c.isWord(have) {
		return false
	}
	limit := 0
	switch n := len(want); {
	case n >= 8:
		limit = 2
	case n >= 4:
		limit = 1
	}
	return editDistance([]rune(have), []rune(want), limit) <= limit
}

// isNegation reports whether a is b with a prefix that negates or reverses the meaning.
func isNegation(a, b string) bool {
	for _, p := range []string{"un", "in", "im", "ir", "il", "non", "no", "dis", "de", "re", "mis"} {
		if a == p+b {
			return true
		}
	}
	return false
}

// isWord reports whether word, which is in lower case, is a correct word: one of a listed code, or one of commonWords.
func (c *Catalog) isWord(word string) bool {
	if strings.Contains(commonWords, " "+word+" ") {
		return true
	}
	for i := range c.Codes {
		for _, w := range splitWords(c.Codes[i].ID) {
			if w == word {
				return true
			}
		}
	}
	return false
}

// commonWords are words that are common in error codes, in lower case, with a space around each. Because of them, a
// code of another service or of a later version is not reported as a typo.
const commonWords = " accept access account action activated active actor agent agents alarm alias allocated api " +
	"app apply area args attach attached auth bad band batch bind block body bound branch bucket cache call cell " +
	"chain channel check class clause client clone close cluster code column command comment commit config " +
	"conflict connect consume contact contain content contents context contract copy core count counter create " +
	"created cursor data date day deleted denied detach detached device disable disabled disk domain down drive " +
	"edge enable enabled end engine entity error event exceed exceeded except exception excluded execute exist " +
	"expect export extend external fail failed fault field file filter finish fire flow format forward found frame " +
	"free full function gate get gone grant group guest hash head header health held hide hold home host hour " +
	"identity idle image import inactive include included index inner input insert instance interval invalid " +
	"invoke item job join key kind label large last layer lease leave level limit line link list listen load " +
	"local location lock locked log login logs long lost mail mask master match max member merge meta method " +
	"metric migrate min mode model modify mount move multi name near net network new node none note notice " +
	"object offer offline offset online open operate option order organisation origin outer output own owner pack " +
	"page paid pair part partial parts password patch path pause pending period pin place plan point policy pool " +
	"port position post present primary private process product profile project proof proxy public pull push " +
	"quota range rate raw reach read ready reason receive record region reject release remote remove rename repair " +
	"repeat replace replica report request reserve reset resource response restart restore result resume return " +
	"retry role roll root round route row rule run same sample save scale scan scene scope score script search " +
	"seat section secret segment sell send sender sequence series serve server service session set shard share " +
	"ship short show sign site size skip slice slot snapshot sort source space spec split stage stale start state " +
	"static station statistics status step stop storage store stream string style submit subnet success suspend " +
	"switch sync table tag target task team template tenant term test text thread tier time timed title token tool " +
	"topic total trace track traffic trail train transfer transform trial tunnel type under undo unique unit update " +
	"upgrade upload use used user valid value vault verify version view virtual visit volume vote wait walk weak " +
	"web week window word work worker write wrong year zone "

// splitWords splits an id into its words and returns them in lower case. It splits at characters that are neither
// letters nor digits, between a lower-case and an upper-case letter, and before the last of several upper-case letters
// if a lower-case letter follows: HTTPError is http and error.
func splitWords(s string) []string {
	var words []string
	runes := []rune(s)
	start := 0
	cut := func(end int) {
		if end > start {
			words = append(words, strings.ToLower(string(runes[start:end])))
		}
	}
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			cut(i)
			start = i + 1
		case i > start && unicode.IsUpper(r) &&
			(unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])):
			cut(i)
			start = i
		}
	}
	cut(len(runes))
	return words
}
