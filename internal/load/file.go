package load

import (
	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/skim"
)

// A file is one file of a package, with its declarations and the decision which parts of it are parsed.
type file struct {
	*gofiles.Source
	*skim.Index
	cached    *cachedFile // nil if it was not taken from a cache
	keepBody  []bool      // for each declaration: its body is parsed
	needDecls bool        // its declarations are parsed
	hasBodies bool        // at least one of its bodies is parsed
	open      bool        // it is open in an editor and parsed as a whole
}

// visibleText returns the text of a declaration, without its body if that is not parsed.
func (f *file) visibleText(i int) []byte {
	d := &f.Decls[i]
	if d.Body != 0 && !f.keepBody[i] {
		return f.Data[d.Start:d.Body]
	}
	return f.Data[d.Start:d.End]
}

// bodyFilter returns a function that reports whether the body of a declaration is parsed; nil if no body is.
func (f *file) bodyFilter() func(i int) bool {
	if !f.hasBodies {
		return nil
	}
	return func(i int) bool { return f.keepBody[i] }
}

// readContents reads the contents of a cached file. If the file has changed since it was cached, it is treated as
// having no declarations; the next call reads it again.
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
	decl int // index in file.Decls
}

// text returns the text of the declaration.
func (p declRef) text() []byte {
	d := &p.file.Decls[p.decl]
	return p.file.Data[d.Start:d.End]
}
