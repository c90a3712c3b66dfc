package lsp

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// A client that asks for diagnostics would show those that it is sent beside them.
func TestDiagnosticsArePulledOrPushed(t *testing.T) {
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
	l := &textLoader{}
	c := connect(t, Options{Load: l.load}, "")
	for _, name := range []string{"a.go", "b.go", "c.go"} {
		c.open("file:///w/"+name, "package a\n")
		c.must("textDocument/diagnostic", `{"textDocument":{"uri":"file:///w/`+name+`"}}`) // analysed
	}
	if got := fmt.Sprint(pushed(c)); got != "[a.go 1 b.go 1 c.go 1]" {
		t.Errorf("sent %s", got)
	}
}

// The diagnostics of a file that is closed are taken back, and none follow.
func TestPushedAreTakenBack(t *testing.T) {
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
}
