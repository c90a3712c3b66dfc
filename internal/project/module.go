package project

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// scope returns the directories whose errls.yaml could count in a directory, the nearest first: those up to the
// root of its module, and the root of a workspace around that. Without either it is the directory alone, as
// nobody vouches for those above.
func scope(dir string) []string {
	var dirs []string
	for at := filepath.Clean(dir); ; at = filepath.Dir(at) {
		dirs = append(dirs, at)
		if isFile(filepath.Join(at, "go.mod")) || isFile(filepath.Join(at, "go.work")) {
			break
		}
		if filepath.Dir(at) == at {
			return dirs[:1]
		}
	}
	module := dirs[len(dirs)-1]
	if root, ok := workspace(module); ok && root != module {
		if slices.Contains(localModules(filepath.Join(root, "go.work")), module) {
			dirs = append(dirs, root)
		}
	}
	return dirs
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

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// localModules returns the directories that a go.mod or go.work names as modules on this disk: those that it uses,
// and those that stand in for others.
func localModules(file string) []string {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	var dirs []string
	block := ""
	for line := range strings.Lines(string(data)) {
		line, _, _ = strings.Cut(line, "//")
		words := strings.Fields(line)
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
		last := words[len(words)-1]
		if unquoted, err := strconv.Unquote(last); err == nil {
			last = unquoted
		}
		local := filepath.IsAbs(last) || strings.HasPrefix(last, "./") || strings.HasPrefix(last, "../") ||
			last == "." || last == ".."
		if words[0] == "use" || words[0] == "replace" && local {
			if !filepath.IsAbs(last) {
				last = filepath.Join(filepath.Dir(file), last)
			}
			dirs = append(dirs, last)
		}
	}
	return dirs
}
