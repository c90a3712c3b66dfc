package catalog

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// checkSubset fails the test if readSubset and the YAML library return different nodes. It reports whether the text is
// in the subset.
func checkSubset(t *testing.T, text string) (inSubset bool) {
	t.Helper()
	var a arena
	have := readSubset(&a, text)
	if have == nil {
		return false
	}
	doc, err := readDocument("", text)
	if err != nil {
		t.Fatalf("readSubset accepts invalid YAML: %v\n%q", err, text)
	}
	var b arena
	c := converter{arena: &b}
	want := c.convert(doc, 0)
	if c.err != nil {
		t.Fatalf("readSubset accepts YAML that converter rejects: %v\n%q", c.err, text)
	}
	compareNodes(t, text, have, want)
	return true
}

func compareNodes(t *testing.T, text string, have, want *node) {
	t.Helper()
	for have != nil && want != nil {
		if have.kind != want.kind || have.value != want.value || have.line != want.line || have.column != want.column {
			t.Fatalf("have kind %d, %q at %d:%d, want kind %d, %q at %d:%d\n%q", have.kind, have.value, have.line, have.column,
				want.kind, want.value, want.line, want.column, text)
		}
		compareNodes(t, text, have.first, want.first)
		have, want = have.next, want.next
	}
	if have != want {
		t.Fatalf("different numbers of items: have %v, want %v\n%q", have, want, text)
	}
}

// subsetTexts are texts in the subset of readSubset, and unusual ones that may be outside of it.
var subsetTexts = []string{
	"a: b\n", "a:\n  - b\n  - c: d\n    e: f\nx: y\n", "a:\n- b\n-  c\n", "---\na: 'it''s'\n", "a: \"b\" # c\n", "a: b # c\nd: e",
	"a: |\n  b\n    c\n\n  d\nx: y\n", "a: >-\n  b\n  c\n\n  d\n", "a: |2\n    b\n   c\n", "a: |-\n  b\n\n\n# c\nd: e\n", "a: |+\n  b\n\n\nc: d\n",
	"a: [b, c-d, 4xx, null, true]\n", "a: {b: c, d: [1, 2]}\n", "a: []\nb: {}\n", "a: ['b', \"c d\", 'e''f, g']\n", "a: {b: '1', c: \"d: e\"}\n", "a: ['b'c]\n", "a: ['b': c]\n", "a: {'b': c}\n", "a: {b: 'c\n", "a: b\n  c\n  d\ne: f\n", "a:\n\nb: ~\nc: null\n",
	"- a\n-\n- b: c\n", "a: b: c\n", "a: 'b\n", "a: b\n\n  c\n", "a: &x b\n", "a: *x\n", "? a\n", "a: - b\n", "- - a\n", "a:\n  b\n",
	"'a b': c\n", "a b: c\n", "a: b#c\n", "a#b: c\n", "a: http://x.test/y\n", "a: -1\n", "a: - \n", "é: ü # x\n", "a: ü\n  é: b\n",
	"a: b \t\n", "a:\tb\n", "a: |\n\tb\n", "a: !!str b\n", "a: \"\\n\"\n", "%YAML 1.2\n---\na: b\n", "a: b\n...\n", "a: b\n---\nc: d\n",
	"a: >\n  b\n   c\n  d\n", "a: |\n\n  b\n", "a: |\n      \n  b\n", "a: |\n  b\n \n  c\n", "a: yes\nb: 0x1F\nc: 1e3\n", "a: 'b' c\n", "a: [b\n", "a: [b, ]\n", "a: [,]\n", "a: {b}\n",
	"--- a: 'b'\n", "---a: b\n", "a: |  \n \t\n c\n", "  a: b\n  c: d\n", "a: b\n c: d\n", "a:\n  b: c\n d: e\n", "-a: b\n", "a: ?b\n", "<<: b\n", "null: b\n", "a: b\n# c\n  d\n",
	"a: 'b'# c\n", "a: b\u0085c\n", "a: b\u2028c\n", "\ufeffa: b\n", "a: b\r\nc: d\n", "a: |\r\n  b\r\n", "", "\n", "# a\n", "a\n", "- a\nb: c\n", "a:\n- b\nc\n",
	"a:\n  - b\n  -c\n", "a:\n - b\n  - c\n", "a: #b\n", "a: |#b\n  c\n", "a: | # b\n  c\n", "a: b:\n", "a: ':'\n", "a: [a:b]\n", "a: [a: b]\n", "a: {a: b: c}\n", "a: .\n...a: b\n",
}

func TestSubset(t *testing.T) {
	inSubset := 0
	for _, text := range subsetTexts {
		if checkSubset(t, text) {
			inSubset++
		}
	}
	if inSubset < 30 {
		t.Errorf("only %d of %d texts are in the subset", inSubset, len(subsetTexts))
	}
}

// TestServicesInSubset checks that the embedded files are in the subset.
func TestServicesInSubset(t *testing.T) {
	for _, path := range serviceFiles(t) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !checkSubset(t, string(data)) {
			t.Errorf("%s is not in the subset", path)
		}
	}
}

func serviceFiles(t testing.TB) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("services", "*", "*.yaml"))
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	return append(paths, "libraries.yaml", "effects.yaml")
}

// FuzzSubset compares readSubset with the YAML library.
func FuzzSubset(f *testing.F) {
	for _, text := range subsetTexts {
		f.Add(text)
	}
	for _, path := range serviceFiles(f) {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		lines := strings.SplitAfter(string(data), "\n")
		for from := 0; from < len(lines); from += 40 {
			f.Add(strings.Join(lines[from:min(from+40, len(lines))], ""))
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 1<<12 && checkLimits("", []byte(text)) == nil {
			checkSubset(t, text)
		}
	})
}

// BenchmarkNodes compares readSubset with the YAML library.
func BenchmarkNodes(b *testing.B) {
	data, err := os.ReadFile(filepath.Join("services", "huawei", "cts.yaml"))
	if err != nil {
		b.Fatal(err)
	}
	text := string(data)
	var a arena
	b.Run("subset", func(b *testing.B) {
		for b.Loop() {
			if readSubset(&a, text) == nil {
				b.Fatal("not in the subset")
			}
		}
	})
	b.Run("library", func(b *testing.B) {
		for b.Loop() {
			doc, err := readDocument("", text)
			if err != nil {
				b.Fatal(err)
			}
			a.reset()
			c := converter{arena: &a}
			c.convert(doc, 0)
		}
	})
}
