package analyzer

import (
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// A vocabulary is the codes that a package hands to its helpers. No catalog may know their service; yet a spelling that
// stands in one place, a slip away from one that stands in very many, is a slip.
type vocabulary struct {
	uses  map[string]int
	codes *catalog.Catalog // the codes that are used more than rarely, as if a service had published them
	heads map[string]int   // what stands before the first dot of a code → how many codes begin so
}

// How often a spelling is used, for the program to be sure of it, and for it to be a slip at the most.
const (
	sureUses = 10
	rareUses = 1
	family   = 5 // codes with one head that make it a family
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

// byHelper reports whether a function compares the elements of a list: they are codes then, and not any strings.
func byHelper(l *sites.List) bool {
	_, ok := l.Helper.(*types.Func)
	return ok && !l.Swapped
}

// slip returns the spelling that a rare one is a slip for.
func (v *vocabulary) slip(written string) (meant string, ok bool) {
	if v.uses[written] > rareUses {
		return "", false
	}
	if near, ok := v.codes.Nearest(written); ok && v.uses[near.ID] >= sureUses {
		return near.ID, true
	}
	return v.undotted(written)
}

// undotted finds the dot that is missing after the head of a family: OperationDeniedDBStatus.
func (v *vocabulary) undotted(written string) (string, bool) {
	for _, head := range slices.Sorted(maps.Keys(v.heads)) {
		rest, ok := strings.CutPrefix(written, head)
		if ok && v.heads[head] >= family && v.uses[head+"."+rest] >= sureUses {
			return head + "." + rest, true
		}
	}
	return "", false
}
