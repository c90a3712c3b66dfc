package load

import (
	"sync"
)

// In a package of thousands of files nearly nothing matters. What does is found by names alone, before anything
// is parsed: the declarations that hold evidence, the functions that mention them (a retry around a predicate), the
// functions that these mention (a helper that waits), and the files that declare what all of them name.

// wholePackage is the size in bytes up to which a package is parsed whole.
const wholePackage = 1 << 20

// maxMentions bounds how many functions may mention a name before it says nothing about them, and maxSameName how
// many functions may bear one.
const (
	maxMentions = 64
	maxSameName = 8
)

// A file is one source with its index, and what was chosen of it.
type file struct {
	*source
	*index
	keep   []bool // by declaration: its body is needed
	needed bool   // its declarations are needed
	full   bool   // some body is
}

// A place is one declaration of a package.
type place struct {
	file *file
	decl int
}

func (p place) text() []byte {
	d := &p.file.decls[p.decl]
	return p.file.data[d.start:d.end]
}

// A selection chooses what of a package is parsed.
type selection struct {
	files    []*file
	declared map[string][]place
	kept     []place
}

// choose marks what is needed of the files of one package.
func choose(files []*file) {
	s := &selection{files: files, declared: map[string][]place{}}
	seeds := map[string]bool{}
	for _, f := range files {
		f.keep = make([]bool, len(f.decls))
		if f.odd {
			f.needed, f.full = true, true
		}
		for i := range f.decls {
			for _, name := range f.decls[i].names {
				s.declared[name] = append(s.declared[name], place{f, i})
				if f.decls[i].evidence.strong() {
					seeds[name] = true
				}
			}
		}
	}
	for _, f := range files {
		for i := range f.decls {
			if f.decls[i].evidence != 0 {
				s.add(place{f, i})
			}
		}
	}
	for _, p := range s.mentioning(seeds) {
		s.add(p)
	}
	for _, p := range s.kept {
		s.addCalled(p)
	}
	s.need()
}

func (s *selection) add(p place) {
	if !p.file.keep[p.decl] {
		p.file.keep[p.decl], p.file.needed, p.file.full = true, true, true
		s.kept = append(s.kept, p)
	}
}

// addCalled adds the functions that one declaration mentions.
func (s *selection) addCalled(p place) {
	words(p.text(), func(word []byte) {
		if places := s.declared[string(word)]; len(places) <= maxSameName {
			for _, q := range places {
				if q.file.decls[q.decl].body != 0 {
					s.add(q)
				}
			}
		}
	})
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
		for k := range f.decls {
			if f.decls[k].body == 0 {
				continue
			}
			p := place{f, k}
			words(p.text(), func(word []byte) {
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

// need marks the files that declare what kept bodies and needed declarations mention.
func (s *selection) need() {
	var queue []*file
	seen := map[string]bool{"Error": true, "Unwrap": true}
	for name := range seen {
		for _, p := range s.declared[name] {
			p.file.needed = true
		}
	}
	for _, f := range s.files {
		if f.needed {
			queue = append(queue, f)
		}
	}
	for len(queue) > 0 {
		f := queue[0]
		queue = queue[1:]
		f.visible(func(word []byte) {
			if seen[string(word)] {
				return
			}
			seen[string(word)] = true
			for _, p := range s.declared[string(word)] {
				if !p.file.needed {
					p.file.needed = true
					queue = append(queue, p.file)
				}
			}
		})
	}
}

// visible calls visit with each word of the file outside the bodies that are not kept.
func (f *file) visible(visit func(word []byte)) {
	from := f.end
	for i := range f.decls {
		if d := &f.decls[i]; d.body != 0 && !f.keep[i] {
			words(f.data[from:d.body], visit)
			from = d.end
		}
	}
	words(f.data[from:], visit)
}

// words calls visit with each identifier, keyword and number outside literals and comments.
func words(src []byte, visit func(word []byte)) {
	for i := 0; i < len(src); {
		switch c := src[i]; {
		case class[c]&(classLetter|classDigit) != 0:
			j := skipWord(src, i)
			visit(src[i:j])
			i = j
		case c == '"' || c == '\'' || c == '`' || c == '/':
			i = max(i+1, skipLiteral(src, i))
		default:
			i++
		}
	}
}

// parsedSkeleton is the text that is parsed of a file.
func (f *file) kept() func(i int) bool {
	if !f.full {
		return nil
	}
	return func(i int) bool { return f.keep[i] }
}
