package load

import (
	"go/token"
	"go/types"
	"hash/maphash"
	"maps"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/skim"
	"github.com/errls/errls/internal/load/internal/syntax"
)

// A Cache keeps what one call of Dir or Quick learns for the next ones: what files declare, and the packages that
// they import. An entry is never changed, only replaced when the size, time or overlay of a file is another. A
// Cache belongs to one set of catalogs and is safe for concurrent use.
type Cache struct {
	fset *token.FileSet // gives out positions; results take the files that they need
	seed maphash.Seed

	mu       sync.Mutex
	files    map[string]*cachedFile
	packages map[string]*cachedPackage // by the module's root and the import path
	sdks     map[string]*sdk           // by directory
	helpers  map[string]*helperSet     // by the module's root and the import path
}

// NewCache returns an empty cache.
func NewCache() *Cache {
	return &Cache{
		fset:     token.NewFileSet(),
		seed:     maphash.MakeSeed(),
		files:    map[string]*cachedFile{},
		packages: map[string]*cachedPackage{},
		sdks:     map[string]*sdk{},
		helpers:  map[string]*helperSet{},
	}
}

// A stamp tells one state of a file from another.
type stamp struct {
	size    int64
	modTime time.Time
	overlay uint64 // hash of the contents that replace the file; 0 for none
}

// A cachedFile is one file without its contents.
type cachedFile struct {
	stamp
	skim.Header
	*skim.Index
	builds bool // the host's build takes it

	mu    sync.Mutex
	bare  syntax.Tree // without bodies; empty until it is asked for
	stale bool        // another state has taken its place
}

// A cachedPackage is an imported package and what it was made from.
type cachedPackage struct {
	pkg      *types.Package
	files    map[string]stamp // nil for a package that is not made from files
	tokens   []*token.File
	deps     map[string]*types.Package // the packages that it imports
	comments map[string]string         // of the constants of an outlined package, by name
}

// stamp returns the state of a file.
func (c *Cache) stamp(r *gofiles.Reader, path string) (stamp, error) {
	if data, ok := r.Overlay[path]; ok {
		return stamp{size: int64(len(data)), overlay: maphash.Bytes(c.seed, data)}, nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return stamp{}, err
	}
	return stamp{size: info.Size(), modTime: info.ModTime()}, nil
}

// file returns what is known of a file in its present state, and its contents if they had to be read.
func (c *Cache) file(r *gofiles.Reader, path string) (*cachedFile, []byte, error) {
	now, err := c.stamp(r, path)
	if err != nil {
		return nil, nil, err
	}
	c.mu.Lock()
	f := c.files[path]
	c.mu.Unlock()
	if f != nil && f.stamp == now {
		return f, nil, nil
	}
	data, err := r.Read(path)
	if err != nil {
		return nil, nil, err
	}
	h, _ := skim.ReadHeader(data)
	f = &cachedFile{stamp: now, Header: h, Index: skim.ReadIndex(data, h, nil), builds: r.Builds(path, data, &h)}
	c.mu.Lock()
	old := c.files[path]
	if old != nil && old.stamp == now { // somebody else was faster
		c.mu.Unlock()
		return old, data, nil
	}
	c.files[path] = f
	c.mu.Unlock()
	if old != nil {
		old.mu.Lock()
		old.stale = true
		c.forget(old.bare)
		old.mu.Unlock()
	}
	return f, data, nil
}

// bare returns a file's syntax without bodies.
func (c *Cache) bare(r *gofiles.Reader, path string, f *cachedFile) syntax.Tree {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.bare.File != nil {
		return f.bare
	}
	data, err := r.Read(path)
	if err != nil || int64(len(data)) != f.size { // it has changed just now: the next call sees it
		return syntax.Tree{}
	}
	f.bare, _ = syntax.Skeleton(c.fset, path, data, f.Index, nil)
	if f.stale {
		c.forget(f.bare)
	}
	return f.bare
}

// forget gives back the positions of a file that no later result needs. Results that have it keep it.
func (c *Cache) forget(t syntax.Tree) {
	if t.Tokens != nil {
		c.fset.RemoveFile(t.Tokens)
	}
}

// stamps returns the states of files; nil where one cannot be had.
func (c *Cache) stamps(r *gofiles.Reader, paths []string) map[string]stamp {
	all := make(map[string]stamp, len(paths))
	for _, path := range paths {
		s, err := c.stamp(r, path)
		if err != nil {
			return nil
		}
		all[path] = s
	}
	return all
}

// lookup returns the package that was made from files in these states, if its own imports are still the same.
func (c *Cache) lookup(key string, files map[string]stamp, load func(path string) *types.Package) *cachedPackage {
	c.mu.Lock()
	p := c.packages[key]
	c.mu.Unlock()
	if p == nil || !maps.Equal(p.files, files) {
		return nil
	}
	for path, dep := range p.deps {
		if load(path) != dep {
			return nil
		}
	}
	return p
}

func (c *Cache) store(key string, p *cachedPackage) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.packages[key] = p
}

// fileSet returns the positions of some files and of the packages that they import.
func fileSet(trees []syntax.Tree, imports []*token.File) *token.FileSet {
	all := slices.Clone(imports)
	for _, t := range trees {
		all = append(all, t.Tokens)
	}
	fset := token.NewFileSet()
	fset.AddExistingFiles(all...)
	return fset
}

// sdk returns what was read of a directory in the module cache or the vendor directory. Neither is looked at twice.
func (c *Cache) sdk(dir string) (*sdk, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s, ok := c.sdks[dir]
	return s, ok
}

func (c *Cache) keepSDK(s *sdk) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sdks[s.dir] = s
}

// helperSet returns what was last known of the helpers of a package; nil where none were read.
func (c *Cache) helperSet(key string) *helperSet {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.helpers[key]
}

func (c *Cache) keepHelpers(key string, s *helperSet) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.helpers[key] = s
}
