package catalog_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errls/errls/catalog"
)

func TestDiff(t *testing.T) {
	text := func(s string) catalog.Text { return catalog.Text{Text: s} }
	never := catalog.Code{ID: "C", Handling: catalog.FixRequest, Retry: catalog.RetryNever, By: "caller",
		Basis: catalog.Basis{Handling: catalog.Stated, Retry: catalog.Stated}, HTTP: []int{400, 404}, Description: text("It  is\nso."), Remedy: text("Mend it.")}
	with := func(change func(*catalog.Code)) catalog.Code {
		c := never
		change(&c)
		return c
	}
	for name, test := range map[string]struct {
		old, new []catalog.Code
		draft    bool
		want     []catalog.Difference
	}{
		"same":   {old: []catalog.Code{never}, new: []catalog.Code{never}},
		"space":  {old: []catalog.Code{never}, new: []catalog.Code{with(func(c *catalog.Code) { c.Description.Text = "It is so."; c.HTTP = []int{404, 400} })}},
		"added":  {new: []catalog.Code{never}, want: []catalog.Difference{{Code: "C", Kind: catalog.Added, New: "It is so."}}},
		"gone":   {old: []catalog.Code{never}, want: []catalog.Difference{{Code: "C", Kind: catalog.Gone, Old: "It is so."}}},
		"status": {old: []catalog.Code{never}, new: []catalog.Code{with(func(c *catalog.Code) { c.HTTP = []int{409} })}, want: []catalog.Difference{{Code: "C", Kind: catalog.StatusDiffers, Old: "400 or 404", New: "409"}}},
		"several": {old: []catalog.Code{never}, new: []catalog.Code{with(func(c *catalog.Code) {
			c.Retry, c.Handling, c.Remedy, c.Description = catalog.RetryWithBackoff, catalog.RetryBackoff, text("Wait."), text("Busy.")
		})}, want: []catalog.Difference{
			{Code: "C", Kind: catalog.RetryDiffers, Old: "never", New: "backoff"},
			{Code: "C", Kind: catalog.HandlingDiffers, Old: "fix-request", New: "retry-backoff"},
			{Code: "C", Kind: catalog.RemedyDiffers, Old: "Mend it.", New: "Wait."},
		}},
		"by":                {old: []catalog.Code{never}, new: []catalog.Code{with(func(c *catalog.Code) { c.By = "sdk" })}, want: []catalog.Difference{{Code: "C", Kind: catalog.HandlingDiffers, Old: "by caller", New: "by sdk"}}},
		"words":             {old: []catalog.Code{never}, new: []catalog.Code{with(func(c *catalog.Code) { c.Description.Text = "So it is." })}, want: []catalog.Difference{{Code: "C", Kind: catalog.WordsDiffer, Old: "It is so.", New: "So it is."}}},
		"notes":             {old: []catalog.Code{never}, new: []catalog.Code{with(func(c *catalog.Code) { c.Quirks = []string{"Odd."} })}, want: []catalog.Difference{{Code: "C", Kind: catalog.WordsDiffer}}},
		"page":              {old: []catalog.Code{never}, new: []catalog.Code{with(func(c *catalog.Code) { c.Page = text("It is.") })}, want: []catalog.Difference{{Code: "C", Kind: catalog.WordsDiffer}}},
		"backoff":           {old: []catalog.Code{never}, new: []catalog.Code{with(func(c *catalog.Code) { c.Backoff = "exponential" })}, want: []catalog.Difference{{Code: "C", Kind: catalog.RetryDiffers, New: "exponential backoff"}}},
		"subcodes":          {old: []catalog.Code{with(func(c *catalog.Code) { c.Subcodes = true })}, new: []catalog.Code{never}, want: []catalog.Difference{{Code: "C", Kind: catalog.RetryDiffers, Old: "for C.* too"}}},
		"lifecycle":         {old: []catalog.Code{never}, new: []catalog.Code{with(func(c *catalog.Code) { c.Deprecated = "Since 2."; c.ReplacedBy = "D" })}, want: []catalog.Difference{{Code: "C", Kind: catalog.LifecycleDiffers, New: "Since 2. Replaced by D."}}},
		"draft of the page": {draft: true, old: []catalog.Code{with(func(c *catalog.Code) { c.Description, c.Page = text("In our words."), text("It is so.") })}, new: []catalog.Code{never}},
		"draft": {draft: true, old: []catalog.Code{never, {ID: "X", Extra: true}}, new: []catalog.Code{with(func(c *catalog.Code) {
			c.Handling, c.Retry, c.Basis, c.By, c.Outcome = "", catalog.RetryUnspecified, catalog.Basis{}, "", ""
		})}},
	} {
		t.Run(name, func(t *testing.T) {
			have := catalog.Diff(&catalog.Catalog{Codes: test.old}, &catalog.Catalog{Codes: test.new, Draft: test.draft})
			if diff := cmp.Diff(test.want, have); diff != "" {
				t.Errorf("-want +have\n%s", diff)
			}
		})
	}
}

// TestRewritten checks which codes of a service its SDK replaces.
func TestRewritten(t *testing.T) {
	c := catalog.Embedded().Catalog("tencent.cls")
	for code, want := range map[string]string{
		"TopicConflict": "UnknownError", "NotSupported": "UnknownError", "InternalError": "", "InvalidParam": "", "MissingHost": "",
	} {
		if have := c.Go[0].Rewritten(c.Lookup(code)); have != want {
			t.Errorf("%s becomes %q, want %q", code, have, want)
		}
	}
}
