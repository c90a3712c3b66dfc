package project

import (
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/mod/modfile"

	"github.com/errls/errls/internal/regular"
)

// A finder finds the errls.yaml of directories and remembers what it has seen of the file system.
type finder map[string]found

// found is what is known of one directory.
type found struct {
	path   string // of the errls.yaml that counts in it; "" for none
	module bool   // it belongs to a module or workspace
}

// find looks in a directory, and in those above it up to the root of its module, and then in the root of a workspace
// that uses the module. Without either it is the directory alone: nobody vouches for those above.
func (f finder) find(dir string) found {
	if known, ok := f[dir]; ok {
		return known
	}
	var here found
	if path := filepath.Join(dir, Name); exists(path) {
		here.path = path
	}
	parent := filepath.Dir(dir)
	switch {
	case isFile(filepath.Join(dir, "go.mod")), isFile(filepath.Join(dir, "go.work")):
		here.module = true
		if here.path == "" {
			here.path = inWorkspace(dir)
		}
	case parent != dir:
		up := f.find(parent)
		here.module = up.module
		if here.path == "" && up.module {
			here.path = up.path
		}
	}
	f[dir] = here
	return here
}

// inWorkspace returns the errls.yaml at the root of the workspace that uses a module, or "".
func inWorkspace(module string) string {
	root, ok := workspace(module)
	if !ok || !slices.Contains(localModules(filepath.Join(root, "go.work")), module) {
		return ""
	}
	if path := filepath.Join(root, Name); exists(path) {
		return path
	}
	return ""
}

// exists reports whether there is anything with a path: what cannot be read is told as a mistake later.
func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// Root returns the root of the module around a directory, or of the workspace where that is nearer; the directory
// itself where there is neither. Nothing that is named in an errls.yaml may lie outside of it.
func Root(dir string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if isFile(filepath.Join(at, "go.mod")) || isFile(filepath.Join(at, "go.work")) {
			return at
		}
		if filepath.Dir(at) == at {
			return dir
		}
	}
}

// workspace finds the go.work in a directory or above it.
func workspace(dir string) (root string, ok bool) {
	for at := dir; ; at = filepath.Dir(at) {
		if isFile(filepath.Join(at, "go.work")) {
			return at, true
		}
		if filepath.Dir(at) == at {
			return "", false
		}
	}
}

// isFile reports whether there is anything but a directory with a path. As for the go command a go.mod that cannot be
// read is the end of a module too.
func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}

// localModules returns the directories that a go.mod or go.work names as modules on this disk: those that it uses,
// and those that stand in for others. A file that cannot be read names none.
func localModules(file string) []string {
	data, err := regular.ReadFile(file, regular.MaxModFile)
	if err != nil {
		return nil
	}
	var dirs []string
	add := func(dir string) {
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(filepath.Dir(file), filepath.FromSlash(dir))
		}
		dirs = append(dirs, dir)
	}
	var replaced []*modfile.Replace
	if filepath.Base(file) == "go.work" {
		work, err := modfile.ParseWork(file, data, nil)
		if err != nil {
			return nil
		}
		for _, use := range work.Use {
			add(use.Path)
		}
		replaced = work.Replace
	} else {
		mod, err := modfile.Parse(file, data, nil)
		if err != nil {
			return nil
		}
		replaced = mod.Replace
	}
	for _, r := range replaced {
		if modfile.IsDirectoryPath(r.New.Path) {
			add(r.New.Path)
		}
	}
	return dirs
}
