package catalog_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/errls/errls/catalog"
)

// bomb returns a YAML bomb: nine levels of nine aliases each.
func bomb() string {
	var b strings.Builder
	b.WriteString("a0: &a0 [x, x, x]\n")
	for i := 1; i <= 9; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9), ", "))
	}
	return b.String()
}

// TestLimits checks the errors for files that exceed a limit or are not readable.
func TestLimits(t *testing.T) {
	head, _, _ := strings.Cut(small, "codes:\n")
	for name, test := range map[string]struct{ text, want string }{
		"aliases":   {bomb(), "a.yaml:2:10: the alias *a0 is not allowed"},
		"size":      {strings.Repeat("# x\n", 1<<20) + "#\n", "a.yaml:1048577:1: the file is larger than 4 MiB"},
		"items":     {"a: [" + strings.Repeat("1,", 700_000) + "1]\n", "a.yaml:1:1200004: more than 600000 lines and items"},
		"lines":     {"a: b\n" + strings.Repeat("\n", 700_000), "a.yaml:600001:1: more than 600000 lines and items"},
		"depth":     {"a: " + strings.Repeat("[", 40) + strings.Repeat("]", 40), "a.yaml:1:20: lists and mappings are nested more than 16 levels deep"},
		"blocks":    {deep(30), "are nested more than 16 levels deep"},
		"codes":     {head + "codes:\n" + strings.Repeat("  - {}\n", 20_001), "a.yaml:36:3: 20001 codes, but a catalog may have at most 20000"},
		"UTF-8":     {"id: acme\ntitle: \"äb\xe4\"\n", "a.yaml:2:11: the byte 0xe4 is not valid UTF-8"},
		"UTF-16":    {"\xff\xfei\x00d\x00:\x00", "a.yaml:1:1: the byte 0xff is not valid UTF-8"},
		"documents": {"a: b\n---\nc: d\n", "a second YAML document"},
		"control":   {"id: a\x00b\n", "control characters are not allowed"},
	} {
		t.Run(name, func(t *testing.T) {
			c, err := catalog.Parse("a.yaml", []byte(test.text))
			if c != nil || err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("have %.200v\nwant %s", err, test.want)
			}
			var bad *catalog.SyntaxError
			if name != "codes" && (!errors.As(err, &bad) || !bad.Unreadable) {
				t.Errorf("%v is not marked as unreadable", bad)
			}
		})
	}
}

// deep returns nested block mappings.
func deep(levels int) string {
	var b strings.Builder
	for i := range levels {
		fmt.Fprintf(&b, "%sa:\n", strings.Repeat(" ", i))
	}
	return b.String()
}

// TestLargestCatalog parses a catalog with the maximum number of codes.
func TestLargestCatalog(t *testing.T) {
	head, _, _ := strings.Cut(userCatalog(1, 0), "codes:\n")
	head = strings.Replace(head, "{4}", "+", 1)
	var b strings.Builder
	b.WriteString(head + "codes:\n")
	for i := range 20_000 {
		fmt.Fprintf(&b, "  - {id: S001.%d, name: N%d, canonical: UNKNOWN, handling: none, retry: unspecified, basis: stated, by: caller}\n", i, i)
	}
	c, err := catalog.Parse("a.yaml", []byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Codes) != 20_000 || c.Lookup("S001.19999").Name != "N19999" {
		t.Errorf("%d codes", len(c.Codes))
	}
}
