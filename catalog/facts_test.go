package catalog_test

import (
	"testing"

	"github.com/errls/errls/catalog"
)

// find returns a code of an embedded catalog.
func find(t *testing.T, id, code string) *catalog.Code {
	t.Helper()
	c := catalog.Embedded().Catalog(id).Lookup(code)
	if c == nil {
		t.Fatalf("%s: no code %s", id, code)
	}
	return c
}

// TestStatusIsNoGuide keeps the cases where status and handling disagree.
func TestStatusIsNoGuide(t *testing.T) {
	for _, test := range []struct {
		catalog, code string
		status        int
		handling      catalog.Handling
	}{
		{"alibaba.tablestore.tunnel", "OTSResourceGone", 410, catalog.Reconnect},
		{"alibaba.tablestore.tunnel", "OTSSequenceNumberNotMatch", 400, catalog.RefreshThenRetry},
		{"huawei.cts", "CTS.0300", 400, catalog.RetryBackoff},
		{"huawei.cts", "CTS.0001", 400, catalog.ContactSupport},
		{"huawei.cts", "CTS.0403", 404, catalog.ReturnToCaller},
		{"huawei.cts", "CTS.0404", 400, catalog.FixStateFirst},
		{"tencent.cls", "LogsetExceed", 403, catalog.FixStateFirst},
	} {
		code := find(t, test.catalog, test.code)
		if code.HTTP[0] != test.status || code.Handling != test.handling {
			t.Errorf("%s: %v and %s, want %d and %s", test.code, code.HTTP, code.Handling, test.status, test.handling)
		}
	}
}

// TestOnlyOneTrackerCodeRetries keeps CTS.0300 the one code of its service that may be tried again as it is.
func TestOnlyOneTrackerCodeRetries(t *testing.T) {
	for _, code := range catalog.Embedded().Catalog("huawei.cts").Codes {
		if (code.Retry == catalog.RetryWithBackoff) != (code.ID == "CTS.0300") {
			t.Errorf("%s: retry %s", code.ID, code.Retry)
		}
	}
}

// TestStatedRetries counts the codes of the pages whose retry is stated, not inferred.
func TestStatedRetries(t *testing.T) {
	stated := 0
	for _, c := range catalog.Embedded().Catalogs() {
		for _, code := range c.Codes {
			if !code.Extra && code.Basis.Retry == catalog.Stated {
				stated++
			}
		}
	}
	if stated != 40 {
		t.Errorf("the retry is stated for %d codes, want 40", stated)
	}
}

// TestTunnelSplit keeps the page's division: four codes for the caller, three that the SDKs deal with.
func TestTunnelSplit(t *testing.T) {
	by := map[string]int{}
	for _, code := range catalog.Embedded().Catalog("alibaba.tablestore.tunnel").Codes {
		if code.Extra {
			continue
		}
		by[code.By]++
		returned := code.Remedy.Text == "Return an error message."
		if returned != (code.By == "caller") || returned != (code.Handling == catalog.ReturnToCaller) {
			t.Errorf("%s: %q, %s, by %s", code.ID, code.Remedy.Text, code.Handling, code.By)
		}
	}
	if by["caller"] != 4 || by["sdk"] != 3 {
		t.Errorf("handled by %v, want 4 by the caller and 3 by the SDK", by)
	}
}

// TestPointersTravel keeps the error types whose methods have value receivers though a pointer travels.
func TestPointersTravel(t *testing.T) {
	for _, c := range catalog.Embedded().Catalogs() {
		for _, b := range c.Go {
			for _, e := range b.Errors {
				if !e.Pointer {
					t.Errorf("%s: a value of %s travels", b.Package, e.Type)
				}
			}
		}
	}
}

// TestSharedTypesNeedATie checks that a shared error type is tied by a prefix or by a client of its catalog, or by
// its being common to all services.
func TestSharedTypesNeedATie(t *testing.T) {
	for _, c := range catalog.Embedded().Catalogs() {
		shared, clients := false, false
		for _, b := range c.Go {
			shared = shared || b.Shared
			clients = clients || len(b.Clients) > 0
		}
		if shared && c.Prefix == "" && !clients && !c.Common {
			t.Errorf("%s: a shared error type, and nothing that ties it", c.ID)
		}
	}
}

// TestStandardLibraryNames checks that each number that net/http names is listed, 306 having no name.
func TestStandardLibraryNames(t *testing.T) {
	c := catalog.Embedded().HTTP()
	for i := range c.Codes {
		named := false
		for _, k := range c.Go[0].Constants {
			named = named || k.Code == c.Codes[i].ID
		}
		if named == (c.Codes[i].ID == "306") {
			t.Errorf("%s: named by net/http %t", c.Codes[i].ID, named)
		}
	}
}

// TestSharedName keeps a code that stands in several catalogs apart in each of them.
func TestSharedName(t *testing.T) {
	for code, want := range map[string]int{"InternalError": 3, "404": 1, "NotThere": 0} {
		if refs := catalog.Embedded().Lookup(code); len(refs) != want {
			t.Errorf("%s stands in %d catalogs, want %d", code, len(refs), want)
		}
	}
}
