package session

import (
	"fmt"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/load"
	"github.com/errls/errls/internal/project"
)

// A rules is what the packages of one project are judged by. It is immutable but for its cache.
type rules struct {
	project *project.Project
	suite   *analyzer.Suite
	cache   *load.Cache // of all analyses with the project's catalogs
}

// rulesFor returns the rules for a directory, and takes note of them. It may read files: callers do not hold mu.
func (s *Session) rulesFor(dir string, p *pkg) (*rules, error) {
	for {
		at := s.options.Projects.For(dir)
		r, err := s.rulesOf(at)
		if err != nil {
			return nil, err
		}
		s.mu.Lock()
		p.project = at
		s.mu.Unlock()
		if s.options.Projects.For(dir) == at { // else Recheck was here in between, and saw the one before
			return r, nil
		}
	}
}

func (s *Session) rulesOf(at *project.Project) (*rules, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r := s.rules[at]; r != nil {
		return r, nil
	}
	suite, err := analyzer.New(at.Set(), at.Config(s.config))
	if err != nil {
		return nil, fmt.Errorf("making the rules: %w", err)
	}
	for other := range s.rules {
		if other.Path() == at.Path() {
			delete(s.rules, other) // what errls.yaml said before
		}
	}
	r := &rules{at, suite, load.NewCache()}
	s.rules[at] = r
	return r, nil
}

// SetConfig analyses every open package again with another configuration. The error is for a rule that does not
// exist; then nothing changes.
func (s *Session) SetConfig(config analyzer.Config) error {
	if _, err := analyzer.New(catalog.NewSet(nil, nil), config); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	weighed := make(map[*project.Project]*rules, len(s.rules))
	for at, r := range s.rules {
		suite, err := analyzer.New(at.Set(), at.Config(config))
		if err != nil {
			return err
		}
		weighed[at] = &rules{at, suite, r.cache}
	}
	s.config, s.rules = config, weighed
	s.refresh()
	return nil
}

// Recheck looks at the projects of all open packages, and analyses those again that have another one now. It reads
// what Projects.Refresh has made stale, and reports whether there is such a package.
func (s *Session) Recheck() (changed bool) {
	s.mu.Lock()
	var dirs []string
	for dir := range s.packages {
		dirs = append(dirs, dir)
	}
	s.mu.Unlock()
	for _, dir := range dirs {
		at := s.options.Projects.For(dir)
		s.mu.Lock()
		if p := s.packages[dir]; p != nil && p.project != nil && p.project != at {
			s.again(dir, p)
			s.notify()
			changed = true
		}
		s.mu.Unlock()
	}
	return changed
}

// ProjectOf returns the project that a directory was last analysed with, or nil. It reads nothing.
func (s *Session) ProjectOf(dir string) *project.Project {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.packages[dir]; p != nil {
		return p.project
	}
	return nil
}
