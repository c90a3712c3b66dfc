package lsp

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
)

// TestDiagnosticsArePulledOrPushed checks that the server publishes nothing to a client that requests diagnostics:
// the client would show them twice.
func TestDiagnosticsArePulledOrPushed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &textLoader{}
		c := connect(t, Options{Load: l.load}, pullClient)
		c.open("file:///w/a.go", "package a\n")
		c.text(l, "file:///w/a.go", "/w/a.go")
		c.close("file:///w/a.go")
		c.must("shutdown", "")
		select {
		case m := <-c.notes:
			t.Errorf("sent %s %s", m.Method, m.Params)
		default:
		}
	})
}

// TestReportAfterReopening checks that the report for a file that was closed and opened again is not "unchanged":
// the client has discarded the diagnostics.
func TestReportAfterReopening(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &textLoader{}
		c := connect(t, Options{Load: l.load}, pullClient)
		pull := func(previous string) (kind, id string) {
			var report struct{ Kind, ResultID string }
			answer := c.must("textDocument/diagnostic", `{"textDocument":{"uri":"file:///w/a.go"},"previousResultId":"`+previous+`"}`)
			if err := json.Unmarshal(answer, &report); err != nil {
				t.Fatal(err)
			}
			return report.Kind, report.ResultID
		}
		c.open("file:///w/a.go", "package a\n")
		_, id := pull("")
		if kind, _ := pull(id); kind != "unchanged" {
			t.Errorf("the second report is %q", kind)
		}
		c.close("file:///w/a.go")
		c.open("file:///w/a.go", "package a\n")
		if kind, _ := pull(id); kind != "full" {
			t.Errorf("the report after reopening is %q", kind)
		}
	})
}

// TestTooLarge checks that there is a diagnostic for a function in which not all paths are followed.
func TestTooLarge(t *testing.T) {
	c := connect(t, Options{}, pullClient)
	text := "package a\n\nimport \"net/http\"\n\nfunc long(resp *http.Response, a, b bool) error {\n\tif " +
		strings.Repeat("a && (resp.StatusCode == 404 || resp.StatusCode == 403) || b ||\n", 400) + "false {\n\t\treturn nil\n\t}\n\treturn http.ErrBodyNotAllowed\n}\n"
	c.open("file:///w/a.go", text)
	var report struct {
		Items []struct {
			Range    struct{ Start, End struct{ Line, Character int } }
			Severity int
			Message  string
		}
	}
	if err := json.Unmarshal(c.must("textDocument/diagnostic", `{"textDocument":{"uri":"file:///w/a.go"}}`), &report); err != nil {
		t.Fatal(err)
	}
	for _, d := range report.Items {
		if d.Range.Start.Line == 4 && d.Severity == 3 && strings.HasPrefix(d.Message, "function long is too large") {
			return
		}
	}
	t.Errorf("no diagnostic about the size: %+v", report.Items)
}

// notified shuts the server down and returns the notifications that it has sent.
func notified(c *testClient) (list []string) {
	c.must("shutdown", "")
	for {
		select {
		case m := <-c.notes:
			var p struct {
				URI     string
				Version int
			}
			if err := json.Unmarshal(m.Params, &p); err != nil {
				c.t.Fatal(err)
			}
			list = append(list, fmt.Sprint(strings.TrimPrefix(p.URI, "file:///w/"), " ", p.Version))
		default:
			return list
		}
	}
}

// TestPublishedOnce checks that the diagnostics of a file are not published again when another file changes.
func TestPublishedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &textLoader{}
		c := connect(t, Options{Load: l.load}, "")
		for _, name := range []string{"a.go", "b.go", "c.go"} {
			c.open("file:///w/"+name, "package a\n")
			c.must("textDocument/diagnostic", `{"textDocument":{"uri":"file:///w/`+name+`"}}`) // analyzed
		}
		if got := fmt.Sprint(notified(c)); got != "[a.go 1 b.go 1 c.go 1]" {
			t.Errorf("published %s", got)
		}
	})
}

// TestPublishedAreRemoved checks that the diagnostics of a file are removed when it is closed, and that none are
// published afterwards.
func TestPublishedAreRemoved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &textLoader{}
		c := connect(t, Options{Load: l.load}, "")
		for range 50 {
			c.open("file:///w/a.go", "package a\n")
			c.close("file:///w/a.go")
		}
		got := notified(c)
		if last := got[len(got)-1]; last != "a.go 0" {
			t.Errorf("the last published diagnostics are %s of %v", last, got)
		}
	})
}

const misspelt = `package main

import "acme.example/queue"

func handle(e *queue.Error) bool { return e.Code == "Q-Gon" }
`

// TestSettings checks that settings apply at once, and that the server asks a client that requests diagnostics to
// request them again.
func TestSettings(t *testing.T) {
	c := connect(t, Options{Set: acme()}, `{"workspace":{"diagnostics":{"refreshSupport":true}},"textDocument":{"diagnostic":{}}}`)
	u := fileURI(t, t.TempDir()+"/main.go")
	c.open(u, misspelt)
	if got := fmt.Sprint(c.lines(u)); got != "[5 unknowncode]" {
		t.Fatalf("found %s", got)
	}
	for settings, want := range map[string]string{
		`{"rules":["swallowedcode"]}`: "[]",
		`{"rules":["unknowncode"]}`:   "[5 unknowncode]",
	} {
		c.notify("workspace/didChangeConfiguration", `{"settings":{"errls":`+settings+`}}`)
		if m := c.wait(c.calls, "refresh"); m.Method != "workspace/diagnostic/refresh" {
			t.Errorf("the server sends the request %s", m.Method)
		}
		if got := fmt.Sprint(c.lines(u)); got != want {
			t.Errorf("%s: found %s, want %s", settings, got, want)
		}
	}
	c.notify("workspace/didChangeConfiguration", `{"settings":{"errls":{"rules":["nosuchrule"]}}}`)
	m := c.wait(c.notes, "a message")
	if m.Method != "window/showMessage" || !strings.Contains(string(m.Params), "nosuchrule") {
		t.Errorf("the server sends %s %s", m.Method, m.Params)
	}
}

// TestSettingsPublishDiagnostics checks that diagnostics are published after new settings if the client does not
// request them.
func TestSettingsPublishDiagnostics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(t, Options{Set: acme()}, "")
		c.open(fileURI(t, t.TempDir()+"/main.go"), misspelt)
		for _, want := range []string{"Q-Gon", `"diagnostics":[]`} {
			if m := c.wait(c.notes, "diagnostics"); !strings.Contains(string(m.Params), want) {
				t.Errorf("no %s in %s", want, m.Params)
			}
			c.notify("workspace/didChangeConfiguration", `{"settings":{"errls":{"rules":["swallowedcode"]}}}`)
		}
	})
}
