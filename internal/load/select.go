package load

import (
	"sync"

	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/skim"
)

// fetch reads the contents of a file whose index is known. A file that has changed since then declares nothing: the
// next call sees it.
func fetch(r *gofiles.Reader, f *file) {
	data, err := r.Read(f.Path)
	if err == nil && int64(len(data)) == f.cached.size {
		f.Data = data
		return
	}
	f.Source = &gofiles.Source{Path: f.Path, Header: f.Header}
	f.Index = &skim.Index{Odd: true}
	f.keep = nil
}

// In a package of thousands of files nearly nothing matters. What does is found by names alone, before anything
// is parsed: the declarations that hold evidence, the functions that mention them (a retry around a predicate), the
// functions that these mention (a helper that waits), and the files that declare what all of them name.

// wholePackage is the size in bytes up to which a package is parsed whole.
const wholePackage = 1 << 20

// maxMentions bounds how many functions may mention a name before it says nothing about them, and how many one
// declaration may mention before it is a mere table of them; maxSameName bounds how many functions may bear a name.
const (
	maxMentions = 64
	maxSameName = 8
)

// A file is one source with its index, and what was chosen of it.
type file struct {
	*gofiles.Source
	*skim.Index
	cached *cachedFile // where it was taken from a cache
	keep   []bool      // by declaration: its body is needed
	needed bool        // its declarations are needed
	full   bool        // some body is
	shown  bool        // all of it is, because an editor shows it
}

// A place is one declaration of a package.
type place struct {
	file *file
	decl int
}

func (p place) text() []byte {
	d := &p.file.Decls[p.decl]
	return p.file.Data[d.Start:d.End]
}

// A selection chooses what of a package is parsed.
type selection struct {
	files    []*file
	declared map[string][]place
	kept     []place
	fetch    func(*file) // reads the contents of a file that has none yet
}

func newSelection(files []*file) *selection {
	s := &selection{files: files, declared: map[string][]place{}}
	for _, f := range files {
		for i := range f.Decls {
			for _, name := range f.Decls[i].Names {
				s.declared[name] = append(s.declared[name], place{f, i})
			}
		}
	}
	return s
}

// choose marks what is needed of the files of one package.
func choose(files []*file, c *callees) {
	s := newSelection(files)
	seeds := map[string]bool{}
	bodies := declaresBody(files)
	for _, f := range files {
		f.keep = make([]bool, len(f.Decls))
		if f.Odd {
			f.needed, f.full = true, true
		}
		for i := range f.Decls {
			d := &f.Decls[i]
			if !d.Possible(bodies) {
				continue
			}
			s.add(place{f, i})
			if d.Likely() {
				for _, name := range d.Names {
					seeds[name] = true
				}
			}
		}
	}
	for _, p := range s.mentioning(seeds) {
		s.add(p)
	}
	for _, p := range s.callers(c) {
		s.add(p)
	}
	s.addHelpers(c)
	for _, p := range s.kept {
		s.addCalled(p)
	}
	s.need()
}

// declaresBody reports whether a type of the package has the shape of an error body.
func declaresBody(files []*file) bool {
	for _, f := range files {
		for i := range f.Decls {
			if d := &f.Decls[i]; d.Body == 0 && d.Evidence&skim.HasKey != 0 {
				return true
			}
		}
	}
	return false
}

func (s *selection) add(p place) {
	if !p.file.keep[p.decl] {
		p.file.keep[p.decl], p.file.needed, p.file.full = true, true, true
		s.kept = append(s.kept, p)
	}
}

// addCalled adds the functions that one declaration mentions, unless it is a table.
func (s *selection) addCalled(p place) {
	called, table := s.called(p.text())
	if table {
		return
	}
	for _, name := range called {
		for _, q := range s.declared[name] {
			if q.file.Decls[q.decl].Body != 0 {
				s.add(q)
			}
		}
	}
}

// called returns the names of functions that a text mentions, each once, and whether they are too many for it to
// be more than a table.
func (s *selection) called(text []byte) (names []string, table bool) {
	seen := map[string]bool{}
	skim.EachWord(text, func(word []byte) {
		places := s.declared[string(word)]
		if len(places) == 0 || len(places) > maxSameName || seen[string(word)] {
			return
		}
		for _, q := range places {
			if q.file.Decls[q.decl].Body != 0 {
				seen[string(word)] = true
				names = append(names, string(word))
				return
			}
		}
	})
	return names, len(names) > maxMentions
}

// mentioning returns the functions that mention one of the names, unless very many do.
func (s *selection) mentioning(names map[string]bool) []place {
	var lengths [256]uint64 // by first byte: a bit for each length of a name
	for name := range names {
		lengths[name[0]] |= 1 << min(len(name), 63)
	}
	found := map[string][]place{}
	var mu sync.Mutex
	parallel(len(s.files), func(i int) {
		f := s.files[i]
		for k := range f.Decls {
			if f.Decls[k].Body == 0 {
				continue
			}
			p := place{f, k}
			skim.EachWord(p.text(), func(word []byte) {
				if lengths[word[0]]&(1<<min(len(word), 63)) == 0 || !names[string(word)] {
					return
				}
				mu.Lock()
				if l := found[string(word)]; len(l) == 0 || l[len(l)-1] != p {
					found[string(word)] = append(l, p)
				}
				mu.Unlock()
			})
		}
	})
	var all []place
	for _, places := range found {
		if len(places) <= maxMentions {
			all = append(all, places...)
		}
	}
	return all
}

// need marks the files that declare what kept bodies and needed declarations mention: names, and of methods those
// whose type is mentioned as well.
func (s *selection) need() {
	n := needs{selection: s, seen: map[string]bool{}, waiting: map[string][]place{}}
	for _, name := range []string{"Error", "Unwrap"} { // what makes a type an error is not mentioned
		n.mention(name)
	}
	for _, f := range s.files {
		if f.needed {
			n.queue = append(n.queue, f)
		}
	}
	for len(n.queue) > 0 {
		f := n.queue[0]
		n.queue = n.queue[1:]
		if f.Data == nil {
			s.fetch(f)
		}
		for i := range f.Decls {
			n.read(f.visible(i))
		}
	}
}

// needs is the search for needed files.
type needs struct {
	*selection
	queue   []*file
	seen    map[string]bool    // names that are mentioned
	waiting map[string][]place // methods whose names are mentioned, by their types that are not yet
}

// read takes in what a text mentions. A table of functions needs none of them.
func (n *needs) read(text []byte) {
	var functions []string
	skim.EachWord(text, func(word []byte) {
		places := n.declared[string(word)]
		if len(places) == 0 || n.seen[string(word)] {
			return
		}
		if first := &places[0].file.Decls[places[0].decl]; first.Body != 0 && first.Receiver == "" {
			functions = append(functions, string(word))
			return
		}
		n.mention(string(word))
	})
	if len(functions) <= maxMentions {
		for _, name := range functions {
			n.mention(name)
		}
	}
}

// mention takes in one name.
func (n *needs) mention(name string) {
	if n.seen[name] {
		return
	}
	n.seen[name] = true
	for _, p := range n.waiting[name] {
		n.mark(p.file)
	}
	for _, p := range n.declared[name] {
		if receiver := p.file.Decls[p.decl].Receiver; receiver != "" && !n.seen[receiver] {
			n.waiting[receiver] = append(n.waiting[receiver], p)
			continue
		}
		n.mark(p.file)
	}
}

func (n *needs) mark(f *file) {
	if !f.needed {
		f.needed = true
		n.queue = append(n.queue, f)
	}
}

// visible returns the text of a declaration, without its body where that is not kept.
func (f *file) visible(i int) []byte {
	d := &f.Decls[i]
	if d.Body != 0 && !f.keep[i] {
		return f.Data[d.Start:d.Body]
	}
	return f.Data[d.Start:d.End]
}

// kept answers for a declaration whether its body is kept; nil where no body of the file is.
func (f *file) kept() func(i int) bool {
	if !f.full {
		return nil
	}
	return func(i int) bool { return f.keep[i] }
}
