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
	sdks     map[string]*sdkPackage    // by directory
	helpers  map[string]*helperSet     // by the module's root and the import path
}

// NewCache returns an empty cache.
func NewCache() *Cache {
	return &Cache{
		fset:     token.NewFileSet(),
		seed:     maphash.MakeSeed(),
		files:    map[string]*cachedFile{},
		packages: map[string]*cachedPackage{},
		sdks:     map[string]*sdkPackage{},
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
	inBuild bool // the host's build takes it

	mu       sync.Mutex
	bodyless syntax.Tree // without bodies; empty until it is asked for
	stale    bool        // another state has taken its place
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
	f = &cachedFile{stamp: now, Header: h, Index: skim.ReadIndex(data, h, nil), inBuild: r.MatchesBuild(path, data, &h)}
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
		c.forget(old.bodyless)
		old.mu.Unlock()
	}
	return f, data, nil
}

// bodyless returns a file's syntax without bodies.
func (c *Cache) bodyless(r *gofiles.Reader, path string, f *cachedFile) syntax.Tree {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.bodyless.File != nil {
		return f.bodyless
	}
	data, err := r.Read(path)
	if err != nil || int64(len(data)) != f.size { // it has changed just now: the next call sees it
		return syntax.Tree{}
	}
	f.bodyless, _ = syntax.Skeleton(c.fset, path, data, f.Index, nil)
	if f.stale {
		c.forget(f.bodyless)
	}
	return f.bodyless
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

// lookupPackage returns the package that was made from files in these states, if its own imports are still the same.
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

func (c *Cache) storePackage(key string, p *cachedPackage) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.packages[key] = p
}

// sdkPackage returns what was read of a directory in the module cache or the vendor directory. Neither is looked at twice.
func (c *Cache) sdkPackage(dir string) (*sdkPackage, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s, ok := c.sdks[dir]
	return s, ok
}

func (c *Cache) storeSDK(s *sdkPackage) {
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

func (c *Cache) storeHelpers(key string, s *helperSet) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.helpers[key] = s
}

// A helperSet is what is known of the functions of one package that hold codes against an error.
type helperSet struct {
	pkg       *types.Package // the package as it is imported: another one where a file, or what it imports, has changed
	known     map[string]*sites.Helper
	takesCode map[string]bool       // those that take the code of an error, not the error
	deps      map[string]*helperSet // of the packages whose functions those call; nil for packages that have no helpers
}

// A sdkPackage is a package of another module as its directory tells it.
type sdkPackage struct {
	dir        string
	codeFiles  []syntax.Tree // its files that hold codes, without bodies; nil where it does not name its codes
	otherFiles []string      // the names of its other files
}
