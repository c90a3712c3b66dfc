package catalog_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/errls/errls/catalog"
)

// nearMisses are slips, by catalog, and the codes that they are meant to be.
var nearMisses = []struct{ catalog, written, code string }{
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

// others are codes of their own, or nothing that can be told.
var others = []struct{ catalog, written string }{
	// Listed codes, near to another one or not.
	{"alibaba.tablestore.tunnel", "OTSTunnelExist"},
	{"huawei.cts", "CTS.0003"},
	{"tencent.cls", "IndexConflict"},
	{"http.status", "503"},
	{"grpc.code", "OK"},
	// Digits that differ are another code.
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
	// Another service's prefix.
	{"huawei.cts", "CES.0214"},
	{"huawei.cts", "CSS.0214"},
	{"huawei.cts", "ECTS.0214"},
	{"huawei.cts", "TS.0214"},
	// A word put in, left out or changed.
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
	// Codes of the same vendor's other interface.
	{"tencent.cls", "InvalidParameter"},
	{"tencent.cls", "MissingParameter"},
	{"tencent.cls", "ResourceNotFound.TopicNotExist"},
	{"tencent.cls", "FailedOperation.TopicClosed"},
	{"tencent.cls", "LimitExceeded"},
	{"tencent.cls", "RequestLimitExceeded"},
	{"tencent.cls", "AuthFailure"},
	{"tencent.cls", "ClientError.NetworkError"},
	// Numbered variants, and nothing at all.
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
	for _, test := range nearMisses {
		code, ok := set.Catalog(test.catalog).Nearest(test.written)
		if !ok || code.ID != test.code {
			t.Errorf("%s: %q: have %v, want %s", test.catalog, test.written, code, test.code)
		}
	}
	for _, test := range others {
		if code, ok := set.Catalog(test.catalog).Nearest(test.written); ok {
			t.Errorf("%s: %q is taken for %s", test.catalog, test.written, code.ID)
		}
	}
}

// TestNearestOfTwo keeps silent where two codes are as near.
func TestNearestOfTwo(t *testing.T) {
	c := &catalog.Catalog{Kind: catalog.KindString, Codes: []catalog.Code{{ID: "BucketNoted"}, {ID: "BucketVoted"}}}
	if code, ok := c.Nearest("BucketXoted"); ok {
		t.Errorf("have %s", code.ID)
	}
	if code, ok := c.Nearest("BucketNotedd"); !ok || code.ID != "BucketNoted" {
		t.Errorf("have %v, want BucketNoted", code)
	}
}

// TestNearestOfItself changes the case of every listed code and finds it again, and never takes one for another.
func TestNearestOfItself(t *testing.T) {
	for _, c := range catalog.Embedded().Catalogs() {
		for _, code := range c.Codes {
			if got, ok := c.Nearest(code.ID); ok {
				t.Errorf("%s: listed, and taken for %s", code.ID, got.ID)
			}
			lower := strings.ToLower(code.ID)
			if got, ok := c.Nearest(lower); lower != code.ID && (!ok || got.ID != code.ID) {
				t.Errorf("%s: have %v", lower, got)
			}
		}
	}
}

func FuzzNearest(f *testing.F) {
	for _, test := range nearMisses {
		f.Add(test.written)
	}
	for _, test := range others {
		f.Add(test.written)
	}
	set := catalog.Embedded()
	f.Fuzz(func(t *testing.T, written string) {
		for _, c := range set.Catalogs() {
			code, ok := c.Nearest(written)
			if ok != (code != nil) {
				t.Fatalf("%s: %q: %v and %t", c.ID, written, code, ok)
			}
			if !ok {
				continue
			}
			if c.Lookup(written) != nil {
				t.Errorf("%s: %q is listed, and taken for %s", c.ID, written, code.ID)
			}
			if n := utf8.RuneCountInString(strings.TrimSpace(written)); n > 2*len(code.ID)+8 && !strings.ContainsAny(written, "._-") {
				t.Errorf("%s: %q is taken for %s", c.ID, written, code.ID)
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
