package load

import (
	"slices"
	"sync"

	"github.com/errls/errls/internal/load/internal/skim"
)

// Of a package of thousands of files, only a few function bodies matter. They are selected by names alone, before
// anything is parsed: the declarations with evidence, the functions that mention them (such as a retry loop around a
// predicate) and the functions that these mention (such as a function that waits). Also needed are the declarations
// of all names in these bodies.

// maxWholePackage is the maximum size in bytes of a package that is parsed with all bodies.
const maxWholePackage = 1 << 20

// Limits for the selection. A name that more than maxMentions functions mention does not make these functions
// relevant. A declaration that mentions more than maxMentions functions is a table of functions, and does not make
// them relevant either. Nor does a name that more than maxSameName declarations have.
const (
	maxMentions = 64
	maxSameName = 8
)

// A selection decides which bodies and files of a package are parsed.
type selection struct {
	files        []*file
	declared     map[string][]declRef // by name
	selected     []declRef            // declarations whose bodies are parsed
	readContents func(*file)          // reads the contents of a file if Data is nil
}

// newSelection returns a selection for the files of one package, in which no body is selected yet.
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

// choose decides which bodies and declarations of the files of one package are parsed.
func choose(files []*file, c *knownHelpers) {
	s := newSelection(files)
	seeds := map[string]bool{}
	errorBody := declaresErrorBody(files)
	for _, f := range files {
		f.keepBody = make([]bool, len(f.Decls))
		if f.Unbalanced {
			f.needDecls, f.hasBodies = true, true
		}
		for i := range f.Decls {
			d := &f.Decls[i]
			if !d.MayContainSite(errorBody) {
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
	for name, k := range c.own { // the callers of a predicate decide what happens after its tests
		if len(k.Own) > 0 {
			seeds[name] = true
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

// declaresErrorBody reports whether the package declares a type for the body of an error response.
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

// add selects the body of a declaration.
func (s *selection) add(p declRef) {
	if !p.file.keepBody[p.decl] {
		p.file.keepBody[p.decl], p.file.needDecls, p.file.hasBodies = true, true, true
		s.selected = append(s.selected, p)
	}
}

// addCallees selects the functions that a declaration mentions, unless it is a table of functions.
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

// calledNames returns the names of functions that a text mentions, each once, and whether they are so many that the
// text is a table of functions.
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

// mentioning returns the functions that mention one of the names. It ignores names that more than maxMentions
// functions mention.
func (s *selection) mentioning(names map[string]bool) []declRef {
	var lengths [256]uint64 // by first byte of a name: bit n is set for length n
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

// markNeeded sets needDecls for the files that declare the names in selected bodies and needed declarations. A method
// is needed only if its type is needed too.
func (s *selection) markNeeded() {
	n := neededFiles{selection: s, seen: map[string]bool{}, waiting: map[string][]declRef{}}
	for _, name := range []string{"Error", "Unwrap"} { // they make a type an error without being mentioned
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

// neededFiles is the state of the search for the files with needed declarations.
type neededFiles struct {
	*selection
	queue   []*file
	seen    map[string]bool      // names that are mentioned
	waiting map[string][]declRef // mentioned methods by the name of their type, if that is not yet mentioned
}

// read adds the names in a text. If it is a table of functions, their declarations are not needed.
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

// mention marks the files that declare a name.
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

// mark sets needDecls for a file and queues it.
func (n *neededFiles) mark(f *file) {
	if !f.needDecls {
		f.needDecls = true
		n.queue = append(n.queue, f)
	}
}

// callers returns the functions that call helpers in a way that may create sites.
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

// addHelpers selects the helpers that the package declares, and the functions to which they pass codes.
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

// chooseHelpers decides what is parsed of a package to find its helpers.
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

// helperDepth is the maximum number of calls from a helper to the function that compares the codes.
const helperDepth = 2
