// Package report prints findings in the output formats of errls check: as text, with the source line and a caret, and
// as JSON.
package report

import (
	"fmt"
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
	Parsed   Span   // the range in the file that was parsed
	Line     string // the first line of Parsed; empty if not known
	Message  string
	URL      string
	Catalog  string
	Code     string
	Related  []Related
	Fixes    []Fix
}

// A Span is a range of a file. Lines and columns start at 1. Columns and offsets count bytes. The end is exclusive. Both
// columns are 0 if they are not known. Offsets are those in the file that was parsed.
type Span struct {
	File               string // absolute, or the name that the loader uses
	Line, Column       int
	EndLine, EndColumn int
	Offset, EndOffset  int
}

// Start returns the start of the span as file:line:column, without the column if it is not known.
func (s Span) Start() string { return place(s.File, s.Line, s.Column) }

// End returns the end of the span in the form of Start.
func (s Span) End() string { return place(s.File, s.EndLine, s.EndColumn) }

func place(file string, line, column int) string {
	if column < 1 {
		return fmt.Sprintf("%s:%d", file, line)
	}
	return fmt.Sprintf("%s:%d:%d", file, line, column)
}

// Related is another place that a finding refers to.
type Related struct {
	Span    Span
	Parsed  Span // the range in the file that was parsed
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

	Missing []string // import paths of packages whose source is not available, if that is the problem
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
