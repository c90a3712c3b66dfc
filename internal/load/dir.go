package load

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/syntax"
)

// maxWholeDir is the size in bytes up to which a package is parsed whole for an editor.
const maxWholeDir = 256 << 10

// Dir types the packages in one directory for an editor, only those that have a file for which full answers true.
// Such files may be half typed. A small package is parsed whole, so that the editor sees what a check of the package
// sees; of a larger one only those files have all their bodies, and the others those that are called from there.
// Files that full does not ask for may hold sites, too. With a Cache in the configuration the next call reads only
// what has changed since. The error is for a directory that cannot be read, or the context's.
func Dir(ctx context.Context, config Config, dir string, full func(path string) bool) ([]*Package, []Problem, error) {
	l := newLoader(&config)
	files, problems, err := l.openFiles(ctx, dir, full)
	if err != nil {
		return nil, nil, err
	}
	l.findSDKs(dir, files)
	var packages []*Package
	var tested *Package
	groups := byPackage(files)
	for i, group := range groups {
		shown := slices.ContainsFunc(group, func(f *file) bool { return f.open })
		if !shown && !hasOpenTest(group, groups[i+1:]) {
			continue
		}
		p, found := l.loadOpenPackage(dir, group, tested)
		problems = append(problems, found...)
		if p != nil && shown {
			packages = append(packages, p)
		}
		tested = p
	}
	return packages, append(problems, l.takeRefused()...), ctx.Err()
}

// openFiles takes the files of a directory from the cache: tests where they are asked for, or shown.
func (l *loader) openFiles(ctx context.Context, dir string, full func(path string) bool) ([]*file, []Problem, error) {
	l.reader.Tests = true
	paths, err := l.reader.List(dir)
	if err != nil {
		return nil, nil, fmt.Errorf("reading directory %s: %w", dir, err)
	}
	paths = slices.DeleteFunc(paths, func(path string) bool {
		return strings.HasSuffix(path, "_test.go") && !l.config.Tests && !full(path)
	})
	shown := make([]bool, len(paths))
	for i, path := range paths {
		shown[i] = full(path)
	}
	files := make([]*file, len(paths))
	problems := make([][]Problem, len(paths))
	parallel(len(paths), func(i int) {
		if ctx.Err() == nil {
			files[i], problems[i] = l.openFile(paths[i], shown[i])
		}
	})
	if ctx.Err() != nil {
		return nil, nil, ctx.Err()
	}
	files = slices.DeleteFunc(files, func(f *file) bool { return f == nil })
	return files, slices.Concat(problems...), nil
}

// hasOpenTest reports whether one of the packages is the external test of a package and is shown.
func hasOpenTest(group []*file, others [][]*file) bool {
	for _, other := range others {
		if other[0].Pkg == group[0].Pkg+"_test" {
			return slices.ContainsFunc(other, func(f *file) bool { return f.open })
		}
	}
	return false
}

// openFile takes a file from the cache, with its contents if it is to be parsed whole. It returns nil for a file that
// the build passes over, unless it is shown.
func (l *loader) openFile(path string, full bool) (*file, []Problem) {
	cached, data, err := l.cache.file(l.reader, path)
	if err == nil && full && data == nil {
		data, err = l.reader.Read(path)
	}
	if err != nil {
		return nil, []Problem{{Path: path, Message: gofiles.Reason(err), Fatal: true}}
	}
	if !full && (!cached.inBuild || cached.Pkg == "") {
		return nil, nil
	}
	f := &file{Source: &gofiles.Source{Path: path, Header: cached.Header}, Index: cached.Index, cached: cached, open: full}
	f.keepBody = slices.Repeat([]bool{full}, len(f.Decls))
	if full {
		f.Data = data
	}
	return f, nil
}

// loadOpenPackage chooses, parses and types the files of one package.
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
		case f.hasBodies && f.Data == nil: // it is gone
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

// chooseOpen chooses the files that are shown, what they call, and the files that declare what all of that mentions.
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
