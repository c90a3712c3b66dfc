package lsp

import (
	"cmp"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/errls/errls/lsp/session"
)

// A command is a command of the scenarios that sends a request and writes the answer.
type command struct {
	name   string
	method string // the request
	run    func(s *scenario, args []string)
}

func commands() []command {
	return []command{
		{"hover", "textDocument/hover", (*scenario).hover},
		{"complete", "textDocument/completion", (*scenario).complete},
		{"resolve", "completionItem/resolve", (*scenario).resolve},
		{"diagnostics", "textDocument/diagnostic", (*scenario).diagnostics},
		{"fix", "textDocument/codeAction", (*scenario).fix},
	}
}

func (s *scenario) request(name string, args []string) {
	for _, c := range commands() {
		if c.name == name {
			c.run(s, args)
			return
		}
	}
	s.t.Fatalf("no command %q", name)
}

func (s *scenario) hover(args []string) {
	name := args[0]
	result := s.client.must("textDocument/hover", s.at(name))
	var h *struct {
		Contents struct{ Kind, Value string }
		Range    protocol.Range
	}
	s.decode(result, &h)
	if h == nil {
		s.out.WriteString("nothing\n")
		return
	}
	fmt.Fprintf(&s.out, "%s %s\n", s.shown(s.docs[s.mark(name).file], h.Range), h.Contents.Kind)
	for line := range strings.Lines(h.Contents.Value) {
		s.out.WriteString("\t" + line)
	}
}

type completionItem struct {
	Label, SortText, FilterText, Detail string
	TextEdit                            struct {
		Range   protocol.Range
		NewText string
	}
	Documentation struct{ Kind, Value string }
}

func (s *scenario) items(name string) (list *struct {
	IsIncomplete bool
	Items        []json.RawMessage
}) {
	s.decode(s.client.must("textDocument/completion", s.at(name)), &list)
	return list
}

func (s *scenario) complete(args []string) {
	name := args[0]
	list := s.items(name)
	if list == nil {
		s.out.WriteString("nothing\n")
		return
	}
	if list.IsIncomplete {
		s.out.WriteString("incomplete\n")
	}
	for i, raw := range list.Items {
		var item completionItem
		s.decode(raw, &item)
		if i == 0 {
			fmt.Fprintf(&s.out, "replaces %s\n", s.shown(s.docs[s.mark(name).file], item.TextEdit.Range))
		}
		fmt.Fprintf(&s.out, "%s %s: %s\n", item.SortText, item.TextEdit.NewText, item.Detail)
		if item.Label != item.TextEdit.NewText || item.FilterText != item.Label {
			s.t.Errorf("item %+v", item)
		}
	}
}

func (s *scenario) resolve(args []string) {
	name, code := args[0], args[1]
	for _, raw := range s.items(name).Items {
		var item completionItem
		s.decode(raw, &item)
		if item.Label == code {
			s.decode(s.client.must("completionItem/resolve", string(raw)), &item)
			fmt.Fprintf(&s.out, "%s %s %s\n", item.Label, item.TextEdit.NewText, item.Documentation.Kind)
			for line := range strings.Lines(item.Documentation.Value) {
				s.out.WriteString("\t" + line)
			}
		}
	}
}

type diagnosticItem struct {
	Range              protocol.Range
	Severity           int
	Code, Source       string
	Message            string
	CodeDescription    struct{ Href string }
	Data               json.RawMessage
	RelatedInformation []struct {
		Location struct {
			URI   string
			Range protocol.Range
		}
		Message string
	}
}

// diagnostics requests the diagnostics of a file, or waits until those of the current text are published.
func (s *scenario) diagnostics(args []string) {
	name := args[0]
	var items []diagnosticItem
	if pull := s.client.server.client.Load().pull; pull {
		var report struct {
			Kind, ResultID string
			Items          []diagnosticItem
		}
		s.decode(s.client.must("textDocument/diagnostic", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, s.uri(name))), &report)
		fmt.Fprintf(&s.out, "%s report\n", report.Kind)
		items = report.Items
		again := s.client.must("textDocument/diagnostic", fmt.Sprintf(
			`{"textDocument":{"uri":%q},"previousResultId":%q}`, s.uri(name), report.ResultID))
		if !strings.Contains(string(again), `"unchanged"`) {
			s.t.Errorf("the second report is not unchanged: %s", again)
		}
	} else {
		items = s.published(name)
	}
	doc := s.docs[name]
	for _, d := range items {
		fmt.Fprintf(&s.out, "%s %d %s %s: %s\n", s.shown(doc, d.Range), d.Severity, d.Source, d.Code, d.Message)
		fmt.Fprintf(&s.out, "\t%s %s\n", d.CodeDescription.Href, d.Data)
		for _, r := range d.RelatedInformation {
			file := filepath.Base(r.Location.URI)
			fmt.Fprintf(&s.out, "\t%s %s: %s\n", file, s.shown(s.docs[file], r.Location.Range), r.Message)
		}
	}
}

func (s *scenario) published(name string) []diagnosticItem {
	for {
		m := s.client.wait(s.client.notes, "publishDiagnostics")
		var p struct {
			URI         string
			Version     int32
			Diagnostics []diagnosticItem
		}
		s.decode(m.Params, &p)
		if p.URI == s.uri(name) && p.Version == s.docs[name].Version+1 {
			fmt.Fprintf(&s.out, "published version %d\n", p.Version)
			return p.Diagnostics
		}
	}
}

type textEdit struct {
	Range   protocol.Range
	NewText string
	Snippet struct{ Kind, Value string }
}

type codeActionItem struct {
	Title, Kind string
	IsPreferred bool
	Diagnostics []diagnosticItem
	Edit        struct {
		Changes         map[string][]textEdit
		DocumentChanges []struct {
			TextDocument struct {
				URI     string
				Version *int32
			}
			Edits []textEdit
		}
	}
}

func (s *scenario) fix(args []string) {
	name, only := args[0], args[1:]
	m := s.mark(name)
	p := s.encoding.position(s.docs[m.file], m.offset)
	context := map[string]any{"diagnostics": []any{}}
	if len(only) > 0 {
		context["only"] = only
	}
	encoded, err := json.Marshal(map[string]any{
		"textDocument": map[string]string{"uri": s.uri(m.file)}, "context": context,
		"range": protocol.Range{Start: p, End: p},
	})
	if err != nil {
		s.t.Fatal(err)
	}
	var actions []codeActionItem
	s.decode(s.client.must("textDocument/codeAction", string(encoded)), &actions)
	if len(actions) == 0 {
		s.out.WriteString("nothing\n")
	}
	for _, a := range actions {
		edits := a.Edit.Changes[s.uri(m.file)]
		fmt.Fprintf(&s.out, "%s %q preferred=%t for %s\n", a.Kind, a.Title, a.IsPreferred, a.Diagnostics[0].Code)
		for _, change := range a.Edit.DocumentChanges {
			fmt.Fprintf(&s.out, "of version %d\n", *change.TextDocument.Version)
			edits = change.Edits
		}
		for _, e := range edits {
			text := cmp.Or(e.NewText, e.Snippet.Kind+" "+e.Snippet.Value)
			if strings.ContainsAny(text, "\r\n") {
				text = strconv.Quote(text)
			}
			fmt.Fprintf(&s.out, "%s becomes %s\n", s.shown(s.docs[m.file], e.Range), text)
		}
	}
}

// shown formats a range and the text in it.
func (s *scenario) shown(doc *session.Document, r protocol.Range) string {
	span := s.encoding.offsets(doc, r)
	return fmt.Sprintf("%d:%d-%d:%d [%s]", r.Start.Line, r.Start.Character, r.End.Line, r.End.Character, doc.Text[span.Start:span.End])
}

func (s *scenario) decode(raw json.RawMessage, v any) {
	if err := json.Unmarshal(raw, v); err != nil {
		s.t.Fatalf("%s: %v", raw, err)
	}
}
