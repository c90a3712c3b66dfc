package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
)

// A side is one of the two that speak.
type side int

const (
	fromEditor side = iota
	fromServerSide
)

func (s side) other() side { return 1 - s }

// direction is the side as the model writes it.
func (s side) direction() string {
	return [...]string{"clientToServer", "serverToClient"}[s]
}

// beforeInitialized are the methods that a server may use before it has answered initialize.
var beforeInitialized = []string{
	"window/showMessage", "window/logMessage", "telemetry/event", "window/showMessageRequest", "$/progress",
}

// A conversation follows both sides and says where one of them leaves the protocol.
type conversation struct {
	model *model

	mu           sync.Mutex // guards what follows, and log
	log          io.Writer
	messages     [2]int
	findings     [2]int
	pending      [2]map[string]string // id of each unanswered request of a side, and its method
	capabilities any                  // of the editor
	initialized  bool                 // initialize is answered
	versions     map[string]json.Number
}

func newConversation(m *model, log io.Writer) *conversation {
	return &conversation{
		model:    m,
		log:      log,
		pending:  [2]map[string]string{{}, {}},
		versions: make(map[string]json.Number),
	}
}

// message judges one message of a side.
func (c *conversation) message(from side, body []byte) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		c.report(from, "message", "no JSON: "+err.Error())
		return
	}
	message, ok := v.(map[string]any)
	if !ok {
		c.report(from, "message", "no object")
		return
	}
	c.mu.Lock()
	what, found := c.judge(from, message)
	c.messages[from]++
	c.mu.Unlock()
	for _, problem := range found {
		c.report(from, what, problem)
	}
}

func (c *conversation) judge(from side, message map[string]any) (what string, found []string) {
	if message["jsonrpc"] != "2.0" {
		found = append(found, `jsonrpc is not "2.0"`)
	}
	method, isCall := message["method"].(string)
	id, hasID := message["id"]
	switch {
	case isCall && hasID:
		key := fmt.Sprintf("%T %v", id, id)
		if _, ok := c.pending[from][key]; ok {
			found = append(found, "the id is that of a request which has not been answered")
		}
		c.pending[from][key] = method
		return method, append(found, c.judgeCall(from, c.model.requests, method, message)...)
	case isCall:
		return method, append(found, c.judgeCall(from, c.model.notifications, method, message)...)
	}
	method, problems := c.judgeAnswer(from, message)
	return "answer to " + method, append(found, problems...)
}

// judgeCall judges a request or a notification.
func (c *conversation) judgeCall(from side, known map[string]message, method string, message map[string]any) (found []string) {
	spec, ok := known[method]
	if !ok {
		if strings.HasPrefix(method, "$/") {
			return nil // Left to the implementations.
		}
		return []string{"not a method of the protocol"}
	}
	if spec.MessageDirection != "both" && spec.MessageDirection != from.direction() {
		found = append(found, "sent by the wrong side")
	}
	params, has := message["params"]
	switch {
	case spec.Params == nil && has && !isEmpty(params):
		found = append(found, "params: none expected")
	case spec.Params != nil && !has:
		found = append(found, "params: missing")
	case spec.Params != nil:
		found = append(found, c.model.check(spec.Params, params, "params")...)
	}
	if from == fromEditor {
		c.noteEditor(method, params)
		return found
	}
	return append(found, c.judgeTiming(method, spec, params)...)
}

// judgeTiming says whether the server may send this to this editor now.
func (c *conversation) judgeTiming(method string, spec message, params any) (found []string) {
	if !c.initialized && !slices.Contains(beforeInitialized, method) {
		found = append(found, "sent before initialize was answered")
	}
	if path := spec.ClientCapability; path != "" && strings.Contains(method, "/") && !c.announced(path) {
		found = append(found, "the editor did not announce "+path)
	}
	if method == "textDocument/publishDiagnostics" {
		version, ok := at(params, "version").(json.Number)
		open, known := c.versions[fmt.Sprint(at(params, "uri"))]
		if ok && known && number(version) > number(open) {
			found = append(found, "diagnostics for a version that the editor has not sent")
		}
	}
	return found
}

func (c *conversation) noteEditor(method string, params any) {
	switch method {
	case "initialize":
		c.capabilities = at(params, "capabilities")
	case "textDocument/didOpen", "textDocument/didChange":
		if version, ok := at(params, "textDocument", "version").(json.Number); ok {
			c.versions[fmt.Sprint(at(params, "textDocument", "uri"))] = version
		}
	}
}

func (c *conversation) judgeAnswer(from side, message map[string]any) (method string, found []string) {
	id, hasID := message["id"]
	if !hasID {
		return "nothing", []string{"neither a method nor an id"}
	}
	key := fmt.Sprintf("%T %v", id, id)
	method, ok := c.pending[from.other()][key]
	if !ok {
		return "nothing", []string{fmt.Sprintf("no request with the id %v is waiting for an answer", id)}
	}
	delete(c.pending[from.other()], key)
	result, hasResult := message["result"]
	failure, hasError := message["error"]
	if hasResult == hasError {
		found = append(found, "an answer has either a result or an error")
	}
	if hasError {
		found = append(found, c.model.checkObject(responseError, failure, "error")...)
	} else if spec, ok := c.model.requests[method]; ok && spec.Result != nil {
		found = append(found, c.model.check(spec.Result, result, "result")...)
	}
	if method == "initialize" && from == fromServerSide {
		c.initialized = hasResult
	}
	return method, found
}

// responseError is the error of an answer, which the model does not describe.
var responseError = map[string]property{
	"code":    {Name: "code", Type: &typ{Kind: "base", Name: "integer"}},
	"message": {Name: "message", Type: &typ{Kind: "base", Name: "string"}},
	"data":    {Name: "data", Type: &typ{Kind: "reference", Name: "LSPAny"}, Optional: true},
}

// announced reports whether the editor's capabilities hold something at a dotted path.
func (c *conversation) announced(path string) bool {
	v := at(c.capabilities, strings.Split(path, ".")...)
	return v != nil && v != false
}

// report writes one finding.
func (c *conversation) report(from side, what, problem string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.findings[from]++
	if from == fromEditor {
		fmt.Fprintf(c.log, "# editor: %s: %s\n", what, problem)
		return
	}
	fmt.Fprintf(c.log, "%s: %s\n", what, problem)
}

// summary writes what there was, and which requests were left without an answer.
func (c *conversation) summary() {
	c.mu.Lock()
	defer c.mu.Unlock()
	fmt.Fprintf(c.log, "# %d messages of the editor, %d of the server; findings: %d and %d\n",
		c.messages[fromEditor], c.messages[fromServerSide], c.findings[fromEditor], c.findings[fromServerSide])
	for _, method := range c.pending[fromEditor] {
		fmt.Fprintf(c.log, "# unanswered: %s\n", method)
	}
}

func at(v any, path ...string) any {
	for _, name := range path {
		object, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = object[name]
	}
	return v
}

func isEmpty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case map[string]any:
		return len(v) == 0
	case []any:
		return len(v) == 0
	}
	return false
}

func number(n json.Number) int64 {
	i, err := n.Int64()
	if err != nil {
		return 0
	}
	return i
}
