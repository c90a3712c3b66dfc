package gofiles

import (
	"cmp"
	"go/build"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/mod/semver"

	"github.com/errls/errls/internal/regular"
)

// Dependencies locate the source of packages in other modules: in the vendor directory of the module or of its workspace,
// or in the module cache at the version that go.mod and the modules of the workspace require.
type Dependencies struct {
	vendor   string            // directory; "" if there is none
	modules  map[string]string // module path → directory, which need not exist
	versions map[string]string // module path → required version
}

// FindDependencies returns the dependencies of the module in the directory root, which may be "". It reports no
// problems, since FindModules reads the same files.
func FindDependencies(root string) Dependencies {
	if root == "" {
		return Dependencies{}
	}
	work, _ := findWorkspace(root)
	mod := goFlag("mod")
	vendor := filepath.Join(cmp.Or(work.root, root), "vendor")
	if mod != "mod" && mod != "readonly" && fileExists(filepath.Join(vendor, "modules.txt")) {
		return Dependencies{vendor: vendor}
	}
	cache := ModuleCache()
	if cache == "" {
		return Dependencies{}
	}
	o := Dependencies{modules: map[string]string{}, versions: map[string]string{}}
	type file struct{ root, text string }
	files := []file{}
	used := work.used()
	for _, dir := range append([]string{root}, used[:min(len(used), MaxNeighbors)]...) {
		if text, err := readModFile(dir, "go.mod"); err == nil {
			files = append(files, file{dir, text})
			o.require(cache, text)
		}
	}
	for _, f := range append(files, file(work)) { // the last one takes precedence
		for words := range directives(f.text) {
			if words[0] == "replace" {
				o.replace(f.root, cache, words)
			}
		}
	}
	return o
}

// require adds the requirements of a go.mod file to o. Of two versions of a module, the higher one is used.
func (o *Dependencies) require(cache, text string) {
	for words := range directives(text) {
		if words[0] == "require" && len(words) == 3 && semver.Compare(words[2], o.versions[words[1]]) >= 0 {
			o.versions[words[1]] = words[2]
			o.modules[words[1]] = moduleDir(cache, words[1], words[2])
		}
	}
}

// replace applies one directive to o: replace PATH [VERSION] => PATH VERSION, or => DIRECTORY.
func (o *Dependencies) replace(root, cache string, words []string) {
	arrow := slices.Index(words, "=>")
	if arrow < 2 || arrow+1 == len(words) || o.modules[words[1]] == "" || arrow == 3 && o.versions[words[1]] != words[2] {
		return
	}
	to := words[arrow+1:]
	switch {
	case len(to) == 2:
		o.modules[words[1]] = moduleDir(cache, to[0], to[1])
	case filepath.IsAbs(to[0]):
		o.modules[words[1]] = filepath.FromSlash(to[0])
	default:
		o.modules[words[1]] = filepath.Join(root, filepath.FromSlash(to[0]))
	}
}

// fileExists reports whether there is a file or directory at path.
func fileExists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// Dir returns the directory in which the source of a package should be, or "" if no required module can contain it.
// The directory need not exist.
func (o *Dependencies) Dir(importPath string) string {
	if o.vendor != "" {
		return filepath.Join(o.vendor, filepath.FromSlash(importPath))
	}
	for path := importPath; ; {
		if dir := o.modules[path]; dir != "" {
			return filepath.Join(dir, filepath.FromSlash(strings.TrimPrefix(importPath[len(path):], "/")))
		}
		i := strings.LastIndexByte(path, '/')
		if i < 0 {
			return ""
		}
		path = path[:i]
	}
}

// ModuleCache returns the directory of the module cache, which it finds as the go command does; "" if it is not
// known.
func ModuleCache() string {
	if dir := goSetting("GOMODCACHE"); dir != "" {
		return dir
	}
	gopath := filepath.SplitList(goSetting("GOPATH"))
	if len(gopath) > 0 && gopath[0] != "" {
		return filepath.Join(gopath[0], "pkg", "mod")
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return filepath.Join(home, "go", "pkg", "mod")
}

// GoRoot returns the directory of the Go distribution, or "" if it is not known.
func GoRoot() string {
	if dir := goSetting("GOROOT"); dir != "" {
		return dir
	}
	if dir := build.Default.GOROOT; dir != "" {
		return dir
	}
	command, err := exec.LookPath("go")
	if err != nil {
		return ""
	}
	if command, err = filepath.EvalSymlinks(command); err != nil {
		return ""
	}
	return filepath.Dir(filepath.Dir(command))
}

// maxGoEnv is the maximum size in bytes of the file that "go env -w" writes.
const maxGoEnv = 1 << 20

// goSetting returns the value of a setting of the go command, from the environment or from the file that "go env -w"
// writes; "" if it is not set.
func goSetting(name string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	file := os.Getenv("GOENV")
	if file == "" {
		dir, err := os.UserConfigDir()
		if err != nil {
			return ""
		}
		file = filepath.Join(dir, "go", "env")
	}
	data, err := regular.ReadFile(file, maxGoEnv) // usually there is none; "off" is not the name of a file either
	if err != nil {
		return ""
	}
	value := ""
	for line := range strings.Lines(string(data)) {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), name+"="); ok {
			value = rest
		}
	}
	return value
}

// goFlag returns the value of a flag in GOFLAGS, "" if it is not set.
func goFlag(name string) string {
	value := ""
	for rest := goSetting("GOFLAGS"); rest != ""; {
		rest = strings.TrimLeft(rest, " \t\r\n")
		word := rest
		if rest != "" && (rest[0] == '\'' || rest[0] == '"') { // the go command knows no escapes in quotes
			word, rest, _ = strings.Cut(rest[1:], rest[:1])
		} else if i := strings.IndexAny(rest, " \t\r\n"); i >= 0 {
			word, rest = rest[:i], rest[i:]
		} else {
			rest = ""
		}
		word = strings.TrimPrefix(strings.TrimPrefix(word, "-"), "-")
		if v, ok := strings.CutPrefix(word, name+"="); ok {
			value = v
		}
	}
	return value
}

// moduleDir returns the directory of a module in the module cache. The cache writes an upper-case letter as "!" and
// the lower-case letter, because some file systems ignore case.
func moduleDir(cache, path, version string) string {
	var b strings.Builder
	for _, r := range path + "@" + version {
		if unicode.IsUpper(r) {
			b.WriteByte('!')
			r = unicode.ToLower(r)
		}
		b.WriteRune(r)
	}
	return filepath.Join(cache, filepath.FromSlash(b.String()))
}
