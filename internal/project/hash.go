package project

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Hash returns a hash of every errls.yaml, with its catalogs, that may apply to a package when the go command runs in
// dir: those in the module, in the root and the modules of the workspace, and in modules that replace others by a local
// directory. It returns "" if there is none. The parameter work is the value of the environment variable GOWORK, which
// may name a go.work file elsewhere.
func Hash(dir, work string) string {
	top := Root(dir) // dir itself if it is not in a module
	roots := []string{top}
	files := []string{filepath.Join(top, "go.mod")}
	if work != "" && work != "off" {
		files = append(files, work)
	}
	if above, ok := workspace(dir); ok {
		files = append(files, filepath.Join(above, "go.work"))
	}
	seen := map[string]bool{}
	for _, file := range files {
		seen[file] = true
	}
	for i := 0; i < len(files); i++ {
		if filepath.Base(files[i]) == "go.work" {
			roots = append(roots, filepath.Dir(files[i]))
		}
		for _, module := range localModules(files[i]) {
			roots = append(roots, module)
			if file := filepath.Join(module, "go.mod"); !seen[file] && len(files) < maxModules {
				seen[file] = true
				files = append(files, file)
			}
		}
	}
	slices.Sort(roots)
	h := sha256.New()
	some := false
	for _, root := range slices.Compact(roots) {
		for _, path := range inModule(root) {
			some = true
			fmt.Fprintln(h, hashFile(path))
		}
	}
	if !some {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil))
}

// hashFile returns the hash of the project of an errls.yaml, without parsing its catalogs.
func hashFile(path string) string {
	r, err := openRoot(path)
	if err != nil {
		return err.Error()
	}
	defer r.close()
	return r.gather().hash()
}

// inModule returns the path of every errls.yaml in a module. If root is not a module, it returns only the errls.yaml in
// root itself. It skips other modules, hidden directories, vendor and node_modules.
func inModule(root string) []string {
	var paths []string
	if !isFile(filepath.Join(root, "go.mod")) {
		if path := filepath.Join(root, Name); isFile(path) {
			paths = append(paths, path)
		}
		return paths
	}
	var visit func(dir string)
	visit = func(dir string) {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return // the go command reports the error
		}
		if dir != root && slices.ContainsFunc(entries, func(e os.DirEntry) bool { return e.Name() == "go.mod" }) {
			return
		}
		for _, e := range entries {
			switch name := e.Name(); {
			case name == Name:
				paths = append(paths, filepath.Join(dir, name))
			case e.IsDir() && !strings.HasPrefix(name, ".") && name != "vendor" && name != "node_modules":
				visit(filepath.Join(dir, name))
			}
		}
	}
	visit(root)
	return paths
}
