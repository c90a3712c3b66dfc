package catalog

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// samePlain fails unless readPlain leaves the text to the YAML library or reads what the library reads.
func samePlain(t *testing.T, text string) (read bool) {
	t.Helper()
	var a arena
	have := readPlain(&a, text)
	if have == nil {
		return false
	}
	doc, err := document("", text)
	if err != nil {
		t.Fatalf("read what is no YAML: %v\n%q", err, text)
	}
	var b arena
	c := converter{arena: &b}
	want := c.convert(doc, 0)
	if c.err != nil {
		t.Fatalf("read what has to be refused: %v\n%q", c.err, text)
	}
	sameNode(t, text, have, want)
	return true
}

func sameNode(t *testing.T, text string, have, want *node) {
	t.Helper()
	for have != nil && want != nil {
		if have.kind != want.kind || have.value != want.value || have.line != want.line || have.column != want.column {
			t.Fatalf("read %d %q at %d:%d, want %d %q at %d:%d\n%q", have.kind, have.value, have.line, have.column,
				want.kind, want.value, want.line, want.column, text)
		}
		sameNode(t, text, have.first, want.first)
		have, want = have.next, want.next
	}
	if have != want {
		t.Fatalf("one has more items: %v and %v\n%q", have, want, text)
	}
}

// plainShapes are texts that readPlain reads itself, and odd ones that it may leave alone.
var plainShapes = []string{
	"a: b\n", "a:\n  - b\n  - c: d\n    e: f\nx: y\n", "a:\n- b\n-  c\n", "---\na: 'it''s'\n", "a: \"b\" # c\n", "a: b # c\nd: e",
	"a: |\n  b\n    c\n\n  d\nx: y\n", "a: >-\n  b\n  c\n\n  d\n", "a: |2\n    b\n   c\n", "a: |-\n  b\n\n\n# c\nd: e\n", "a: |+\n  b\n\n\nc: d\n",
	"a: [b, c-d, 4xx, null, true]\n", "a: {b: c, d: [1, 2]}\n", "a: []\nb: {}\n", "a: b\n  c\n  d\ne: f\n", "a:\n\nb: ~\nc: null\n",
	"- a\n-\n- b: c\n", "a: b: c\n", "a: 'b\n", "a: b\n\n  c\n", "a: &x b\n", "a: *x\n", "? a\n", "a: - b\n", "- - a\n", "a:\n  b\n",
	"'a b': c\n", "a b: c\n", "a: b#c\n", "a#b: c\n", "a: http://x.test/y\n", "a: -1\n", "a: - \n", "é: ü # x\n", "a: ü\n  é: b\n",
	"a: b \t\n", "a:\tb\n", "a: |\n\tb\n", "a: !!str b\n", "a: \"\\n\"\n", "%YAML 1.2\n---\na: b\n", "a: b\n...\n", "a: b\n---\nc: d\n",
	"a: >\n  b\n   c\n  d\n", "a: |\n\n  b\n", "a: |\n      \n  b\n", "a: |\n  b\n \n  c\n", "a: yes\nb: 0x1F\nc: 1e3\n", "a: 'b' c\n", "a: [b\n", "a: [b, ]\n", "a: [,]\n", "a: {b}\n",
	"--- a: 'b'\n", "---a: b\n", "a: |  \n \t\n c\n", "  a: b\n  c: d\n", "a: b\n c: d\n", "a:\n  b: c\n d: e\n", "-a: b\n", "a: ?b\n", "<<: b\n", "null: b\n", "a: b\n# c\n  d\n",
	"a: 'b'# c\n", "a: b\u0085c\n", "a: b\u2028c\n", "\ufeffa: b\n", "a: b\r\nc: d\n", "a: |\r\n  b\r\n", "", "\n", "# a\n", "a\n", "- a\nb: c\n", "a:\n- b\nc\n",
	"a:\n  - b\n  -c\n", "a:\n - b\n  - c\n", "a: #b\n", "a: |#b\n  c\n", "a: | # b\n  c\n", "a: b:\n", "a: ':'\n", "a: [a:b]\n", "a: [a: b]\n", "a: {a: b: c}\n", "a: .\n...a: b\n",
}

func TestPlain(t *testing.T) {
	read := 0
	for _, text := range plainShapes {
		if samePlain(t, text) {
			read++
		}
	}
	if read < 30 {
		t.Errorf("read only %d of %d", read, len(plainShapes))
	}
}

// TestPlainReadsServices checks that the embedded files have the common shape.
func TestPlainReadsServices(t *testing.T) {
	for _, path := range serviceFiles(t) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !samePlain(t, string(data)) {
			t.Errorf("%s is left to the YAML library", path)
		}
	}
}

func serviceFiles(t testing.TB) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("services", "*", "*.yaml"))
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	return append(paths, "libraries.yaml")
}

// FuzzPlain holds readPlain to the YAML library.
func FuzzPlain(f *testing.F) {
	for _, text := range plainShapes {
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
		if len(text) < 1<<12 && bounded("", []byte(text)) == nil {
			samePlain(t, text)
		}
	})
}

// BenchmarkNodes reads a file in both ways.
func BenchmarkNodes(b *testing.B) {
	data, err := os.ReadFile(filepath.Join("services", "huawei", "cts.yaml"))
	if err != nil {
		b.Fatal(err)
	}
	text := string(data)
	var a arena
	b.Run("plain", func(b *testing.B) {
		for b.Loop() {
			if readPlain(&a, text) == nil {
				b.Fatal("not read")
			}
		}
	})
	b.Run("library", func(b *testing.B) {
		for b.Loop() {
			doc, err := document("", text)
			if err != nil {
				b.Fatal(err)
			}
			a.reset()
			c := converter{arena: &a}
			c.convert(doc, 0)
		}
	})
}
