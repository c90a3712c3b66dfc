package load

import (
	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/skim"
)

// A file is one source with its index, and what was chosen of it.
type file struct {
	*gofiles.Source
	*skim.Index
	cached    *cachedFile // where it was taken from a cache
	keepBody  []bool      // by declaration: its body is needed
	needDecls bool        // its declarations are needed
	hasBodies bool        // some body is
	open      bool        // all of it is, because an editor shows it
}

// visibleText returns the text of a declaration, without its body where that is not kept.
func (f *file) visibleText(i int) []byte {
	d := &f.Decls[i]
	if d.Body != 0 && !f.keepBody[i] {
		return f.Data[d.Start:d.Body]
	}
	return f.Data[d.Start:d.End]
}

// bodyFilter answers for a declaration whether its body is kept; nil where no body of the file is.
func (f *file) bodyFilter() func(i int) bool {
	if !f.hasBodies {
		return nil
	}
	return func(i int) bool { return f.keepBody[i] }
}

// readContents reads the contents of a file whose index is known. A file that has changed since then declares nothing: the
// next call sees it.
func readContents(r *gofiles.Reader, f *file) {
	data, err := r.Read(f.Path)
	if err == nil && int64(len(data)) == f.cached.size {
		f.Data = data
		return
	}
	f.Source = &gofiles.Source{Path: f.Path, Header: f.Header}
	f.Index = &skim.Index{Unbalanced: true}
	f.keepBody = nil
}

// A declRef is one declaration of a package.
type declRef struct {
	file *file
	decl int
}

func (p declRef) text() []byte {
	d := &p.file.Decls[p.decl]
	return p.file.Data[d.Start:d.End]
}
