package lsp

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
)

// A client that asks for diagnostics would show those that it is sent beside them.
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

// A client that opens a file again has dropped what it had of it: "unchanged" would leave it without diagnostics.
func TestReopenedIsChanged(t *testing.T) {
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
			t.Errorf("asked again, the server says %q", kind)
		}
		c.close("file:///w/a.go")
		c.open("file:///w/a.go", "package a\n")
		if kind, _ := pull(id); kind != "full" {
			t.Errorf("after the file was opened again, the server says %q", kind)
		}
	})
}

// pushed returns the notifications that a client without pull gets until the server has shut down.
func pushed(c *testClient) (list []string) {
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

// What is known of one file is not sent again because another one has changed.
func TestPushedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &textLoader{}
		c := connect(t, Options{Load: l.load}, "")
		for _, name := range []string{"a.go", "b.go", "c.go"} {
			c.open("file:///w/"+name, "package a\n")
			c.must("textDocument/diagnostic", `{"textDocument":{"uri":"file:///w/`+name+`"}}`) // analyzed
		}
		if got := fmt.Sprint(pushed(c)); got != "[a.go 1 b.go 1 c.go 1]" {
			t.Errorf("sent %s", got)
		}
	})
}

// The diagnostics of a file that is closed are taken back, and none follow.
func TestPushedAreTakenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &textLoader{}
		c := connect(t, Options{Load: l.load}, "")
		for range 50 {
			c.open("file:///w/a.go", "package a\n")
			c.close("file:///w/a.go")
		}
		got := pushed(c)
		if last := got[len(got)-1]; last != "a.go 0" {
			t.Errorf("the last is %s of %v", last, got)
		}
	})
}

const misspelt = `package main

import "acme.example/queue"

func handle(e *queue.Error) bool { return e.Code == "Q-Gon" }
`

// Settings are in force at once, and a client that asks for diagnostics is told to ask again.
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
			t.Errorf("the server calls %s", m.Method)
		}
		if got := fmt.Sprint(c.lines(u)); got != want {
			t.Errorf("%s: found %s, want %s", settings, got, want)
		}
	}
	c.notify("workspace/didChangeConfiguration", `{"settings":{"errls":{"rules":["nosuchrule"]}}}`)
	m := c.wait(c.notes, "a message")
	if m.Method != "window/showMessage" || !strings.Contains(string(m.Params), "nosuchrule") {
		t.Errorf("the server says %s %s", m.Method, m.Params)
	}
}

// A client without pull gets the diagnostics of the new settings by itself.
func TestSettingsOfAPushedClient(t *testing.T) {
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
