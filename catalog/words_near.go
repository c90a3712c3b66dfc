package catalog

import (
	"strings"
	"unicode"
)

// sameWords reports whether written and id, which are a few slips apart, are the same words, one by one: a word
// that differs does so by a slip and is not a word of its own.
func (c *Catalog) sameWords(written, id string) bool {
	have, want := split(written), split(id)
	if strings.ToLower(written) == written || strings.ToUpper(written) == written {
		// Its own words cannot be told where nothing is in another case; so it is one slip as a whole.
		if len(have) != len(want) {
			limit := 1
			return distance([]rune(strings.ToLower(written)), []rune(strings.ToLower(id)), limit) <= limit
		}
	}
	if len(have) != len(want) {
		return false
	}
	for i := range have {
		if have[i] != want[i] && !c.slip(have[i], want[i]) {
			return false
		}
	}
	return true
}

// slip reports whether a word in lower case is a slip for another.
func (c *Catalog) slip(have, want string) bool {
	if opposite(have, want) || opposite(want, have) || c.isWord(have) {
		return false
	}
	limit := 0
	switch n := len(want); {
	case n >= 8:
		limit = 2
	case n >= 4:
		limit = 1
	}
	return distance([]rune(have), []rune(want), limit) <= limit
}

// opposite reports whether a is b with a syllable before it that turns the meaning round.
func opposite(a, b string) bool {
	for _, p := range []string{"un", "in", "im", "ir", "il", "non", "no", "dis", "de", "re", "mis"} {
		if a == p+b {
			return true
		}
	}
	return false
}

// isWord reports whether a word in lower case is one by itself: a word of a listed code, or one that is common
// in the codes of other services and near to such a word.
func (c *Catalog) isWord(word string) bool {
	if strings.Contains(commonWords, " "+word+" ") {
		return true
	}
	for i := range c.Codes {
		for _, w := range split(c.Codes[i].ID) {
			if w == word {
				return true
			}
		}
	}
	return false
}

// commonWords are words of error codes, in lower case with a space around each. They keep a code of another
// service, or of a later version, from being taken for a slip.
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

// split cuts an id into its words, in lower case: at what is no letter or digit, where a capital follows a small
// letter, and before the last of several capitals that a small letter follows.
func split(s string) []string {
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
