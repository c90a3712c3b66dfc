package load

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Dir types the packages in one directory for an editor: bodies only of the files for which full answers true,
// and only packages that have such a file. The files may be half typed. With a Cache in the configuration the next
// call reads only what has changed since. The error is for a directory that cannot be read, or the context's.
func Dir(ctx context.Context, config Config, dir string, full func(path string) bool) ([]*Package, []Problem, error) {
	l := newLoader(&config)
	l.reader.tests = true
	paths, err := l.reader.list(dir)
	if err != nil {
		return nil, nil, fmt.Errorf("reading directory %s: %w", dir, err)
	}
	paths = slices.DeleteFunc(paths, func(path string) bool {
		return strings.HasSuffix(path, "_test.go") && !config.Tests && !full(path)
	})
	files := make([]*file, len(paths))
	found := make([][]Problem, len(paths))
	parallel(len(paths), func(i int) {
		if ctx.Err() == nil {
			files[i], found[i] = l.open(paths[i], full(paths[i]))
		}
	})
	if ctx.Err() != nil {
		return nil, nil, ctx.Err()
	}
	problems := slices.Concat(found...)
	files = slices.DeleteFunc(files, func(f *file) bool { return f == nil })
	var packages []*Package
	var tested *Package
	groups := byPackage(files)
	for i, group := range groups {
		shown := slices.ContainsFunc(group, func(f *file) bool { return f.full })
		if !shown && !testedBy(group, groups[i+1:]) {
			continue
		}
		p, found := l.dirGroup(dir, group, tested)
		problems = append(problems, found...)
		if p != nil && shown {
			packages = append(packages, p)
		}
		tested = p
	}
	return packages, problems, ctx.Err()
}

// testedBy reports whether one of the packages is the external test of a package and is shown.
func testedBy(group []*file, others [][]*file) bool {
	for _, other := range others {
		if other[0].pkg == group[0].pkg+"_test" {
			return slices.ContainsFunc(other, func(f *file) bool { return f.full })
		}
	}
	return false
}

// open takes a file from the cache, with its contents if it is to be parsed whole. It returns nil for a file that
// the build passes over, unless it is shown.
func (l *loader) open(path string, full bool) (*file, []Problem) {
	cached, data, err := l.cache.file(l.reader, path)
	if err == nil && full && data == nil {
		data, err = l.reader.read(path)
	}
	if err != nil {
		return nil, []Problem{{Path: path, Message: reason(err), Fatal: true}}
	}
	if !full && (!cached.builds || cached.pkg == "") {
		return nil, nil
	}
	f := &file{source: &source{path: path, header: cached.header}, index: cached.index, cached: cached, full: full}
	if full {
		f.data = data
		f.keep = slices.Repeat([]bool{true}, len(f.decls))
	}
	return f, nil
}

// dirGroup parses and types the files of one package: the whole of those that are shown, and the declarations of
// the others, in a large package only of those that are needed.
func (l *loader) dirGroup(dir string, files []*file, tested *Package) (*Package, []Problem) {
	var size int64
	for _, f := range files {
		size += f.cached.size
	}
	if size > int64(l.whole) {
		l.chooseFor(files)
	} else {
		for _, f := range files {
			f.needed = true
		}
	}
	trees := make([]tree, len(files))
	problems := make([][]Problem, len(files))
	parallel(len(files), func(i int) {
		switch f := files[i]; {
		case f.full:
			trees[i], problems[i] = parseFull(l.cache.fset, f.path, f.data)
		case f.needed:
			trees[i] = l.cache.bare(l.reader, f.path, f.cached)
		}
	})
	p, err := l.typed(dir, files, trees, tested)
	for i, t := range trees {
		if files[i].full {
			l.cache.forget(t)
		}
	}
	if err != nil {
		return nil, append(slices.Concat(problems...), Problem{Path: dir, Message: err.Error(), Fatal: true})
	}
	return p, slices.Concat(problems...)
}

// chooseFor marks the files that declare what the shown ones mention.
func (l *loader) chooseFor(files []*file) {
	s := newSelection(files)
	s.fetch = func(f *file) {
		f.data, _ = l.reader.read(f.path) // a file that is gone by now needs nothing
		if f.keep == nil {
			f.keep = make([]bool, len(f.decls))
		}
	}
	for _, f := range files {
		f.needed = f.full || f.odd
	}
	s.need()
}
