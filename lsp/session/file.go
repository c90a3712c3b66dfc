package session

import (
	"go/ast"
	"go/token"
	"os"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// A File is what one analysis has found in one document. It is immutable.
type File struct {
	Doc      *Document // the text that was analysed
	Sites    []Site    // by Start
	Findings []Finding // in the order of the rules' report

	outdated bool // the rules or the files beside it have changed since
}

// A Site is a sites.Site by byte offsets, without the syntax tree, so that it outlives it.
type Site struct {
	Start, End int // of the expression that names the code
	Literal    bool
	Catalog    *catalog.Catalog
	Entry      *catalog.Code // nil where the catalog does not list the code
	Written    string
	Carrier    string // the source of the expression that it is compared with; may be empty
	Func       Span   // the function around it; the zero value at package level
	Indirect   bool   // the catalog is known and no guide: the HTTP status of a service's own error
}

// A Span is a part of a text, by byte offsets.
type Span struct{ Start, End int }

// A Place is a part of a document.
type Place struct {
	Doc *Document
	Span
}

// A Finding is an analyzer.Finding by byte offsets.
type Finding struct {
	analyzer.Finding
	Place   Place
	Related []Related
	Fixes   []Fix

	// Above is where the line begins above which a comment silences the finding; -1 where none does.
	Above int
}

// Related is another place that belongs to a finding.
type Related struct {
	Place   Place
	Message string
}

// A Fix is one edit that mends a finding. All edits belong together.
type Fix struct {
	Message string
	Edits   []Edit
}

// An Edit replaces a part of a document.
type Edit struct {
	Place Place
	New   string
}

// At returns the innermost site whose expression holds the offset, its end included, or nil.
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

// A collector turns positions of one typed package into offsets of documents.
type collector struct {
	result *sites.Result
	files  map[string]*File
	texts  map[string]*Document // files that are not open, by path; nil where one cannot be read
}

func (c *collector) sites() {
	for _, s := range c.result.Sites {
		place, ok := c.place(s.Expr.Pos(), s.Expr.End())
		if !ok {
			continue
		}
		file := c.files[place.Doc.Path]
		if file == nil {
			continue
		}
		file.Sites = append(file.Sites, Site{
			Start: place.Start, End: place.End,
			Literal: s.Literal != nil,
			Catalog: s.Catalog, Entry: s.Entry, Written: s.Written,
			Carrier: c.source(s.Carrier), Func: c.span(s.Func), Indirect: s.Indirect,
		})
	}
}

func (c *collector) findings(found []analyzer.Finding) {
	for _, f := range found {
		place, ok := c.place(f.Pos, f.End)
		if !ok || c.files[place.Doc.Path] == nil {
			continue
		}
		finding := Finding{Finding: f, Place: place, Above: -1}
		if f.Rule != analyzer.Ignore().Name {
			line := analyzer.CommentLine(c.result, f)
			if above, ok := c.place(line, line); ok {
				finding.Above = above.Start
			}
		}
		for _, r := range f.Related {
			if at, ok := c.place(r.Pos, r.End); ok {
				finding.Related = append(finding.Related, Related{at, r.Message})
			}
		}
		for _, fix := range f.Fixes {
			if edits, ok := c.edits(fix.Edits); ok {
				finding.Fixes = append(finding.Fixes, Fix{fix.Message, edits})
			}
		}
		file := c.files[place.Doc.Path]
		file.Findings = append(file.Findings, finding)
	}
}

// edits answers false where one edit has no place: half a fix is none.
func (c *collector) edits(edits []analyzer.Edit) ([]Edit, bool) {
	var placed []Edit
	for _, e := range edits {
		place, ok := c.place(e.Pos, e.End)
		if !ok {
			return nil, false
		}
		placed = append(placed, Edit{place, e.New})
	}
	return placed, len(placed) > 0
}

func (c *collector) place(pos, end token.Pos) (Place, bool) {
	if !pos.IsValid() {
		return Place{}, false
	}
	if !end.IsValid() {
		end = pos
	}
	file := c.result.Fset.File(pos)
	if file == nil {
		return Place{}, false
	}
	doc := c.document(file.Name())
	if doc == nil || end < pos {
		return Place{}, false
	}
	span := Span{file.Offset(pos), file.Offset(end)}
	if span.End > len(doc.Text) {
		return Place{}, false
	}
	return Place{doc, span}, true
}

func (c *collector) document(path string) *Document {
	if file := c.files[path]; file != nil {
		return file.Doc
	}
	doc, ok := c.texts[path]
	if !ok {
		if text, err := os.ReadFile(path); err == nil {
			doc = NewDocument(path, 0, string(text))
		}
		c.texts[path] = doc
	}
	return doc
}

func (c *collector) source(e ast.Expr) string {
	if e == nil {
		return ""
	}
	place, ok := c.place(e.Pos(), e.End())
	if !ok {
		return ""
	}
	return place.Doc.Text[place.Start:place.End]
}

func (c *collector) span(n ast.Node) Span {
	if n == nil {
		return Span{}
	}
	place, _ := c.place(n.Pos(), n.End())
	return place.Span
}
