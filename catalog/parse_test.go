package catalog_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/errls/errls/catalog"
)

// small is a small catalog that has most keys.
const small = `id: acme.orders
title: Acme Orders
vendor: Acme
kind: string
pattern: 'ORD-[0-9]+'
prefix: ORD-
common: true
wire:
  format: json
  code: code
  shared: true
sources:
  - key: page
    title: Errors
    date: 2026-01-02
    note: The page.
  - {key: wiki, title: Wiki, cite: the wiki, paraphrased: true}
name: Orders
go:
  - package: acme.test/orders
    name: orders
    module: acme.test/orders
    version: v1.2.3
    errors:
      - '*Error'
    carriers:
      - Error.Code
      - at: Error.Status
        catalog: http.status
    constants:
      ErrGone: ORD-1
    declares: |
      type Error struct{ Code string; Status int }
      func (e *Error) Error() string
codes:
  - id: ORD-1
    http: 410
    canonical: NOT_FOUND
    message: gone
    description:
      text: The order is gone.
      source: wiki
    handling: return-to-caller
    retry: never
    basis:
      handling: stated
      retry: inferred
    by: caller
    outcome: missing
  - id: ORD-2
    http:
      - 500
      - 503
    canonical:
      - UNAVAILABLE
      - INTERNAL
    message: try later
    handling: inspect-detail
    retry: unspecified
    basis: stated
    backoff: exponential
    subcodes: true
    by: caller
`

func TestParse(t *testing.T) {
	have, err := catalog.Parse("acme.yaml", []byte(small))
	if err != nil {
		t.Fatal(err)
	}
	want := &catalog.Catalog{
		ID: "acme.orders", File: "acme.yaml", Title: "Acme Orders", Name: "Orders", Vendor: "Acme", Kind: catalog.KindString, Pattern: "ORD-[0-9]+",
		Prefix: "ORD-", Common: true, Wire: &catalog.Wire{Format: "json", Code: "code", Shared: true},
		Sources: []catalog.Source{{Title: "Errors", Date: "2026-01-02", Note: "The page."}, {Title: "Wiki", Cite: "the wiki", Paraphrased: true}},
		Go: []catalog.Binding{{
			Package: "acme.test/orders", Name: "orders", Module: "acme.test/orders", Version: "v1.2.3",
			Errors:    []catalog.ErrorType{{Type: "Error", Pointer: true}},
			Carriers:  []catalog.Carrier{{At: "Error.Code"}, {At: "Error.Status", Catalog: "http.status"}},
			Constants: []catalog.Constant{{Name: "ErrGone", Code: "ORD-1", Value: `"ORD-1"`}},
			Declares:  "type Error struct{ Code string; Status int }\nfunc (e *Error) Error() string\n",
		}},
		Codes: []catalog.Code{{
			ID: "ORD-1", HTTP: []int{410}, Canonical: []string{"NOT_FOUND"}, Message: catalog.Text{Text: "gone"},
			Description: catalog.Text{Text: "The order is gone.", Source: 1}, Handling: catalog.ReturnToCaller,
			Retry: catalog.RetryNever, Basis: catalog.Basis{Handling: catalog.Stated, Retry: catalog.Inferred},
			By: "caller", Outcome: catalog.Missing,
		}, {
			ID: "ORD-2", HTTP: []int{500, 503}, Canonical: []string{"UNAVAILABLE", "INTERNAL"},
			Message: catalog.Text{Text: "try later"}, Handling: catalog.InspectDetail,
			Retry: catalog.RetryUnspecified, Basis: catalog.Basis{Handling: catalog.Stated}, Backoff: "exponential", Subcodes: true, By: "caller",
		}},
	}
	if diff := cmp.Diff(want, have, cmpopts.IgnoreUnexported(catalog.Catalog{})); diff != "" {
		t.Errorf("-want +have\n%s", diff)
	}
}

// mistakes are replacements in small that make it invalid.
var mistakes = []struct {
	name, old, new string
	want           string // a part of the error
}{
	{"unknown key", "vendor: Acme", "vender: Acme", `acme.yaml:3:1: unknown key "vender" in the catalog`},
	{"unknown key of a code", "    by: caller\n    outcome", "    bye: caller\n    outcome", `:48:5: unknown key "bye" in a code`},
	{"key twice", "vendor: Acme", "id: acme", `:3:1: duplicate key "id" in the catalog`},
	{"key missing", "title: Acme Orders\n", "", `:1:1: missing key "title" in the catalog`},
	{"kind", "kind: string", "kind: text", `:4:7: "text" is not one of string, int, enum`},
	{"pattern", "'ORD-[0-9]+'", "'ORD-[0-9'", `:5:10: invalid pattern:`},
	{"id does not match pattern", "id: ORD-2", "id: ORD-B", `code "ORD-B" does not match the pattern`},
	{"id without prefix", "prefix: ORD-", "prefix: ORX-", `code "ORD-1" does not begin with the prefix "ORX-"`},
	{"id twice", "id: ORD-2", "id: ORD-1", `duplicate code "ORD-1", first on line 36`},
	{"constant", "ErrGone: ORD-1", "ErrGone: ORD-3", `:31:16: constant ErrGone names the code "ORD-3"`},
	{"source", "source: wiki", "source: page2", `:42:15: no source has the key "page2"`},
	{"handling", "handling: inspect-detail", "handling: inspect", `"inspect" is not one of return-to-caller,`},
	{"basis missing", "      retry: inferred\n", "", `code "ORD-1": retry never has no basis`},
	{"basis", "basis: stated", "basis: guessed", `"guessed" is not one of stated, inferred`},
	{"outcome", "outcome: missing", "outcome: exists", `has the outcome exists, which contradicts the canonical gRPC code NOT_FOUND`},
	{"canonical", "canonical: NOT_FOUND", "canonical: LOST", `"LOST" is not one of OK,`},
	{"empty text", "message: try later", "message: ''", `code "ORD-2" has an empty text`},
	{"no text", "    message: try later\n", "", `code "ORD-2" has no name, message, description or remedy`},
	{"status", "http: 410", "http: gone", `:37:11: expected an integer`},
	{"list", "    errors:\n      - '*Error'", "    errors: '*Error'", `errors must be a list`},
	{"alias", "vendor: Acme", "vendor: *acme", `acme.yaml:1:1: unknown anchor 'acme' referenced`},
	{"anchor and alias", "vendor: Acme\nkind: string", "vendor: &k string\nkind: *k", `:4:7: the alias *k is not allowed`},
	{"null", "vendor: Acme", "vendor:", `expected a string`},
	{"extra without source", "id: ORD-2", "id: ORD-2\n    extra: true", `code "ORD-2" is extra, so it needs its own source`},
	{"not YAML", "id: acme.orders", "id: [", `acme.yaml:3:1: did not find expected`},
	{"backoff", "    by: caller\n    outcome", "    backoff: linear\n    by: caller\n    outcome", `"linear" is not one of exponential`},
	{"subcodes", "    by: caller\n    outcome", "    subcodes: some\n    by: caller\n    outcome", `expected true or false`},
	{"not a mapping", small, "- a\n", `:1:1: the catalog must be a mapping`},
	{"empty file", small, "", `:1:1: the file is empty`},
}

func TestParseMistakes(t *testing.T) {
	for _, test := range mistakes {
		t.Run(test.name, func(t *testing.T) {
			text := strings.Replace(small, test.old, test.new, 1)
			if text == small {
				t.Fatalf("the catalog does not contain %q", test.old)
			}
			c, err := catalog.Parse("acme.yaml", []byte(text))
			if err == nil || !strings.Contains(err.Error(), test.want) || c != nil {
				t.Errorf("have %v\nwant %s", err, test.want)
			}
		})
	}
}

// TestParseSeveralMistakes checks that Parse reports all errors of a file.
func TestParseSeveralMistakes(t *testing.T) {
	text := strings.NewReplacer("kind: string", "kind: text", "http: 410", "http: gone").Replace(small)
	_, err := catalog.Parse("acme.yaml", []byte(text))
	var first *catalog.SyntaxError
	if !errors.As(err, &first) || first.File != "acme.yaml" || strings.Count(err.Error(), "acme.yaml:") != 2 {
		t.Errorf("have %v", err)
	}
}

// library is a file with one retry library.
const library = `libraries:
  - package: acme.test/retry
    name: retry
    module: acme.test/retry
    version: v1.0.0
    callbacks:
      - func: Do
        arg: 1
        decides: last
        by: error
        again: true
        stop-marks:
          - Stop
    lists:
      - func: WithCodes
        arg: 1
        catalog: grpc.code
      - field: Policy.Codes
      - func: WithConfig
        arg: 0
        catalog: grpc.code
        service-config: true
        specified:
          - DATA_LOSS
    polled:
      - Refresh
    declares: |
      type Refresh func() (any, error)
      func Do(int, func() error) error
      func Stop(error) error
`

// TestParseTooManyCodes checks that the number of codes is checked before the codes are.
func TestParseTooManyCodes(t *testing.T) {
	head, _, _ := strings.Cut(small, "codes:\n")
	_, err := catalog.Parse("acme.yaml", []byte(head+"codes:\n"+strings.Repeat("  - {}\n", 20_001)))
	if err == nil || !strings.Contains(err.Error(), "20001 codes, but a catalog may have at most 20000") {
		t.Errorf("have %v", err)
	}
}

func TestParseLibraries(t *testing.T) {
	have, err := catalog.ParseLibraries("libraries.yaml", []byte(library))
	if err != nil {
		t.Fatal(err)
	}
	want := []catalog.Library{{
		Package: "acme.test/retry", Name: "retry", Module: "acme.test/retry", Version: "v1.0.0",
		Callbacks: []catalog.Callback{{Func: "Do", Arg: 1, Decides: -1, By: "error", Again: true, StopMarks: []string{"Stop"}}},
		Lists: []catalog.CodeList{{Func: "WithCodes", Arg: 1, Catalog: "grpc.code"}, {Field: "Policy.Codes"},
			{Func: "WithConfig", Catalog: "grpc.code", ServiceConfig: true, Specified: []string{"DATA_LOSS"}}},
		Polled:   []string{"Refresh"},
		Declares: "type Refresh func() (any, error)\nfunc Do(int, func() error) error\nfunc Stop(error) error\n",
	}}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("-want +have\n%s", diff)
	}
	for old, message := range map[string]string{
		"func: Do":        "a callback must have either func or field",
		"decides: last":   `missing key "decides" in a callback`,
		"by: error":       `missing key "by" in a callback`,
		"func: WithCodes": "a list must have either func or field",
	} {
		with := "waits: true"
		if strings.HasPrefix(message, "a list") {
			with = "arg: 0"
		}
		broken := strings.Replace(library, old, with, 1)
		if _, err := catalog.ParseLibraries("libraries.yaml", []byte(broken)); err == nil || !strings.Contains(err.Error(), message) {
			t.Errorf("without %q: have %v, want %s", old, err, message)
		}
	}
}

// FuzzParse checks that Parse does not panic, that the codes of a valid catalog can be looked up, and that the catalog
// can be added to a set or applied to a catalog in it.
func FuzzParse(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte(over))
	f.Add([]byte(bomb()))
	f.Add([]byte("extends: huawei.cts\nsources: [{key: a, title: A}]\ncodes:\n- id: CTS.0001\n  remedy: null\n  variants: null\n"))
	for _, m := range mistakes {
		f.Add([]byte(strings.Replace(small, m.old, m.new, 1)))
	}
	for _, m := range overMistakes {
		f.Add([]byte(strings.Replace(over, m.old, m.new, 1)))
	}
	paths, err := filepath.Glob(filepath.Join("services", "*", "*.yaml"))
	if err != nil || len(paths) != len(catalog.Embedded().Catalogs()) {
		f.Fatal(paths, err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	base, err := catalog.Parse("acme.yaml", []byte(small))
	if err != nil {
		f.Fatal(err)
	}
	set, err := catalog.Embedded().With(base)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := catalog.Parse("fuzz.yaml", data)
		if (c == nil) == (err == nil) {
			t.Fatalf("Parse returns both or neither of %v and %v", c, err)
		}
		if c == nil {
			return
		}
		with, err := set.With(c)
		if with == nil || err == nil && len(with.Catalogs()) < len(set.Catalogs()) {
			t.Fatalf("With returns %v, %v", with, err)
		}
		for _, c := range append([]*catalog.Catalog{c}, with.Catalogs()...) {
			for i := range c.Codes {
				if c.Lookup(c.Codes[i].ID) != &c.Codes[i] {
					t.Errorf("Lookup does not find code %q", c.Codes[i].ID)
				}
				for _, text := range []catalog.Text{c.Codes[i].Message, c.Codes[i].Description, c.Codes[i].Remedy, c.Codes[i].Page} {
					if text.Text != "" && text.Source >= len(c.Sources) {
						t.Errorf("a text of %q has source index %d, but there are %d sources", c.Codes[i].ID, text.Source, len(c.Sources))
					}
				}
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	data, err := os.ReadFile(filepath.Join("services", "huawei", "cts.yaml"))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := catalog.Parse("cts.yaml", data); err != nil {
			b.Fatal(err)
		}
	}
}
