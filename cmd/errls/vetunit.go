package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/load"
	"github.com/errls/errls/internal/printable"
	"github.com/errls/errls/internal/project"
	"github.com/errls/errls/internal/report"
)

// checkUnit checks the package that the configuration file at path describes, and prints the findings in the format
// that the go command expects: with -json a JSON tree and exit code 0, otherwise lines on standard error and exit
// code 1.
func checkUnit(e *env, c *vetConfig, config analyzer.Config, path string) error {
	var proj *project.Project // stays nil if go vet wants only facts, and the package has none
	unit, err := load.ReadUnit(path, func(dir string) *catalog.Set {
		proj = project.NewProjects("").For(dir)
		return proj.Set()
	})
	if err != nil {
		return err
	}
	if proj == nil || unit.Config.VetxOnly {
		return unit.Done()
	}
	findings := projectFindings(proj)
	if unit.Skip && len(findings) == 0 { // with mistakes, the package may be skipped only because a catalog is missing
		return unit.Done()
	}
	suite, err := analyzer.New(proj.Set(), proj.Config(config))
	if err != nil {
		return fmt.Errorf("creating the rules: %w", err)
	}
	if unit.Package != nil {
		resolver := &report.Resolver{Root: project.Root(unit.Config.Dir)}
		for _, f := range suite.Check(unit.Found) {
			findings = append(findings, vetFinding(resolver.Resolve(unit.Package.Fset, unit.Package.Sources, f)))
		}
	}
	if err := unit.Done(); err != nil {
		return err
	}
	failed := printUnitProblems(e.stderr, append(unit.Problems, tooLargeProblems(unit)...))
	if c.json {
		if err := writeVetJSON(e.stdout, unit.Config.Stdout, unit.Config.ID, findings); err != nil {
			return err
		}
	} else {
		t := vetText{e.stderr, c.context, nil}
		if unit.Package != nil {
			t.sources = unit.Package.Sources
		}
		t.print(findings)
		failed = failed || len(findings) > 0
	}
	if failed {
		return exitError(exitFindings)
	}
	return nil
}

// tooLargeProblems returns a problem for each function of the unit in which not all paths were followed. They are no findings,
// so that a large function does not make go vet fail.
func tooLargeProblems(unit *load.Unit) []load.Problem {
	if unit.Package == nil {
		return nil
	}
	var problems []load.Problem
	for i := range unit.Found.TooLarge {
		p := tooLargeProblem(unit.Package.Fset, &unit.Found.TooLarge[i])
		problems = append(problems, load.Problem{Path: p.Path, Line: p.Line, Column: p.Column, Message: p.Message})
	}
	return problems
}

// vetFinding returns f with the rule's name in its message, because go vet prints only the message.
func vetFinding(f report.Finding) report.Finding {
	f.Message += " (" + f.Rule + ")"
	return f
}

// projectFindings returns the mistakes in errls.yaml and its catalogs as findings: the go command prints only the
// findings of a package.
func projectFindings(proj *project.Project) []report.Finding {
	var findings []report.Finding
	for _, p := range proj.Problems() {
		span := report.Span{File: p.Path, Line: max(p.Line, 1), Column: max(p.Column, 1)}
		span.EndLine, span.EndColumn = span.Line, span.Column
		findings = append(findings, report.Finding{Rule: project.Name, Span: span, Message: p.Message})
	}
	return findings
}

// printUnitProblems prints problems and reports whether one of them is fatal.
func printUnitProblems(w io.Writer, problems []load.Problem) (failed bool) {
	for _, p := range problems {
		position := printable.Name(p.Path)
		if p.Line > 0 {
			position += fmt.Sprintf(":%d:%d", p.Line, p.Column)
		}
		fmt.Fprintf(w, "%s: %s\n", position, printable.Line(p.Message))
		failed = failed || p.Fatal
	}
	return failed
}

// The output of go vet -json: package id to analyzer to diagnostics.
type (
	vetTree       map[string]map[string][]vetDiagnostic
	vetDiagnostic struct {
		Posn    string       `json:"posn"`
		End     string       `json:"end"`
		Message string       `json:"message"`
		Fixes   []vetFix     `json:"suggested_fixes,omitempty"`
		Related []vetRelated `json:"related,omitempty"`
	}
	vetFix struct {
		Message string    `json:"message"`
		Edits   []vetEdit `json:"edits"`
	}
	vetEdit struct {
		File  string `json:"filename"`
		Start int    `json:"start"`
		End   int    `json:"end"`
		New   string `json:"new"`
	}
	vetRelated struct {
		Posn    string `json:"posn"`
		End     string `json:"end"`
		Message string `json:"message"`
	}
)

// writeVetJSON writes the findings of the package id to the file at path, or to w if path is empty.
func writeVetJSON(w io.Writer, path, id string, findings []report.Finding) error {
	tree := vetTree{}
	for _, f := range findings {
		if tree[id] == nil {
			tree[id] = map[string][]vetDiagnostic{}
		}
		tree[id][f.Rule] = append(tree[id][f.Rule], vetDiagnosticOf(f))
	}
	data, err := json.MarshalIndent(tree, "", "\t")
	if err != nil {
		return fmt.Errorf("encoding the findings: %w", err)
	}
	data = append(printable.JSON(data), '\n')
	if path != "" {
		err = os.WriteFile(path, data, 0o666)
	} else {
		_, err = w.Write(data)
	}
	if err != nil {
		return fmt.Errorf("writing the findings: %w", err)
	}
	return nil
}

// vetDiagnosticOf returns f in the form of go vet. The go command prints positions and messages as they are.
func vetDiagnosticOf(f report.Finding) vetDiagnostic {
	f.Span.File = printable.Path(f.Span.File)
	d := vetDiagnostic{Posn: f.Span.Start(), End: f.Span.End(), Message: printable.Line(f.Message)}
	for _, fix := range f.Fixes {
		out := vetFix{Message: fix.Message, Edits: []vetEdit{}}
		for _, e := range fix.Edits {
			out.Edits = append(out.Edits, vetEdit{e.Span.File, e.Span.Offset, e.Span.EndOffset, e.New})
		}
		d.Fixes = append(d.Fixes, out)
	}
	for _, r := range f.Related {
		r.Span.File = printable.Path(r.Span.File)
		d.Related = append(d.Related, vetRelated{r.Span.Start(), r.Span.End(), printable.Line(r.Message)})
	}
	return d
}

// A vetText prints findings as go vet does, each with its source line and context lines before and after it. If context
// is negative, it prints no source.
type vetText struct {
	w       io.Writer
	context int
	sources map[string][]byte // the contents of the parsed files, by name
}

func (t *vetText) print(findings []report.Finding) {
	for _, f := range findings {
		t.line(f.Span, f.Parsed, f.Message)
		for _, r := range f.Related {
			t.line(r.Span, r.Parsed, "\t"+r.Message)
		}
	}
}

func (t *vetText) line(s, parsed report.Span, message string) {
	s.File = printable.Name(s.File)
	fmt.Fprintf(t.w, "%s: %s\n", s.Start(), printable.Text(message))
	source, ok := t.sources[parsed.File]
	if !ok || t.context < 0 {
		return
	}
	lines := strings.Split(string(source), "\n")
	for i := max(parsed.Line-t.context, 1); i <= min(parsed.EndLine+t.context, len(lines)); i++ {
		fmt.Fprintf(t.w, "%d\t%s\n", i, lines[i-1])
	}
}
