package load

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/syntax"
)

// maxWholeDir is the maximum size in bytes of a package that is parsed with all bodies for an editor.
const maxWholeDir = 256 << 10

// Dir loads the packages in one directory for an editor, with quick types. It returns only packages with an open
// file, that is, a file for which open returns true. Open files may be incomplete. A small package is parsed with all
// bodies, so that the editor shows the same findings as a check of the package. Of a larger package, Dir parses the
// bodies in open files and those of the functions that these call. The returned files may include others than the
// open ones. With a Cache in the configuration, the next call reads only files that have changed. The error is for a
// directory that cannot be read, or that of the context.
func Dir(ctx context.Context, config Config, dir string, open func(path string) bool) ([]*Package, []Problem, error) {
	l := newLoader(&config)
	files, problems, err := l.openFiles(ctx, dir, open)
	if err != nil {
		return nil, nil, err
	}
	l.findSDKs(dir, files)
	l.planOpen(dir, files)
	var packages []*Package
	var tested *Package
	groups := byPackage(files)
	for i, group := range groups {
		hasOpen := slices.ContainsFunc(group, func(f *file) bool { return f.open })
		if !hasOpen && !hasOpenTest(group, groups[i+1:]) {
			continue
		}
		p, found := l.loadOpenPackage(dir, group, tested)
		problems = append(problems, found...)
		if p != nil && hasOpen {
			packages = append(packages, p)
		}
		tested = p
	}
	return packages, append(problems, l.takeRefused()...), ctx.Err()
}

// openFiles returns the files of a directory, from the cache if they have not changed. It includes test files only if
// the configuration does, or if they are open.
func (l *loader) openFiles(ctx context.Context, dir string, open func(path string) bool) ([]*file, []Problem, error) {
	l.reader.Tests = true
	paths, err := l.reader.List(dir)
	if err != nil {
		return nil, nil, fmt.Errorf("reading directory %s: %w", dir, err)
	}
	paths = slices.DeleteFunc(paths, func(path string) bool {
		return strings.HasSuffix(path, "_test.go") && !l.config.Tests && !open(path)
	})
	isOpen := make([]bool, len(paths))
	for i, path := range paths {
		isOpen[i] = open(path)
	}
	files := make([]*file, len(paths))
	problems := make([][]Problem, len(paths))
	parallel(len(paths), func(i int) {
		if ctx.Err() == nil {
			files[i], problems[i] = l.openFile(paths[i], isOpen[i])
		}
	})
	if ctx.Err() != nil {
		return nil, nil, ctx.Err()
	}
	files = slices.DeleteFunc(files, func(f *file) bool { return f == nil })
	return files, slices.Concat(problems...), nil
}

// hasOpenTest reports whether others contains the external test package of group and a file of it is open.
func hasOpenTest(group []*file, others [][]*file) bool {
	for _, other := range others {
		if other[0].Pkg == group[0].Pkg+"_test" {
			return slices.ContainsFunc(other, func(f *file) bool { return f.open })
		}
	}
	return false
}

// openFile returns one file, from the cache if it has not changed. An open file has its contents. openFile returns
// nil for a file that does not belong to the build and is not open.
func (l *loader) openFile(path string, open bool) (*file, []Problem) {
	cached, data, err := l.cache.file(l.reader, path)
	if err == nil && open && data == nil {
		data, err = l.reader.Read(path)
	}
	if err != nil {
		return nil, []Problem{{Path: path, Message: gofiles.Reason(err), Fatal: true}}
	}
	if !open && (!cached.inBuild || cached.Pkg == "") {
		return nil, nil
	}
	f := &file{Source: &gofiles.Source{Path: path, Header: cached.Header}, Index: cached.Index, cached: cached, open: open}
	f.keepBody = slices.Repeat([]bool{open}, len(f.Decls))
	if open {
		f.Data = data
	}
	return f, nil
}

// loadOpenPackage parses and type-checks the files of one package for Dir. See loadPackage for tested.
func (l *loader) loadOpenPackage(dir string, files []*file, tested *Package) (*Package, []Problem) {
	var size int64
	for _, f := range files {
		size += f.cached.size
	}
	whole := size <= min(maxWholeDir, int64(l.maxWhole))
	if whole {
		for _, f := range files {
			f.hasBodies = true
		}
	} else {
		l.chooseOpen(files)
	}
	trees := make([]syntax.Tree, len(files))
	problems := make([][]Problem, len(files))
	parallel(len(files), func(i int) {
		f := files[i]
		if f.hasBodies && f.Data == nil {
			readContents(l.reader, f)
		}
		switch {
		case f.open:
			trees[i], problems[i] = syntax.Whole(l.cache.fset, f.Path, f.Data)
		case f.hasBodies && f.Data == nil: // it cannot be read any more
		case whole:
			trees[i], _ = syntax.Whole(l.cache.fset, f.Path, f.Data)
		case f.hasBodies:
			trees[i], _ = syntax.Skeleton(l.cache.fset, f.Path, f.Data, f.Index, f.bodyFilter())
			trees[i].Src = f.Data
		case f.needDecls:
			trees[i] = l.cache.bodyless(l.reader, f.Path, f.cached)
		}
	})
	p, err := l.importer(dir).typeCheck(dir, files, trees, tested)
	for i, t := range trees {
		if files[i].hasBodies {
			l.cache.forget(t)
		}
	}
	if err != nil {
		return nil, append(slices.Concat(problems...), Problem{Path: dir, Message: err.Error(), Fatal: true})
	}
	return p, slices.Concat(problems...)
}

// chooseOpen selects the open files, the functions that they call, and the declarations of the names in both.
func (l *loader) chooseOpen(files []*file) {
	s := newSelection(files)
	s.readContents = func(f *file) { readContents(l.reader, f) }
	for _, f := range files {
		f.hasBodies = f.open
		f.needDecls = f.open || f.Unbalanced
	}
	for _, f := range files {
		for i := range f.Decls {
			if f.open {
				s.addCallees(declRef{f, i})
			}
		}
	}
	s.markNeeded()
}
