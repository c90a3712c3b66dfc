package session

import (
	"go/ast"
	"go/token"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/regular"
)

// A File contains the results of an analysis in one document. It is immutable.
type File struct {
	Doc      *Document // the document with the text that was analyzed
	Sites    []Site    // sorted by Start
	Findings []Finding // in the order in which the rules report them
	TooLarge []Note    // the functions in which not all paths were followed

	outdated bool // the rules or other files have changed since the analysis
}

// A Site is a sites.Site with byte offsets in place of positions. It does not keep the syntax tree in memory.
type Site struct {
	Start, End int // of the expression that names the code
	Literal    bool
	Catalog    *catalog.Catalog
	Entry      *catalog.Code // nil if the catalog does not contain the code
	Written    string
	Carrier    string // the source of the expression that the code is compared with; may be empty
	Func       Span   // the enclosing function; the zero value at package level
	Indirect   bool   // the code is the HTTP status of an error that also has a code of its service
}

// A Span is a range of a text, in byte offsets.
type Span struct{ Start, End int }

// A Location is a range of a document.
type Location struct {
	Doc *Document
	Span
}

// A Note is a message about a location that no rule reports.
type Note struct {
	Location Location
	Message  string
}

// A Finding is an analyzer.Finding with byte offsets in place of positions.
type Finding struct {
	analyzer.Finding
	Location Location
	Related  []Related
	Fixes    []Fix

	// IgnoreOffset is the offset of the line before which a comment that suppresses the finding can be inserted. It is
	// -1 if no comment can suppress the finding.
	IgnoreOffset int
}

// Related is another location that a finding refers to.
type Related struct {
	Location Location
	Message  string
}

// A Fix is a suggested fix of a finding. Its edits must be applied together.
type Fix struct {
	Message string
	Edits   []Edit
}

// An Edit replaces a range of a document with New.
type Edit struct {
	Location Location
	New      string
}

// At returns the innermost site whose expression contains the offset or ends at it, or nil.
func (f *File) At(offset int) *Site {
	var found *Site
	for i := range f.Sites {
		s := &f.Sites[i]
		if s.Start > offset {
			break
		}
		if offset <= s.End && (found == nil || s.End-s.Start <= found.End-found.Start) {
			found = s
		}
	}
	return found
}

// A collector converts the sites and findings of one package, and adds them to the files that contain them.
type collector struct {
	result  *sites.Result
	files   map[string]*File
	sources map[string][]byte    // files that are not open and were parsed, by path
	texts   map[string]*Document // files that are not open, by path; nil if a file cannot be read
}

// sites adds the sites.
func (c *collector) sites() {
	for _, s := range c.result.Sites {
		at, ok := c.location(s.Expr.Pos(), s.Expr.End())
		if !ok {
			continue
		}
		file := c.files[at.Doc.Path]
		if file == nil {
			continue
		}
		file.Sites = append(file.Sites, Site{
			Start: at.Start, End: at.End,
			Literal: s.Literal != nil,
			Catalog: s.Catalog, Entry: s.Entry, Written: s.Written,
			Carrier: c.source(s.Carrier), Func: c.span(s.Func), Indirect: s.Indirect,
		})
	}
}

// findings adds findings.
func (c *collector) findings(found []analyzer.Finding) {
	for _, f := range found {
		at, ok := c.location(f.Pos, f.End)
		if !ok || c.files[at.Doc.Path] == nil {
			continue
		}
		finding := Finding{Finding: f, Location: at, IgnoreOffset: -1}
		if f.Rule != analyzer.Ignore().Name {
			line := analyzer.CommentLine(c.result, f)
			if above, ok := c.location(line, line); ok {
				finding.IgnoreOffset = above.Start
			}
		}
		for _, r := range f.Related {
			if at, ok := c.location(r.Pos, r.End); ok {
				finding.Related = append(finding.Related, Related{at, r.Message})
			}
		}
		for _, fix := range f.Fixes {
			if edits, ok := c.edits(fix.Edits); ok {
				finding.Fixes = append(finding.Fixes, Fix{fix.Message, edits})
			}
		}
		file := c.files[at.Doc.Path]
		file.Findings = append(file.Findings, finding)
	}
}

// tooLarge adds the functions in which not all paths were followed.
func (c *collector) tooLarge() {
	for i := range c.result.TooLarge {
		t := &c.result.TooLarge[i]
		at, ok := c.location(t.Pos, t.Pos)
		if !ok || c.files[at.Doc.Path] == nil {
			continue
		}
		file := c.files[at.Doc.Path]
		file.TooLarge = append(file.TooLarge, Note{at, t.Message()})
	}
}

// edits converts the edits of a fix. It returns false if the location of one of them is not known, since a fix must not
// be applied in part.
func (c *collector) edits(edits []analyzer.Edit) ([]Edit, bool) {
	var converted []Edit
	for _, e := range edits {
		at, ok := c.location(e.Pos, e.End)
		if !ok {
			return nil, false
		}
		converted = append(converted, Edit{at, e.New})
	}
	return converted, len(converted) > 0
}

// location converts a range of positions. It returns false if the range is not in a file that can be read.
func (c *collector) location(pos, end token.Pos) (Location, bool) {
	if !pos.IsValid() {
		return Location{}, false
	}
	if !end.IsValid() {
		end = pos
	}
	file := c.result.Fset.File(pos)
	if file == nil {
		return Location{}, false
	}
	doc := c.document(file.Name())
	if doc == nil || end < pos {
		return Location{}, false
	}
	span := Span{file.Offset(pos), file.Offset(end)}
	if span.End > len(doc.Text) {
		return Location{}, false
	}
	return Location{doc, span}, true
}

// document returns the document with the path: the open one, or the file on disk. It returns nil if the file cannot be
// read.
func (c *collector) document(path string) *Document {
	if file := c.files[path]; file != nil {
		return file.Doc
	}
	doc, ok := c.texts[path]
	if !ok {
		text, parsed := c.sources[path]
		if !parsed {
			text, parsed = readFile(path)
		}
		if parsed {
			doc = NewDocument(path, 0, string(text))
		}
		c.texts[path] = doc
	}
	return doc
}

func readFile(path string) (text []byte, ok bool) {
	text, err := regular.ReadFile(path, regular.MaxGoFile)
	return text, err == nil
}

// source returns the source text of an expression, or "" if it is not known.
func (c *collector) source(e ast.Expr) string {
	if e == nil {
		return ""
	}
	at, ok := c.location(e.Pos(), e.End())
	if !ok {
		return ""
	}
	return at.Doc.Text[at.Start:at.End]
}

// span returns the offsets of a node, or the zero Span if they are not known.
func (c *collector) span(n ast.Node) Span {
	if n == nil {
		return Span{}
	}
	at, _ := c.location(n.Pos(), n.End())
	return at.Span
}
