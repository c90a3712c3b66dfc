package session

import (
	"fmt"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/load"
	"github.com/errls/errls/internal/project"
)

// A checker checks the packages of one project. Only its cache changes.
type checker struct {
	suite *analyzer.Suite // the rules and catalogs of the project
	cache *load.Cache     // for all analyses with the project's catalogs
}

// checkerFor returns the checker of a directory, and sets the project of p. It may read files: the caller must not hold
// mu.
func (s *Session) checkerFor(dir string, p *pkg) (*checker, error) {
	for {
		at := s.options.Projects.For(dir)
		c, err := s.projectChecker(at)
		if err != nil {
			return nil, err
		}
		s.mu.Lock()
		p.project = at
		s.mu.Unlock()
		// If the project has changed again, Recheck may have seen the previous one in p.
		if s.options.Projects.For(dir) == at {
			return c, nil
		}
	}
}

// projectChecker returns the checker of a project.
func (s *Session) projectChecker(at *project.Project) (*checker, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.checkers[at]; c != nil {
		return c, nil
	}
	suite, err := analyzer.New(at.Set(), at.Config(s.config))
	if err != nil {
		return nil, fmt.Errorf("configuring the rules: %w", err)
	}
	for other := range s.checkers {
		if other.Path() == at.Path() {
			delete(s.checkers, other) // an older version of the same errls.yaml
		}
	}
	c := &checker{suite, load.NewCache()}
	s.checkers[at] = c
	return c, nil
}

// SetConfig changes the configuration and analyzes all open packages again. It returns an error and changes nothing if
// the configuration names a rule that does not exist.
func (s *Session) SetConfig(config analyzer.Config) error {
	if _, err := analyzer.New(catalog.NewSet(nil, nil), config); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	checkers := make(map[*project.Project]*checker, len(s.checkers))
	for at, c := range s.checkers {
		suite, err := analyzer.New(at.Set(), at.Config(config))
		if err != nil {
			return err
		}
		checkers[at] = &checker{suite, c.cache}
	}
	s.config, s.checkers = config, checkers
	s.refresh()
	return nil
}

// Recheck analyzes the open packages again whose project has changed, and reports whether there are any. It reads the
// files that Projects.Refresh has marked as stale.
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
			s.reanalyze(dir, p)
			s.notify()
			changed = true
		}
		s.mu.Unlock()
	}
	return changed
}

// ProjectOf returns the project of the last analysis of a directory, or nil. It reads no files.
func (s *Session) ProjectOf(dir string) *project.Project {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.packages[dir]; p != nil {
		return p.project
	}
	return nil
}
