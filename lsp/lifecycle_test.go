package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.lsp.dev/jsonrpc2"

	"github.com/errls/errls/catalog"
)

func TestRequestBeforeInitialize(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := start(t, Options{})
		c.refused(-32002, "textDocument/hover", "{}")
		c.refused(-32002, "shutdown", "")
		c.notify("textDocument/didOpen", "{}") // must be ignored
		c.initialize("")
		c.alive()
	})
}

func TestInitializeTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(t, Options{}, "")
		c.refused(-32600, "initialize", `{"processId":null,"rootUri":null,"capabilities":{}}`)
		c.alive()
	})
}

func TestInitializeWithBadParams(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := start(t, Options{})
		c.refused(-32602, "initialize", `{"capabilities":7}`)
		c.initialize("")
		c.alive()
	})
}

func TestRequestAfterShutdown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(t, Options{}, "")
		c.must("shutdown", "")
		c.refused(-32600, "textDocument/hover", "{}")
		c.refused(-32600, "initialize", "{}")
	})
}

func TestShutdownTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(t, Options{}, "")
		for range 2 {
			if result := c.must("shutdown", ""); string(result) != "null" {
				t.Errorf("shutdown returns %s", result)
			}
		}
		c.send(`{"jsonrpc":"2.0","method":"exit"}`)
		if code := c.exitCode(); code != 0 {
			t.Errorf("exit code %d after shutdown", code)
		}
	})
}

func TestExitWithoutShutdown(t *testing.T) {
	for name, before := range map[string]func(*testClient){
		"initialized": func(c *testClient) { c.initialize("") },
		"new":         func(*testClient) {},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := start(t, Options{})
				before(c)
				c.send(`{"jsonrpc":"2.0","method":"exit"}`)
				if code := c.exitCode(); code != 1 || c.err != nil {
					t.Errorf("exit code %d, %v", code, c.err)
				}
			})
		})
	}
}

func TestUnknownMethod(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(t, Options{}, "")
		c.refused(-32601, "textDocument/unknown", "{}")
		c.refused(-32601, "$/unknown", "{}")
		c.notify("textDocument/unknown", "{}")
		c.alive()
	})
}

// TestNotificationErrors checks that an invalid notification does not end the server: jsonrpc2 closes the
// connection if the handler of a notification returns an error.
func TestNotificationErrors(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := start(t, Options{})
		c.must("initialize", `{"processId":null,"rootUri":null,"capabilities":{}}`)
		for _, body := range []string{
			`{"jsonrpc":"2.0","method":"initialized"}`,
			`{"jsonrpc":"2.0","method":"$/foo","params":{"x":1}}`,
			`{"jsonrpc":"2.0","method":"$/cancelRequest"}`,
			`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":[1]}}`,
			`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1.5}}`,
			`{"jsonrpc":"2.0","method":"textDocument/didChange"}`,
			`{"jsonrpc":"2.0","method":"textDocument/didChange","params":[]}`,
			`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.go","version":2},"contentChanges":"x"}}`,
			`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.go","version":2},"contentChanges":[{"text":"x"}]}}`,
			`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":7}}`,
			`{"jsonrpc":"2.0","method":"textDocument/didClose","params":{}}`,
			`{"jsonrpc":"2.0","method":"workspace/didChangeConfiguration","params":{"settings":{"errls":{"rules":["no such rule"]}}}}`,
		} {
			c.send(body)
			c.alive()
		}
	})
}

func TestBadParamsOfRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(t, Options{}, `{"textDocument":{"codeAction":{"codeActionLiteralSupport":{}}}}`)
		for _, method := range []string{"hover", "completion", "diagnostic", "codeAction"} {
			c.refused(-32602, "textDocument/"+method, `{"textDocument":7}`)
			c.refused(-32602, "textDocument/"+method, "")
		}
		c.refused(-32602, "textDocument/hover", `{"textDocument":{"uri":"x"},"position":{"line":-1,"character":0}}`)
	})
}

// TestPanicEndsOneRequest checks that a panic ends only its request: jsonrpc2 closes the connection after a panic.
func TestPanicEndsOneRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := start(t, Options{}, func(s *server) {
			s.methods["test/panic"] = method{request: func(*server, context.Context, *request) (any, error) { panic("oh") }}
			s.methods["test/panicNote"] = method{notification: func(*server, jsonrpc2.RawMessage) error { panic("oh") }}
		})
		c.initialize("")
		c.refused(-32603, "test/panic", "")
		c.notify("test/panicNote", "{}")
		c.alive()
	})
}

// TestPlainErrorHasCode checks that every error has an error code of the protocol: jsonrpc2 sends errors other
// than its own with code 0.
func TestPlainErrorHasCode(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := start(t, Options{}, func(s *server) {
			s.methods["test/error"] = method{request: func(*server, context.Context, *request) (any, error) {
				return nil, fmt.Errorf("oh")
			}}
		})
		c.initialize("")
		c.refused(-32803, "test/error", "")
	})
}

// blocking adds a method that waits until it is canceled.
func blocking(s *server) {
	s.methods["test/block"] = method{request: func(_ *server, ctx context.Context, _ *request) (any, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}}
}

func TestCancelRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := start(t, Options{}, blocking)
		c.initialize("")
		id, answer := c.begin("test/block", "")
		c.notify("$/cancelRequest", `{"id":`+id+`}`)
		wantError(t, c.wait(answer, "a canceled request"), -32800)
		c.mu.Lock()
		named := make(chan message, 1)
		c.waiting[`"x"`] = named
		c.mu.Unlock()
		c.send(`{"jsonrpc":"2.0","id":"x","method":"test/block"}`)
		c.notify("$/cancelRequest", `{"id":"x"}`)
		wantError(t, c.wait(named, "a canceled request"), -32800)
		c.notify("$/cancelRequest", `{"id":12345}`) // an id that no request has
		c.alive()
	})
}

// TestEveryRequestIsAsync checks that refused requests call Async, too. Otherwise jsonrpc2 reuses the context of
// the request, and the context that CancelHandler has derived from it causes a panic.
func TestEveryRequestIsAsync(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := start(t, Options{}, blocking)
		c.initialize("")
		_, blocked := c.begin("test/block", "")
		for range 200 {
			c.refused(-32601, "test/unknown", "")
			c.alive()
		}
		select {
		case m := <-blocked:
			t.Fatalf("answered %+v", m)
		default:
		}
	})
}

func TestEOFCancelsRunningRequests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ended := make(chan struct{})
		c := start(t, Options{}, func(s *server) {
			s.methods["test/block"] = method{request: func(_ *server, ctx context.Context, _ *request) (any, error) {
				<-ctx.Done()
				close(ended)
				return nil, ctx.Err()
			}}
		})
		c.initialize("")
		c.begin("test/block", "")
		c.in.Close()
		<-ended
		if code := c.exitCode(); code != 1 || c.err != nil {
			t.Errorf("exit code %d, %v", code, c.err)
		}
	})
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errors.New("read error") }

func TestReadErrorIsReturned(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		code, err := Serve(t.Context(), Options{In: brokenReader{}, Out: io.Discard, Set: catalog.NewSet(nil, nil)})
		if code != 1 || err == nil || !strings.Contains(err.Error(), "read error") {
			t.Errorf("exit code %d, %v", code, err)
		}
	})
}

func TestEOFInsideMessage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, input := range []string{"Content-Le", "Content-Length: 10\r\n\r\n{", "x\r\n"} {
			code, err := Serve(t.Context(), Options{In: strings.NewReader(input), Out: io.Discard, Set: catalog.NewSet(nil, nil)})
			if code != 1 || err != nil {
				t.Errorf("%q: exit code %d, %v", input, code, err)
			}
		}
	})
}

func TestEOFAfterShutdown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(t, Options{}, "")
		c.must("shutdown", "")
		c.in.Close()
		if code := c.exitCode(); code != 0 {
			t.Errorf("exit code %d", code)
		}
	})
}

func TestConcurrentRequestsAreLimited(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := start(t, Options{}, blocking)
		c.initialize("")
		var ids []string
		var answers []<-chan message
		for range maxInFlight {
			id, answer := c.begin("test/block", "")
			ids, answers = append(ids, id), append(answers, answer)
		}
		c.refused(-32803, "textDocument/hover", "{}")
		for i, id := range ids {
			c.notify("$/cancelRequest", `{"id":`+id+`}`)
			wantError(t, c.wait(answers[i], "a canceled request"), -32800)
		}
		c.alive()
	})
}

func TestParentProcessIsWatched(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := start(t, Options{})
		begun := time.Now()
		asked := 0
		go c.server.watchParent(77, func(pid int) bool { asked++; return pid == 77 && asked < 3 })
		if code := c.exitCode(); code != 1 {
			t.Errorf("exit code %d", code)
		}
		if got := time.Since(begun); got != 3*parentInterval {
			t.Errorf("the server ended after %v, want %v", got, 3*parentInterval)
		}
	})
	if !processExists(os.Getpid()) {
		t.Error("processExists reports false for this process")
	}
}

// TestRequestFromNotification checks that no request to the client is sent on the read loop: it would wait forever
// for its answer.
func TestRequestFromNotification(t *testing.T) {
	c := connect(t, Options{}, `{"workspace":{"configuration":true,"didChangeConfiguration":{"dynamicRegistration":true},
		"diagnostics":{"refreshSupport":true}},"textDocument":{"diagnostic":{}}}`)
	for _, want := range []string{"client/registerCapability", "workspace/configuration"} {
		if m := c.wait(c.calls, want); m.Method != want {
			t.Errorf("got %s, want %s", m.Method, want)
		}
	}
	c.mu.Lock()
	c.settings = `{"tests":true}`
	c.mu.Unlock()
	c.notify("workspace/didChangeConfiguration", `{"settings":null}`)
	for _, want := range []string{"workspace/configuration", "workspace/diagnostic/refresh"} {
		if m := c.wait(c.calls, want); m.Method != want {
			t.Errorf("got %s, want %s", m.Method, want)
		}
	}
}

func TestPositionEncodingIsNegotiated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for capabilities, want := range map[string]string{
			`{}`: "utf-16",
			`{"general":{"positionEncodings":["utf-16"]}}`:         "utf-16",
			`{"general":{"positionEncodings":["utf-32"]}}`:         "utf-16",
			`{"general":{"positionEncodings":["utf-16","utf-8"]}}`: "utf-8",
			`{"general":{"positionEncodings":["utf-32","utf-8"]}}`: "utf-8",
			`{"general":{"positionEncodings":["utf-8","utf-16"]}}`: "utf-8",
		} {
			var result struct {
				Capabilities struct {
					PositionEncoding string `json:"positionEncoding"`
				} `json:"capabilities"`
			}
			if err := json.Unmarshal(start(t, Options{}).initialize(capabilities), &result); err != nil {
				t.Fatal(err)
			}
			if got := result.Capabilities.PositionEncoding; got != want {
				t.Errorf("%s: %s, want %s", capabilities, got, want)
			}
		}
	})
}

func TestInitializeResult(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := start(t, Options{Version: "v1.2.3"})
		result := string(c.initialize(`{"textDocument":{"diagnostic":{}}}`))
		for _, want := range []string{`"name":"errls"`, `"version":"v1.2.3"`, `"change":2`, `"diagnosticProvider"`} {
			if !strings.Contains(result, want) {
				t.Errorf("no %s in %s", want, result)
			}
		}
		if result := string(start(t, Options{}).initialize("")); strings.Contains(result, "diagnosticProvider") {
			t.Errorf("diagnostics are announced to a client that does not request them: %s", result)
		}
	})
}
