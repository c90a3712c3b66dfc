package load

import (
	"slices"
	"sync"

	"github.com/errls/errls/internal/load/internal/skim"
)

// In a package of thousands of files nearly nothing matters. What does is found by names alone, before anything
// is parsed: the declarations that hold evidence, the functions that mention them (a retry around a predicate), the
// functions that these mention (a helper that waits), and the files that declare what all of them name.

// maxWholePackage is the size in bytes up to which a package is parsed whole.
const maxWholePackage = 1 << 20

// maxMentions bounds how many functions may mention a name before it says nothing about them, and how many one
// declaration may mention before it is a mere table of them; maxSameName bounds how many functions may bear a name.
const (
	maxMentions = 64
	maxSameName = 8
)

// A selection chooses what of a package is parsed.
type selection struct {
	files        []*file
	declared     map[string][]declRef
	selected     []declRef
	readContents func(*file) // reads the contents of a file that has none yet
}

func newSelection(files []*file) *selection {
	s := &selection{files: files, declared: map[string][]declRef{}}
	for _, f := range files {
		for i := range f.Decls {
			for _, name := range f.Decls[i].Names {
				s.declared[name] = append(s.declared[name], declRef{f, i})
			}
		}
	}
	return s
}

// choose marks what is needed of the files of one package.
func choose(files []*file, c *knownHelpers) {
	s := newSelection(files)
	seeds := map[string]bool{}
	bodies := declaresErrorBody(files)
	for _, f := range files {
		f.keepBody = make([]bool, len(f.Decls))
		if f.Unbalanced {
			f.needDecls, f.hasBodies = true, true
		}
		for i := range f.Decls {
			d := &f.Decls[i]
			if !d.MayContainSite(bodies) {
				continue
			}
			s.add(declRef{f, i})
			if d.LikelyContainsSite() {
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
	for _, p := range s.selected {
		s.addCallees(p)
	}
	s.markNeeded()
}

// declaresErrorBody reports whether a type of the package has the shape of an error body.
func declaresErrorBody(files []*file) bool {
	for _, f := range files {
		for i := range f.Decls {
			if d := &f.Decls[i]; d.Body == 0 && d.Evidence&skim.HasKey != 0 {
				return true
			}
		}
	}
	return false
}

func (s *selection) add(p declRef) {
	if !p.file.keepBody[p.decl] {
		p.file.keepBody[p.decl], p.file.needDecls, p.file.hasBodies = true, true, true
		s.selected = append(s.selected, p)
	}
}

// addCallees adds the functions that one declaration mentions, unless it is a table.
func (s *selection) addCallees(p declRef) {
	called, table := s.calledNames(p.text())
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

// calledNames returns the names of functions that a text mentions, each once, and whether they are too many for it to
// be more than a table.
func (s *selection) calledNames(text []byte) (names []string, table bool) {
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
func (s *selection) mentioning(names map[string]bool) []declRef {
	var lengths [256]uint64 // by first byte: a bit for each length of a name
	for name := range names {
		lengths[name[0]] |= 1 << min(len(name), 63)
	}
	found := map[string][]declRef{}
	var mu sync.Mutex
	parallel(len(s.files), func(i int) {
		f := s.files[i]
		for k := range f.Decls {
			if f.Decls[k].Body == 0 {
				continue
			}
			p := declRef{f, k}
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
	var all []declRef
	for _, places := range found {
		if len(places) <= maxMentions {
			all = append(all, places...)
		}
	}
	return all
}

// markNeeded marks the files that declare what kept bodies and needed declarations mention: names, and of methods those
// whose type is mentioned as well.
func (s *selection) markNeeded() {
	n := neededFiles{selection: s, seen: map[string]bool{}, waiting: map[string][]declRef{}}
	for _, name := range []string{"Error", "Unwrap"} { // what makes a type an error is not mentioned
		n.mention(name)
	}
	for _, f := range s.files {
		if f.needDecls {
			n.queue = append(n.queue, f)
		}
	}
	for len(n.queue) > 0 {
		f := n.queue[0]
		n.queue = n.queue[1:]
		if f.Data == nil {
			s.readContents(f)
		}
		for i := range f.Decls {
			n.read(f.visibleText(i))
		}
	}
}

// neededFiles is the search for needed files.
type neededFiles struct {
	*selection
	queue   []*file
	seen    map[string]bool      // names that are mentioned
	waiting map[string][]declRef // methods whose names are mentioned, by their types that are not yet
}

// read takes in what a text mentions. A table of functions needs none of them.
func (n *neededFiles) read(text []byte) {
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
func (n *neededFiles) mention(name string) {
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

func (n *neededFiles) mark(f *file) {
	if !f.needDecls {
		f.needDecls = true
		n.queue = append(n.queue, f)
	}
}

// callers returns the functions that call helpers so that sites may be made.
func (s *selection) callers(c *knownHelpers) []declRef {
	found := make([][]declRef, len(s.files))
	parallel(len(s.files), func(i int) {
		f := s.files[i]
		in := c.forFile(f)
		if len(in.own) == 0 && len(in.packages) == 0 {
			return
		}
		for k := range f.Decls {
			if f.Decls[k].Body == 0 {
				continue
			}
			if p := (declRef{f, k}); in.callsHelper(p.text()) {
				found[i] = append(found[i], p)
			}
		}
	})
	return slices.Concat(found...)
}

// addHelpers adds the helpers of the package itself, and the functions that codes go through on their way in them.
func (s *selection) addHelpers(c *knownHelpers) {
	var helpers []declRef
	for name := range c.own {
		for _, p := range s.declared[name] {
			if d := &p.file.Decls[p.decl]; d.Body != 0 && d.HelperShape != 0 {
				helpers = append(helpers, p)
			}
		}
	}
	first := len(s.selected)
	for _, p := range helpers {
		s.add(p)
		s.addCallees(p)
	}
	for _, p := range slices.Clone(s.selected[first:]) {
		s.addCallees(p)
	}
}

// chooseHelpers marks what is needed of a package to tell which of its functions are helpers.
func chooseHelpers(files []*file, fetch func(*file)) {
	s := newSelection(files)
	s.readContents = fetch
	for _, f := range files {
		f.keepBody = make([]bool, len(f.Decls))
		f.needDecls, f.hasBodies = f.Unbalanced, f.Unbalanced
		for i := range f.Decls {
			if f.Decls[i].HelperShape != 0 {
				s.add(declRef{f, i})
			}
		}
	}
	for range helperDepth {
		for _, p := range slices.Clone(s.selected) {
			if p.file.Data == nil {
				fetch(p.file)
			}
			if p.decl < len(p.file.Decls) {
				s.addCallees(p)
			}
		}
	}
	s.markNeeded()
}

// helperDepth is how many functions a code may go through, from the helper that is called to where it is compared.
const helperDepth = 2
