package lsp

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"go.lsp.dev/uri"
	"golang.org/x/tools/txtar"

	"github.com/errls/errls/lsp/session"
)

var update = flag.Bool("update", false, "update the answers in the scenarios")

// TestScenarios runs the scenarios in testdata. Each is a txtar archive with the files of a workspace, the actions of a
// client in the comment, and the answers of the server in the file "want". In the files of the workspace, «NAME» is a
// mark and not part of the text, «CRLF» before a newline replaces it with CRLF, and «EOF» ends the file. The lines of
// the comment are:
//
//	client NAME…             start a client with the capabilities pull, utf8, plain, literal, changes, snippets, related
//	open FILE
//	type MARK TEXT           insert the text at the mark; marks after it move
//	replace MARK MARK TEXT   replace the text between the marks
//	hover MARK
//	complete MARK
//	resolve MARK CODE        the completion item of a code, with its documentation
//	diagnostics FILE
//	fix MARK [KIND…]         the code actions at a mark
//	# …                      a comment
//
// With the flag -update, the test updates the file "want".
func TestScenarios(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no scenarios")
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				archive, err := txtar.ParseFile(path)
				if err != nil {
					t.Fatal(err)
				}
				s := newScenario(t, archive)
				got := s.run(string(archive.Comment))
				want := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == "want" })
				if *update {
					archive.Files = append(archive.Files[:want:want], txtar.File{Name: "want", Data: []byte(got)})
					if err := os.WriteFile(path, txtar.Format(archive), 0o666); err != nil {
						t.Fatal(err)
					}
					return
				}
				if w := string(archive.Files[want].Data); got != w {
					t.Errorf("got\n%s\nwant\n%s", got, w)
				}
			})
		})
	}
}

type scenario struct {
	t        *testing.T
	dir      string
	client   *testClient
	encoding encoding
	docs     map[string]*session.Document // by name
	marks    map[string]mark
	out      strings.Builder
}

type mark struct {
	file   string
	offset int
}

func newScenario(t *testing.T, archive *txtar.Archive) *scenario {
	s := &scenario{t: t, dir: t.TempDir(), docs: make(map[string]*session.Document), marks: make(map[string]mark)}
	for _, f := range archive.Files {
		if f.Name == "want" {
			continue
		}
		contents := strings.ReplaceAll(string(f.Data), "«CRLF»\n", "\r\n")
		contents, _, _ = strings.Cut(contents, "«EOF»")
		text := s.unmark(f.Name, contents)
		path := filepath.Join(s.dir, f.Name)
		s.docs[f.Name] = session.NewDocument(path, 0, text)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func (s *scenario) unmark(file, text string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "«")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, after, _ := strings.Cut(rest, "»")
		s.marks[name] = mark{file, b.Len()}
		text = after
	}
}

func (s *scenario) run(comment string) string {
	for line := range strings.Lines(comment) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, rest, _ := strings.Cut(line, " ")
		args := strings.Fields(rest)
		if s.client == nil && name != "client" {
			s.connect(nil)
		}
		switch name {
		case "client":
			s.connect(args)
			continue
		case "open":
			doc := s.docs[args[0]]
			s.client.open(s.uri(args[0]), doc.Text)
			continue
		case "type":
			s.edit(args[0], args[0], strings.ReplaceAll(strings.SplitN(rest, " ", 2)[1], `\n`, "\n"))
			continue
		case "replace":
			s.edit(args[0], args[1], strings.SplitN(rest, " ", 3)[2])
			continue
		}
		fmt.Fprintf(&s.out, "$ %s\n", line)
		s.request(name, args)
	}
	return s.out.String()
}

func (s *scenario) connect(names []string) {
	has := func(name string) bool { return slices.Contains(names, name) }
	formats := []string{"markdown", "plaintext"}
	if has("plain") {
		formats = []string{"plaintext"}
	}
	text := map[string]any{
		"hover":              map[string]any{"contentFormat": formats},
		"completion":         map[string]any{"completionItem": map[string]any{"documentationFormat": formats}},
		"publishDiagnostics": map[string]any{"relatedInformation": has("related"), "codeDescriptionSupport": true, "dataSupport": true},
	}
	capabilities := map[string]any{"textDocument": text}
	if has("pull") {
		text["diagnostic"] = map[string]any{}
	}
	if has("literal") {
		text["codeAction"] = map[string]any{"codeActionLiteralSupport": map[string]any{}, "isPreferredSupport": true}
	}
	if has("changes") {
		edit := map[string]any{"documentChanges": true, "snippetEditSupport": has("snippets")}
		capabilities["workspace"] = map[string]any{"workspaceEdit": edit}
	}
	if has("utf8") {
		s.encoding = utf8
		capabilities["general"] = map[string]any{"positionEncodings": []string{"utf-8", "utf-16"}}
	}
	encoded, err := json.Marshal(capabilities)
	if err != nil {
		s.t.Fatal(err)
	}
	s.client = connect(s.t, Options{Set: acme()}, string(encoded))
}

func (s *scenario) uri(name string) string { return string(uri.File(filepath.Join(s.dir, name))) }

func (s *scenario) mark(name string) mark {
	m, ok := s.marks[name]
	if !ok {
		s.t.Fatalf("no mark %q", name)
	}
	return m
}

// edit replaces the text between two marks. Marks at its end and after it move.
func (s *scenario) edit(from, to, text string) {
	start, end := s.mark(from), s.mark(to)
	old := s.docs[start.file]
	span := session.Span{Start: start.offset, End: end.offset}
	r := s.encoding.span(old, span)
	version := old.Version + 2
	s.docs[start.file] = session.NewDocument(old.Path, old.Version+1, old.Text[:span.Start]+text+old.Text[span.End:])
	for name, m := range s.marks {
		if m.file == start.file && m.offset >= span.End {
			s.marks[name] = mark{m.file, m.offset + len(text) - (span.End - span.Start)}
		}
	}
	encoded, err := json.Marshal(r)
	if err != nil {
		s.t.Fatal(err)
	}
	s.client.notify("textDocument/didChange", fmt.Sprintf(
		`{"textDocument":{"uri":%q,"version":%d},"contentChanges":[{"range":%s,"text":%s}]}`,
		s.uri(start.file), version, encoded, quote(text)))
}

// at returns the params of a request at a mark.
func (s *scenario) at(name string) string {
	m := s.mark(name)
	p := s.encoding.position(s.docs[m.file], m.offset)
	return fmt.Sprintf(`{"textDocument":{"uri":%q},"position":{"line":%d,"character":%d}}`, s.uri(m.file), p.Line, p.Character)
}
