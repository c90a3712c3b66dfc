package catalog_test

import (
	"go/types"
	"testing"

	"github.com/errls/errls/catalog"
)

// find returns a code of the embedded catalog with the id.
func find(t *testing.T, id, code string) *catalog.Code {
	t.Helper()
	c := catalog.Embedded().Catalog(id).Lookup(code)
	if c == nil {
		t.Fatalf("%s: no code %s", id, code)
	}
	return c
}

// TestHandlingContradictsStatus checks codes whose handling is not the one that their HTTP status suggests.
func TestHandlingContradictsStatus(t *testing.T) {
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

// TestOnlyOneTrackerCodeRetries checks that CTS.0300 is the only code of its service that may be retried unchanged.
func TestOnlyOneTrackerCodeRetries(t *testing.T) {
	for _, code := range catalog.Embedded().Catalog("huawei.cts").Codes {
		if (code.Retry == catalog.RetryWithBackoff) != (code.ID == "CTS.0300") {
			t.Errorf("%s: retry %s", code.ID, code.Retry)
		}
	}
}

// TestStatedRetries counts the codes on the pages whose retry class is stated, not inferred.
func TestStatedRetries(t *testing.T) {
	want := map[string]int{
		"alibaba.openapi":           2,
		"alibaba.tablestore.tunnel": 7,
		"alibaba.tablestore":        21,
		"aws.api":                   25,
		"azure.api":                 4,
		"google.api":                5,
		"go.errors":                 2,
		"grpc.code":                 5,
		"http.status":               6,
		"huawei.cts":                1,
		"mysql.server":              1,
		"oracle.api":                6,
		"etcd.client":               1,
		"kafka.protocol":            30,
		"kubernetes.status":         13,
		"postgresql.sqlstate":       2,
	}
	for _, c := range catalog.Embedded().Catalogs() {
		stated := 0
		for _, code := range c.Codes {
			if !code.Extra && code.Basis.Retry == catalog.Stated {
				stated++
			}
		}
		if stated != want[c.ID] {
			t.Errorf("%s: the retry class is stated for %d codes, want %d", c.ID, stated, want[c.ID])
		}
	}
}

// TestTunnelHandledBy checks who handles the codes according to the page: the caller four of them, the SDKs three.
func TestTunnelHandledBy(t *testing.T) {
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

// TestErrorsAreValues checks that the bound error types are returned as pointers, even those whose methods have value
// receivers, except those of SDKs that return values. The standard library has both kinds.
func TestErrorsAreValues(t *testing.T) {
	values := map[string]bool{
		"github.com/gophercloud/gophercloud":             true,
		"github.com/gophercloud/gophercloud/v2":          true,
		"github.com/opentelekomcloud/gophertelekomcloud": true,
		"github.com/chnsz/golangsdk":                     true,
		"github.com/huaweicloud/golangsdk":               true,
		"github.com/minio/minio-go/v7":                   true,
		"github.com/IBM/sarama":                          true,
		"github.com/Shopify/sarama":                      true,
		"github.com/segmentio/kafka-go":                  true,
		"go.etcd.io/etcd/api/v3/v3rpc/rpctypes":          true,
	}
	s := newStandIns(t, catalog.Embedded())
	for _, c := range catalog.Embedded().Catalogs() {
		for _, b := range c.Go {
			if b.Module == "" {
				continue
			}
			pkg, err := s.Import(b.Package)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range b.Errors {
				if types.IsInterface(lookup(pkg, e.Type).Type()) {
					continue
				}
				if e.Pointer == values[b.Package] {
					t.Errorf("%s: errors are pointers to %s: %t", b.Package, e.Type, e.Pointer)
				}
			}
		}
	}
}

// TestSharedTypesAreIdentified checks that a catalog with a shared error type has a prefix or a client that identifies
// its codes, or is common to all services.
func TestSharedTypesAreIdentified(t *testing.T) {
	for _, c := range catalog.Embedded().Catalogs() {
		shared, clients := false, false
		for _, b := range c.Go {
			shared = shared || b.Shared
			clients = clients || len(b.Clients) > 0
		}
		if shared && c.Prefix == "" && !clients && !c.Common {
			t.Errorf("%s: a shared error type, but no prefix and no client", c.ID)
		}
	}
}

// TestStandardLibraryNames checks that net/http has a constant for each listed status except 306.
func TestStandardLibraryNames(t *testing.T) {
	c := catalog.Embedded().HTTP()
	for i := range c.Codes {
		named := false
		for _, k := range c.Go[0].Constants {
			named = named || k.Code == c.Codes[i].ID
		}
		if named == (c.Codes[i].ID == "306") {
			t.Errorf("%s: constant in net/http: %t", c.Codes[i].ID, named)
		}
	}
}

// TestSameID looks up ids that several catalogs, one, or none have.
func TestSameID(t *testing.T) {
	for code, want := range map[string]int{"InternalError": 6, "404": 1, "NotThere": 0} {
		if refs := catalog.Embedded().Lookup(code); len(refs) != want {
			t.Errorf("%s is in %d catalogs, want %d", code, len(refs), want)
		}
	}
}
