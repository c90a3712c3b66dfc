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
	"github.com/errls/errls/internal/project"
	"github.com/errls/errls/internal/report"
)

// checkUnit looks at one package for the go command and prints what it finds in the form that the go command
// reads: with -json a JSON tree and exit code 0, else lines on standard error and exit code 1.
func checkUnit(e *env, c *vetConfig, config analyzer.Config, path string) error {
	var at *project.Project // stays nil where only facts are wanted, and there are none
	unit, err := load.ReadUnit(path, func(dir string) *catalog.Set {
		at = project.NewProjects("").For(dir)
		return at.Set()
	})
	if err != nil {
		return err
	}
	if at == nil || unit.Config.VetxOnly {
		return unit.Done()
	}
	findings := projectFindings(at)
	if unit.Skip && len(findings) == 0 { // else it may be skipped for want of a catalog
		return unit.Done()
	}
	suite, err := analyzer.New(at.Set(), at.Config(config))
	if err != nil {
		return fmt.Errorf("making the rules: %w", err)
	}
	if unit.Package != nil {
		for _, f := range suite.Check(unit.Found) {
			findings = append(findings, vetFinding(report.Resolve(unit.Package.Fset, f)))
		}
	}
	if err := unit.Done(); err != nil {
		return err
	}
	failed := printUnitProblems(e.stderr, unit.Problems)
	if c.json {
		if err := writeVetJSON(e.stdout, unit.Config.Stdout, unit.Config.ID, findings); err != nil {
			return err
		}
	} else {
		printVetText(e.stderr, c.context, findings)
		failed = failed || len(findings) > 0
	}
	if failed {
		return exitError(exitFindings)
	}
	return nil
}

// vetFinding puts the rule's name into the message: go vet prints nothing else.
func vetFinding(f report.Finding) report.Finding {
	f.Message += " (" + f.Rule + ")"
	return f
}

// projectFindings gives the mistakes in errls.yaml and its catalogs the form of findings: the go command prints
// nothing else of a unit whose findings it prints.
func projectFindings(at *project.Project) []report.Finding {
	var findings []report.Finding
	for _, p := range at.Problems() {
		place := report.Span{File: p.Path, Line: max(p.Line, 1), Column: max(p.Column, 1)}
		place.EndLine, place.EndColumn = place.Line, place.Column
		findings = append(findings, report.Finding{Rule: project.Name, Span: place, Message: p.Message})
	}
	return findings
}

func printUnitProblems(w io.Writer, problems []load.Problem) (failed bool) {
	for _, p := range problems {
		place := p.Path
		if p.Line > 0 {
			place = fmt.Sprintf("%s:%d:%d", p.Path, p.Line, p.Column)
		}
		fmt.Fprintf(w, "%s: %s\n", place, p.Message)
		failed = failed || p.Fatal
	}
	return failed
}

// The form of go vet -json: unit, then analyzer, then diagnostics.
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

// writeVetJSON prints the tree to the file that the go command named, or else to w.
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
	data = append(data, '\n')
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

func vetDiagnosticOf(f report.Finding) vetDiagnostic {
	d := vetDiagnostic{Posn: posn(f.Span), End: endPosn(f.Span), Message: f.Message}
	for _, fix := range f.Fixes {
		out := vetFix{Message: fix.Message, Edits: []vetEdit{}}
		for _, e := range fix.Edits {
			out.Edits = append(out.Edits, vetEdit{e.Span.File, e.Span.Offset, e.Span.EndOffset, e.New})
		}
		d.Fixes = append(d.Fixes, out)
	}
	for _, r := range f.Related {
		d.Related = append(d.Related, vetRelated{posn(r.Span), endPosn(r.Span), r.Message})
	}
	return d
}

func posn(s report.Span) string    { return fmt.Sprintf("%s:%d:%d", s.File, s.Line, s.Column) }
func endPosn(s report.Span) string { return fmt.Sprintf("%s:%d:%d", s.File, s.EndLine, s.EndColumn) }

// printVetText prints findings as go vet does, each with so many lines of the source around it, none if negative.
func printVetText(w io.Writer, around int, findings []report.Finding) {
	for _, f := range findings {
		printVetLine(w, around, f.Span, f.Message)
		for _, r := range f.Related {
			printVetLine(w, around, r.Span, "\t"+r.Message)
		}
	}
}

func printVetLine(w io.Writer, around int, s report.Span, message string) {
	fmt.Fprintf(w, "%s: %s\n", posn(s), message)
	if around < 0 {
		return
	}
	data, err := os.ReadFile(s.File)
	if err != nil {
		return // the place is told; only its surroundings are gone
	}
	lines := strings.Split(string(data), "\n")
	for i := max(s.Line-around, 1); i <= min(s.EndLine+around, len(lines)); i++ {
		fmt.Fprintf(w, "%d\t%s\n", i, lines[i-1])
	}
}
