package catalog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A Difference is one difference between two versions of a catalog.
type Difference struct {
	Code     string
	Kind     DifferenceKind
	Old, New string // the values as text; empty if there is none
}

// DifferenceKind says what differs.
type DifferenceKind string

// The kinds of difference, those that matter most to a program first.
const (
	Gone             DifferenceKind = "gone"      // only the old catalog lists the code
	Added            DifferenceKind = "added"     // only the new catalog lists the code
	StatusDiffers    DifferenceKind = "status"    // other HTTP statuses, or another number
	RetryDiffers     DifferenceKind = "retry"     // another retry class or backoff, or only one of them covers subcodes
	HandlingDiffers  DifferenceKind = "handling"  // another handling, or someone else handles the code
	OutcomeDiffers   DifferenceKind = "outcome"   // another outcome or canonical gRPC code
	RemedyDiffers    DifferenceKind = "remedy"    // the page describes another remedy
	LifecycleDiffers DifferenceKind = "lifecycle" // deprecated or replaced
	WordsDiffer      DifferenceKind = "words"     // only texts differ
)

// DifferenceKinds returns all kinds, in the order of the constants.
func DifferenceKinds() []DifferenceKind {
	return []DifferenceKind{
		Gone, Added, StatusDiffers, RetryDiffers, HandlingDiffers, OutcomeDiffers, RemedyDiffers, LifecycleDiffers, WordsDiffer,
	}
}

// Diff returns the differences between two versions of a catalog: first those of the codes of the new one, in its
// order, then the codes that only the old one lists. A value that is missing in a draft does not count as a difference,
// nor do differences in white space.
func Diff(old, new *Catalog) []Difference {
	var all []Difference
	for i := range new.Codes {
		code := &new.Codes[i]
		before := old.Lookup(code.ID)
		if before == nil {
			if old.Draft && code.Extra {
				continue
			}
			all = append(all, Difference{Code: code.ID, Kind: Added, New: summary(code)})
			continue
		}
		d := differ{code: code.ID, draft: old.Draft || new.Draft}
		d.compare(before, code)
		all = append(all, d.found...)
	}
	for i := range old.Codes {
		if code := &old.Codes[i]; new.Lookup(code.ID) == nil && !(new.Draft && code.Extra) {
			all = append(all, Difference{Code: code.ID, Kind: Gone, Old: summary(code)})
		}
	}
	return all
}

// summary returns the first text of a code that is not its id.
func summary(c *Code) string {
	for _, text := range []string{c.Name, c.Description.Text, c.Message.Text, c.Remedy.Text} {
		if text != "" && text != c.ID {
			return collapseSpace(text)
		}
	}
	return ""
}

func collapseSpace(text string) string { return strings.Join(strings.Fields(text), " ") }

// A differ compares two versions of one code.
type differ struct {
	code  string
	draft bool // one of the catalogs is a draft, where values may be missing
	found []Difference
}

// compare adds the differences between two versions of a code.
func (d *differ) compare(old, new *Code) {
	d.add(StatusDiffers, numbers(old.HTTP), numbers(new.HTTP))
	if old.HasValue && new.HasValue && old.Value != new.Value {
		d.add(StatusDiffers, "number "+strconv.Itoa(old.Value), "number "+strconv.Itoa(new.Value))
	}
	if !d.draft || old.Basis.Retry != "" && new.Basis.Retry != "" {
		d.add(RetryDiffers, string(old.Retry), string(new.Retry))
	}
	if !d.draft && old.Retry == new.Retry {
		d.add(RetryDiffers, backoff(old), backoff(new))
	}
	if !d.draft {
		d.add(RetryDiffers, subcodes(old), subcodes(new))
	}
	d.addGiven(HandlingDiffers, string(old.Handling), string(new.Handling))
	if old.Handling == new.Handling {
		d.addGiven(HandlingDiffers, by(old), by(new))
	}
	if !d.draft {
		d.add(OutcomeDiffers, string(old.Outcome), string(new.Outcome))
	}
	d.addGiven(OutcomeDiffers, strings.Join(old.Canonical, " or "), strings.Join(new.Canonical, " or "))
	d.add(RemedyDiffers, old.Remedy.Text, new.Remedy.Text)
	if !d.draft || new.Deprecated != "" {
		d.add(LifecycleDiffers, lifecycle(old), lifecycle(new))
	}
	if len(d.found) > 0 {
		return
	}
	for _, pair := range [][2]string{
		{d.description(old), d.description(new)}, {old.Message.Text, new.Message.Text}, {old.Name, new.Name},
	} {
		if len(d.found) == 0 {
			d.add(WordsDiffer, pair[0], pair[1])
		}
	}
	if len(d.found) == 0 && !d.draft && otherTexts(old) != otherTexts(new) {
		d.found = append(d.found, Difference{Code: d.code, Kind: WordsDiffer})
	}
}

// description returns the description of a code. A draft has the words of the page, so it is compared with those.
func (d *differ) description(c *Code) string {
	if d.draft && c.Page.Text != "" {
		return c.Page.Text
	}
	return c.Description.Text
}

// add adds a difference, if the texts differ in more than white space.
func (d *differ) add(kind DifferenceKind, old, new string) {
	if old, new = collapseSpace(old), collapseSpace(new); old != new {
		d.found = append(d.found, Difference{d.code, kind, old, new})
	}
}

// addGiven is like add for a value that may be missing in a draft.
func (d *differ) addGiven(kind DifferenceKind, old, new string) {
	if d.draft && (old == "" || new == "") {
		return
	}
	d.add(kind, old, new)
}

func numbers(list []int) string {
	sorted := slices.Sorted(slices.Values(list))
	texts := make([]string, len(sorted))
	for i, n := range sorted {
		texts[i] = strconv.Itoa(n)
	}
	return strings.Join(texts, " or ")
}

func by(c *Code) string {
	if c.By == "" {
		return ""
	}
	return "by " + c.By
}

// backoff describes the backoff that the page asks for.
func backoff(c *Code) string {
	if c.Backoff == "" {
		return ""
	}
	return c.Backoff + " backoff"
}

// subcodes says whether the judgements apply to other codes too.
func subcodes(c *Code) string {
	switch {
	case c.Subcodes:
		return "for " + c.ID + ".* too"
	case c.Class:
		return "for " + c.ID + "* too"
	}
	return ""
}

func lifecycle(c *Code) string {
	text := c.Deprecated
	if c.ReplacedBy != "" {
		text += " Replaced by " + c.ReplacedBy + "."
	}
	return text
}

// otherTexts returns all texts of a code that compare does not look at one by one.
func otherTexts(c *Code) string {
	texts := []string{c.Zh, c.Message.Zh, c.Description.Zh, c.Remedy.Zh, c.Page.Text, c.Page.Zh, c.SDK, c.Since, c.URL, c.GoError}
	return collapseSpace(fmt.Sprintf("%q", slices.Concat(texts, c.Steps, c.Quirks, c.Related)))
}
