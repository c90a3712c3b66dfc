package lsp

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/errls/errls/catalog"
)

// badFrame sends an invalid frame. The server must answer with the error code, without an id, and continue.
func badFrame(t *testing.T, frame string, code int) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		c := connect(t, Options{}, "")
		c.raw(frame)
		wantError(t, c.wait(c.nameless, "an invalid frame"), code)
		c.alive()
	})
}

func TestMalformedBody(t *testing.T) {
	const body = `{"jsonrpc":"2.0","method":`
	badFrame(t, fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body), -32700)
}

func TestMalformedParams(t *testing.T) {
	const body = `{"jsonrpc":"2.0","method":"x","params":{"a":tru}}`
	badFrame(t, fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body), -32700)
}

func TestNonMessageJSON(t *testing.T) {
	for _, body := range []string{
		`42`, `"x"`, `null`, `{}`, `{"jsonrpc":"1.0","method":"x"}`, `{"jsonrpc":"2.0","id":{},"method":"x"}`,
		`{"jsonrpc":"2.0","id":1}`, `{"jsonrpc":"2.0","id":1,"result":1,"error":{"code":1,"message":""}}`,
		`{"jsonrpc":"2.0","method":7}`, `[]`, `[{"jsonrpc":"2.0","method":"x"}]`,
	} {
		t.Run(body, func(t *testing.T) {
			badFrame(t, fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body), -32600)
		})
	}
}

func TestBadHeader(t *testing.T) {
	for _, header := range []string{
		"no header at all\r\n\r\n", "Content-Type: x\r\n\r\n", "Content-Length: x\r\n\r\n",
		"Content-Length: -1\r\n\r\n", "Content-Length:\r\n\r\n", "\r\n",
		"Content-Length: 99999999999999999999\r\n\r\n", "Content-Length: 9999999999999\r\n\r\n",
		strings.Repeat("x", 1<<20) + "\r\n\r\n",
	} {
		t.Run(header[:min(len(header), 40)], func(t *testing.T) { badFrame(t, header, -32700) })
	}
}

func TestContentLengthZero(t *testing.T) {
	badFrame(t, "Content-Length: 0\r\n\r\n", -32700)
}

func TestContentLengthTooLarge(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(t, Options{}, "")
		c.raw(fmt.Sprintf("Content-Length: %d\r\n\r\n", maxBody+1))
		if _, err := io.CopyN(c.in, zeros{}, maxBody+1); err != nil {
			t.Fatal(err)
		}
		wantError(t, c.wait(c.nameless, "a large frame"), -32600)
		c.alive()
	})
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// TestWrongContentLength checks that the server finds the beginning of a later message after a body with a wrong
// length.
func TestWrongContentLength(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const body = `{"jsonrpc":"2.0","method":"$/x"}`
		for _, length := range []int{len(body) - 5, 1} {
			c := connect(t, Options{}, "")
			c.raw(fmt.Sprintf("Content-Length: %d\r\n\r\n%s", length, body))
			wantError(t, c.wait(c.nameless, "an incomplete body"), -32700)
			c.alive()
		}
	})
}

func TestHeaderFields(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(t, Options{}, "")
		_, answer := c.begin("shutdown", "")
		c.wait(answer, "shutdown")
		const body = `{"jsonrpc":"2.0","method":"exit"}`
		c.raw(fmt.Sprintf("content-length:%d\nContent-Type: application/vscode-jsonrpc; charset=utf-8\n\n%s", len(body), body))
		if code := c.exitCode(); code != 0 {
			t.Errorf("exit code %d", code)
		}
	})
}

// FuzzInput sends arbitrary bytes: the server must end at the end of its input.
func FuzzInput(f *testing.F) {
	const body = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}`
	f.Add(fmt.Sprintf("Content-Length: %d\r\n\r\n%sContent-Length: 2\r\n\r\n{}", len(body), body))
	f.Add("Content-Length: 5\r\n\r\n[1,2]\r\n\r\nx: y\n\n")
	f.Add("\xd300000000000000000000000Content-Length:2\n\n{}") // invalid UTF-8 before the name of the field
	f.Fuzz(func(t *testing.T, input string) {
		s, err := newServer(t.Context(), Options{In: strings.NewReader(input), Out: io.Discard, Set: catalog.NewSet(nil, nil)})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.serve(); err != nil {
			t.Errorf("serving: %v", err)
		}
	})
}
