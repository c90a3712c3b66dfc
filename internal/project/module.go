package project

import (
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/mod/modfile"

	"github.com/errls/errls/internal/regular"
)

// A finder finds the errls.yaml of directories. It maps directories to cached results.
type finder map[string]found

// found is the result for one directory.
type found struct {
	path   string // path of the errls.yaml that applies to it; "" if there is none
	module bool   // the directory is in a module or workspace
}

// find searches a directory and its parents up to the root of the module, and then the root of a workspace that uses the
// module. Outside a module or workspace it searches only the directory itself, because its parents may belong to others.
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

// exists reports whether path exists, even if it cannot be read: that is reported later.
func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// Root returns the nearest directory at or above dir that contains a go.mod or go.work, or dir itself if there is none.
// The catalogs of an errls.yaml must be below its root.
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

// workspace returns the nearest directory at or above dir that contains a go.work.
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

// isFile reports whether path exists and is not a directory. Like the go command, it accepts a go.mod that cannot be
// read.
func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}

// maxModules is the maximum number of modules that one file names, and of go.mod files that are read for a hash.
const maxModules = 10_000

// localModules returns the directories of modules that a go.mod or go.work names in use and replace directives. It
// returns nil if the file cannot be read or parsed.
func localModules(file string) []string {
	data, err := regular.ReadFile(file, regular.MaxModFile)
	if err != nil {
		return nil
	}
	var dirs []string
	add := func(dir string) {
		if len(dirs) == maxModules {
			return
		}
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
