package project

import (
	"path/filepath"
	"sync"

	"github.com/errls/errls/catalog"
)

// Projects finds the project of each directory and reads it once. It is safe for concurrent use.
type Projects struct {
	base *catalog.Set
	file string // the errls.yaml of all directories; "" to look for each
	none *Project

	mu     sync.Mutex
	finder finder
	byDir  map[string]*Project
	byPath map[string]*known
}

// A known project is one that has been read.
type known struct {
	*Project
	stale bool // its files may have changed
}

// NewProjects returns projects of which none is read yet. With a file, absolute, that errls.yaml counts for every
// directory, and none is looked for.
func NewProjects(file string) *Projects { return Over(catalog.Embedded(), file) }

// Over is NewProjects with other catalogs in the place of the embedded ones.
func Over(base *catalog.Set, file string) *Projects {
	none := &Project{set: base}
	return &Projects{base: base, file: file, none: none, finder: finder{}, byDir: map[string]*Project{}, byPath: map[string]*known{}}
}

// For returns the project of a directory, which is absolute. It is the same for two directories with the same
// errls.yaml, and for all without one.
func (ps *Projects) For(dir string) *Project {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	p := ps.byDir[dir]
	if p != nil {
		return p
	}
	path := ps.file
	if path == "" {
		path = ps.finder.find(filepath.Clean(dir)).path
	}
	if p = ps.none; path != "" {
		p = ps.read(path)
	}
	ps.byDir[dir] = p
	return p
}

func (ps *Projects) read(path string) *Project {
	k := ps.byPath[path]
	switch {
	case k == nil:
		k = &known{Project: read(path, ps.base, nil)}
		ps.byPath[path] = k
	case k.stale:
		*k = known{Project: read(path, ps.base, k.Project)}
	}
	return k.Project
}

// Refresh has everything looked for anew. A project whose files turn out to be the same stays the same.
func (ps *Projects) Refresh() {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	clear(ps.byDir)
	clear(ps.finder)
	for _, k := range ps.byPath {
		k.stale = true
	}
}

// Read returns the projects that have been read and are still in use, in no order.
func (ps *Projects) Read() []*Project {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	seen := map[*Project]bool{ps.none: true}
	var all []*Project
	for _, p := range ps.byDir {
		if !seen[p] {
			seen[p] = true
			all = append(all, p)
		}
	}
	return all
}
