package report

import (
	"bytes"
	"go/token"
	"os"
	"path/filepath"
	"strings"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/internal/regular"
)

// A Resolver resolves the positions in the findings of packages of one module.
//
// A //line comment claims that the code after it has a position in another file, from which the code is generated. Any
// file can contain such a comment, so a claimed position is only used if it exists in a file that can be the source of
// generated code: a regular file below Root that is not a Go file (unless the parsed file is outside of Root, where cgo
// writes). The source text of a finding is never read from the claimed file.
type Resolver struct {
	Root string // directory of the module

	claimed map[string]lineLengths // contents of the claimed files, by name; nil for a file that is not used
}

// lineLengths are the lengths of the lines of a file, in bytes.
type lineLengths []int

// Resolve returns f with its positions resolved by fset. Sources are the contents of the parsed files, by name.
func (r *Resolver) Resolve(fset *token.FileSet, sources map[string][]byte, f analyzer.Finding) Finding {
	out := Finding{
		Rule: f.Rule, Severity: f.Severity, Span: r.span(fset, f.Pos, f.End), Parsed: parsed(fset, f.Pos, f.End),
		Message: f.Message, URL: f.URL, Catalog: f.Catalog, Code: f.Code,
	}
	out.Line = sourceLine(sources[out.Parsed.File], out.Parsed)
	for _, related := range f.Related {
		out.Related = append(out.Related, Related{
			Span: r.span(fset, related.Pos, related.End), Parsed: parsed(fset, related.Pos, related.End),
			Message: related.Message,
		})
	}
	for _, fix := range f.Fixes {
		edits := make([]Edit, 0, len(fix.Edits))
		for _, e := range fix.Edits {
			edits = append(edits, Edit{parsed(fset, e.Pos, e.End), e.New})
		}
		out.Fixes = append(out.Fixes, Fix{fix.Message, edits})
	}
	return out
}

// parsed resolves a range in the file that was parsed, without //line comments.
func parsed(fset *token.FileSet, pos, end token.Pos) Span {
	return newSpan(fset.PositionFor(pos, false), fset.PositionFor(end, false))
}

// span resolves a range as it is printed: with //line comments whose positions can be true.
func (r *Resolver) span(fset *token.FileSet, pos, end token.Pos) Span {
	actual := parsed(fset, pos, end)
	claimed := newSpan(fset.Position(pos), fset.Position(end))
	if claimed.File == actual.File {
		return actual
	}
	lines := r.lines(claimed.File, actual.File)
	if claimed.Line < 1 || claimed.Line > len(lines) {
		return actual
	}
	if claimed.EndLine < claimed.Line || claimed.EndLine > len(lines) {
		claimed.EndLine, claimed.EndColumn = claimed.Line, claimed.Column
	}
	if claimed.Column < 1 || claimed.Column > lines[claimed.Line-1]+1 {
		claimed.Column, claimed.EndColumn = 0, 0
	} else if claimed.EndColumn < 1 || claimed.EndColumn > lines[claimed.EndLine-1]+1 {
		claimed.EndLine, claimed.EndColumn = claimed.Line, claimed.Column
	}
	return claimed
}

// lines returns the lines of a file that a //line comment names; nil if that file cannot be the source of the parsed one.
func (r *Resolver) lines(claimed, actual string) lineLengths {
	name, ok := inside(r.Root, claimed)
	if !ok || filepath.Ext(claimed) == ".go" && isInside(r.Root, actual) {
		return nil
	}
	lines, known := r.claimed[claimed]
	if !known {
		lines = readLines(r.Root, name)
		if r.claimed == nil {
			r.claimed = map[string]lineLengths{}
		}
		r.claimed[claimed] = lines
	}
	return lines
}

// readLines returns the lengths of the lines of a regular file below root.
func readLines(root, name string) lineLengths {
	dir, err := os.OpenRoot(root)
	if err != nil {
		return nil
	}
	defer dir.Close()
	data, err := regular.ReadFileIn(dir, name, regular.MaxGoFile)
	if err != nil {
		return nil
	}
	var lengths lineLengths
	for line := range bytes.Lines(data) {
		lengths = append(lengths, len(bytes.TrimRight(line, "\r\n")))
	}
	return lengths
}

// inside returns the name of a file relative to root, and whether the file is below it.
func inside(root, file string) (name string, ok bool) {
	if !filepath.IsAbs(root) || !filepath.IsAbs(file) {
		return "", false
	}
	name, err := filepath.Rel(root, file)
	return name, err == nil && name != "." && filepath.IsLocal(name)
}

func isInside(root, file string) bool {
	_, ok := inside(root, file)
	return ok
}

// newSpan returns a span; if the end is in another file, the span is empty.
func newSpan(start, end token.Position) Span {
	if !end.IsValid() || end.Filename != start.Filename {
		end = start
	}
	return Span{start.Filename, start.Line, start.Column, end.Line, end.Column, start.Offset, end.Offset}
}

// sourceLine returns the first line of a span.
func sourceLine(source []byte, s Span) string {
	if s.Offset > len(source) {
		return ""
	}
	start := bytes.LastIndexByte(source[:s.Offset], '\n') + 1
	line, _, _ := bytes.Cut(source[start:], []byte("\n"))
	return strings.TrimRight(string(line), "\r")
}
