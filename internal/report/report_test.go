package report_test

import (
	"bytes"
	"errors"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/internal/report"
)

const source = "package p\n\n\tif te.Code == \"名字\" || te.Code == \"Expird\" {\r\n\t}\n"

// findings returns two findings in source: one after wide characters, and one of several lines with all fields set.
func findings(t *testing.T) []report.Finding {
	t.Helper()
	fset := token.NewFileSet()
	file := fset.AddFile("/src/p/a.go", -1, len(source))
	file.SetLinesForContent([]byte(source))
	at := func(text string) token.Pos {
		offset := strings.Index(source, text)
		if offset < 0 {
			t.Fatalf("no %q in the source", text)
		}
		return file.Pos(offset)
	}
	resolver := report.Resolver{Root: "/src"}
	sources := map[string][]byte{"/src/p/a.go": []byte(source)}
	code, brace := at(`"Expird"`), at("{")
	return []report.Finding{
		resolver.Resolve(fset, sources, analyzer.Finding{
			Rule: "rulea", Severity: analyzer.Warning, Pos: code, End: code + 8, Message: "no such code",
		}),
		resolver.Resolve(fset, sources, analyzer.Finding{
			Rule: "ruleb", Severity: analyzer.Info, Pos: brace, End: at("}") + 1, Message: "block \x1b[31m with a color",
			URL: "https://example.com/ruleb", Catalog: "example.service", Code: "Expird",
			Related: []analyzer.Related{{Pos: at("te.Code"), Message: "the test"}},
			Fixes: []analyzer.Fix{{Message: "replace it", Edits: []analyzer.Edit{
				{Pos: code, End: code + 8, New: `"Expired"`},
			}}},
		}),
	}
}

var problems = []report.Problem{
	{Path: "/src/p/broken.go", Line: 3, Column: 7, Message: "expected ';'"},
	{Path: "/elsewhere/gone", Message: "reading it: no such\ndirectory", Fatal: true},
}

// printAll sends findings and problems to a handler, and closes it.
func printAll(t *testing.T, h report.Handler) {
	t.Helper()
	var errs []error
	for _, f := range findings(t) {
		errs = append(errs, h.Finding(f))
	}
	for _, p := range problems {
		errs = append(errs, h.Problem(p))
	}
	if err := errors.Join(append(errs, h.Close())...); err != nil {
		t.Fatal(err)
	}
}

func TestText(t *testing.T) {
	for _, test := range []struct {
		name  string
		color bool
	}{{"text", false}, {"color", true}} {
		t.Run(test.name, func(t *testing.T) {
			var out, errs bytes.Buffer
			printAll(t, report.Text(report.Config{
				Out: &out, Err: &errs, Dir: "/src", Color: test.color,
			}))
			golden(t, test.name, out.String()+"-- stderr --\n"+errs.String())
		})
	}
}

func TestTextWithoutSource(t *testing.T) {
	var out bytes.Buffer
	h := report.Text(report.Config{Out: &out, Err: &out})
	f := findings(t)[0]
	f.Line = ""
	if err := h.Finding(f); err != nil {
		t.Fatal(err)
	}
	if got, want := out.String(), "/src/p/a.go:3:39: no such code (rulea)\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNoFindings(t *testing.T) {
	var out bytes.Buffer
	if err := report.Text(report.Config{Out: &out, Err: &out}).Close(); err != nil {
		t.Fatal(err)
	}
	if out.Len() > 0 {
		t.Errorf("a run without findings prints %q", out.String())
	}
	if err := report.JSON(report.Config{Out: &out, Err: &out}).Close(); err != nil {
		t.Fatal(err)
	}
	if want := "{\n  \"version\": 1,\n  \"findings\": [],\n  \"problems\": []\n}\n"; out.String() != want {
		t.Errorf("got %s, want empty lists: %s", out.String(), want)
	}
}

func TestJSON(t *testing.T) {
	var out, errs bytes.Buffer
	printAll(t, report.JSON(report.Config{Out: &out, Err: &errs, Dir: "/src"}))
	golden(t, "json", out.String()+"-- stderr --\n"+errs.String())
}

// golden compares got with testdata/NAME.golden. It writes the file if the environment variable ERRLS_UPDATE is set.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if os.Getenv("ERRLS_UPDATE") != "" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got); ERRLS_UPDATE=1 go test updates it:\n%s", path, diff)
	}
}

// TestFormats checks that each format prints findings to Out and problems to Err, and uses color only if Color is set.
func TestFormats(t *testing.T) {
	names := map[string]bool{}
	for _, f := range report.Formats() {
		t.Run(f.Name, func(t *testing.T) {
			if names[f.Name] {
				t.Errorf("two formats have the name %s", f.Name)
			}
			names[f.Name] = true
			var out, errs bytes.Buffer
			printAll(t, f.New(report.Config{
				Out: &out, Err: &errs, Dir: "/src",
			}))
			if !strings.Contains(out.String(), "no such code") || strings.Contains(out.String(), "\x1b") {
				t.Errorf("standard output of format %s: %q; want every finding, and no control characters (see Text and JSON)", f.Name, out.String())
			}
			if !strings.Contains(errs.String(), "broken.go:3:7: ") {
				t.Errorf("standard error of format %s: %q; want every problem (see writeProblem)", f.Name, errs.String())
			}
		})
	}
}

// TestSummary checks that the summary contains the rules with findings, each once.
func TestSummary(t *testing.T) {
	list := findings(t)
	for _, test := range []struct {
		findings []report.Finding
		want     string
	}{
		{list[:1], "errls: 1 finding in 1 file; run \"errls explain rulea\" for details\n"},
		{[]report.Finding{list[1], list[0], list[1]}, "errls: 3 findings in 1 file; run \"errls explain rulea ruleb\" for details\n"},
	} {
		var out, errs bytes.Buffer
		h := report.Text(report.Config{Out: &out, Err: &errs})
		for _, f := range test.findings {
			if err := h.Finding(f); err != nil {
				t.Fatal(err)
			}
		}
		if err := h.Close(); err != nil || errs.String() != test.want {
			t.Errorf("got %q, %v, want %q", errs.String(), err, test.want)
		}
	}
}
