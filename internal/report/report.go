// Package report prints findings in the output formats of errls check: as text, with the source line and a caret, and
// as JSON.
package report

import (
	"go/token"
	"path/filepath"
	"strings"

	"github.com/errls/errls/analyzer"
)

// A Handler prints the findings and problems of one run, which it receives in the order in which they are found. Close
// ends the run and must be called once. The errors are those of the writers in Config.
type Handler interface {
	Finding(Finding) error
	Problem(Problem) error
	Close() error
}

// A Finding is an analyzer.Finding with resolved positions. It does not keep the syntax trees of its package in memory.
type Finding struct {
	Rule     string
	Severity analyzer.Severity
	Span     Span
	Message  string
	URL      string
	Catalog  string
	Code     string
	Related  []Related
	Fixes    []Fix
}

// A Span is a range of a file. Lines and columns start at 1. Columns and offsets count bytes. The end is exclusive.
type Span struct {
	File               string // absolute, or the name that the loader uses
	Line, Column       int
	EndLine, EndColumn int
	Offset, EndOffset  int
}

// Related is another place that a finding refers to.
type Related struct {
	Span    Span
	Message string
}

// A Fix is a suggested fix of a finding. Its edits must be applied together.
type Fix struct {
	Message string
	Edits   []Edit
}

// An Edit replaces the text of a span with New.
type Edit struct {
	Span Span
	New  string
}

// A Problem is a file or directory that could not be checked, or only in part. Its fields are those of load.Problem, so
// that one can be converted to the other.
type Problem struct {
	Path    string // file or directory
	Line    int    // from 1; 0 if not known
	Column  int    // from 1, in bytes
	Message string // one line
	Fatal   bool   // it could not be checked
}

// Resolve returns f with its positions resolved by fset.
func Resolve(fset *token.FileSet, f analyzer.Finding) Finding {
	out := Finding{
		Rule: f.Rule, Severity: f.Severity, Span: span(fset, f.Pos, f.End),
		Message: f.Message, URL: f.URL, Catalog: f.Catalog, Code: f.Code,
	}
	for _, r := range f.Related {
		out.Related = append(out.Related, Related{span(fset, r.Pos, r.End), r.Message})
	}
	for _, fix := range f.Fixes {
		edits := make([]Edit, 0, len(fix.Edits))
		for _, e := range fix.Edits {
			edits = append(edits, Edit{physical(fset, e.Pos, e.End), e.New})
		}
		out.Fixes = append(out.Fixes, Fix{fix.Message, edits})
	}
	return out
}

// span resolves a range as the Go tools print it: with //line directives, which cgo for example writes, so that it
// refers to the file that was written by hand.
func span(fset *token.FileSet, pos, end token.Pos) Span {
	return spanOf(fset.Position(pos), fset.Position(end))
}

// physical resolves a range in the file that was parsed, without //line directives. Edits are applied to that file.
func physical(fset *token.FileSet, pos, end token.Pos) Span {
	return spanOf(fset.PositionFor(pos, false), fset.PositionFor(end, false))
}

func spanOf(start, end token.Position) Span {
	if !end.IsValid() || end.Filename != start.Filename {
		end = start
	}
	return Span{start.Filename, start.Line, start.Column, end.Line, end.Column, start.Offset, end.Offset}
}

// relative returns the path of file relative to dir if file is below dir, and file otherwise.
func relative(dir, file string) string {
	if dir == "" || !filepath.IsAbs(file) {
		return file
	}
	rel, err := filepath.Rel(dir, file)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return file
	}
	return rel
}
