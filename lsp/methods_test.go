package lsp

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
)

// A modelMethod is a method as the machine-readable description of the protocol has it.
type modelMethod struct {
	Method           string `json:"method"`
	ServerCapability string `json:"serverCapability"` // a dotted path; empty if the method has no capability
}

// modelMethods returns the requests and the notifications of the protocol. The description is a file in the source of
// the module go.lsp.dev/protocol.
func modelMethods(t *testing.T) (requests, notifications []modelMethod) {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "go.lsp.dev/protocol").Output()
	if err != nil {
		t.Fatalf("finding the module go.lsp.dev/protocol: %v", err)
	}
	path := filepath.Join(strings.TrimSpace(string(dir)), "internal", "genlsp", "testdata", "metaModel.json")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var model struct{ Requests, Notifications []modelMethod }
	if err := json.Unmarshal(data, &model); err != nil {
		t.Fatalf("reading %s: %v", path, err)
	}
	return model.Requests, model.Notifications
}

// announced returns the capabilities that the server announces to a client that can use all of them.
func announced(t *testing.T) map[string]any {
	t.Helper()
	var result struct{ Capabilities map[string]any }
	synctest.Test(t, func(t *testing.T) {
		answer := start(t, Options{}).initialize(
			`{"textDocument":{"diagnostic":{},"codeAction":{"codeActionLiteralSupport":{}}}}`)
		if err := json.Unmarshal(answer, &result); err != nil {
			t.Fatal(err)
		}
	})
	return result.Capabilities
}

// has reports whether the capabilities contain something else than false at a dotted path.
func has(capabilities map[string]any, path string) bool {
	var v any = capabilities
	for name := range strings.SplitSeq(path, ".") {
		object, _ := v.(map[string]any)
		v = object[name]
	}
	return v != nil && v != false
}

// TestMethodsAreAnnounced compares the table of methods with the announced capabilities, and with the capability of
// each method in the protocol.
func TestMethodsAreAnnounced(t *testing.T) {
	requests, notifications := modelMethods(t)
	capabilities := announced(t)
	handled := methodsByName()
	for _, kind := range []struct {
		name    string
		methods []modelMethod
		is      func(method) bool
	}{
		{"request", requests, func(m method) bool { return m.request != nil }},
		{"notification", notifications, func(m method) bool { return m.notification != nil }},
	} {
		for _, m := range kind.methods {
			row, ok := handled[m.Method]
			delete(handled, m.Method)
			path := m.ServerCapability
			switch {
			case ok && !kind.is(row):
				t.Errorf("methods.go: the row of %s must set the field %s: that is its kind in the protocol", m.Method, kind.name)
			case ok && path != "" && !has(capabilities, path):
				t.Errorf("methods.go: the row of %s needs a capability function that sets %s: without it no client uses the handler",
					m.Method, path)
			case ok && path == "" && row.capability != nil:
				t.Errorf("methods.go: the row of %s must have no capability function: the protocol has no capability for it", m.Method)
			case !ok && path != "" && has(capabilities, path) && !shared(requests, notifications, path):
				t.Errorf("methods.go: the server announces %s, but has no handler for %s: add a row for it, or do not announce it",
					path, m.Method)
			}
		}
	}
	for name := range handled {
		t.Errorf("methods.go: the row of %s: the protocol has no such method", name)
	}
}

// shared reports whether the server handles another method with the capability at path.
func shared(requests, notifications []modelMethod, path string) bool {
	handled := methodsByName()
	return slices.ContainsFunc(slices.Concat(requests, notifications), func(m modelMethod) bool {
		_, ok := handled[m.Method]
		return ok && m.ServerCapability == path
	})
}

// TestMethodsAreTested checks that there is a scenario in testdata for each request with a capability, and a test that
// names each of the other methods.
func TestMethodsAreTested(t *testing.T) {
	scenarios := contents(t, "testdata/*.txtar")
	tests := contents(t, "*_test.go")
	for _, m := range methods() {
		if m.request == nil || m.capability == nil {
			if !strings.Contains(tests, strconv.Quote(m.name)) {
				t.Errorf("no test sends %s: send it in a file *_test.go", m.name)
			}
			continue
		}
		i := slices.IndexFunc(commands(), func(c command) bool { return c.method == m.name })
		if i < 0 {
			t.Errorf("no command of the scenarios sends %s: add one to commands in scenario_commands_test.go", m.name)
			continue
		}
		if name := commands()[i].name; !strings.Contains(scenarios, "\n"+name+" ") {
			t.Errorf("no scenario tests %s: add one to testdata/*.txtar that uses the command %q", m.name, name)
		}
	}
}

// contents returns the contents of the files that match a pattern.
func contents(t *testing.T, pattern string) string {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no files match %s", pattern)
	}
	var b strings.Builder
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(data)
	}
	return b.String()
}
