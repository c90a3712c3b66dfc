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

// helper returns the helper that a function is, or nil; it is the field Helper of sites.Input. It reads the helpers
// of packages in the main modules, those of a package when it is first called for one of its functions.
func (im *importer) helper(fn *types.Func) *sites.Helper {
	im.helpersMu.Lock()
	defer im.helpersMu.Unlock()
	return helperReader{im, map[string]*helperSet{}}.helper(fn)
}

// A helperReader is an importer whose helpersMu is locked. It records the packages whose helpers are used.
type helperReader struct {
	*importer
	deps map[string]*helperSet
}

// helper returns the helper that a function is, or nil.
func (a helperReader) helper(fn *types.Func) *sites.Helper {
	if fn.Pkg() == nil {
		return nil
	}
	path := fn.Pkg().Path()
	set, known := a.deps[path]
	if !known {
		set = a.helpersOf(path)
		a.deps[path] = set
	}
	if set == nil {
		return nil
	}
	return set.known[sites.HelperName(fn)]
}

// helpersOf returns the helpers of a package; nil if it has none, and while they are being read. im.helpersMu must be
// locked.
func (im *importer) helpersOf(path string) *helperSet {
	set, known := im.helpers[path]
	if !known {
		im.helpers[path] = nil
		set = im.loadHelpers(path)
		im.helpers[path] = set
	}
	return set
}

// loadHelpers returns the helpers of a package from the cache if they are up to date, and else reads them.
func (im *importer) loadHelpers(path string) *helperSet {
	dir, files := im.helperFiles(path)
	if files == nil {
		return nil
	}
	imported, err := im.Import(path)
	if err != nil {
		return nil
	}
	key := im.module[0].Root + "\x00" + path
	if set := im.cache.helperSet(key); set != nil && set.pkg == imported && im.unchanged(set.deps) {
		return set
	}
	a := helperReader{im, map[string]*helperSet{}}
	set := a.read(dir, files, nil)
	set.pkg = imported
	im.cache.storeHelpers(key, set)
	return set
}

// unchanged reports whether the helpers of other packages are still those in deps.
func (im *importer) unchanged(asked map[string]*helperSet) bool {
	for path, set := range asked {
		if im.helpersOf(path) != set {
			return false
		}
	}
	return true
}

// helperFiles returns the directory and the files of a package in the main modules. It returns none if no exported
// function of the package may be a helper.
func (im *importer) helperFiles(path string) (dir string, files []*file) {
	if _, std := stdStub(path); std {
		return "", nil
	}
	dir, ok := im.module.MainDir(path)
	if !ok {
		return "", nil
	}
	paths, _ := im.reader.List(dir) // an error is reported when the package itself is loaded
	read := make([]*cachedFile, len(paths))
	parallel(len(paths), func(i int) {
		read[i], _, _ = im.cache.file(im.reader, paths[i]) // nil if the file cannot be read
	})
	found := false
	for i, c := range read {
		if c == nil || !c.inBuild || c.Pkg == "" || len(files) > 0 && c.Pkg != files[0].Pkg {
			continue
		}
		files = append(files, &file{Source: &gofiles.Source{Path: paths[i], Header: c.Header}, Index: c.Index, cached: c})
		found = found || c.MayExportHelper()
	}
	if !found {
		return "", nil
	}
	return dir, files
}

// helperNamesOf returns the names of the exported functions of a package that may be helpers by their shape.
func (im *importer) helperNamesOf(path string) skim.HelperNames {
	im.namesMu.Lock()
	defer im.namesMu.Unlock()
	h, known := im.helperNames[path]
	if known {
		return h
	}
	h = skim.NewHelperNames(path, "")
	_, files := im.helperFiles(path)
	for _, f := range files {
		h.Pkg = f.Pkg
		for i := range f.Decls {
			d := &f.Decls[i]
			switch {
			case d.HelperShape == 0 || !d.Exported():
			case d.Receiver != "":
				h.Add(d.Receiver + "." + d.Names[0])
			default:
				h.Add(d.Names[0])
			}
		}
	}
	im.helperNames[path] = h
	return h
}

// read type-checks the parts of a package that its helpers need, and returns the helpers. It modifies files, whose
// contents need not be read yet.
func (a helperReader) read(dir string, files []*file, tested *Package) *helperSet {
	chooseHelpers(files, func(f *file) { readContents(a.reader, f) })
	list := make([]syntax.Tree, len(files))
	parallel(len(files), func(i int) {
		if f := files[i]; f.needDecls {
			if f.Data == nil {
				readContents(a.reader, f)
			}
			list[i], _ = syntax.Skeleton(a.cache.fset, f.Path, f.Data, f.Index, f.bodyFilter())
		}
	})
	p, err := a.typeCheck(dir, files, list, tested)
	for _, t := range list {
		a.cache.forget(t)
	}
	if err != nil {
		return &helperSet{} // the error is reported when the package itself is loaded
	}
	in := p.Input
	in.Helper = a.helper
	set := &helperSet{known: a.findHelpers(in), takesCode: map[string]bool{}, deps: a.deps}
	for name, h := range set.known {
		set.takesCode[name] = takesCode(p.Pkg, name, h)
	}
	return set
}

// takesCode reports whether the error parameter of a helper has a basic type or is any, that is, whether it takes the
// code of an error instead of the error.
func takesCode(pkg *types.Package, name string, h *sites.Helper) bool {
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

// ownHelpers returns the helpers of a package that is too large to be parsed with all bodies.
func (im *importer) ownHelpers(dir string, files []*file, tested *Package) map[string]helperInfo {
	copies := make([]*file, len(files))
	shaped := false
	for i, f := range files {
		copies[i] = &file{Source: f.Source, Index: f.Index}
		shaped = shaped || slices.ContainsFunc(f.Decls, func(d skim.Decl) bool { return d.HelperShape != 0 })
	}
	if !shaped {
		return nil
	}
	im.helpersMu.Lock()
	defer im.helpersMu.Unlock()
	return helperReader{im, map[string]*helperSet{}}.read(dir, copies, tested).byName()
}

// importedHelpers returns the helpers of an imported package of the main modules.
func (im *importer) importedHelpers(path string) map[string]helperInfo {
	im.helpersMu.Lock()
	defer im.helpersMu.Unlock()
	return im.helpersOf(path).byName()
}

// byName returns the helpers by the name in a call: that of the function, or of the method without its type.
func (s *helperSet) byName() map[string]helperInfo {
	if s == nil {
		return nil
	}
	named := make(map[string]helperInfo, len(s.known))
	for name, h := range s.known {
		_, method, isMethod := strings.Cut(name, ".")
		if !isMethod {
			method = name
		}
		named[method] = helperInfo{h, isMethod, s.takesCode[name]}
	}
	return named
}

// isRetryLibrary reports whether an import path is that of a retry library.
func (im *importer) isRetryLibrary(path string) bool { return im.set.Library(path) != nil }
