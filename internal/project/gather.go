package project

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/errls/errls/internal/regular"
)

// Limits for one project.
const (
	maxConfig   = 1 << 20  // bytes of errls.yaml
	maxCatalog  = 4 << 20  // bytes of a catalog file
	maxAll      = 64 << 20 // bytes of all catalog files
	maxCatalogs = 1000     // catalog files
	maxVisited  = 20_000   // files and directories that are searched for a pattern with "**"
)

// A root reads the files of one project. It cannot open files outside the module.
type root struct {
	*os.Root
	path string // absolute path of errls.yaml
	dir  string // directory of errls.yaml, relative to the root, with slashes
}

func openRoot(path string) (*root, error) {
	dir := filepath.Dir(path)
	top := Root(dir)
	rel, ok := below(top, dir)
	if !ok {
		return nil, fmt.Errorf("%s is not below %s", dir, top)
	}
	r, err := os.OpenRoot(top)
	if err != nil {
		return nil, err
	}
	return &root{r, path, rel}, nil
}

func (r *root) close() { _ = r.Close() } // read only, so there is nothing to lose

// abs returns the absolute path of a file of the module.
func (r *root) abs(rel string) string { return filepath.Join(r.Name(), filepath.FromSlash(rel)) }

// A source is errls.yaml, parsed, and the catalog files that it names, read but not parsed.
type source struct {
	config   config
	files    []file // errls.yaml first
	watched  []string
	problems []Problem
	lines    map[string][]string // lines of files with mistakes, by path; see linesOf
}

// A file is errls.yaml or a catalog file.
type file struct {
	name string // relative to the root, with slashes
	path string // absolute
	data []byte
	err  error // why it could not be read
	from entry // the entry of catalogs that names it
}

// gather reads errls.yaml and the catalog files that it names.
func (r *root) gather() *source {
	s := &source{lines: map[string][]string{}}
	own := path.Join(r.dir, filepath.Base(r.path)) // the file of a linter setting may have another name
	s.watched = []string{own}
	data, err := regular.ReadFileIn(r.Root, own, maxConfig)
	s.files = append(s.files, file{name: own, path: r.path, data: data, err: err})
	if err != nil {
		s.problems = append(s.problems, Problem{Path: r.path, Message: reason(err)})
		return s
	}
	s.config, s.problems = parse(r.path, data)
	left := maxAll
	seen := map[string]bool{own: true} // errls.yaml is not a catalog, even if a pattern matches it
	for _, e := range s.config.catalogs {
		names, err := r.expand(e.text, s)
		if err != nil {
			s.problemAt(r.path, e, "%v", err)
		}
		for _, name := range names {
			if seen[name] {
				continue
			}
			seen[name] = true
			if len(s.files) > maxCatalogs || left <= 0 {
				s.problemAt(r.path, e, "%s and the following catalogs are not read: the limit is %d files and %d MiB in total",
					name, maxCatalogs, maxAll>>20)
				return s
			}
			data, err := regular.ReadFileIn(r.Root, name, int64(min(maxCatalog, left)))
			left -= len(data)
			s.files = append(s.files, file{name, r.abs(name), data, err, e})
		}
	}
	return s
}

// problemAt adds a problem at an entry of errls.yaml.
func (s *source) problemAt(path string, e entry, format string, args ...any) {
	s.problems = append(s.problems, Problem{path, e.line, e.column, fmt.Sprintf(format, args...)})
}

// expand returns the files that an entry of catalogs names, relative to the root. It adds the entry to s.watched.
func (r *root) expand(text string, s *source) ([]string, error) {
	if strings.HasPrefix(text, "/") || filepath.IsAbs(text) {
		return nil, fmt.Errorf("%s: a path must be relative to the directory of %s", text, Name)
	}
	name := path.Join(r.dir, text)
	if name == ".." || strings.HasPrefix(name, "../") {
		return nil, fmt.Errorf("%s is outside the module %s", text, r.Name())
	}
	s.watched = append(s.watched, name)
	if !hasMeta(text) {
		return []string{name}, nil
	}
	var names []string
	var err error
	if slices.Contains(strings.Split(name, "/"), "**") {
		names, err = r.walk(name)
	} else {
		names, err = fs.Glob(r.FS(), name)
	}
	if errors.Is(err, path.ErrBadPattern) {
		err = fmt.Errorf("invalid pattern %q: syntax error", text)
	}
	if err == nil && len(names) == 0 {
		err = fmt.Errorf("no file matches %s", text)
	}
	return names, err
}

// walk returns the files that a pattern with "**" matches. It skips symbolic links to directories, and directories whose
// names begin with a dot unless the pattern begins with them.
func (r *root) walk(pattern string) ([]string, error) {
	elements := strings.Split(pattern, "/")
	for _, e := range elements {
		if _, err := path.Match(e, ""); err != nil {
			return nil, err
		}
	}
	start := "."
	if i := slices.IndexFunc(elements, hasMeta); i > 0 {
		start = path.Join(elements[:i]...)
	}
	visited := 0
	var names []string
	err := fs.WalkDir(r.FS(), start, func(name string, d fs.DirEntry, err error) error {
		if visited++; visited > maxVisited {
			return fmt.Errorf("%s: searched %d files and directories and stopped; begin the pattern with the directory of the catalogs", pattern, maxVisited)
		}
		switch {
		case err != nil && errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case d.IsDir() && name != start && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		case !d.IsDir() && matchElements(elements, strings.Split(name, "/")):
			names = append(names, name)
		}
		return nil
	})
	return names, err
}

// hash returns a hash of the names and contents of the files. It is the same for two copies of a module.
func (s *source) hash() string {
	h := sha256.New()
	for _, f := range s.files {
		fmt.Fprintf(h, "%q %d %v\n", f.name, len(f.data), f.err)
		h.Write(f.data)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func (s *source) paths() []string {
	paths := make([]string, len(s.files))
	for i, f := range s.files {
		paths[i] = f.path
	}
	return paths
}

// reason returns the text of a file system error without the path, which is in Problem.Path.
func reason(err error) string {
	var pathError *fs.PathError
	if !errors.As(err, &pathError) {
		return err.Error()
	}
	if message := pathError.Err.Error(); strings.Contains(message, "escapes from parent") {
		return "a symbolic link points outside the module or is absolute"
	}
	return pathError.Err.Error()
}
