package catalog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A Difference is one thing that differs between two states of a catalog.
type Difference struct {
	Code     string
	Kind     DifferenceKind
	Old, New string // what it was and is, for people; empty where there was or is nothing
}

// DifferenceKind says what differs.
type DifferenceKind string

// The kinds of difference, those that matter most to a program first.
const (
	Gone             DifferenceKind = "gone"      // it is not listed any more
	Added            DifferenceKind = "added"     // it is listed now
	StatusDiffers    DifferenceKind = "status"    // it comes with other HTTP statuses, or has another number
	RetryDiffers     DifferenceKind = "retry"     // another attempt helps, or does not
	HandlingDiffers  DifferenceKind = "handling"  // the caller has to do something else
	OutcomeDiffers   DifferenceKind = "outcome"   // it tells another state, or is of another class
	RemedyDiffers    DifferenceKind = "remedy"    // the page says something else to do
	LifecycleDiffers DifferenceKind = "lifecycle" // it is deprecated now, or replaced
	WordsDiffer      DifferenceKind = "words"     // only its texts are others
)

// DifferenceKinds returns the kinds in their order.
func DifferenceKinds() []DifferenceKind {
	return []DifferenceKind{
		Gone, Added, StatusDiffers, RetryDiffers, HandlingDiffers, OutcomeDiffers, RemedyDiffers, LifecycleDiffers, WordsDiffer,
	}
}

// Diff says what differs between two states of a catalog, code by code: those of the new one in its order, then those
// that are gone. What a draft leaves open is no difference. Space and line ends are none either.
func Diff(old, new *Catalog) []Difference {
	var all []Difference
	for i := range new.Codes {
		code := &new.Codes[i]
		before := old.Lookup(code.ID)
		if before == nil {
			if old.Draft && code.Extra {
				continue
			}
			all = append(all, Difference{Code: code.ID, Kind: Added, New: gist(code)})
			continue
		}
		d := differ{code: code.ID, open: old.Draft || new.Draft}
		d.codes(before, code)
		all = append(all, d.found...)
	}
	for i := range old.Codes {
		if code := &old.Codes[i]; new.Lookup(code.ID) == nil && !(new.Draft && code.Extra) {
			all = append(all, Difference{Code: code.ID, Kind: Gone, Old: gist(code)})
		}
	}
	return all
}

// gist is what a code says in short.
func gist(c *Code) string {
	for _, text := range []string{c.Name, c.Description.Text, c.Message.Text, c.Remedy.Text} {
		if text != "" && text != c.ID {
			return squeeze(text)
		}
	}
	return ""
}

func squeeze(text string) string { return strings.Join(strings.Fields(text), " ") }

// A differ compares one code.
type differ struct {
	code  string
	open  bool // one of the two is a draft: what it does not say, nobody has judged
	found []Difference
}

func (d *differ) codes(old, new *Code) {
	d.add(StatusDiffers, numbers(old.HTTP), numbers(new.HTTP))
	if old.HasValue && new.HasValue && old.Value != new.Value {
		d.add(StatusDiffers, "number "+strconv.Itoa(old.Value), "number "+strconv.Itoa(new.Value))
	}
	if !d.open || old.Basis.Retry != "" && new.Basis.Retry != "" {
		d.add(RetryDiffers, string(old.Retry), string(new.Retry))
	}
	if !d.open && old.Retry == new.Retry {
		d.add(RetryDiffers, waits(old), waits(new))
	}
	if !d.open {
		d.add(RetryDiffers, kinds(old), kinds(new))
	}
	d.judged(HandlingDiffers, string(old.Handling), string(new.Handling))
	if old.Handling == new.Handling {
		d.judged(HandlingDiffers, by(old), by(new))
	}
	if !d.open {
		d.add(OutcomeDiffers, string(old.Outcome), string(new.Outcome))
	}
	d.judged(OutcomeDiffers, strings.Join(old.Canonical, " or "), strings.Join(new.Canonical, " or "))
	d.add(RemedyDiffers, old.Remedy.Text, new.Remedy.Text)
	if !d.open || new.Deprecated != "" {
		d.add(LifecycleDiffers, lifecycle(old), lifecycle(new))
	}
	if len(d.found) > 0 {
		return
	}
	for _, pair := range [][2]string{
		{old.Description.Text, new.Description.Text}, {old.Message.Text, new.Message.Text}, {old.Name, new.Name},
	} {
		if len(d.found) == 0 {
			d.add(WordsDiffer, pair[0], pair[1])
		}
	}
	if len(d.found) == 0 && !d.open && ours(old) != ours(new) {
		d.found = append(d.found, Difference{Code: d.code, Kind: WordsDiffer})
	}
}

// add notes a difference, unless there is none but in space.
func (d *differ) add(kind DifferenceKind, old, new string) {
	if old, new = squeeze(old), squeeze(new); old != new {
		d.found = append(d.found, Difference{d.code, kind, old, new})
	}
}

// judged is add for what a draft may leave open.
func (d *differ) judged(kind DifferenceKind, old, new string) {
	if d.open && (old == "" || new == "") {
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

// waits says how the page wants the waits between attempts.
func waits(c *Code) string {
	if c.Backoff == "" {
		return ""
	}
	return c.Backoff + " backoff"
}

// kinds says whether the judgement holds for more codes than this one.
func kinds(c *Code) string {
	if !c.Subcodes {
		return ""
	}
	return "for " + c.ID + ".* too"
}

func lifecycle(c *Code) string {
	text := c.Deprecated
	if c.ReplacedBy != "" {
		text += " Replaced by " + c.ReplacedBy + "."
	}
	return text
}

// ours is the rest of what is said of a code, to see whether it is the same.
func ours(c *Code) string {
	texts := []string{c.Zh, c.Message.Zh, c.Description.Zh, c.Remedy.Zh, c.SDK, c.Since, c.URL, c.GoError}
	return squeeze(fmt.Sprintf("%q", slices.Concat(texts, c.Steps, c.Quirks, c.Related)))
}
