package lsp

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
)

const pullClient = `{"textDocument":{"diagnostic":{}}}`

// TestOrderOfRapidChanges checks that changes are applied in the order of the input.
func TestOrderOfRapidChanges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &textLoader{}
		c := connect(t, Options{Load: l.load}, pullClient)
		const uri, path = "file:///w/a.go", "/w/a.go"
		c.open(uri, "")
		want := ""
		for i := range 2000 {
			text := fmt.Sprintf("%d,", i)
			c.notify("textDocument/didChange", fmt.Sprintf(
				`{"textDocument":{"uri":%q,"version":%d},"contentChanges":[{"range":{"start":{"line":0,"character":%d},"end":{"line":0,"character":%d}},"text":%q}]}`,
				uri, i+2, len(want), len(want), text))
			want += text
		}
		if got := c.text(l, uri, path); got != want {
			t.Errorf("the text is wrong: %d bytes, want %d", len(got), len(want))
		}
	})
}

// TestRequestSeesItsOwnSnapshot checks that a request uses the text at its place in the input, not a later one.
func TestRequestSeesItsOwnSnapshot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &textLoader{}
		c := connect(t, Options{Load: l.load}, pullClient)
		const uri = "file:///w/a.go"
		c.open(uri, "a")
		_, answer := c.begin("textDocument/diagnostic", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, uri))
		c.notify("textDocument/didClose", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, uri))
		// Either the document is closed before the analysis, or the answer is of the open document.
		if m := c.wait(answer, "diagnostic"); m.Error != nil && m.Error.Code != -32801 {
			t.Errorf("error %d: %s", m.Error.Code, m.Error.Message)
		}
	})
}

func TestNullRangeIsWholeText(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &textLoader{}
		c := connect(t, Options{Load: l.load}, pullClient)
		const uri, path = "file:///w/a.go", "/w/a.go"
		c.open(uri, "package a\n")
		for i, change := range []string{`{"range":null,"text":"one"}`, `{"text":"two"}`} {
			c.notify("textDocument/didChange", fmt.Sprintf(
				`{"textDocument":{"uri":%q,"version":%d},"contentChanges":[%s]}`, uri, i+2, change))
			if got, want := c.text(l, uri, path), []string{"one", "two"}[i]; got != want {
				t.Errorf("%s: text %q", change, got)
			}
		}
	})
}

func TestChangesOfOneNotification(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &textLoader{}
		c := connect(t, Options{Load: l.load}, pullClient)
		const uri, path = "file:///w/a.go", "/w/a.go"
		c.open(uri, "abc\n")
		at := func(start, end int, text string) string {
			return fmt.Sprintf(`{"range":{"start":{"line":0,"character":%d},"end":{"line":0,"character":%d}},"text":%q}`, start, end, text)
		}
		c.notify("textDocument/didChange", fmt.Sprintf(`{"textDocument":{"uri":%q,"version":2},"contentChanges":[%s,%s,%s]}`,
			uri, at(0, 1, "xyz"), at(3, 5, ""), at(2, 1, "-")))
		if got := c.text(l, uri, path); got != "x-z\n" {
			t.Errorf("text %q", got)
		}
		c.notify("textDocument/didChange", fmt.Sprintf(
			`{"textDocument":{"uri":%q,"version":3},"contentChanges":[%s,{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}}}]}`,
			uri, at(0, 1, "no")))
		c.notify("textDocument/didChange", fmt.Sprintf(`{"textDocument":{"uri":%q,"version":4},"contentChanges":[]}`, uri))
		if got := c.text(l, uri, path); got != "x-z\n" {
			t.Errorf("an invalid notification was applied in part: text %q", got)
		}
	})
}

// TestURIsAreUnchanged checks that the server uses the URIs of the client. The decoders of package protocol would
// change "+" to "%2B", and "C:" to "c%3A".
func TestURIsAreUnchanged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, uri := range []string{
			"file:///w/a+b/c%2Bd.go", "file:///w/%C3%A4/a.go", "file:///w/ä/b.go", "file:///w/x(1)/a.go", "file:///w/~x/a%7E.go",
		} {
			c := connect(t, Options{Load: (&textLoader{}).load}, "")
			c.open(uri, "package a\n")
			m := c.wait(c.notes, "publishDiagnostics")
			if !strings.Contains(string(m.Params), `"uri":"`+uri+`"`) {
				t.Errorf("%s: %s", uri, m.Params)
			}
		}
	})
}

func TestDocumentPath(t *testing.T) {
	for uri, want := range map[string]string{
		"file:///w/a%2Bb.go": "/w/a+b.go", "file:///w/%C3%A4.go": "/w/ä.go", "file:///w/a.go": "/w/a.go",
		"untitled:Untitled-1": "untitled:Untitled-1", "git:/w/a.go?x": "git:/w/a.go?x", "": "", "%%%": "%%%",
	} {
		if got := documentPath(uri); got != want {
			t.Errorf("%q: %q, want %q", uri, got, want)
		}
	}
}

// TestDocumentThatIsNotGo checks that a document that is not a Go file is not analyzed.
func TestDocumentThatIsNotGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &textLoader{}
		c := connect(t, Options{Load: l.load}, pullClient)
		for _, uri := range []string{"untitled:Untitled-1", "git:/w/a.go", "file:///w/README.md"} {
			c.open(uri, `package a; var _ = ""`)
			c.must("textDocument/diagnostic", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, uri))
			at := fmt.Sprintf(`{"textDocument":{"uri":%q},"position":{"line":0,"character":20}}`, uri)
			c.must("textDocument/hover", at)
			c.must("textDocument/completion", at)
		}
		if paths := l.paths(); len(paths) > 0 {
			t.Errorf("analyzed: %v", paths)
		}
	})
}

// TestTextIsCopied checks that the server copies the text: the params are in a buffer that the next message
// overwrites.
func TestTextIsCopied(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &textLoader{}
		c := connect(t, Options{Load: l.load}, pullClient)
		const uri, path = "file:///w/a.go", "/w/a.go"
		text := "package a // " + strings.Repeat("long enough to be worth sharing ", 50)
		c.open(uri, text)
		for range 50 {
			c.notify("$/x", fmt.Sprintf("%q", strings.Repeat("overwritten", 300)))
		}
		if got := c.text(l, uri, path); got != text {
			t.Errorf("text %q", got)
		}
	})
}
