// Package report prints findings: as text for people, with the source line and a caret, and as JSON for programs.
package report

import (
	"go/token"
	"path/filepath"
	"strings"

	"github.com/errls/errls/analyzer"
)

// A Handler takes what one run reports, in the order in which it is found, and prints it. Close ends the run, and
// must be called once. The errors are those of the writer behind it.
type Handler interface {
	Finding(Finding) error
	Problem(Problem) error
	Close() error
}

// A Finding is an analyzer.Finding with its positions resolved, so that it outlives the package it was found in.
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

// A Span is a range of a file. Lines and columns count from 1, columns and offsets in bytes; the end is exclusive.
type Span struct {
	File               string // absolute, or as the loader names it
	Line, Column       int
	EndLine, EndColumn int
	Offset, EndOffset  int
}

// Related is another place that belongs to a finding.
type Related struct {
	Span    Span
	Message string
}

// A Fix is one way to mend a finding. Its edits belong together.
type Fix struct {
	Message string
	Edits   []Edit
}

// An Edit replaces a span by New.
type Edit struct {
	Span Span
	New  string
}

// A Problem is something asked for that could not be looked at, or only in part. Its fields are those of the
// loader's problems, so that one converts to the other.
type Problem struct {
	Path    string // file or directory
	Line    int    // from 1; 0 where there is none
	Column  int    // from 1, in bytes
	Message string // one line
	Fatal   bool   // it could not be looked at
}

// Resolve gives the finding of a package with its positions looked up.
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

// span looks up a range as the Go tools print it: a line directive (of cgo, say) leads to what people wrote.
func span(fset *token.FileSet, pos, end token.Pos) Span {
	return spanOf(fset.Position(pos), fset.Position(end))
}

// physical looks up a range in the file that was read: there the edits go.
func physical(fset *token.FileSet, pos, end token.Pos) Span {
	return spanOf(fset.PositionFor(pos, false), fset.PositionFor(end, false))
}

func spanOf(start, end token.Position) Span {
	if !end.IsValid() || end.Filename != start.Filename {
		end = start
	}
	return Span{start.Filename, start.Line, start.Column, end.Line, end.Column, start.Offset, end.Offset}
}

// relative names a file from dir where that is shorter to read, that is, where it lies below dir.
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
