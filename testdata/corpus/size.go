package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A size is the number of lines of Go code in a corpus, without tests and generated files.
type size struct {
	lines   int // in all packages
	watched int // in packages with at least one site
}

var generatedFile = regexp.MustCompile(`(?m)^// Code generated .* DO NOT EDIT\.$`)

// maxGeneratedMark is the length of the part of a file that is searched for the mark of generated code.
const maxGeneratedMark = 1 << 14

// skippedDir reports whether errls does not look for packages in a directory with this name.
func skippedDir(name string) bool {
	return name == "testdata" || name == "vendor" || name[0] == '.' || name[0] == '_'
}

// modulesBelow returns dir and the directories of the other modules below it, without those that errls skips.
func modulesBelow(dir string) ([]string, error) {
	var found []string
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && path != dir && skippedDir(e.Name()):
			return filepath.SkipDir
		case !e.IsDir() && e.Name() == "go.mod" && filepath.Dir(path) != dir:
			found = append(found, filepath.Dir(path))
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("finding the modules of %s: %w", dir, err)
	}
	slices.Sort(found)
	return append([]string{dir}, found...), nil
}

// measure counts the lines of the packages in the modules at roots. The keys of watched are the directories of the
// packages with sites.
func measure(roots []string, watched map[string]bool) (size, error) {
	var s size
	for _, root := range roots {
		err := eachGoFile(root, func(path string, src []byte) {
			n := bytes.Count(src, []byte("\n"))
			s.lines += n
			if watched[filepath.Dir(path)] {
				s.watched += n
			}
		})
		if err != nil {
			return size{}, fmt.Errorf("counting lines: %w", err)
		}
	}
	return s, nil
}

// eachGoFile calls visit for the Go files of the module at root that are neither tests nor generated.
func eachGoFile(root string, visit func(path string, src []byte)) error {
	return filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := e.Name()
		if e.IsDir() {
			_, err := os.Lstat(filepath.Join(path, "go.mod"))
			if path != root && (skippedDir(name) || err == nil) {
				return filepath.SkipDir
			}
			return nil
		}
		if !e.Type().IsRegular() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		src, err := os.ReadFile(path)
		if err == nil && !generatedFile.Match(src[:min(len(src), maxGeneratedMark)]) {
			visit(path, src)
		}
		return err
	})
}

// sizesHead contains the columns of the file with the sizes of the corpora, separated by tabs.
const sizesHead = "corpus\tlines\tlines of packages with sites"

// readSizes reads the sizes of the corpora by name. It returns none if the file does not exist.
func readSizes(path string) (map[string]size, error) {
	all := map[string]size{}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return all, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the sizes: %w", err)
	}
	for i, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		if i == 0 && line == sizesHead {
			continue
		}
		fields := strings.Split(line, "\t")
		if i == 0 || len(fields) != 3 {
			return nil, fmt.Errorf("reading %s: line %d: want the columns %q", path, i+1, sizesHead)
		}
		lines, err := strconv.Atoi(fields[1])
		watched, err2 := strconv.Atoi(fields[2])
		if err := cmp.Or(err, err2); err != nil {
			return nil, fmt.Errorf("reading %s: line %d: %w", path, i+1, err)
		}
		all[fields[0]] = size{lines, watched}
	}
	return all, nil
}

// writeSizes writes the sizes in the order of names.
func writeSizes(path string, names []string, all map[string]size) error {
	var b bytes.Buffer
	b.WriteString(sizesHead + "\n")
	for _, name := range names {
		if s, ok := all[name]; ok {
			fmt.Fprintf(&b, "%s\t%d\t%d\n", name, s.lines, s.watched)
		}
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("writing the sizes: %w", err)
	}
	return nil
}
