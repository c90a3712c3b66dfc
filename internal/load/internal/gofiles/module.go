package gofiles

import (
	"fmt"
	"iter"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/errls/errls/internal/regular"
)

// A Module is a directory with a go.mod file.
type Module struct {
	Root string // directory; "" if there is no module
	Path string // module path; for a module that replaces another, the path of that one
	Main bool   // it is a main module: the first one, or another of the workspace
}

// Modules are a module, which comes first, and its neighbors: the modules of its workspace, and those that replace
// others from a directory.
type Modules []Module

// FindModule returns the module that a directory belongs to, or the zero Module if there is none. If its go.mod
// cannot be read, that is the one problem.
func FindModule(dir string) (Module, []Problem) {
	root, text, problems := findUp(dir, "go.mod")
	return newModule(root, text), problems
}

// newModule returns the module with the directory and the text of its go.mod.
func newModule(root, text string) Module {
	m := Module{Root: root}
	for words := range directives(text) {
		if words[0] == "module" && len(words) > 1 {
			m.Path = words[1]
			break
		}
	}
	return m
}

// MaxNeighbors is the maximum number of neighbors of a module. For each of them a file is opened, and a go.work file
// can name hundreds of thousands.
const MaxNeighbors = 10_000

// FindModules returns the module of a directory and its neighbors. The problems are the go.mod and go.work files that
// cannot be read; those of neighbors are not fatal.
func FindModules(dir string) (Modules, []Problem) {
	root, text, problems := findUp(dir, "go.mod")
	own := newModule(root, text)
	own.Main = true
	s := &search{found: Modules{own}, problems: problems, seen: map[string]bool{}}
	if own.Root == "" {
		return s.found, s.problems
	}
	s.addReplaced(own.Root, text)
	work, problems := findWorkspace(own.Root)
	s.problems = append(s.problems, problems...)
	for _, dir := range work.used() {
		s.add(work.root, dir, "")
	}
	s.addReplaced(work.root, work.text)
	return s.found, s.problems
}

// A workspace is a go.work file. The zero value stands for none.
type workspace struct {
	root string // directory
	text string
}

// findWorkspace returns the workspace of the module in a directory, and the problem if its file cannot be read.
func findWorkspace(root string) (workspace, []Problem) {
	file := goSetting("GOWORK")
	switch {
	case file == "off":
		return workspace{}, nil
	case filepath.IsAbs(file):
		text, err := readModFile(filepath.Dir(file), filepath.Base(file))
		return workspace{filepath.Dir(file), text}, refusedProblem(file, err, true)
	}
	dir, text, problems := findUp(root, "go.work")
	return workspace{dir, text}, problems
}

// used returns the directories of the modules in the workspace.
func (w *workspace) used() []string {
	var dirs []string
	for words := range directives(w.text) {
		if words[0] != "use" || len(words) != 2 {
			continue
		}
		dir := filepath.FromSlash(words[1])
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(w.root, dir)
		}
		dirs = append(dirs, dir)
	}
	return dirs
}

// A search finds the neighbors of a module, which is the first element of found.
type search struct {
	found    Modules
	problems []Problem
	seen     map[string]bool // directory and path of each neighbor
}

// add adds the module in a directory, which may be relative to base. A module that replaces another is imported by
// the path of that one; path is empty otherwise.
func (s *search) add(base, dir, path string) {
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(base, dir)
	}
	key := dir + "\x00" + path
	if dir == s.found[0].Root || s.seen[key] || len(s.seen) > MaxNeighbors {
		return
	}
	s.seen[key] = true
	if len(s.seen) > MaxNeighbors {
		message := fmt.Sprintf("more than %d modules are used or replaced by directories; the others are ignored", MaxNeighbors)
		s.problems = append(s.problems, Problem{Path: base, Message: message})
		return
	}
	text, err := readModFile(dir, "go.mod")
	if err != nil {
		s.problems = append(s.problems, refusedProblem(filepath.Join(dir, "go.mod"), err, false)...)
		return
	}
	m := newModule(dir, text)
	if path != "" {
		m.Path = path
	}
	m.Main = path == ""
	s.found = append(s.found, m)
}

// addReplaced adds the modules that the replace directives of a file replace by directories. root is the directory of
// the file.
func (s *search) addReplaced(root, text string) {
	for words := range directives(text) {
		for i := 2; words[0] == "replace" && i+1 < len(words); i++ {
			if to := words[i+1]; words[i] == "=>" && (strings.HasPrefix(to, ".") || filepath.IsAbs(to)) {
				s.add(root, filepath.FromSlash(to), words[1])
			}
		}
	}
}

// findUp reads the file with the name in dir or in the nearest directory above it, and returns that directory and the
// text. If the file must not be read (see regular.Refused), its text is empty and there is a problem.
func findUp(dir, name string) (root, text string, problems []Problem) {
	for {
		text, err := readModFile(dir, name)
		if err == nil || regular.Refused(err) {
			return dir, text, refusedProblem(filepath.Join(dir, name), err, true)
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", "", nil
		}
		dir = parent
	}
}

// readModFile returns the text of a go.mod or go.work file in a directory.
func readModFile(dir, name string) (string, error) {
	data, err := regular.ReadFile(filepath.Join(dir, name), regular.MaxModFile)
	return string(data), err
}

// directives returns the words of each line of a go.mod or go.work file. In a block, the words of a line are preceded
// by the directive of the block.
func directives(text string) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		block := ""
		for line := range strings.Lines(text) {
			line, _, _ = strings.Cut(line, "//")
			words := strings.Fields(line)
			for i, w := range words {
				if unquoted, err := strconv.Unquote(w); err == nil {
					words[i] = unquoted
				}
			}
			switch {
			case len(words) == 0:
				continue
			case words[0] == ")":
				block = ""
				continue
			case len(words) == 2 && words[1] == "(":
				block = words[0]
				continue
			case block != "":
				words = append([]string{block}, words...)
			}
			if !yield(words) {
				return
			}
		}
	}
}

// ImportPath returns the import path of a directory of the first module; for another directory, its last element.
func (m Modules) ImportPath(dir string) string {
	rel, err := filepath.Rel(m[0].Root, dir)
	if m[0].Path == "" || err != nil || strings.HasPrefix(rel, "..") {
		return filepath.Base(dir)
	}
	return path.Join(m[0].Path, filepath.ToSlash(rel))
}

// Dir returns the directory of the package with an import path, and whether the path belongs to one of the modules.
// The directory need not exist.
func (m Modules) Dir(importPath string) (string, bool) {
	one, dir := m.find(importPath)
	return dir, one.Path != ""
}

// MainDir returns the same as Dir, but only for main modules.
func (m Modules) MainDir(importPath string) (string, bool) {
	one, dir := m.find(importPath)
	return dir, one.Main && one.Path != ""
}

// find returns the module that an import path belongs to, and the directory of the package; zero values if there is
// no such module.
func (m Modules) find(importPath string) (Module, string) {
	best := Module{}
	for _, one := range m {
		inside := importPath == one.Path || strings.HasPrefix(importPath, one.Path+"/")
		if one.Path != "" && inside && len(one.Path) > len(best.Path) {
			best = one
		}
	}
	if best.Path == "" {
		return Module{}, ""
	}
	return best, filepath.Join(best.Root, filepath.FromSlash(strings.TrimPrefix(importPath[len(best.Path):], "/")))
}
