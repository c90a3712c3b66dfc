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

// Hash names all that the errls.yaml files say that may count for a package which the go command looks at when it is
// started in a directory: those in its module, those at and below the root of the workspace and in the modules that
// stand in for others on this disk, each with the catalogs that it names. It is empty where there is none. Work is
// the value of the environment variable GOWORK: it may name a go.work file that stands elsewhere.
func Hash(dir, work string) string {
	top := Root(dir) // without a module the directory itself
	roots := []string{top}
	files := []string{filepath.Join(top, "go.mod")}
	if work != "" && work != "off" {
		files = append(files, work)
	}
	if above, ok := workspace(dir); ok {
		files = append(files, filepath.Join(above, "go.work"))
	}
	for i := 0; i < len(files); i++ {
		if filepath.Base(files[i]) == "go.work" {
			roots = append(roots, filepath.Dir(files[i]))
		}
		for _, module := range localModules(files[i]) {
			roots = append(roots, module)
			if file := filepath.Join(module, "go.mod"); !slices.Contains(files, file) {
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

// hashFile is the hash of a project, without reading its catalogs for more than that.
func hashFile(path string) string {
	r, err := openRoot(path)
	if err != nil {
		return err.Error()
	}
	defer r.close()
	return r.gather().hash()
}

// inModule returns the paths of every errls.yaml of a module; of a workspace that is none, its own. Directories that
// hold no packages of it are passed over: other modules, hidden ones, and those of other tools.
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
			return // the go command tells it
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
