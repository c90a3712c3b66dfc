package load

import (
	"go/token"
	"go/types"
	"hash/maphash"
	"maps"
	"os"
	"sync"
	"time"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/outline"
	"github.com/errls/errls/internal/load/internal/skim"
	"github.com/errls/errls/internal/load/internal/syntax"
)

// A Cache keeps results of a call of Dir or Quick for the next calls: the declarations of files, imported packages
// and their helpers. An entry is never changed; it is replaced if the size, modification time or overlay of a file
// changes. A Cache belongs to one set of catalogs and is safe for concurrent use.
type Cache struct {
	fset *token.FileSet // allocates positions; each result has its own file set with the files that it needs
	seed maphash.Seed
	root func() string // gofiles.GoRoot

	mu       sync.Mutex
	files    map[string]*cachedFile     // by path
	packages map[string]*cachedPackage  // by the root of the module and the import path
	sdks     map[string]*sdkPackage     // by directory
	sources  map[string]*outline.Source // by directory
	helpers  map[string]*helperSet      // by the root of the module and the import path
}

// NewCache returns an empty cache.
func NewCache() *Cache {
	return &Cache{
		fset:     token.NewFileSet(),
		seed:     maphash.MakeSeed(),
		root:     sync.OnceValue(gofiles.GoRoot),
		files:    map[string]*cachedFile{},
		packages: map[string]*cachedPackage{},
		sdks:     map[string]*sdkPackage{},
		sources:  map[string]*outline.Source{},
		helpers:  map[string]*helperSet{},
	}
}

// A stamp identifies the state of a file. Files with equal stamps have the same contents.
type stamp struct {
	size    int64
	modTime time.Time
	overlay uint64 // hash of the contents in the overlay; 0 for none
}

// A cachedFile is what the cache keeps of one file. It does not contain the contents.
type cachedFile struct {
	stamp
	skim.Header
	*skim.Index
	mentions *outline.Mentions // the names outside function bodies
	inBuild  bool              // it belongs to the build

	mu       sync.Mutex
	all      *outline.Mentions // the names in the whole file; nil until it is used
	bodyless syntax.Tree       // the tree without bodies; empty until it is used
	stale    bool              // the cache contains a newer state
}

// A cachedPackage is an imported package and the state of what it was made from.
type cachedPackage struct {
	pkg      *types.Package
	files    map[string]stamp // nil for a package that is not made from files
	tokens   []*token.File
	deps     map[string]*types.Package // by import path: the packages that it imports
	comments map[string]string         // on the constants of a package of an SDK, by name
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

// file returns the cached file for the present state of a file, and the contents if it had to read them.
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
	f = &cachedFile{stamp: now, Header: h, Index: skim.ReadIndex(data, h, nil), inBuild: r.MatchesBuild(path, data, &h)}
	f.mentions = outline.NewMentions(h.Imports)
	addDeclarations(f.mentions, data, f.Index)
	c.mu.Lock()
	old := c.files[path]
	if old != nil && old.stamp == now { // another goroutine was faster
		c.mu.Unlock()
		return old, data, nil
	}
	c.files[path] = f
	c.mu.Unlock()
	if old != nil {
		old.mu.Lock()
		old.stale = true
		c.forget(old.bodyless)
		old.mu.Unlock()
	}
	return f, data, nil
}

// bodyless returns the tree of a file without bodies; an empty tree if the file has changed or cannot be read.
func (c *Cache) bodyless(r *gofiles.Reader, path string, f *cachedFile) syntax.Tree {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.bodyless.File != nil {
		return f.bodyless
	}
	data, err := r.Read(path)
	if err != nil || int64(len(data)) != f.size { // the next call reads a changed file again
		return syntax.Tree{}
	}
	f.bodyless, _ = syntax.Skeleton(c.fset, path, data, f.Index, nil)
	if f.stale {
		c.forget(f.bodyless)
	}
	return f.bodyless
}

// allMentions returns the names in the whole file, or those outside function bodies if the file has changed or cannot
// be read.
func (c *Cache) allMentions(r *gofiles.Reader, f *file) *outline.Mentions {
	cached := f.cached
	cached.mu.Lock()
	defer cached.mu.Unlock()
	if cached.all != nil {
		return cached.all
	}
	data := f.Data
	if data == nil {
		var err error
		if data, err = r.Read(f.Path); err != nil || int64(len(data)) != cached.size {
			return cached.mentions
		}
	}
	cached.all = outline.NewMentions(f.Imports)
	cached.all.Add(data[f.End:])
	return cached.all
}

// forget removes the positions of a file that no later result needs from c.fset. Earlier results keep them.
func (c *Cache) forget(t syntax.Tree) {
	if t.Tokens != nil {
		c.fset.RemoveFile(t.Tokens)
	}
}

// stamps returns the states of files by path; nil if the state of one of them cannot be read.
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

// lookupPackage returns the package that was made from files in these states, or nil. It uses load to check that the
// imports of the package have not changed.
func (c *Cache) lookupPackage(key string, files map[string]stamp, load func(path string) *types.Package) *cachedPackage {
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

// storePackage keeps a package for lookupPackage.
func (c *Cache) storePackage(key string, p *cachedPackage) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.packages[key] = p
}

// sdkPackage returns the package of an SDK that was read from a directory in the module cache or the vendor
// directory, and whether there is one. These directories do not change, so they are read once.
func (c *Cache) sdkPackage(dir string) (*sdkPackage, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s, ok := c.sdks[dir]
	return s, ok
}

// storeSDK keeps a package for sdkPackage.
func (c *Cache) storeSDK(s *sdkPackage) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sdks[s.dir] = s
}

// source returns the source of a package in a directory that does not change. It is nil if there is none.
func (c *Cache) source(r *gofiles.Reader, dir string) *outline.Source {
	c.mu.Lock()
	s, known := c.sources[dir]
	c.mu.Unlock()
	if !known {
		s = outline.Read(r, dir)
		c.mu.Lock()
		c.sources[dir] = s
		c.mu.Unlock()
	}
	return s
}

// goRoot returns the directory of the Go distribution, or "" if it is not known.
func (c *Cache) goRoot() string { return c.root() }

// helperSet returns the helpers of a package that were last read; nil if they were not read. The caller must check
// that they are up to date.
func (c *Cache) helperSet(key string) *helperSet {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.helpers[key]
}

// storeHelpers keeps helpers for helperSet.
func (c *Cache) storeHelpers(key string, s *helperSet) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.helpers[key] = s
}

// A helperSet contains the helpers of one package: the functions that compare codes with an error.
type helperSet struct {
	pkg       *types.Package           // as it is imported; a change of a file makes another one
	known     map[string]*sites.Helper // by name, see sites.HelperName
	takesCode map[string]bool          // see helperInfo
	deps      map[string]*helperSet    // by import path: the helpers that these call; nil for none
}

// An sdkPackage is a package of another module that may declare constants for error codes.
type sdkPackage struct {
	dir        string
	codeFiles  []syntax.Tree // files with constants for codes, without bodies; nil if the package does not name its codes
	otherFiles []string      // names of the other files
}
