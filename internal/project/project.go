// Package project reads errls.yaml, the configuration file of a module: its own catalogs, the severities of rules, and
// the files that are not checked.
//
// The file is searched in a directory and its parent directories up to the root of the module, and then in the root of a
// workspace that uses the module. Only the first file found is used. It is a mapping with these optional keys:
//
//	catalogs   list of catalog files, or patterns of them, relative to errls.yaml
//	rules      mapping from rules to off, info, warning or error
//	exclude    list of patterns of files and directories that are not checked
//
// A pattern has the syntax of path.Match, and ** matches any number of directories. In exclude, a pattern without a slash
// matches the name of a file or directory anywhere below errls.yaml; a pattern with a slash is a path relative to
// errls.yaml. Everything below an excluded directory is excluded too. If the file has mistakes, its correct parts are
// used.
//
// Errls.yaml and the catalogs are not trusted: they cannot run commands, sizes and counts are limited, and neither ".."
// nor a symbolic link may lead out of the module.
package project

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/printable"
)

// Name is the name of the configuration file.
const Name = "errls.yaml"

// A Project is the content of one errls.yaml, with its catalogs. It is immutable and safe for concurrent use.
type Project struct {
	path     string // absolute path of errls.yaml; "" if there is none
	root     string // root of its module; "" if it cannot be read
	set      *catalog.Set
	rules    map[string]analyzer.Severity
	exclude  []pattern
	files    []string // absolute paths of all files, including those that cannot be read
	watched  []string // patterns of files that belong to the project, relative to root
	hash     string
	problems []Problem
}

// A Problem is a mistake in errls.yaml or in a file that it names.
type Problem struct {
	Path         string // absolute
	Line, Column int    // 1-based, columns in bytes; 0 if unknown
	Message      string // one line, without the position
}

func (p Problem) Error() string {
	name := printable.Name(p.Path)
	if p.Line == 0 {
		return fmt.Sprintf("%s: %s", name, p.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s", name, p.Line, p.Column, p.Message)
}

// read reads the errls.yaml with the given absolute path and its catalogs, which are added to those of base. The project
// is never nil: it contains what could be read, and at least base. If no file has changed since earlier was read, it
// returns earlier.
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

// Path returns the path of errls.yaml, or "" if there is none.
func (p *Project) Path() string { return p.path }

// Set returns the built-in catalogs and those of the project.
func (p *Project) Set() *catalog.Set { return p.set }

// Problems returns the mistakes in errls.yaml and its catalogs, sorted by file and line.
func (p *Project) Problems() []Problem { return p.problems }

// Files returns the absolute paths of errls.yaml and of its catalog files, including those that cannot be read.
func (p *Project) Files() []string { return p.files }

// Watched returns patterns, as in errls.yaml, of the files whose creation or change changes the project. They are
// relative to dir, with slashes.
func (p *Project) Watched() (dir string, patterns []string) { return p.root, p.watched }

// Hash returns a hash of the names and contents of errls.yaml and its catalog files.
func (p *Project) Hash() string { return p.hash }

// Excludes reports whether the file or directory with the given absolute path is excluded.
func (p *Project) Excludes(path string) bool {
	if len(p.exclude) == 0 {
		return false
	}
	rel, ok := below(filepath.Dir(p.path), path)
	return ok && slices.ContainsFunc(p.exclude, func(e pattern) bool { return e.excludes(rel) })
}

// Config returns config with the settings of the project added. The settings of config, which come from flags or from an
// editor, take precedence: a rule that config.Rules names runs even if the project turns it off.
func (p *Project) Config(config analyzer.Config) analyzer.Config {
	if len(p.rules) > 0 {
		severities := maps.Clone(p.rules)
		maps.Copy(severities, config.Severities)
		config.Severities = severities
	}
	if len(p.exclude) > 0 {
		config.Exclude = p.Excludes
	}
	return config
}
