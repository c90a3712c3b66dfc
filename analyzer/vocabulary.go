package analyzer

import (
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// A vocabulary contains the codes that a package passes to its helpers. Even if no catalog lists them, a spelling
// that is used once and nearly equals one that is used many times is a misspelling.
type vocabulary struct {
	uses  map[string]int
	codes *catalog.Catalog // the codes that are used more than rareUses times
	heads map[string]int   // the part of a code before its first dot → how many codes begin with it
}

const (
	sureUses = 10 // a spelling that is used at least so often is assumed to be right
	rareUses = 1  // a spelling that is used more often is not a misspelling
	family   = 5  // a head that so many codes begin with is the name of a family of codes
)

// readVocabulary counts the codes in all lists of helpers.
func readVocabulary(lists []*sites.List) *vocabulary {
	v := &vocabulary{uses: map[string]int{}, codes: &catalog.Catalog{Kind: catalog.KindString, Learned: true}, heads: map[string]int{}}
	for _, l := range lists {
		if !byHelper(l) {
			continue
		}
		for _, e := range l.Elements {
			v.uses[e.Written]++
		}
	}
	for code, n := range v.uses {
		if head, _, dotted := strings.Cut(code, "."); dotted {
			v.heads[head]++
		}
		if n > rareUses {
			v.codes.Codes = append(v.codes.Codes, catalog.Code{ID: code})
		}
	}
	return v
}

// byHelper reports whether a function compares the elements of a list with an error: only then it is certain that
// they are codes.
func byHelper(l *sites.List) bool {
	_, ok := l.Helper.(*types.Func)
	return ok && !l.Swapped
}

// correction returns the spelling that is probably meant by a rare one. Ok is false if there is none.
func (v *vocabulary) correction(written string) (meant string, ok bool) {
	if v.uses[written] > rareUses {
		return "", false
	}
	if near, ok := v.codes.Nearest(written); ok && v.uses[near.ID] >= sureUses {
		return near.ID, true
	}
	return v.undotted(written)
}

// undotted returns a code with the dot that is missing after the head of a family: OperationDenied.DBStatus for
// OperationDeniedDBStatus.
func (v *vocabulary) undotted(written string) (string, bool) {
	for _, head := range slices.Sorted(maps.Keys(v.heads)) {
		rest, ok := strings.CutPrefix(written, head)
		if ok && v.heads[head] >= family && v.uses[head+"."+rest] >= sureUses {
			return head + "." + rest, true
		}
	}
	return "", false
}
