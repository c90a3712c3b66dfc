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

// A corpus is one code base at one state: a repository at a commit, or a module at a version.
type corpus struct {
	Name       string   `yaml:"name"`
	Repository string   `yaml:"repository"`
	Commit     string   `yaml:"commit"`
	Module     string   `yaml:"module"`
	Version    string   `yaml:"version"`
	Directory  string   `yaml:"directory"` // in the source; the root where it is empty
	Packages   []string `yaml:"packages"`  // patterns as of errls check
}

var (
	corpusName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)
	fullCommit = regexp.MustCompile(`^[0-9a-f]{40}$`)
)

// readCorpora reads the list of corpora, and returns those that are named, or all.
func readCorpora(path string, names []string) ([]corpus, error) {
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
	for _, c := range all {
		if err := c.check(); err != nil {
			return nil, fmt.Errorf("reading %s: corpus %q: %w", path, c.Name, err)
		}
		if seen[c.Name] {
			return nil, fmt.Errorf("reading %s: corpus %q stands there twice", path, c.Name)
		}
		seen[c.Name] = true
	}
	for _, name := range names {
		if !seen[name] {
			return nil, fmt.Errorf("there is no corpus %q in %s", name, path)
		}
	}
	if len(names) > 0 {
		all = slices.DeleteFunc(all, func(c corpus) bool { return !slices.Contains(names, c.Name) })
	}
	return all, nil
}

// check reports what is missing or too much in the description of a corpus.
func (c *corpus) check() error {
	repository, module := c.Repository+c.Commit != "", c.Module+c.Version != ""
	switch {
	case !corpusName.MatchString(c.Name):
		return errors.New("the name has to be of lower-case letters, digits and hyphens")
	case repository == module:
		return errors.New("it is either a repository at a commit, or a module at a version")
	case repository && (c.Repository == "" || !fullCommit.MatchString(c.Commit)):
		return errors.New("a repository needs a whole commit")
	case module && (c.Module == "" || c.Version == ""):
		return errors.New("a module needs a version")
	case len(c.Packages) == 0:
		return errors.New("it has no packages")
	case c.Directory != "" && !filepath.IsLocal(filepath.FromSlash(c.Directory)):
		return errors.New("the directory has to be inside the source")
	}
	return nil
}

// locate returns the directory of the source, and makes sure that it is the state that is asked for.
func (c *corpus) locate(ctx context.Context, sources string) (string, error) {
	if c.Module != "" {
		return downloaded(ctx, c.Module+"@"+c.Version)
	}
	if sources == "" {
		return "", errors.New("it is a repository: -sources has to name the directory of its checkout")
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
		return "", fmt.Errorf("asking git for the commit of %s: %w", dir, err)
	}
	if at := strings.TrimSpace(string(out)); at != c.Commit {
		return "", fmt.Errorf("the checkout in %s is at %s, not at %s", dir, at, c.Commit)
	}
	return dir, nil
}

// downloaded returns the directory of a module in the module cache, where the go command puts it if it is not there.
func downloaded(ctx context.Context, module string) (string, error) {
	cmd := exec.CommandContext(ctx, "go", "mod", "download", "-json", module)
	cmd.Dir = os.TempDir() // the module around the working directory has no say
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	var answer struct{ Dir, Error string }
	if jsonErr := json.Unmarshal(out, &answer); err == nil {
		err = jsonErr
	}
	if answer.Dir == "" || err != nil {
		reason := cmp.Or(answer.Error, strings.TrimSpace(errs.String()), fmt.Sprint(err))
		return "", fmt.Errorf("asking the go command for %s: %s", module, reason)
	}
	return answer.Dir, nil
}
