package load

import (
	"go/ast"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/outline"
	"github.com/errls/errls/internal/load/internal/skim"
	"github.com/errls/errls/internal/load/internal/syntax"
)

// Packages of other modules, and those of the standard library that have no stub, are read from their source if it is
// available, as far as the files mention them that may contain a site. What they mention is planned before any
// package is imported, because all importing packages must see the same types.

// outlines are what an importer reads of the packages of other modules.
type outlines struct {
	plan  *outline.Plan     // nil until there is a program
	dirs  map[string]string // by import path: directory of the source
	names map[string]string // by import path: name of the package
}

// of returns the outline of a package; nil if nothing of it is read.
func (o *outlines) of(path string) *outline.Outline {
	if o.plan == nil {
		return nil
	}
	return o.plan.Outline(path)
}

// types returns the names by which the program refers to types of a package without source, sorted.
func (o *outlines) types(path string) []string {
	if o.plan == nil {
		return nil
	}
	return o.plan.Types(path)
}

// absent reports whether the program mentions a package whose source is not available.
func (o *outlines) absent(path string) bool { return o.plan != nil && o.plan.Absent(path) }

// planDirs reads the files of directories, and plans what the importers read of the packages that they import.
func (l *loader) planDirs(dirs []*scannedDir) {
	mentions := make([][]*outline.Mentions, len(dirs))
	parallel(len(dirs), func(i int) {
		d := dirs[i]
		kept := map[*gofiles.Source]bool{}
		for _, s := range d.sources {
			kept[s] = s.Data != nil
		}
		d.files, d.fileProblems = l.readFiles(d)
		mentions[i] = mentionsIn(d.files)
		for _, f := range d.files {
			if !kept[f.Source] {
				f.Data = nil
			}
		}
	})
	programs := map[*importer][]*outline.Mentions{}
	for i, d := range dirs {
		im := l.importer(d.Dir)
		programs[im] = append(programs[im], mentions[i]...)
	}
	for im, program := range programs {
		im.planProgram(program)
	}
}

// planOpen plans what is read of the packages that the files of a directory import, for Dir.
func (l *loader) planOpen(dir string, files []*file) {
	program := make([]*outline.Mentions, len(files))
	parallel(len(files), func(i int) { program[i] = l.cache.allMentions(l.reader, files[i]) })
	l.importer(dir).planProgram(program)
}

// readAgain reads the contents of files that planDirs did not keep. A file that cannot be read has no declarations.
func (l *loader) readAgain(files []*file) {
	parallel(len(files), func(i int) {
		f := files[i]
		if f.Data != nil {
			return
		}
		data, err := l.reader.Read(f.Path)
		if f.Data = data; err != nil {
			f.Index = &skim.Index{Unbalanced: true}
		}
	})
}

// mentionsIn returns the names in the files of a directory: in the whole file if it may contain a site, and otherwise
// outside function bodies.
func mentionsIn(files []*file) []*outline.Mentions {
	evidence := slices.ContainsFunc(files, func(f *file) bool { return f.Unbalanced || f.HasEvidence() })
	if !evidence {
		return nil
	}
	var all []*outline.Mentions
	for _, f := range files {
		m := outline.NewMentions(f.Imports)
		if f.Unbalanced || f.HasEvidence() {
			m.Add(f.Data[f.End:])
		} else {
			addDeclarations(m, f.Data, f.Index)
		}
		all = append(all, m)
	}
	return all
}

// addDeclarations adds the names outside function bodies.
func addDeclarations(m *outline.Mentions, src []byte, x *skim.Index) {
	for i := range x.Decls {
		d := &x.Decls[i]
		end := d.End
		if d.Body != 0 {
			end = d.Body
		}
		m.Add(src[d.Start:end])
	}
}

// planProgram plans what is read of the packages that files import, directly or through other packages of the module
// and its neighbors.
func (im *importer) planProgram(program []*outline.Mentions) {
	im.mu.Lock()
	defer im.mu.Unlock()
	seen := map[string]bool{}
	for i := 0; i < len(program); i++ {
		for _, dep := range program[i].Imports() {
			if !seen[dep.Path] {
				seen[dep.Path] = true
				program = append(program, im.mentionsOf(dep.Path)...)
			}
		}
	}
	if im.outlines.plan == nil {
		im.outlines = &outlines{dirs: map[string]string{}, names: map[string]string{}}
		im.outlines.plan = outline.NewPlan(im.openSource, im.packageName)
	}
	im.outlines.plan.AddProgram(program)
	im.packages = map[string]*cachedPackage{} // others may be planned than before
}

// mentionsOf returns the names in the declarations of a package of the module or a neighbor.
func (im *importer) mentionsOf(path string) []*outline.Mentions {
	dir, ok := im.module.Dir(path)
	if _, std := stdStub(path); !ok || std {
		return nil
	}
	paths, _ := im.reader.List(dir) // an error is reported when the package itself is loaded
	all := make([]*outline.Mentions, len(paths))
	parallel(len(paths), func(i int) {
		if f, _, err := im.cache.file(im.reader, paths[i]); err == nil && f.inBuild && f.Pkg != "" {
			all[i] = f.mentions
		}
	})
	return slices.DeleteFunc(all, func(m *outline.Mentions) bool { return m == nil })
}

// openSource returns the source of a package of another module or of the standard library; nil if it is not read.
func (im *importer) openSource(path string) *outline.Source {
	dir := im.sourceDir(path)
	if dir == "" {
		return nil
	}
	s := im.cache.source(im.reader, dir)
	if s != nil {
		im.outlines.dirs[path] = dir
	}
	return s
}

// sourceDir returns the directory in which the source of a package of another module or of the standard library should
// be; "" if the package is not read from there.
func (im *importer) sourceDir(path string) string {
	if _, std := stdStub(path); std || path == "unsafe" || path == "C" {
		return ""
	}
	if _, ok := im.module.Dir(path); ok {
		return ""
	}
	if host, _, _ := strings.Cut(path, "/"); !strings.Contains(host, ".") {
		if root := im.cache.goRoot(); root != "" {
			return filepath.Join(root, "src", filepath.FromSlash(path))
		}
		return ""
	}
	return im.dependencies.Dir(path)
}

// packageName returns the name of an imported package. It is guessed if the source is not available.
func (im *importer) packageName(path string) string {
	name, known := im.outlines.names[path]
	if !known {
		name = im.readPackageName(path)
		im.outlines.names[path] = name
	}
	return name
}

// readPackageName is packageName for a package whose name has not been read.
func (im *importer) readPackageName(path string) string {
	guess := skim.GuessPackageName(path)
	if host, _, _ := strings.Cut(path, "/"); !strings.Contains(host, ".") {
		return guess
	}
	dir := im.sourceDir(path)
	if dir == "" {
		return guess
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return guess
	}
	for _, e := range entries {
		if file := filepath.Join(dir, e.Name()); !e.IsDir() && im.reader.Accepts(e.Name()) {
			src, err := im.reader.Read(file)
			if h, ok := skim.ReadHeader(src); err == nil && ok && im.reader.MatchesBuild(file, src, &h) {
				return h.Pkg
			}
		}
	}
	return guess
}

// checkOutline type-checks what is planned of a package. The declarations of the catalogs' bindings, and those that
// sdk.go reads, are added.
func (im *importer) checkOutline(path string, s *sdkPackage, sources []string) *cachedPackage {
	o := im.outlines.of(path)
	p := &cachedPackage{}
	var files []*ast.File
	if s != nil && len(s.codeFiles) > 0 {
		files = p.addCodes(s)
	}
	files = append(files, o.Files()...)
	if len(sources) == 0 && s != nil && s.size(maxOutlineBytes) < maxOutlineBytes {
		sources = []string{newSDKOutline(im.reader, s.dir, s.otherFiles, o.Name).source()}
	}
	for _, src := range sources {
		if t, _ := syntax.Parse(im.cache.fset, filepath.Join(im.outlines.dirs[path], "outline"), []byte(src), 0); t.File != nil {
			files = append(files, t.File)
			defer im.cache.forget(t)
		}
	}
	p.pkg = im.checkDecls(path, o.Name, im.cache.fset, files)
	markIncomplete(p.pkg)
	return p
}
