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

// A side is the sender of a message.
type side int

const (
	fromEditor side = iota
	fromServer
)

func (s side) other() side { return 1 - s }

// direction returns the name of the direction in the model for messages of a side.
func (s side) direction() string {
	return [...]string{"clientToServer", "serverToClient"}[s]
}

// beforeInitialized lists the methods that a server may use before it has answered initialize.
var beforeInitialized = []string{
	"window/showMessage", "window/logMessage", "telemetry/event", "window/showMessageRequest", "$/progress",
}

// A conversation checks the messages of both sides, and reports violations of the protocol.
type conversation struct {
	model *model

	mu           sync.Mutex // guards the following fields
	log          io.Writer
	messages     [2]int
	findings     [2]int
	pending      [2]map[string]string   // methods of the unanswered requests of a side, by id
	capabilities any                    // the capabilities of the editor
	initialized  bool                   // initialize has been answered
	versions     map[string]json.Number // versions of the open documents, by URI
}

func newConversation(m *model, log io.Writer) *conversation {
	return &conversation{
		model:    m,
		log:      log,
		pending:  [2]map[string]string{{}, {}},
		versions: make(map[string]json.Number),
	}
}

// message checks a message of a side.
func (c *conversation) message(from side, body []byte) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		c.report(from, "message", "not JSON: "+err.Error())
		return
	}
	message, ok := v.(map[string]any)
	if !ok {
		c.report(from, "message", "not an object")
		return
	}
	c.mu.Lock()
	what, found := c.check(from, message)
	c.messages[from]++
	c.mu.Unlock()
	for _, problem := range found {
		c.report(from, what, problem)
	}
}

// check returns the name of a message, and the violations in it. The caller must hold mu.
func (c *conversation) check(from side, message map[string]any) (what string, found []string) {
	if message["jsonrpc"] != "2.0" {
		found = append(found, `jsonrpc is not "2.0"`)
	}
	method, isCall := message["method"].(string)
	id, hasID := message["id"]
	switch {
	case isCall && hasID:
		key := fmt.Sprintf("%T %v", id, id)
		if _, ok := c.pending[from][key]; ok {
			found = append(found, "the id is used by a request that has not been answered")
		}
		c.pending[from][key] = method
		return method, append(found, c.checkCall(from, c.model.requests, method, message)...)
	case isCall:
		return method, append(found, c.checkCall(from, c.model.notifications, method, message)...)
	}
	method, problems := c.checkAnswer(from, message)
	return "answer to " + method, append(found, problems...)
}

// checkCall checks a request or a notification.
func (c *conversation) checkCall(from side, known map[string]message, method string, message map[string]any) (found []string) {
	spec, ok := known[method]
	if !ok {
		if strings.HasPrefix(method, "$/") {
			return nil // The protocol allows implementations to add these.
		}
		return []string{"not a method of the protocol"}
	}
	if spec.MessageDirection != "both" && spec.MessageDirection != from.direction() {
		found = append(found, "sent by the wrong side")
	}
	params, has := message["params"]
	switch {
	case spec.Params == nil && has && !isEmpty(params):
		found = append(found, "params: unexpected")
	case spec.Params != nil && !has:
		found = append(found, "params: missing")
	case spec.Params != nil:
		found = append(found, c.model.check(spec.Params, params, "params")...)
	}
	if from == fromEditor {
		c.recordEditor(method, params)
		return found
	}
	return append(found, c.checkTiming(method, spec, params)...)
}

// checkTiming checks whether the server may send a message to the editor at this time.
func (c *conversation) checkTiming(method string, spec message, params any) (found []string) {
	if !c.initialized && !slices.Contains(beforeInitialized, method) {
		found = append(found, "sent before initialize was answered")
	}
	if path := spec.ClientCapability; path != "" && strings.Contains(method, "/") && !c.announced(path) {
		found = append(found, "the editor has not announced "+path)
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

// recordEditor records the capabilities of the editor, and the versions of its documents.
func (c *conversation) recordEditor(method string, params any) {
	switch method {
	case "initialize":
		c.capabilities = at(params, "capabilities")
	case "textDocument/didOpen", "textDocument/didChange":
		if version, ok := at(params, "textDocument", "version").(json.Number); ok {
			c.versions[fmt.Sprint(at(params, "textDocument", "uri"))] = version
		}
	}
}

// checkAnswer checks an answer, and returns the method of the request.
func (c *conversation) checkAnswer(from side, message map[string]any) (method string, found []string) {
	id, hasID := message["id"]
	if !hasID {
		return "nothing", []string{"neither a method nor an id"}
	}
	key := fmt.Sprintf("%T %v", id, id)
	method, ok := c.pending[from.other()][key]
	if !ok {
		return "nothing", []string{fmt.Sprintf("no unanswered request has the id %v", id)}
	}
	delete(c.pending[from.other()], key)
	result, hasResult := message["result"]
	failure, hasError := message["error"]
	if hasResult == hasError {
		found = append(found, "an answer must have either a result or an error")
	}
	if hasError {
		found = append(found, c.model.checkObject(responseError, failure, "error")...)
	} else if spec, ok := c.model.requests[method]; ok && spec.Result != nil {
		found = append(found, c.model.check(spec.Result, result, "result")...)
	}
	if method == "initialize" && from == fromServer {
		c.initialized = hasResult
	}
	return method, found
}

// responseError describes the error in an answer. The model does not contain it.
var responseError = map[string]property{
	"code":    {Name: "code", Type: &typ{Kind: "base", Name: "integer"}},
	"message": {Name: "message", Type: &typ{Kind: "base", Name: "string"}},
	"data":    {Name: "data", Type: &typ{Kind: "reference", Name: "LSPAny"}, Optional: true},
}

// announced reports whether the editor has announced the capability at a dotted path.
func (c *conversation) announced(path string) bool {
	v := at(c.capabilities, strings.Split(path, ".")...)
	return v != nil && v != false
}

// report logs a violation.
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

// summary logs the numbers of messages and violations, and the unanswered requests.
func (c *conversation) summary() {
	c.mu.Lock()
	defer c.mu.Unlock()
	fmt.Fprintf(c.log, "# %d messages of the editor, %d of the server; findings: %d and %d\n",
		c.messages[fromEditor], c.messages[fromServer], c.findings[fromEditor], c.findings[fromServer])
	for _, method := range c.pending[fromEditor] {
		fmt.Fprintf(c.log, "# unanswered: %s\n", method)
	}
}

// at returns the value at a path in nested objects, or nil.
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

// isEmpty reports whether v is nil, or an object or array without elements.
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

// number returns the value of an integer, or 0 if it is not one.
func number(n json.Number) int64 {
	i, err := n.Int64()
	if err != nil {
		return 0
	}
	return i
}
