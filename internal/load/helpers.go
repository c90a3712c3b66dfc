package load

import (
	"go/types"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/skim"
	"github.com/errls/errls/internal/load/internal/syntax"
)

// A helperSet is what is known of the functions of one package that hold codes against an error.
type helperSet struct {
	pkg   *types.Package // the package as it is imported: another one where a file, or what it imports, has changed
	known map[string]*sites.Helper
	plain map[string]bool       // those that take the code of an error, not the error
	asked map[string]*helperSet // of the packages whose functions those call; nil for packages that have no helpers
}

// helper is for sites.Input: it reads functions of the main modules, those of a package when the first of them is
// asked for.
func (im *importer) helper(fn *types.Func) *sites.Helper {
	im.asking.Lock()
	defer im.asking.Unlock()
	return asker{im, map[string]*helperSet{}}.helper(fn)
}

// An asker is an importer whose lock for helpers is held, and takes note of the packages that it is asked about.
type asker struct {
	*importer
	asked map[string]*helperSet
}

func (a asker) helper(fn *types.Func) *sites.Helper {
	if fn.Pkg() == nil {
		return nil
	}
	path := fn.Pkg().Path()
	set, known := a.asked[path]
	if !known {
		set = a.helpersOf(path)
		a.asked[path] = set
	}
	if set == nil {
		return nil
	}
	return set.known[sites.HelperName(fn)]
}

// helpersOf returns the helpers of a package; nil where it has none, and while they are being read.
func (im *importer) helpersOf(path string) *helperSet {
	set, known := im.helpers[path]
	if !known {
		im.helpers[path] = nil
		set = im.findHelpers(path)
		im.helpers[path] = set
	}
	return set
}

// findHelpers takes the helpers of a package from the cache or reads them.
func (im *importer) findHelpers(path string) *helperSet {
	dir, files := im.shaped(path)
	if files == nil {
		return nil
	}
	imported, err := im.Import(path)
	if err != nil {
		return nil
	}
	key := im.module[0].Root + "\x00" + path
	if set := im.cache.helperSet(key); set != nil && set.pkg == imported && im.same(set.asked) {
		return set
	}
	a := asker{im, map[string]*helperSet{}}
	set := a.read(dir, files, nil)
	set.pkg = imported
	im.cache.keepHelpers(key, set)
	return set
}

// same reports whether the helpers of other packages are still those that were asked.
func (im *importer) same(asked map[string]*helperSet) bool {
	for path, set := range asked {
		if im.helpersOf(path) != set {
			return false
		}
	}
	return true
}

// shaped returns the files of a package of the main modules; none where no function of it can be a helper for others.
func (im *importer) shaped(path string) (dir string, files []*file) {
	if _, std := stub(path); std {
		return "", nil
	}
	dir, ok := im.module.MainDir(path)
	if !ok {
		return "", nil
	}
	paths, _ := im.reader.List(dir) // what cannot be listed is told where the package itself is asked for
	read := make([]*cachedFile, len(paths))
	parallel(len(paths), func(i int) {
		read[i], _, _ = im.cache.file(im.reader, paths[i]) // what cannot be read is nil
	})
	found := false
	for i, c := range read {
		if c == nil || !c.builds || c.Pkg == "" || len(files) > 0 && c.Pkg != files[0].Pkg {
			continue
		}
		files = append(files, &file{Source: &gofiles.Source{Path: paths[i], Header: c.Header}, Index: c.Index, cached: c})
		found = found || c.Shaped()
	}
	if !found {
		return "", nil
	}
	return dir, files
}

// names returns the functions of an imported package that can be helpers by their shape.
func (im *importer) names(path string) skim.HelperNames {
	im.naming.Lock()
	defer im.naming.Unlock()
	h, known := im.shapes[path]
	if known {
		return h
	}
	h = skim.NewHelperNames(path, "")
	_, files := im.shaped(path)
	for _, f := range files {
		h.Pkg = f.Pkg
		for i := range f.Decls {
			d := &f.Decls[i]
			switch {
			case d.Shape == 0 || !d.Exported():
			case d.Receiver != "":
				h.Add(d.Receiver + "." + d.Names[0])
			default:
				h.Add(d.Names[0])
			}
		}
	}
	im.shapes[path] = h
	return h
}

// read types what the helpers of a package need, and reads them. The files are chosen from and may lack their contents.
func (a asker) read(dir string, files []*file, tested *Package) *helperSet {
	chooseHelpers(files, func(f *file) { fetch(a.reader, f) })
	list := make([]syntax.Tree, len(files))
	parallel(len(files), func(i int) {
		if f := files[i]; f.needed {
			if f.Data == nil {
				fetch(a.reader, f)
			}
			list[i], _ = syntax.Skeleton(a.cache.fset, f.Path, f.Data, f.Index, f.kept())
		}
	})
	p, err := a.typed(dir, files, list, tested)
	for _, t := range list {
		a.cache.forget(t)
	}
	if err != nil {
		return &helperSet{} // the type checker's failure is told where the package itself is looked at
	}
	in := p.Input
	in.Helper = a.helper
	set := &helperSet{known: a.findIn(in), plain: map[string]bool{}, asked: a.asked}
	for name, h := range set.known {
		set.plain[name] = takesPlain(p.Pkg, name, h)
	}
	return set
}

// takesPlain reports whether a helper takes the code of an error, or anything, and not the error.
func takesPlain(pkg *types.Package, name string, h *sites.Helper) bool {
	fn, ok := pkg.Scope().Lookup(name).(*types.Func)
	if !ok || h.Error < 0 || h.Error >= fn.Signature().Params().Len() {
		return false
	}
	switch t := fn.Signature().Params().At(h.Error).Type().Underlying().(type) {
	case *types.Basic:
		return true
	case *types.Interface:
		return t.Empty()
	}
	return false
}

// chooseHelpers marks what is needed of a package to tell which of its functions are helpers.
func chooseHelpers(files []*file, fetch func(*file)) {
	s := newSelection(files)
	s.fetch = fetch
	for _, f := range files {
		f.keep = make([]bool, len(f.Decls))
		f.needed, f.full = f.Odd, f.Odd
		for i := range f.Decls {
			if f.Decls[i].Shape != 0 {
				s.add(place{f, i})
			}
		}
	}
	for range helperDepth {
		for _, p := range slices.Clone(s.kept) {
			if p.file.Data == nil {
				fetch(p.file)
			}
			if p.decl < len(p.file.Decls) {
				s.addCalled(p)
			}
		}
	}
	s.need()
}

// helperDepth is how many functions a code may go through, from the helper that is called to where it is compared.
const helperDepth = 2

// ownHelpers reads the helpers of a package that is too large to be typed whole.
func (im *importer) ownHelpers(dir string, files []*file, tested *Package) map[string]known {
	copies := make([]*file, len(files))
	shaped := false
	for i, f := range files {
		copies[i] = &file{Source: f.Source, Index: f.Index}
		shaped = shaped || slices.ContainsFunc(f.Decls, func(d skim.Decl) bool { return d.Shape != 0 })
	}
	if !shaped {
		return nil
	}
	im.asking.Lock()
	defer im.asking.Unlock()
	return asker{im, map[string]*helperSet{}}.read(dir, copies, tested).byName()
}

// importedHelpers returns the helpers of an imported package of the main modules.
func (im *importer) importedHelpers(path string) map[string]known {
	im.asking.Lock()
	defer im.asking.Unlock()
	return im.helpersOf(path).byName()
}

// byName returns the helpers by the name that calls of them bear.
func (s *helperSet) byName() map[string]known {
	if s == nil {
		return nil
	}
	named := make(map[string]known, len(s.known))
	for name, h := range s.known {
		_, method, isMethod := strings.Cut(name, ".")
		if !isMethod {
			method = name
		}
		named[method] = known{h, isMethod, s.plain[name]}
	}
	return named
}

// again reports whether an import path is that of a retry library.
func (im *importer) again(path string) bool { return im.set.Library(path) != nil }
