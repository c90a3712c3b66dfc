package lsp

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/load"
	"github.com/errls/errls/lsp/session"
)

// A message is a message of the server.
type message struct {
	ID     *json.RawMessage `json:"id"`
	Method string           `json:"method"`
	Params json.RawMessage  `json:"params"`
	Result json.RawMessage  `json:"result"`
	Error  *struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	} `json:"error"`
}

// A testClient is a client that is connected to a server by pipes. It encodes messages itself.
type testClient struct {
	t      testing.TB
	server *server
	in     *io.PipeWriter

	mu       sync.Mutex
	nextID   int
	waiting  map[string]chan message
	settings string // the item that workspace/configuration returns

	nameless chan message  // responses without an id
	notes    chan message  // notifications from the server
	calls    chan message  // requests from the server, which have been answered
	done     chan struct{} // closed when the server has ended and all its messages have been read
	code     int           // set before done is closed, like err
	err      error
}

// start runs a server and returns a client that has not sent a message yet.
//
// Call it in a bubble of testing/synctest. There, time does not advance while a goroutine is running, so that the time
// limits of the server do not depend on the speed of the machine, and a message that never arrives fails the test at
// once. The exception is a test in which the server sends requests to the client: jsonrpc2 reuses the channels of such
// requests for later connections, and a channel must not be used in two bubbles.
func start(t testing.TB, options Options, adjust ...func(*server)) *testClient {
	t.Helper()
	serverIn, clientOut := io.Pipe()
	clientIn, serverOut := io.Pipe()
	if options.Set == nil {
		options.Set = catalog.Embedded()
	}
	options.In, options.Out = serverIn, serverOut
	s, err := newServer(context.Background(), options)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range adjust {
		a(s)
	}
	c := &testClient{
		t: t, server: s, in: clientOut, waiting: make(map[string]chan message), settings: "null",
		nameless: make(chan message, 100), notes: make(chan message, 10000), calls: make(chan message, 100),
		done: make(chan struct{}),
	}
	go func() {
		c.code, c.err = s.serve()
		serverOut.Close()
	}()
	go c.read(bufio.NewReader(clientIn))
	t.Cleanup(func() {
		clientOut.Close()
		c.exitCode()
	})
	return c
}

// connect starts a server and initializes it.
func connect(t testing.TB, options Options, capabilities string) *testClient {
	t.Helper()
	c := start(t, options)
	c.initialize(capabilities)
	return c
}

func (c *testClient) initialize(capabilities string) json.RawMessage {
	c.t.Helper()
	if capabilities == "" {
		capabilities = "{}"
	}
	result := c.must("initialize", `{"processId":null,"rootUri":null,"capabilities":`+capabilities+`}`)
	c.notify("initialized", "{}")
	return result
}

func (c *testClient) read(in *bufio.Reader) {
	defer close(c.done)
	for {
		m, err := readMessage(in)
		if err != nil {
			return
		}
		switch {
		case m.Method != "" && m.ID != nil:
			c.answer(m)
		case m.Method != "":
			c.notes <- m
		case m.ID == nil || string(*m.ID) == "null":
			c.nameless <- m
		default:
			c.mu.Lock()
			ch := c.waiting[string(*m.ID)]
			delete(c.waiting, string(*m.ID))
			c.mu.Unlock()
			if ch == nil {
				c.t.Errorf("answer with the id %s, which no request has", *m.ID)
				continue
			}
			ch <- m
		}
	}
}

func (c *testClient) answer(m message) {
	c.calls <- m
	result := "null"
	if m.Method == "workspace/configuration" {
		c.mu.Lock()
		result = "[" + c.settings + "]"
		c.mu.Unlock()
	}
	// Use another goroutine: the pipe has no buffer, and the server may not read before its own messages are read.
	go c.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":%s,"result":%s}`, *m.ID, result))
}

func readMessage(in *bufio.Reader) (message, error) {
	length := 0
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return message{}, err
		}
		if line == "\r\n" {
			break
		}
		if n, ok := strings.CutPrefix(line, "Content-Length: "); ok {
			length, _ = strconv.Atoi(strings.TrimSpace(n))
		}
	}
	body := make([]byte, length)
	if _, err := io.ReadFull(in, body); err != nil {
		return message{}, err
	}
	var m message
	return m, json.Unmarshal(body, &m)
}

// send sends a message.
func (c *testClient) send(body string) {
	c.raw(fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body))
}

// raw writes bytes to the input of the server.
func (c *testClient) raw(bytes string) {
	if _, err := io.WriteString(c.in, bytes); err != nil && !errors.Is(err, io.ErrClosedPipe) {
		c.t.Errorf("writing to the server: %v", err)
	}
}

func (c *testClient) notify(method, params string) {
	c.send(fmt.Sprintf(`{"jsonrpc":"2.0","method":%q,"params":%s}`, method, params))
}

// begin sends a request and returns its id, and a channel that receives the answer.
func (c *testClient) begin(method, params string) (id string, answer <-chan message) {
	ch := make(chan message, 1)
	c.mu.Lock()
	c.nextID++
	id = strconv.Itoa(c.nextID)
	c.waiting[id] = ch
	c.mu.Unlock()
	if params != "" {
		params = `,"params":` + params
	}
	c.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":%s,"method":%q%s}`, id, method, params))
	return id, ch
}

// call sends a request and waits for its answer.
func (c *testClient) call(method, params string) message {
	c.t.Helper()
	_, ch := c.begin(method, params)
	return c.wait(ch, method)
}

// must sends a request and returns the result. It fails the test if the answer is an error.
func (c *testClient) must(method, params string) json.RawMessage {
	c.t.Helper()
	m := c.call(method, params)
	if m.Error != nil {
		c.t.Fatalf("%s: error %d: %s", method, m.Error.Code, m.Error.Message)
	}
	return m.Result
}

// refused sends a request and fails the test unless the answer is an error with the code.
func (c *testClient) refused(code int, method, params string) {
	c.t.Helper()
	wantError(c.t, c.call(method, params), code)
}

// wantError fails the test unless m is an error with the code.
func wantError(t testing.TB, m message, code int) {
	t.Helper()
	if m.Error == nil || m.Error.Code != code {
		t.Fatalf("got %s %+v, want error %d", m.Result, m.Error, code)
	}
}

// wait returns the next message of a channel. It fails the test if the server ends without one.
func (c *testClient) wait(ch <-chan message, what string) message {
	c.t.Helper()
	select {
	case m := <-ch:
		return m
	case <-c.done:
	}
	select {
	case m := <-ch:
		return m
	default:
		c.t.Fatalf("%s: the server has ended without an answer", what)
		return message{}
	}
}

// alive fails the test unless the server answers a request.
func (c *testClient) alive() {
	c.t.Helper()
	c.must("textDocument/hover", `{"textDocument":{"uri":"file:///none.go"},"position":{"line":0,"character":0}}`)
}

// exitCode waits until the server has ended and returns its exit code.
func (c *testClient) exitCode() int {
	<-c.done
	return c.code
}

func (c *testClient) open(uri, text string) {
	c.notify("textDocument/didOpen", fmt.Sprintf(
		`{"textDocument":{"uri":%q,"languageId":"go","version":1,"text":%s}}`, uri, quote(text)))
}

// paramsAt returns the params of a request at an offset of a document, in UTF-16.
func paramsAt(uri string, doc *session.Document, offset int) string {
	p := utf16.position(doc, offset)
	return fmt.Sprintf(`{"textDocument":{"uri":%q},"position":{"line":%d,"character":%d}}`, uri, p.Line, p.Character)
}

func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// A textLoader is a session.Loader that loads nothing and keeps the texts of the last call.
type textLoader struct {
	mu    sync.Mutex
	texts map[string]string
}

func (l *textLoader) load(_ context.Context, config load.Config, _ string, _ func(string) bool) ([]*load.Package, []load.Problem, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.texts = make(map[string]string)
	for path, text := range config.Overlay {
		l.texts[path] = string(text)
	}
	return nil, nil, nil
}

func (l *textLoader) paths() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Sorted(maps.Keys(l.texts))
}

// text waits for the analysis of all changes that were sent, and returns the text of a file that the loader received.
func (c *testClient) text(l *textLoader, uri, path string) string {
	c.t.Helper()
	c.must("textDocument/diagnostic", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, uri))
	l.mu.Lock()
	defer l.mu.Unlock()
	text, ok := l.texts[path]
	if !ok {
		c.t.Fatalf("%s was not analyzed", path)
	}
	return text
}
