// Package project reads errls.yaml: the catalogs that a module keeps of its own services, the rules that it turns off
// or weighs otherwise, and the files that are not judged.
//
// The file is looked for from a directory upwards to the root of its module, and then at the root of a workspace
// around it; the nearest one counts, alone. It is a mapping with these keys, none of them required:
//
//	catalogs   list of catalog files, or patterns of them, relative to errls.yaml
//	rules      rule: off, info, warning or error
//	exclude    list of patterns of files and directories that are not judged
//
// A pattern is one of package path's, with ** for any number of directories. In exclude a pattern without a slash
// is the name of a file or directory anywhere below errls.yaml, one with a slash is a path from there; what lies below
// an excluded directory is excluded too. A file with mistakes is used as far as it goes.
//
// Neither file is trusted: no command is run for them, sizes and numbers are bounded, and no path leads out of the
// module, be it by ".." or a symbolic link.
package project

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/catalog"
)

// Name is the name of the file.
const Name = "errls.yaml"

// A Project is what one errls.yaml says. It is immutable and safe for concurrent use.
type Project struct {
	path     string // of errls.yaml, absolute; "" where there is none
	root     string // of its module; "" where it cannot be read
	set      *catalog.Set
	rules    map[string]analyzer.Severity
	exclude  []pattern
	files    []string // all that was read, or could not be: absolute
	watched  []string // patterns of files that may be part of it, from the root
	hash     string
	problems []Problem
}

// A Problem is a mistake in errls.yaml or in a file that it names.
type Problem struct {
	Path         string // absolute
	Line, Column int    // from 1, columns in bytes; 0 where there is none
	Message      string // one line, without the place
}

func (p Problem) Error() string {
	if p.Line == 0 {
		return fmt.Sprintf("%s: %s", p.Path, p.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s", p.Path, p.Line, p.Column, p.Message)
}

// read reads an errls.yaml, named by its absolute path, and the catalogs that it names, which are added to those of base.
// The project is never nil: it holds what could be read, and base in any case. Where all files are as they were for an
// earlier project, it returns that one.
func read(path string, base *catalog.Set, earlier *Project) *Project {
	r, err := openRoot(path)
	if err != nil {
		return &Project{
			path: path, set: base, files: []string{path},
			problems: []Problem{{Path: path, Message: reason(err)}},
		}
	}
	defer r.close()
	s := r.gather()
	hash := s.hash()
	if earlier != nil && earlier.hash == hash {
		return earlier
	}
	set, problems := s.load(base)
	return &Project{
		path: path, root: r.Name(), set: set, rules: s.config.rules, exclude: s.config.exclude,
		files: s.paths(), watched: s.watched, hash: hash, problems: s.sorted(append(s.problems, problems...)),
	}
}

// Path returns the path of errls.yaml, or "" where there is none.
func (p *Project) Path() string { return p.path }

// Set returns the embedded catalogs with those of the project.
func (p *Project) Set() *catalog.Set { return p.set }

// Problems returns the mistakes in errls.yaml and the catalogs that it names, in the order of the files and lines.
func (p *Project) Problems() []Problem { return p.problems }

// Files returns the absolute paths of errls.yaml and of every catalog file that it names, also of those that cannot
// be read.
func (p *Project) Files() []string { return p.files }

// Watched returns the patterns, with ** as in errls.yaml, of the files whose appearance or change would make another
// project of it, by their paths from a directory, with slashes.
func (p *Project) Watched() (dir string, patterns []string) { return p.root, p.watched }

// Hash names errls.yaml and the catalog files by their names and contents.
func (p *Project) Hash() string { return p.hash }

// Excludes reports whether a file or directory, by its absolute path, is not judged.
func (p *Project) Excludes(path string) bool {
	if len(p.exclude) == 0 {
		return false
	}
	rel, ok := below(filepath.Dir(p.path), path)
	return ok && slices.ContainsFunc(p.exclude, func(e pattern) bool { return e.excludes(rel) })
}

// Config returns a door's own configuration with the project's added. What the door was told is nearer than what the
// project says: a rule that the door names runs although the project turns it off.
func (p *Project) Config(door analyzer.Config) analyzer.Config {
	if len(p.rules) > 0 {
		severities := maps.Clone(p.rules)
		maps.Copy(severities, door.Severities)
		door.Severities = severities
	}
	if len(p.exclude) > 0 {
		door.Exclude = p.Excludes
	}
	return door
}
