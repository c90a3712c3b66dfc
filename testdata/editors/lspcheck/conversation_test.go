package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	hello   = `> {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{"workspace":{"configuration":true},"textDocument":{"publishDiagnostics":{}}}}}`
	welcome = `< {"jsonrpc":"2.0","id":1,"result":{"capabilities":{"hoverProvider":true}}}`
	hover   = `> {"jsonrpc":"2.0","id":"a","method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a.go"},"position":{"line":0,"character":0}}}`
	opened  = `> {"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a.go","languageId":"go","version":3,"text":""}}}`
)

func TestFindings(t *testing.T) {
	model := loadModel(t)
	tests := []struct {
		name  string
		lines []string
		want  []string // the beginnings of the violations of the server
	}{
		{"valid", []string{hello, welcome, opened, hover, `< {"jsonrpc":"2.0","id":"a","result":{"contents":{"kind":"markdown","value":"x"}}}`,
			`< {"jsonrpc":"2.0","method":"textDocument/publishDiagnostics","params":{"uri":"file:///a.go","version":3,"diagnostics":[]}}`}, nil},
		{"no hover", []string{hello, welcome, hover, `< {"jsonrpc":"2.0","id":"a","result":null}`}, nil},
		{"an error", []string{hello, welcome, hover, `< {"jsonrpc":"2.0","id":"a","error":{"code":-32800,"message":"cancelled"}}`}, nil},
		{"unknown kind", []string{hello, welcome, hover, `< {"jsonrpc":"2.0","id":"a","result":{"contents":{"kind":"html","value":"x"}}}`},
			[]string{`answer to textDocument/hover: result.contents.kind: want MarkupKind, got "html"`}},
		{"missing and unknown", []string{hello, welcome, hover, `< {"jsonrpc":"2.0","id":"a","result":{"contents":{"kind":"markdown","text":"x"}}}`},
			[]string{"answer to textDocument/hover: result.contents.value: missing", "answer to textDocument/hover: result.contents.text: unknown property"}},
		{"negative line", []string{hello, welcome, hover, `< {"jsonrpc":"2.0","id":"a","result":{"contents":"x","range":{"start":{"line":-1,"character":0},"end":{"line":0,"character":1.5}}}}`},
			[]string{"answer to textDocument/hover: result.range.end.character: want uinteger, got 1.5", "answer to textDocument/hover: result.range.start.line: want uinteger, got -1"}},
		{"result and error", []string{hello, welcome, hover, `< {"jsonrpc":"2.0","id":"a","result":null,"error":{"code":1,"message":"x"}}`},
			[]string{"answer to textDocument/hover: an answer must have either"}},
		{"answered twice", []string{hello, welcome, welcome}, []string{"answer to nothing: no unanswered request has the id 1"}},
		{"another id", []string{hello, `< {"jsonrpc":"2.0","id":"1","result":{"capabilities":{}}}`}, []string{"answer to nothing: no unanswered request"}},
		{"too early", []string{hello, `< {"jsonrpc":"2.0","id":1,"method":"workspace/configuration","params":{"items":[]}}`},
			[]string{"workspace/configuration: sent before initialize was answered"}},
		{"not announced", []string{hello, welcome, `< {"jsonrpc":"2.0","id":1,"method":"workspace/applyEdit","params":{"edit":{}}}`},
			[]string{"workspace/applyEdit: the editor has not announced workspace.applyEdit"}},
		{"announced", []string{hello, welcome, `< {"jsonrpc":"2.0","id":1,"method":"workspace/configuration","params":{"items":[]}}`}, nil},
		{"future version", []string{hello, welcome, opened, `< {"jsonrpc":"2.0","method":"textDocument/publishDiagnostics","params":{"uri":"file:///a.go","version":4,"diagnostics":[]}}`},
			[]string{"textDocument/publishDiagnostics: diagnostics for a version"}},
		{"wrong side", []string{hello, welcome, `< {"jsonrpc":"2.0","method":"initialized","params":{}}`}, []string{"initialized: sent by the wrong side"}},
		{"unknown method", []string{hello, welcome, `< {"jsonrpc":"2.0","method":"errls/news","params":{}}`, `< {"jsonrpc":"2.0","method":"$/errls"}`},
			[]string{"errls/news: not a method of the protocol"}},
		{"a message of the editor", []string{`> {"id":1,"method":"textDocument/hover","params":{}}`}, nil},
		{"not JSON", []string{hello, `< {"jsonrpc"`}, []string{"message: not JSON"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := findings(model, test.lines)
			if !slices.EqualFunc(got, test.want, strings.HasPrefix) {
				t.Errorf("findings\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
		})
	}
}

// findings sends messages through a conversation, byte by byte, and returns the violations of the server. A line begins
// with "> " if the editor sends it, and with "< " if the server does.
func findings(m *model, lines []string) []string {
	var log strings.Builder
	c := newConversation(m, &log)
	frame := map[string]*frames{}
	for sign, from := range map[string]side{"> ": fromEditor, "< ": fromServer} {
		frame[sign] = newFrames(func(body []byte) { c.message(from, body) }, func(problem string) { c.report(from, "frame", problem) })
	}
	for _, line := range lines {
		for _, b := range []byte(fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(line)-2, line[2:])) {
			frame[line[:2]].write([]byte{b})
		}
	}
	var found []string
	for line := range strings.Lines(log.String()) {
		if !strings.HasPrefix(line, "#") {
			found = append(found, strings.TrimSuffix(line, "\n"))
		}
	}
	return found
}

func TestFrames(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"two", "Content-Length: 2\r\n\r\n{}Content-Type: x\r\nContent-Length: 4\r\n\r\nnull", "{}|null"},
		{"cut short", "Content-Length: 4\r\n\r\n{}", ""},
		{"no length", "Content-Type: x\r\n\r\n", `header without length: "Content-Type: x"`},
		{"noise", "hello\r\n\r\n", `invalid header: "hello"`},
		{"negative", "Content-Length: -2\r\n\r\n", `invalid length in header: "Content-Length: -2"`},
		{"endless", strings.Repeat("x", maxHeader+1), "no end of a header within 4097 bytes: "},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			f := newFrames(func(body []byte) { got = append(got, string(body)) }, func(problem string) { got = append(got, problem) })
			f.write([]byte(test.in))
			if joined := strings.Join(got, "|"); !strings.HasPrefix(joined, test.want) || test.want == "" && joined != "" {
				t.Errorf("got %q, want %q", joined, test.want)
			}
		})
	}
}

func loadModel(t *testing.T) *model {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "go.lsp.dev/protocol").Output()
	if err != nil {
		t.Fatalf("finding the module: %v", err)
	}
	m, err := readModel(filepath.Join(strings.TrimSpace(string(dir)), "internal", "genlsp", "testdata", "metaModel.json"))
	if err != nil {
		t.Fatal(err)
	}
	return m
}
