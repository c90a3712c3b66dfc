package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A corpus is a version of a code base: a repository at a commit, or a module at a version.
type corpus struct {
	Name       string   `yaml:"name"`
	Repository string   `yaml:"repository"`
	Commit     string   `yaml:"commit"`
	Module     string   `yaml:"module"`
	Version    string   `yaml:"version"`
	Directory  string   `yaml:"directory"` // relative to the root of the source; empty for the root
	Packages   []string `yaml:"packages"`  // patterns as for errls check
	Nested     bool     `yaml:"nested"`    // also check the modules in directories below, as far as the patterns go
	Set        string   `yaml:"set"`       // the table that shows the corpus
}

// developmentSet is the set of the corpora that errls was developed with. It is the default.
const developmentSet = "development"

// sets are the sets of corpora, in the order of their tables. Each of the others is one half of a selection of code
// bases: the second half is not looked at before errls is measured with it.
var sets = []string{developmentSet, "first", "second"}

var (
	corpusName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)
	fullCommit = regexp.MustCompile(`^[0-9a-f]{40}$`)
)

// readCorpora reads corpora.yaml.
func readCorpora(path string) ([]corpus, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the list of corpora: %w", err)
	}
	var all []corpus
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(&all); err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	seen := map[string]bool{}
	for i := range all {
		c := &all[i]
		c.Set = cmp.Or(c.Set, developmentSet)
		if err := c.check(); err != nil {
			return nil, fmt.Errorf("reading %s: corpus %q: %w", path, c.Name, err)
		}
		if seen[c.Name] {
			return nil, fmt.Errorf("reading %s: duplicate corpus %q", path, c.Name)
		}
		seen[c.Name] = true
	}
	return all, nil
}

// check returns an error if the description of the corpus is invalid.
func (c *corpus) check() error {
	repository, module := c.Repository+c.Commit != "", c.Module+c.Version != ""
	switch {
	case !corpusName.MatchString(c.Name):
		return errors.New("the name must consist of lower-case letters, digits and hyphens")
	case repository == module:
		return errors.New("want either repository and commit, or module and version")
	case repository && (c.Repository == "" || !fullCommit.MatchString(c.Commit)):
		return errors.New("a repository needs a commit of 40 digits")
	case module && (c.Module == "" || c.Version == ""):
		return errors.New("a module needs a version")
	case len(c.Packages) == 0:
		return errors.New("no packages")
	case !slices.Contains(sets, c.Set):
		return fmt.Errorf("unknown set %q: want one of %s", c.Set, strings.Join(sets, ", "))
	case c.Directory != "" && !filepath.IsLocal(filepath.FromSlash(c.Directory)):
		return errors.New("the directory must be inside the source")
	}
	return nil
}

// locate returns the directory of the source. It downloads a module if needed, and checks that a repository is at the
// commit of the corpus.
func (c *corpus) locate(ctx context.Context, sources string) (string, error) {
	if c.Module != "" {
		return downloaded(ctx, c.Module+"@"+c.Version)
	}
	if sources == "" {
		return "", errors.New("it is a repository: -sources must name the directory with its checkout")
	}
	dir, err := filepath.EvalSymlinks(filepath.Join(sources, c.Name))
	if err == nil {
		dir, err = filepath.Abs(dir)
	}
	if err != nil {
		return "", fmt.Errorf("finding the checkout of %s: %w", c.Repository, err)
	}
	out, err := exec.CommandContext(ctx, "git", "-C", dir, "rev-parse", "HEAD").Output()
	if err != nil {
		return "", fmt.Errorf("getting the commit of %s: %w", dir, err)
	}
	if at := strings.TrimSpace(string(out)); at != c.Commit {
		return "", fmt.Errorf("the checkout in %s is at commit %s, want %s", dir, at, c.Commit)
	}
	return dir, nil
}

// downloaded returns the directory of a module in the module cache. The go command downloads the module if needed.
func downloaded(ctx context.Context, module string) (string, error) {
	cmd := exec.CommandContext(ctx, "go", "mod", "download", "-json", module)
	cmd.Dir = os.TempDir() // outside any module, whose go.mod could change the result
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	var answer struct{ Dir, Error string }
	if jsonErr := json.Unmarshal(out, &answer); err == nil {
		err = jsonErr
	}
	if answer.Dir == "" || err != nil {
		reason := cmp.Or(answer.Error, strings.TrimSpace(errs.String()), fmt.Sprint(err))
		return "", fmt.Errorf("downloading %s: %s", module, reason)
	}
	return answer.Dir, nil
}
