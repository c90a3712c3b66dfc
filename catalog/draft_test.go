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

const facts = `id: acme.facts
title: Acme Facts
kind: string
sources:
  - key: sdk
    title: Acme SDK
codes:
  - id: F-1
  - id: F-2
    http: 404
    canonical: NOT_FOUND
  - id: F-3
    retry: backoff
    basis: stated
`

// TestParseFacts checks that a code without judgements may list facts, and that a code with one judgement needs all.
func TestParseFacts(t *testing.T) {
	c, err := catalog.Parse("facts.yaml", []byte(facts))
	if err != nil {
		t.Fatal(err)
	}
	if code := c.Codes[1]; code.Retry != catalog.RetryUnspecified || code.MustReachCaller() || code.Canonical[0] != "NOT_FOUND" {
		t.Errorf("a code with facts has retry %q and canonical %q", code.Retry, code.Canonical)
	}
	if code := c.Codes[2]; code.Retry != catalog.RetryWithBackoff || code.Basis != (catalog.Basis{Retry: catalog.Stated}) {
		t.Errorf("a code with a retry class has retry %q, basis %v", code.Retry, code.Basis)
	}
	for key, want := range map[string]string{
		"description: It failed.":                  `missing key "handling" in a code`,
		"by: caller":                               `missing key "retry" in a code`,
		"handling: fix-request\n    basis: stated": `missing key "by" in a code`,
		"retry: never":                             `code "F-1": retry never has no basis`,
	} {
		_, err := catalog.Parse("facts.yaml", []byte(strings.Replace(facts, "F-1\n", "F-1\n    "+key+"\n", 1)))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("with %q: have %v, want %s", key, err, want)
		}
	}
}
