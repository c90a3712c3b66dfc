package gofiles

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// A Target is one directory with Go files to load.
type Target struct {
	Dir   string
	Only  []string // paths of the only files to load; nil for all
	Named bool     // a pattern names the directory or a file of it, other than by "..."
}

// Resolve returns the directories of the patterns, in the order of the patterns and each once. Relative patterns are
// relative to base; no pattern means ".". A pattern that names nothing is a problem.
func Resolve(base string, patterns []string) ([]Target, []Problem) {
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	var targets []Target
	var problems []Problem
	at := map[string]int{}
	for _, pattern := range patterns {
		found, unread, err := resolveOne(base, pattern)
		problems = append(problems, unread...)
		if err != nil {
			problems = append(problems, Problem{Path: pattern, Message: err.Error(), Fatal: true})
		} else if len(found) == 0 {
			problems = append(problems, Problem{Path: pattern, Message: "matches no packages"})
		}
		for _, t := range found {
			i, seen := at[t.Dir]
			if !seen {
				at[t.Dir] = len(targets)
				targets = append(targets, t)
				continue
			}
			targets[i].Named = targets[i].Named || t.Named
			if t.Only == nil || targets[i].Only == nil {
				targets[i].Only = nil
			} else {
				targets[i].Only = append(targets[i].Only, t.Only...)
			}
		}
	}
	return targets, problems
}

// resolveOne returns the directories of one pattern. The problems are about directories below it, the error about the
// pattern itself.
func resolveOne(dir, pattern string) ([]Target, []Problem, error) {
	base, deep := strings.CutSuffix(filepath.ToSlash(pattern), "...")
	if deep && base != "" && !strings.HasSuffix(base, "/") {
		return nil, nil, errors.New("invalid pattern: ... must follow a slash")
	}
	if base = strings.TrimSuffix(base, "/"); base == "" {
		base = "."
		if strings.HasPrefix(pattern, "/") {
			base = "/"
		}
	}
	path, info, err := locate(dir, filepath.FromSlash(base))
	switch {
	case err != nil:
		return nil, nil, err
	case !info.IsDir() && deep:
		return nil, nil, errors.New(`"/..." cannot follow the name of a file`)
	case !info.IsDir():
		if !strings.HasSuffix(path, ".go") {
			return nil, nil, errors.New("not a Go file")
		}
		return []Target{{Dir: filepath.Dir(path), Only: []string{path}, Named: true}}, nil, nil
	case !deep:
		return []Target{{Dir: path, Named: true}}, nil, nil
	}
	targets, problems := Walk(path)
	return targets, problems, nil
}

// locate returns the path of the file or directory that name denotes: a path, or else an import path of a module of
// dir.
func locate(dir, name string) (string, fs.FileInfo, error) {
	path := filepath.Clean(name)
	if !filepath.IsAbs(path) {
		path = filepath.Join(dir, name)
	}
	info, err := os.Stat(path)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return path, info, err
	}
	found, _ := FindModules(dir) // its problems are reported for the packages that are found
	if inside, ok := found.Dir(filepath.ToSlash(name)); ok {
		if info, err := os.Stat(inside); err == nil {
			return inside, info, nil
		}
	}
	return "", nil, errors.New("no such file, directory or package of the module")
}

// Walk returns root and the directories below it that contain Go files, as the go command does for "...": it skips
// directories that are named testdata or vendor, or begin with a dot or an underscore, and other modules.
func Walk(root string) ([]Target, []Problem) {
	var targets []Target
	var problems []Problem
	var visit func(dir string)
	visit = func(dir string) {
		entries, err := os.ReadDir(dir)
		if err != nil {
			problems = append(problems, Problem{Path: dir, Message: Reason(err), Fatal: true})
		}
		hasGo := false
		var below []string
		for _, e := range entries {
			name := e.Name()
			switch {
			case !e.IsDir():
				if name == "go.mod" && dir != root {
					return
				}
				hasGo = hasGo || strings.HasSuffix(name, ".go")
			case name[0] != '.' && name[0] != '_' && name != "testdata" && name != "vendor":
				below = append(below, filepath.Join(dir, name))
			}
		}
		if hasGo {
			targets = append(targets, Target{Dir: dir})
		}
		for _, d := range below {
			visit(d)
		}
	}
	visit(root)
	return targets, problems
}
