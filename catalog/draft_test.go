package catalog_test

import (
	"strings"
	"testing"

	"github.com/errls/errls/catalog"
)

const draft = `id: acme.draft
title: Acme Drafts
kind: string
reviewed: false
sources:
  - key: page
    title: Error codes
codes:
  - id: D-1
    description: Something is wrong.
  - id: D-2
    description: Try again later.
    handling: retry-backoff
    retry: backoff
    basis: stated
`

// TestParseDraft checks that judgements may be missing in a draft, but not in another catalog.
func TestParseDraft(t *testing.T) {
	c, err := catalog.Parse("draft.yaml", []byte(draft))
	if err != nil {
		t.Fatal(err)
	}
	open, stated := c.Codes[0], c.Codes[1]
	if !c.Draft || open.Handling != "" || open.Retry != catalog.RetryUnspecified || open.Basis != (catalog.Basis{}) {
		t.Errorf("draft %t: handling %q, retry %q, basis %v", c.Draft, open.Handling, open.Retry, open.Basis)
	}
	if open.MustReachCaller() {
		t.Error("MustReachCaller is true for a code without judgements")
	}
	if stated.Basis != (catalog.Basis{Handling: catalog.Stated, Retry: catalog.Stated}) {
		t.Errorf("basis %v", stated.Basis)
	}
	for old, want := range map[string]string{
		"reviewed: false":   `missing key "handling" in a code`,
		"    basis: stated": `code "D-2": handling has no basis`,
	} {
		_, err := catalog.Parse("draft.yaml", []byte(strings.Replace(draft, old+"\n", "", 1)))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("without %q: have %v, want %s", old, err, want)
		}
	}
}
