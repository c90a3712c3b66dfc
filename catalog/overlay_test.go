package catalog_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errls/errls/catalog"
)

// over is an overlay of small.
const over = `extends: acme.orders
pattern: '(ORD|NEW)-[0-9]+'
sources:
  - key: wiki
    title: Team wiki
    date: 2026-03-04
  - key: mail
    title: Mail
go:
  - package: acme.test/orders
    version: v1.3.0
    errors:
      - '*Error'
      - '*Fault'
    constants:
      ErrNew: NEW-1
      ErrLater: ORD-2
    clients: Client
    declares: |
      type Fault struct{}
  - package: acme.test/extra
    name: extra
codes:
  - id: ORD-1
    http: 404
    description:
      text: It was never there.
      source: mail
    remedy: Ask again.
    page: There is none.
    outcome: null
    retry: backoff
    backoff: exponential
    subcodes: true
    basis:
      retry: stated
  - id: NEW-1
    name: New
    canonical: UNKNOWN
    handling: inspect-detail
    retry: unspecified
    basis: inferred
    by: caller
`

// applyToSmall applies an overlay to small. It returns the resulting catalog and set, and the error of Set.With.
func applyToSmall(t *testing.T, text string) (*catalog.Catalog, *catalog.Set, error) {
	t.Helper()
	base, err := catalog.Parse("acme.yaml", []byte(small))
	if err != nil {
		t.Fatal(err)
	}
	before, err := catalog.Embedded().With(base)
	if err != nil {
		t.Fatal(err)
	}
	o, err := catalog.Parse("over.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	set, err := before.With(o)
	if before.Catalog("acme.orders") != base || base.Lookup("ORD-1").HTTP[0] != 410 || len(base.Sources) != 2 || len(base.Go) != 1 {
		t.Error("With changed the set or the catalog")
	}
	return set.Catalog("acme.orders"), set, err
}

func TestOverlay(t *testing.T) {
	c, set, err := applyToSmall(t, over)
	if err != nil {
		t.Fatal(err)
	}
	want := catalog.Code{
		ID: "ORD-1", HTTP: []int{404}, Canonical: []string{"NOT_FOUND"}, Message: catalog.Text{Text: "gone"},
		Description: catalog.Text{Text: "It was never there.", Source: 3}, Remedy: catalog.Text{Text: "Ask again.", Source: 2},
		Page:     catalog.Text{Text: "There is none.", Source: 2},
		Handling: catalog.ReturnToCaller, Retry: catalog.RetryWithBackoff,
		Basis: catalog.Basis{Handling: catalog.Stated, Retry: catalog.Stated}, Backoff: "exponential", Subcodes: true, By: "caller",
	}
	if diff := cmp.Diff(&want, c.Lookup("ORD-1")); diff != "" {
		t.Errorf("-want +have\n%s", diff)
	}
	if added := c.Lookup("NEW-1"); added == nil || !added.Extra || len(c.Codes) != 3 {
		t.Errorf("added code %v, %d codes", added, len(c.Codes))
	}
	if len(c.Sources) != 4 || c.Sources[2].Title != "Team wiki" || c.Pattern != "(ORD|NEW)-[0-9]+" || c.Title != "Acme Orders" {
		t.Errorf("sources %v, pattern %s", c.Sources, c.Pattern)
	}
	if len(c.Overlays) != 1 || c.Overlays[0] != "over.yaml" || c.File != "acme.yaml" || c.Extends != "" {
		t.Errorf("file %s, overlays %v", c.File, c.Overlays)
	}
	b := c.Go[0]
	if len(c.Go) != 2 || b.Version != "v1.3.0" || b.Name != "orders" || len(b.Errors) != 2 || len(b.Carriers) != 2 || len(b.Clients) != 1 {
		t.Errorf("bindings %v", c.Go)
	}
	constants := []catalog.Constant{{Name: "ErrGone", Code: "ORD-1", Value: `"ORD-1"`},
		{Name: "ErrNew", Code: "NEW-1", Value: `"NEW-1"`}, {Name: "ErrLater", Code: "ORD-2", Value: `"ORD-2"`}}
	if diff := cmp.Diff(constants, b.Constants); diff != "" {
		t.Errorf("constants: -want +have\n%s", diff)
	}
	if !strings.Contains(b.Declares, "type Error struct") || !strings.Contains(b.Declares, "type Fault struct") {
		t.Errorf("declares\n%s", b.Declares)
	}
	if len(set.Lookup("NEW-1")) != 1 || len(set.Package("acme.test/extra")) != 1 {
		t.Error("the set does not find an added code or package")
	}
}

// TestTwoOverlays applies two overlays to one catalog, which comes last in the list.
func TestTwoOverlays(t *testing.T) {
	parse := func(name, text string) *catalog.Catalog {
		c, err := catalog.Parse(name, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	second := parse("second.yaml", "extends: acme.orders\nsources: [{key: s, title: Second}]\ncodes:\n  - id: NEW-1\n    name: Newer\n    message: later\n")
	set, err := catalog.Embedded().With(parse("over.yaml", over), second, parse("acme.yaml", small))
	if err != nil {
		t.Fatal(err)
	}
	c := set.Catalog("acme.orders")
	if code := c.Lookup("NEW-1"); code.Name != "Newer" || c.Sources[code.Message.Source].Title != "Second" || len(c.Overlays) != 2 {
		t.Errorf("code %v, overlays %v", code, c.Overlays)
	}
}

// TestOverlayOfIntCatalog adds a code to a catalog of kind int and changes the name of another code.
func TestOverlayOfIntCatalog(t *testing.T) {
	o, err := catalog.Parse("over.yaml", []byte(`extends: http.status
sources: [{key: s, title: Proxy}]
codes:
  - id: 404
    name: Not there
  - id: 599
    name: Network connect timeout
    canonical: UNAVAILABLE
    handling: retry-backoff
    retry: backoff
    basis: inferred
    by: caller
`))
	if err != nil {
		t.Fatal(err)
	}
	set, err := catalog.Embedded().With(o)
	if err != nil {
		t.Fatal(err)
	}
	c := set.HTTP()
	if c.LookupValue(599) == nil || c.LookupValue(404).Name != "Not there" || len(c.Codes) != len(catalog.Embedded().HTTP().Codes)+1 {
		t.Errorf("599 is %v, 404 is %v", c.LookupValue(599), c.LookupValue(404))
	}
}

// overMistakes are replacements in over that make it invalid for With.
var overMistakes = []struct {
	name, old, new string
	want           string // a part of the error
}{
	{"no such catalog", "extends: acme.orders", "extends: acme.order", `over.yaml:1:1: there is no catalog "acme.order" to extend`},
	{"added code without key", "    by: caller\n", "", `over.yaml:37:5: code "NEW-1" is not in acme.orders, so it needs the key "by"`},
	{"id does not match pattern", "pattern: '(ORD|NEW)-[0-9]+'\n", "", `over.yaml:36:5: code "NEW-1" does not match the pattern ORD-[0-9]+ of acme.orders`},
	{"constant", "ErrLater: ORD-2", "ErrLater: ORD-9", `constant ErrLater names the code "ORD-9"`},
	{"required key null", "retry: backoff\n", "handling: null\n", `over.yaml:24:5: code "ORD-1": canonical, handling, retry and by cannot be null`},
	{"outcome", "outcome: null", "outcome: exists", `over.yaml:24:5: code "ORD-1" has the outcome exists, which contradicts the canonical gRPC code NOT_FOUND`},
	{"binding without name", "    name: extra\n", "", `missing key "name" in a binding`},
}

func TestOverlayMistakes(t *testing.T) {
	for _, test := range overMistakes {
		t.Run(test.name, func(t *testing.T) {
			text := strings.Replace(over, test.old, test.new, 1)
			c, _, err := applyToSmall(t, text)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("have %v\nwant %s", err, test.want)
			}
			if c == nil || c.Lookup("NEW-1") != nil || len(c.Overlays) > 0 {
				t.Error("an invalid overlay was applied")
			}
		})
	}
}

// TestOverlayParseMistakes checks the errors of overlays that Parse reports.
func TestOverlayParseMistakes(t *testing.T) {
	for old, want := range map[string]string{
		"    basis:\n      retry: stated\n": `over.yaml:24:5: code "ORD-1": retry backoff has no basis`,
		"sources:\n  - key: wiki\n    title: Team wiki\n    date: 2026-03-04\n  - key: mail\n    title: Mail\n": `no source has the key "mail"`,
	} {
		if _, err := catalog.Parse("over.yaml", []byte(strings.Replace(over, old, "", 1))); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("have %v\nwant %s", err, want)
		}
	}
	for text, want := range map[string]string{
		"extends: a.b\ncodes:\n  - id: X\n    message: y\n": `a.yaml:3:5: code "X" has a text, but the file has no sources`,
		"extends: a.b\ncodes:\n  - name: X\n":               `missing key "id" in a code`,
		"extends: a.b\nkind: int\ncodes: []\n":              `an overlay cannot change the key "kind"`,
		"extends: a.b\nname: B\ncodes: []\n":                `an overlay cannot change the key "name"`,
	} {
		if _, err := catalog.Parse("a.yaml", []byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("have %v\nwant %s", err, want)
		}
	}
}

// TestWithSkipsInvalid checks that With adds the valid catalogs if others are not valid.
func TestWithSkipsInvalid(t *testing.T) {
	good := &catalog.Catalog{ID: "acme.good", File: "good.yaml"}
	set, err := catalog.Embedded().With(&catalog.Catalog{ID: "huawei.cts", File: "mine.yaml"}, good,
		&catalog.Catalog{ID: "acme.good", File: "again.yaml"})
	var first *catalog.SyntaxError
	if !errors.As(err, &first) || first.File != "mine.yaml" || !strings.Contains(first.Message, "extend it") ||
		!strings.Contains(err.Error(), "again.yaml:1:1: the catalog acme.good is already defined in good.yaml") {
		t.Errorf("have %v", err)
	}
	if set.Catalog("acme.good") != good || len(set.Catalog("huawei.cts").Codes) != 45 {
		t.Error("the valid catalogs are missing")
	}
	if same, err := set.With(); err != nil || len(same.Catalogs()) != len(set.Catalogs()) {
		t.Errorf("With(): %v", err)
	}
}
