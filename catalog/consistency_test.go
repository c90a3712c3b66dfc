package catalog_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/errls/errls/catalog"
)

// TestCodeCounts checks how many codes of each catalog are on its page, and how many are extra.
func TestCodeCounts(t *testing.T) {
	want := map[string][2]int{ // id -> codes on the page, extra codes
		"alibaba.tablestore":        {22, 4},
		"alibaba.tablestore.tunnel": {7, 1},
		"alibaba.openapi":           {35, 17},
		"huawei.cts":                {42, 3},
		"tencent.api":               {38, 0},
		"tencent.cls":               {37, 19},
		"tencent.pts.engine":        {15, 0},
		"http.status":               {41, 22},
		"grpc.code":                 {17, 0},
		"aws.api":                   {2596, 0},
		"azure.api":                 {163, 0},
		"google.api":                {54, 0},
		"google.rpc":                {43, 0},
		"oracle.api":                {13, 0},
		"mysql.server":              {481, 0},
		"postgresql.sqlstate":       {304, 0},
		"kafka.protocol":            {137, 0},
		"etcd.client":               {63, 0},
		"containerd.errdefs":        {18, 0},
		"go.errors":                 {90, 0},
		"kubernetes.status":         {19, 0},
		"posix.errno":               {132, 0},
	}
	for _, c := range catalog.Embedded().Catalogs() {
		var have [2]int
		for _, code := range c.Codes {
			if code.Extra {
				have[1]++
			} else {
				have[0]++
			}
		}
		if have != want[c.ID] {
			t.Errorf("%s: %d codes on the page and %d extra, want %v", c.ID, have[0], have[1], want[c.ID])
		}
		delete(want, c.ID)
	}
	for id := range want {
		t.Errorf("catalog %s is not embedded", id)
	}
}

// TestLookups looks up every embedded code by its id and by its number. All other checks of the embedded files are in
// package lint, whose test runs them.
func TestLookups(t *testing.T) {
	for _, c := range catalog.Embedded().Catalogs() {
		for i := range c.Codes {
			code := &c.Codes[i]
			if c.Lookup(code.ID) != code {
				t.Errorf("%s: Lookup(%s) returns another code or nil", c.ID, code.ID)
			}
			if code.HasValue != (c.Kind != catalog.KindString) || code.HasValue && c.LookupValue(code.Value) != code {
				t.Errorf("%s: LookupValue(%d) returns another code or nil", c.ID, code.Value)
			}
		}
		if c.LookupValue(-2) != nil || c.Lookup("") != nil {
			t.Errorf("%s: found a code that does not exist", c.ID)
		}
	}
}

// TestSamples checks that each wire sample is on its page, word for word.
func TestSamples(t *testing.T) {
	for id, page := range map[string]string{
		"alibaba.tablestore.tunnel": "tablestore-tunnel.md", "huawei.cts": "cts.txt", "tencent.cls": "cls.txt",
	} {
		data, err := os.ReadFile(filepath.Join("testdata", "pages", page))
		if err != nil {
			t.Fatal(err)
		}
		sample := catalog.Embedded().Catalog(id).Wire.Sample
		if !strings.Contains(string(data), "\n"+sample) {
			t.Errorf("%s: the sample is not on the page:\n%s", id, sample)
		}
	}
}
