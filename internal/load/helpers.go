package load

import (
	"cmp"
	"go/types"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/sites"
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
	key := im.module[0].root + "\x00" + path
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
	dir, ok := im.module.mainDir(path)
	if !ok {
		return "", nil
	}
	paths, _ := im.reader.list(dir) // what cannot be listed is told where the package itself is asked for
	read := make([]*cachedFile, len(paths))
	parallel(len(paths), func(i int) {
		read[i], _, _ = im.cache.file(im.reader, paths[i]) // what cannot be read is nil
	})
	found := false
	for i, c := range read {
		if c == nil || !c.builds || c.pkg == "" || len(files) > 0 && c.pkg != files[0].pkg {
			continue
		}
		files = append(files, &file{source: &source{path: paths[i], header: c.header}, index: c.index, cached: c})
		found = found || c.shaped()
	}
	if !found {
		return "", nil
	}
	return dir, files
}

// names returns the functions of an imported package that can be helpers by their shape.
func (im *importer) names(path string) helperNames {
	im.naming.Lock()
	defer im.naming.Unlock()
	h, known := im.shapes[path]
	if known {
		return h
	}
	h = newHelperNames(path, "")
	_, files := im.shaped(path)
	for _, f := range files {
		h.pkg = f.pkg
		for i := range f.decls {
			d := &f.decls[i]
			switch {
			case d.shape == 0 || !d.exported():
			case d.receiver != "":
				h.add(d.receiver + "." + d.names[0])
			default:
				h.add(d.names[0])
			}
		}
	}
	im.shapes[path] = h
	return h
}

func newHelperNames(path, pkg string) helperNames {
	return helperNames{path, pkg, map[string]bool{}, map[string]bool{}}
}

// add takes in a function, or "Type.Method".
func (h *helperNames) add(name string) {
	if _, method, ok := strings.Cut(name, "."); ok {
		h.methods[method] = true
	} else {
		h.names[name] = true
	}
}

func (h *helperNames) any() bool { return len(h.names)+len(h.methods) > 0 }

// helpers returns the names of the helpers that a file imports; of says what a package has.
func (h *header) helpers(of func(path string) helperNames) []helperNames {
	var all []helperNames
	for _, i := range h.imports {
		if i.name == "_" || i.name == "." {
			continue
		}
		if found := of(i.path); found.any() {
			found.pkg = cmp.Or(i.name, found.pkg)
			all = append(all, found)
		}
	}
	return all
}

// read types what the helpers of a package need, and reads them. The files are chosen from and may lack their contents.
func (a asker) read(dir string, files []*file, tested *Package) *helperSet {
	chooseHelpers(files, func(f *file) { fetch(a.reader, f) })
	list := make([]tree, len(files))
	parallel(len(files), func(i int) {
		if f := files[i]; f.needed {
			if f.data == nil {
				fetch(a.reader, f)
			}
			list[i], _ = parseSkeleton(a.cache.fset, f.path, f.data, f.index, f.kept())
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
		f.keep = make([]bool, len(f.decls))
		f.needed, f.full = f.odd, f.odd
		for i := range f.decls {
			if f.decls[i].shape != 0 {
				s.add(place{f, i})
			}
		}
	}
	for range helperDepth {
		for _, p := range slices.Clone(s.kept) {
			if p.file.data == nil {
				fetch(p.file)
			}
			if p.decl < len(p.file.decls) {
				s.addCalled(p)
			}
		}
	}
	s.need()
}

// helperDepth is how many functions a code may go through, from the helper that is called to where it is compared.
const helperDepth = 2

// shaped reports whether a function of the file can be a helper for other packages.
func (x *index) shaped() bool {
	return slices.ContainsFunc(x.decls, func(d declared) bool { return d.shape != 0 && d.exported() })
}

// exported reports whether other packages can call a function, or its method's type lets them.
func (d *declared) exported() bool { return d.names[0][0] < 'a' || d.names[0][0] > 'z' }

// ownHelpers reads the helpers of a package that is too large to be typed whole.
func (im *importer) ownHelpers(dir string, files []*file, tested *Package) map[string]known {
	copies := make([]*file, len(files))
	shaped := false
	for i, f := range files {
		copies[i] = &file{source: f.source, index: f.index}
		shaped = shaped || slices.ContainsFunc(f.decls, func(d declared) bool { return d.shape != 0 })
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
