package catalog_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/errls/errls/catalog"
)

func TestSet(t *testing.T) {
	set := catalog.Embedded()
	if c := set.Catalog("huawei.cts"); c == nil || !c.HasPrefix("cts.0208") || c.HasPrefix("CTS") || c.HasPrefix("CES.0208") {
		t.Error("HasPrefix is wrong for huawei.cts")
	}
	if set.Catalog("nowhere") != nil || set.Library("nowhere") != nil || set.Package("nowhere") != nil {
		t.Error("found something that does not exist")
	}
	if c := set.HTTP(); c == nil || c.ID != "http.status" {
		t.Errorf("the catalog of HTTP statuses is %v", c)
	}
	if refs := set.Lookup("OTSTunnelExpired"); len(refs) != 1 || refs[0].Code.ID != "OTSTunnelExpired" {
		t.Errorf("OTSTunnelExpired is in %v", refs)
	}
	if bound := set.Package("google.golang.org/grpc/status"); len(bound) != 1 || bound[0].Catalog.ID != "grpc.code" {
		t.Errorf("grpc/status is bound by %v", bound)
	}
	if l := set.Library("github.com/cenkalti/backoff/v5"); l == nil || l.Callbacks[0].Func != "Retry" {
		t.Errorf("the library is %v", l)
	}
}

// TestSameIDInTwoCatalogs checks that Lookup returns the code of each catalog that has the id.
func TestSameIDInTwoCatalogs(t *testing.T) {
	a := &catalog.Catalog{ID: "a", Codes: []catalog.Code{{ID: "Same"}, {ID: "OnlyA"}}}
	b := &catalog.Catalog{ID: "b", Codes: []catalog.Code{{ID: "OnlyB"}, {ID: "Same"}}}
	set := catalog.NewSet([]*catalog.Catalog{a, b}, nil)
	for code, want := range map[string]string{"Same": "ab", "OnlyA": "a", "OnlyB": "b", "None": ""} {
		have := ""
		for _, ref := range set.Lookup(code) {
			if ref.Catalog.Lookup(code) != ref.Code {
				t.Errorf("%s in %s is another code", code, ref.Catalog.ID)
			}
			have += ref.Catalog.ID
		}
		if have != want {
			t.Errorf("%s is in %q, want %q", code, have, want)
		}
	}
}

// TestLookupKind checks that a subcode finds the longest code that it begins with, and only up to a dot.
func TestLookupKind(t *testing.T) {
	a := &catalog.Catalog{ID: "a", Codes: []catalog.Code{
		{ID: "Limit", Subcodes: true}, {ID: "Limit.Rate", Subcodes: true}, {ID: "Limit.Size"}, {ID: "Gone"},
	}}
	b := &catalog.Catalog{ID: "b", Codes: []catalog.Code{{ID: "Limit.Rate.User"}}}
	set := catalog.NewSet([]*catalog.Catalog{a, b}, nil)
	for code, want := range map[string]string{
		"Limit": "a Limit", "Limit.Rate": "a Limit.Rate", "Limit.Disks": "a Limit", "Limit.Rate.Api": "a Limit.Rate",
		"Limit.Rate.User": "a Limit.Rate b Limit.Rate.User", "Limit.Size": "a Limit.Size", "Limit.Size.Big": "a Limit",
		"Limits.Disks": "", "LimitRate": "", "Gone": "a Gone", "Gone.Disk": "", "limit.Disks": "", "": "", ".": "", "Limit.": "a Limit",
	} {
		var have []string
		for _, ref := range set.LookupKind(code) {
			have = append(have, ref.Catalog.ID, ref.Code.ID)
		}
		if have := strings.Join(have, " "); have != want {
			t.Errorf("LookupKind(%q) = %q, want %q", code, have, want)
		}
	}
}

// TestConcurrentSets uses sets of the same data concurrently, for the race detector.
func TestConcurrentSets(t *testing.T) {
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for _, c := range catalog.Embedded().Catalogs() {
				c.Nearest(c.Codes[0].ID + "x")
			}
		})
	}
	wait.Wait()
}

// TestLists checks that each code of a set is listed, those of built-in catalogs, of parsed ones and of those made by a
// program, and that a text which resembles one is not.
func TestLists(t *testing.T) {
	parsed, err := catalog.Parse("orders.yaml", []byte(small))
	if err != nil {
		t.Fatal(err)
	}
	made := &catalog.Catalog{ID: "made", Codes: []catalog.Code{{ID: strings.Repeat("x", 100)}, {ID: "é"}}}
	set := catalog.NewSet(append(catalog.Embedded().Catalogs(), made), nil)
	if set, err = set.With(parsed); err != nil {
		t.Fatal(err)
	}
	for _, c := range set.Catalogs() {
		for i := range c.Codes {
			if id := c.Codes[i].ID; !set.Lists([]byte(id)) || len(set.Lookup(id)) == 0 {
				t.Errorf("%s of %s is not listed", id, c.ID)
			}
		}
	}
	for _, text := range []string{"", "x", strings.Repeat("x", 99), "OTSTunnelExpirex", "otstunnelexpired", "503 ", "\xc3"} {
		if set.Lists([]byte(text)) {
			t.Errorf("%q is listed", text)
		}
	}
}

// TestLookupDoesNotAllocate checks the lookups that are made on every keystroke, or for each text in a source file.
func TestLookupDoesNotAllocate(t *testing.T) {
	set := catalog.Embedded()
	c := set.Catalog("huawei.cts")
	sentence := []byte("the object does not exist in this place.")
	if n := testing.AllocsPerRun(100, func() { c.Lookup("CTS.0214"); c.HasPrefix("cts.0214"); set.Lists(sentence) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkEmbedded(b *testing.B) {
	for b.Loop() {
		catalog.Embedded()
	}
}

func BenchmarkLists(b *testing.B) {
	set := catalog.Embedded()
	texts := map[string]string{"code": "OTSTunnelExpired", "like a code": "OTSTunnelExpirex", "word": "instance_id", "sentence": "The object does not exist."}
	for name, text := range texts {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				set.Lists([]byte(text))
			}
		})
	}
}

func BenchmarkLookup(b *testing.B) {
	c := catalog.Embedded().Catalog("http.status")
	for b.Loop() {
		c.Lookup("503")
	}
}
