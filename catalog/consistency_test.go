package catalog_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/errls/errls/catalog"
)

// TestCounts holds the number of codes of each catalog, with and without those that the pages lack.
func TestCounts(t *testing.T) {
	want := map[string][2]int{
		"alibaba.tablestore.tunnel": {7, 1},
		"huawei.cts":                {42, 0},
		"tencent.cls":               {37, 5},
		"tencent.pts.engine":        {15, 0},
		"http.status":               {41, 22},
		"grpc.code":                 {17, 0},
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
			t.Errorf("%s: %d codes of the page and %d extra, want %v", c.ID, have[0], have[1], want[c.ID])
		}
		delete(want, c.ID)
	}
	for id := range want {
		t.Errorf("catalog %s is not embedded", id)
	}
}

// eachCode calls check with every code of the embedded catalogs.
func eachCode(t *testing.T, check func(t *testing.T, c *catalog.Catalog, code *catalog.Code)) {
	for _, c := range catalog.Embedded().Catalogs() {
		for i := range c.Codes {
			t.Run(c.ID+"/"+c.Codes[i].ID, func(t *testing.T) { check(t, c, &c.Codes[i]) })
		}
	}
}

// TestJudgements checks that every word is one of its list, and that every judgement has its basis.
func TestJudgements(t *testing.T) {
	bases := []string{catalog.Stated, catalog.Inferred}
	eachCode(t, func(t *testing.T, c *catalog.Catalog, code *catalog.Code) {
		if !slices.Contains(catalog.Handlings(), code.Handling) {
			t.Errorf("handling %q", code.Handling)
		}
		if !slices.Contains(catalog.Retries(), code.Retry) {
			t.Errorf("retry %q", code.Retry)
		}
		if !slices.Contains(bases, code.Basis.Handling) {
			t.Errorf("basis of the handling %q", code.Basis.Handling)
		}
		judged := code.Retry != catalog.RetryUnspecified && code.Retry != catalog.RetryNA
		if judged != slices.Contains(bases, code.Basis.Retry) || !judged && code.Basis.Retry != "" {
			t.Errorf("retry %q on the basis %q", code.Retry, code.Basis.Retry)
		}
		if code.Outcome != "" && !slices.Contains(catalog.Outcomes(), code.Outcome) {
			t.Errorf("outcome %q", code.Outcome)
		}
		if len(code.Canonical) == 0 {
			t.Error("no canonical class")
		}
		for _, class := range code.Canonical {
			if !slices.Contains(catalog.Classes(), class) {
				t.Errorf("canonical class %q", class)
			}
		}
		if !slices.Contains([]string{"caller", "sdk", "n/a"}, code.By) {
			t.Errorf("handled by %q", code.By)
		}
		if code.By == "sdk" && code.SDK == "" {
			t.Error("handled by the SDK, and nothing on how")
		}
	})
}

// TestOutcomes checks that an outcome goes with the class of the code.
func TestOutcomes(t *testing.T) {
	classes := map[catalog.Outcome][]string{
		catalog.Exists:    {"ALREADY_EXISTS", "ABORTED"},
		catalog.Missing:   {"NOT_FOUND"},
		catalog.End:       {"OUT_OF_RANGE", "NOT_FOUND"},
		catalog.Cancelled: {"CANCELLED"},
	}
	eachCode(t, func(t *testing.T, _ *catalog.Catalog, code *catalog.Code) {
		if want := classes[code.Outcome]; want != nil && !slices.Contains(want, code.Canonical[0]) {
			t.Errorf("outcome %s and class %s", code.Outcome, code.Canonical[0])
		}
	})
}

// TestTexts checks that every text has a source, and every extra code one of its own.
func TestTexts(t *testing.T) {
	eachCode(t, func(t *testing.T, c *catalog.Catalog, code *catalog.Code) {
		for _, text := range []catalog.Text{code.Message, code.Description, code.Remedy} {
			if text.Text != "" && (text.Source < 0 || text.Source >= len(c.Sources)) {
				t.Errorf("source %d of %d", text.Source, len(c.Sources))
			}
			if strings.TrimSpace(text.Text) != text.Text {
				t.Errorf("space around the text %q", text.Text)
			}
		}
		if code.Extra && (code.Description.Text == "" || code.Description.Source == 0) {
			t.Error("an extra code without a description from a source of its own")
		}
		for _, s := range slices.Concat(code.Steps, code.Quirks) {
			if !strings.HasSuffix(s, ".") {
				t.Errorf("%q is no sentence", s)
			}
		}
	})
	for _, c := range catalog.Embedded().Catalogs() {
		for _, s := range c.Sources {
			if s.Title == "" || s.Note == "" {
				t.Errorf("%s: source %q without title or note", c.ID, s.Title)
			}
		}
	}
}

// TestNames checks ids against the pattern, and constants against the codes that they name.
func TestNames(t *testing.T) {
	for _, c := range catalog.Embedded().Catalogs() {
		pattern := regexp.MustCompile("^(?:" + c.Pattern + ")$")
		for i := range c.Codes {
			code := &c.Codes[i]
			if !pattern.MatchString(code.ID) {
				t.Errorf("%s: %s does not match %s", c.ID, code.ID, c.Pattern)
			}
			if c.Lookup(code.ID) != code {
				t.Errorf("%s: Lookup(%s) finds another code, or none", c.ID, code.ID)
			}
			if code.HasValue != (c.Kind != catalog.KindString) || code.HasValue && c.LookupValue(code.Value) != code {
				t.Errorf("%s: LookupValue(%d) finds another code, or none", c.ID, code.Value)
			}
		}
		for _, b := range c.Go {
			for _, k := range b.Constants {
				code := c.Lookup(k.Code)
				if code == nil {
					t.Errorf("%s: constant %s names %s, which is not listed", b.Package, k.Name, k.Code)
					continue
				}
				want := strconv.Quote(code.ID)
				if c.Kind != catalog.KindString {
					want = strconv.Itoa(code.Value)
				}
				if k.Value != want {
					t.Errorf("%s: constant %s is %s, want %s", b.Package, k.Name, k.Value, want)
				}
			}
		}
	}
}

// TestSamples finds each wire sample on its page, word for word.
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
