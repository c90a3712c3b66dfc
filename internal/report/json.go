package report

import (
	"bytes"
	"encoding/json"
	"path/filepath"

	"github.com/errls/errls/internal/printable"
)

// JSONVersion is the version of the JSON output. It is raised when the meaning of a field changes or a field is
// removed, but not when a field is added.
const JSONVersion = 1

// The JSON output. jsonHelp describes it.
type (
	jsonReport struct {
		Version  int           `json:"version"`
		Findings []jsonFinding `json:"findings"`
		Problems []jsonProblem `json:"problems"`
	}
	jsonSpan struct {
		File      string `json:"file"`
		Line      int    `json:"line"`
		Column    int    `json:"column,omitempty"`
		EndLine   int    `json:"endLine"`
		EndColumn int    `json:"endColumn,omitempty"`
	}
	jsonFinding struct {
		Rule     string `json:"rule"`
		Severity string `json:"severity"`
		jsonSpan
		Message string        `json:"message"`
		URL     string        `json:"url"`
		Catalog string        `json:"catalog,omitempty"`
		Code    string        `json:"code,omitempty"`
		Related []jsonRelated `json:"related,omitempty"`
		Fixes   []jsonFix     `json:"fixes,omitempty"`
	}
	jsonRelated struct {
		jsonSpan
		Message string `json:"message"`
	}
	jsonFix struct {
		Message string     `json:"message"`
		Edits   []jsonEdit `json:"edits"`
	}
	jsonEdit struct {
		jsonSpan
		Offset    int    `json:"offset"`
		EndOffset int    `json:"endOffset"`
		New       string `json:"new"`
	}
	jsonProblem struct {
		Path    string `json:"path"`
		Line    int    `json:"line,omitempty"`
		Column  int    `json:"column,omitempty"`
		Message string `json:"message"`
		Fatal   bool   `json:"fatal"`

		Missing []string `json:"missing,omitempty"`
	}
)

const jsonHelp = `'errls check -format json' prints one JSON object to standard output:

	version    1; the number is raised when the meaning of a field changes
	findings   list of findings, sorted by directory, file and line:
	    rule        name of the rule, or "ignore" for a comment that should
	                suppress a finding and does not; 'errls explain' describes
	                both
	    severity    "error", "warning" or "info"
	    file        path with slashes, relative to the current directory if the
	                file is below it, otherwise absolute
	    line, column, endLine, endColumn
	                range of the expression that names the code; lines and
	                columns start at 1, columns count bytes, the end is
	                exclusive; without columns if they are not known, as in
	                the source of generated code
	    message     one sentence
	    url         documentation of the rule
	    catalog     id of the service's catalog, if any
	    code        the code as written in the program, if any
	    related     list of related places: file, line, column, endLine,
	                endColumn, message
	    fixes       list of suggested fixes: message, and a list of edits to
	                apply together: file, line, column, endLine, endColumn,
	                offset, endOffset (in bytes, from 0) and new, the
	                replacement text
	problems   list of what could not be checked, or only in part: path, line
	           and column if known, message, and fatal, which is true if the
	           problem makes errls exit with code 2; and missing, a list of
	           the import paths of packages whose source is not available, if
	           that is the problem

Programs that read the output should ignore unknown fields.
`

// JSON returns a handler that prints one JSON object to config.Out when it is closed. It also prints each problem to
// config.Err.
func JSON(config Config) Handler {
	return &jsonHandler{Config: config, report: jsonReport{
		Version: JSONVersion, Findings: []jsonFinding{}, Problems: []jsonProblem{},
	}}
}

// A jsonHandler is the handler of the JSON output.
type jsonHandler struct {
	Config
	report jsonReport
}

func (h *jsonHandler) Finding(f Finding) error {
	out := jsonFinding{
		Rule: f.Rule, Severity: string(f.Severity), jsonSpan: h.span(f.Span),
		Message: f.Message, URL: f.URL, Catalog: f.Catalog, Code: f.Code,
	}
	for _, r := range f.Related {
		out.Related = append(out.Related, jsonRelated{h.span(r.Span), r.Message})
	}
	for _, fix := range f.Fixes {
		edits := make([]jsonEdit, 0, len(fix.Edits))
		for _, e := range fix.Edits {
			edits = append(edits, jsonEdit{h.span(e.Span), e.Span.Offset, e.Span.EndOffset, e.New})
		}
		out.Fixes = append(out.Fixes, jsonFix{fix.Message, edits})
	}
	h.report.Findings = append(h.report.Findings, out)
	return nil
}

func (h *jsonHandler) Problem(p Problem) error {
	h.report.Problems = append(h.report.Problems,
		jsonProblem{h.file(p.Path), p.Line, p.Column, p.Message, p.Fatal, p.Missing})
	return writeProblem(h.Err, h.Dir, p)
}

func (h *jsonHandler) Close() error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(h.report); err != nil {
		return err
	}
	_, err := h.Out.Write(printable.JSON(b.Bytes()))
	return err
}

func (h *jsonHandler) span(s Span) jsonSpan {
	return jsonSpan{h.file(s.File), s.Line, s.Column, s.EndLine, s.EndColumn}
}

func (h *jsonHandler) file(path string) string { return filepath.ToSlash(relative(h.Dir, path)) }
