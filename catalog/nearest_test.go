package catalog_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/errls/errls/catalog"
)

// misspelled are misspelled codes and what Nearest returns for them.
var misspelled = []struct{ catalog, written, code string }{
	{"alibaba.tablestore.tunnel", "OTSTunnelExpird", "OTSTunnelExpired"},
	{"alibaba.tablestore.tunnel", "OTSTunelExpired", "OTSTunnelExpired"},
	{"alibaba.tablestore.tunnel", "OTSTunnelExpired\t", "OTSTunnelExpired"},
	{"alibaba.tablestore.tunnel", " OTSTunnelExpired ", "OTSTunnelExpired"},
	{"alibaba.tablestore.tunnel", "otstunnelexpired", "OTSTunnelExpired"},
	{"alibaba.tablestore.tunnel", "OTSTunnelExists", "OTSTunnelExist"},
	{"alibaba.tablestore.tunnel", "OTSResourseGone", "OTSResourceGone"},
	{"alibaba.tablestore.tunnel", "OTSTunnelServerUnavaliable", "OTSTunnelServerUnavailable"},
	{"alibaba.tablestore.tunnel", "0TSPermissionDenied", "OTSPermissionDenied"},
	{"huawei.cts", "CTS.O214", "CTS.0214"},
	{"huawei.cts", "cts.0214", "CTS.0214"},
	{"huawei.cts", "CTS0214", "CTS.0214"},
	{"huawei.cts", "CTS-0214", "CTS.0214"},
	{"huawei.cts", "CTS.02l4", "CTS.0214"},
	{"huawei.cts", "CTS.0214 ", "CTS.0214"},
	{"tencent.cls", "TopicNotExit", "TopicNotExist"},
	{"tencent.cls", "LogSetNotExist", "LogsetNotExist"},
	{"tencent.cls", "Interna1Error", "InternalError"},
	{"tencent.cls", "InternalEror", "InternalError"},
	{"tencent.cls", "Unauthorised", "Unauthorized"},
	{"tencent.cls", "InvalidParams", "InvalidParam"},
	{"http.status", "5O3", "503"},
	{"grpc.code", "CANCELED", "CANCELLED"},
	{"grpc.code", "Canceled", "CANCELLED"},
	{"grpc.code", "InvalidArgument", "INVALID_ARGUMENT"},
	{"grpc.code", "unavailable", "UNAVAILABLE"},
	{"grpc.code", "DEADLINE_EXCEDED", "DEADLINE_EXCEEDED"},
	{"grpc.code", "UNAVAILBLE", "UNAVAILABLE"},
	{"grpc.code", "ok", "OK"},
}

// notMisspelled are texts for which Nearest returns false.
var notMisspelled = []struct{ catalog, written string }{
	// Listed codes, some of them similar to another one.
	{"alibaba.tablestore.tunnel", "OTSTunnelExist"},
	{"huawei.cts", "CTS.0003"},
	{"tencent.cls", "IndexConflict"},
	{"http.status", "503"},
	{"grpc.code", "OK"},
	// Codes with other digits.
	{"huawei.cts", "CTS.0013"},
	{"huawei.cts", "CTS.0228"},
	{"huawei.cts", "CTS.0229"},
	{"huawei.cts", "CTS.214"},
	{"huawei.cts", "CTS.02144"},
	{"huawei.cts", "CTS.0241"},
	{"http.status", "509"},
	{"http.status", "5033"},
	{"http.status", "HTTP 503"},
	{"http.status", "5.03"},
	{"http.status", "-503"},
	{"http.status", "lo0"},
	{"tencent.cls", "internal error"},
	{"grpc.code", "deadline exceeded"},
	{"tencent.pts.engine", "1213"},
	{"tencent.pts.engine", "120"},
	// The prefix of another service.
	{"huawei.cts", "CES.0214"},
	{"huawei.cts", "CSS.0214"},
	{"huawei.cts", "ECTS.0214"},
	{"huawei.cts", "TS.0214"},
	// A word added, removed or replaced.
	{"alibaba.tablestore.tunnel", "OTSTunnelNotExist"},
	{"alibaba.tablestore.tunnel", "OTSObjectNotExist"},
	{"alibaba.tablestore.tunnel", "OTSServerUnavailable"},
	{"alibaba.tablestore.tunnel", "OTSTunnelServerAvailable"},
	{"alibaba.tablestore.tunnel", "ResourceGone"},
	{"tencent.cls", "TopicExist"},
	{"tencent.cls", "LogsetExist"},
	{"tencent.cls", "IndexExist"},
	{"tencent.cls", "RuleNotExist"},
	{"tencent.cls", "TagNotExist"},
	{"tencent.cls", "MissingParam"},
	{"tencent.cls", "InvalidHost"},
	{"tencent.cls", "InvalidContext"},
	{"tencent.cls", "IndexRoleEmpty"},
	{"tencent.cls", "Authorized"},
	{"tencent.cls", "LogsetEmpty"},
	{"tencent.cls", "Allowed"},
	{"tencent.cls", "Supported"},
	{"tencent.cls", "TopicOpen"},
	{"tencent.cls", "ValidParam"},
	{"grpc.code", "AVAILABLE"},
	{"grpc.code", "AUTHENTICATED"},
	{"grpc.code", "IMPLEMENTED"},
	{"grpc.code", "EXTERNAL"},
	{"grpc.code", "KNOWN"},
	{"grpc.code", "OUT_OF_CHANGE"},
	// Codes of another API of the same vendor.
	{"tencent.cls", "InvalidParameter"},
	{"tencent.cls", "MissingParameter"},
	{"tencent.cls", "ResourceNotFound.TopicNotExist"},
	{"tencent.cls", "FailedOperation.TopicClosed"},
	{"tencent.cls", "LimitExceeded"},
	{"tencent.cls", "RequestLimitExceeded"},
	{"tencent.cls", "AuthFailure"},
	{"tencent.cls", "ClientError.NetworkError"},
	// Numbered variants, and texts that are not codes.
	{"tencent.cls", "InternalError2"},
	{"tencent.cls", "InvalidParamV2"},
	{"tencent.cls", ""},
	{"tencent.cls", " "},
	{"tencent.cls", "."},
	{"tencent.cls", "no such host"},
	{"grpc.code", "NO"},
	{"grpc.code", "0"},
	{"grpc.code", "K"},
}

func TestNearest(t *testing.T) {
	set := catalog.Embedded()
	for _, test := range misspelled {
		code, ok := set.Catalog(test.catalog).Nearest(test.written)
		if !ok || code.ID != test.code {
			t.Errorf("%s: %q: have %v, want %s", test.catalog, test.written, code, test.code)
		}
	}
	for _, test := range notMisspelled {
		if code, ok := set.Catalog(test.catalog).Nearest(test.written); ok {
			t.Errorf("%s: Nearest(%q) = %s, want none", test.catalog, test.written, code.ID)
		}
	}
}

// TestNearestAmbiguous checks that Nearest returns false if two codes are equally near.
func TestNearestAmbiguous(t *testing.T) {
	c := &catalog.Catalog{Kind: catalog.KindString, Codes: []catalog.Code{{ID: "BucketNoted"}, {ID: "BucketVoted"}}}
	if code, ok := c.Nearest("BucketXoted"); ok {
		t.Errorf("have %s", code.ID)
	}
	if code, ok := c.Nearest("BucketNotedd"); !ok || code.ID != "BucketNoted" {
		t.Errorf("have %v, want BucketNoted", code)
	}
}

// TestNearestOfListed checks that Nearest returns false for every listed code, and finds the code in lower case unless two
// codes differ only in case, or in characters that look alike. An id of several words is a text, which is never corrected.
func TestNearestOfListed(t *testing.T) {
	alike := strings.NewReplacer("o", "0", "l", "1")
	for _, c := range catalog.Embedded().Catalogs() {
		folded := map[string]int{}
		for _, code := range c.Codes {
			folded[alike.Replace(strings.ToLower(code.ID))]++
		}
		for _, code := range c.Codes {
			if got, ok := c.Nearest(code.ID); ok {
				t.Errorf("Nearest(%q) = %s, but the code is listed", code.ID, got.ID)
			}
			lower := strings.ToLower(code.ID)
			if folded[alike.Replace(lower)] > 1 || strings.Contains(lower, " ") {
				continue
			}
			if got, ok := c.Nearest(lower); lower != code.ID && (!ok || got.ID != code.ID) {
				t.Errorf("%s: have %v", lower, got)
			}
		}
	}
}

func FuzzNearest(f *testing.F) {
	for _, test := range misspelled {
		f.Add(test.written)
	}
	for _, test := range notMisspelled {
		f.Add(test.written)
	}
	set := catalog.Embedded()
	f.Fuzz(func(t *testing.T, written string) {
		for _, c := range set.Catalogs() {
			code, ok := c.Nearest(written)
			if ok != (code != nil) {
				t.Fatalf("%s: Nearest(%q) = %v, %t", c.ID, written, code, ok)
			}
			if !ok {
				continue
			}
			if c.Lookup(written) != nil {
				t.Errorf("%s: Nearest(%q) = %s, but the code is listed", c.ID, written, code.ID)
			}
			if n := utf8.RuneCountInString(strings.TrimSpace(written)); n > 2*len(code.ID)+8 && !strings.ContainsAny(written, "._-") {
				t.Errorf("%s: Nearest(%q) = %s, which is much shorter", c.ID, written, code.ID)
			}
		}
	})
}

func BenchmarkNearest(b *testing.B) {
	c := catalog.Embedded().Catalog("tencent.cls")
	for b.Loop() {
		c.Nearest("TopicNotExit")
	}
}
