package project

import (
	"path/filepath"
	"sync"

	"github.com/errls/errls/catalog"
)

// Projects finds and caches the projects of directories. It is safe for concurrent use.
type Projects struct {
	base *catalog.Set
	file string // errls.yaml for all directories; "" to search for it
	none *Project

	mu     sync.Mutex
	finder finder
	byDir  map[string]*Project
	byPath map[string]*cached
}

// A cached is a project that has been read.
type cached struct {
	*Project
	stale bool // its files may have changed
}

// NewProjects returns an empty cache of projects. If file, an absolute path, is not empty, that errls.yaml applies to all
// directories, and no other is searched for.
func NewProjects(file string) *Projects { return Over(catalog.Embedded(), file) }

// Over is like NewProjects, but uses the catalogs of base instead of the built-in ones.
func Over(base *catalog.Set, file string) *Projects {
	none := &Project{set: base}
	return &Projects{base: base, file: file, none: none, finder: finder{}, byDir: map[string]*Project{}, byPath: map[string]*cached{}}
}

// For returns the project of a directory, given by its absolute path. Directories with the same errls.yaml share a
// project, and so do all directories without one.
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

// read returns the project of an errls.yaml, and reads it if it is not cached or stale.
func (ps *Projects) read(path string) *Project {
	k := ps.byPath[path]
	switch {
	case k == nil:
		k = &cached{Project: read(path, ps.base, nil)}
		ps.byPath[path] = k
	case k.stale:
		*k = cached{Project: read(path, ps.base, k.Project)}
	}
	return k.Project
}

// Refresh makes the following calls of For search and read all files again. A project whose files have not changed is
// reused.
func (ps *Projects) Refresh() {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	clear(ps.byDir)
	clear(ps.finder)
	for _, k := range ps.byPath {
		k.stale = true
	}
}

// Read returns the projects in use, except the one for directories without errls.yaml, in no particular order.
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
