package gofiles

import (
	"fmt"
	"iter"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/errls/errls/internal/regular"
)

// A module is a go.mod file: where it stands and what it calls itself.
type module struct {
	Root string // directory; "" where there is no module
	Path string // import path of the root
	Main bool   // it is worked on, and not only used: the first module, and those of a workspace
}

// Modules are a module and those whose source stands beside it: of its workspace, and of its replacements by
// directories.
type Modules []module

// FindModule finds the module that a directory belongs to; the zero value where there is none. The problem is that its
// go.mod is not read.
func FindModule(dir string) (module, []Problem) {
	root, text, problems := findUp(dir, "go.mod")
	return newModule(root, text), problems
}

// newModule returns the module of a go.mod file.
func newModule(root, text string) module {
	m := module{Root: root}
	for words := range directives(text) {
		if words[0] == "module" && len(words) > 1 {
			m.Path = words[1]
			break
		}
	}
	return m
}

// MaxNeighbors is the maximum number of modules beside the one of a directory. For each a file is opened, and a go.work
// file can name hundreds of thousands.
const MaxNeighbors = 10_000

// FindModules finds the module of a directory and its neighbours. The problems are the files that are not read; those of
// neighbours are not fatal.
func FindModules(dir string) (Modules, []Problem) {
	root, text, problems := findUp(dir, "go.mod")
	own := newModule(root, text)
	own.Main = true
	s := &search{found: Modules{own}, problems: problems, seen: map[string]bool{}}
	if own.Root == "" {
		return s.found, s.problems
	}
	s.addReplaced(own.Root, text)
	if os.Getenv("GOWORK") == "off" {
		return s.found, s.problems
	}
	root, text, problems = findUp(own.Root, "go.work")
	s.problems = append(s.problems, problems...)
	for words := range directives(text) {
		if words[0] == "use" && len(words) == 2 {
			s.add(root, words[1], "")
		}
	}
	s.addReplaced(root, text)
	return s.found, s.problems
}

// A search finds the neighbours of a module, which is the first that is found.
type search struct {
	found    Modules
	problems []Problem
	seen     map[string]bool // directory and path of each neighbour
}

// add adds the module in a directory, which may be relative to base. A module that replaces another is imported by the
// path of that one; path is empty otherwise.
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

// addReplaced adds the modules that replace others from directories.
func (s *search) addReplaced(root, text string) {
	for words := range directives(text) {
		for i := 2; words[0] == "replace" && i+1 < len(words); i++ {
			if to := words[i+1]; words[i] == "=>" && (strings.HasPrefix(to, ".") || filepath.IsAbs(to)) {
				s.add(root, filepath.FromSlash(to), words[1])
			}
		}
	}
}

// findUp reads the file with the name in the directory or the nearest one above it. Where that file is refused, its text
// is empty.
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

func readModFile(dir, name string) (string, error) {
	data, err := regular.ReadFile(filepath.Join(dir, name), regular.MaxModFile)
	return string(data), err
}

// directives gives the lines of a go.mod or go.work file as words, with the directive of a block before each of
// the block's lines.
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

// ImportPath returns the import path of a directory of the first module, as far as it is known.
func (m Modules) ImportPath(dir string) string {
	rel, err := filepath.Rel(m[0].Root, dir)
	if m[0].Path == "" || err != nil || strings.HasPrefix(rel, "..") {
		return filepath.Base(dir)
	}
	return path.Join(m[0].Path, filepath.ToSlash(rel))
}

// Dir returns the directory of an import path of the modules, and whether there may be one.
func (m Modules) Dir(importPath string) (string, bool) {
	one, dir := m.find(importPath)
	return dir, one.Path != ""
}

// MainDir is dir for the modules that are worked on.
func (m Modules) MainDir(importPath string) (string, bool) {
	one, dir := m.find(importPath)
	return dir, one.Main && one.Path != ""
}

// find returns the module that an import path belongs to, and its directory there.
func (m Modules) find(importPath string) (module, string) {
	best := module{}
	for _, one := range m {
		inside := importPath == one.Path || strings.HasPrefix(importPath, one.Path+"/")
		if one.Path != "" && inside && len(one.Path) > len(best.Path) {
			best = one
		}
	}
	if best.Path == "" {
		return module{}, ""
	}
	return best, filepath.Join(best.Root, filepath.FromSlash(strings.TrimPrefix(importPath[len(best.Path):], "/")))
}
