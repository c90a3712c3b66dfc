package load

import (
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

// A module is a go.mod file: where it stands and what it calls itself.
type module struct {
	root string // directory; "" where there is no module
	path string // import path of the root
}

// findModule finds the module that a directory belongs to; the zero value where there is none.
func findModule(dir string) module {
	for {
		data, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil {
			return module{dir, modulePath(string(data))}
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return module{}
		}
		dir = parent
	}
}

// modulePath reads the module directive of a go.mod file.
func modulePath(text string) string {
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "//")
		rest, ok := strings.CutPrefix(strings.TrimSpace(line), "module")
		if !ok || rest == "" || rest[0] != ' ' && rest[0] != '\t' && rest[0] != '"' && rest[0] != '`' {
			continue
		}
		rest = strings.TrimSpace(rest)
		if unquoted, err := strconv.Unquote(rest); err == nil {
			return unquoted
		}
		return rest
	}
	return ""
}

// importPath returns the import path of a directory, as far as it is known.
func (m module) importPath(dir string) string {
	rel, err := filepath.Rel(m.root, dir)
	if m.path == "" || err != nil || strings.HasPrefix(rel, "..") {
		return filepath.Base(dir)
	}
	return path.Join(m.path, filepath.ToSlash(rel))
}

// dir returns the directory of an import path of the module, and whether it is one.
func (m module) dir(importPath string) (string, bool) {
	if m.path == "" {
		return "", false
	}
	if importPath == m.path {
		return m.root, true
	}
	rest, ok := strings.CutPrefix(importPath, m.path+"/")
	return filepath.Join(m.root, filepath.FromSlash(rest)), ok
}
