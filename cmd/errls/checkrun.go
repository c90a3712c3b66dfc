package main

import (
	"cmp"
	"context"
	"errors"
	"go/token"
	"path/filepath"
	"slices"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/load"
	"github.com/errls/errls/internal/project"
	"github.com/errls/errls/internal/report"
)

// A checkRun hands what one run finds to its handler. Each package is judged as the errls.yaml of its module says.
type checkRun struct {
	config   analyzer.Config // what the flags say
	handler  report.Handler
	projects *project.Projects
	suites   map[*project.Project]*analyzer.Suite
	found    bool
	fatal    bool
	err      error // the first of the handler's
}

func newCheckRun(config analyzer.Config, handler report.Handler) *checkRun {
	return &checkRun{
		config: config, handler: handler,
		projects: project.NewProjects(""), suites: map[*project.Project]*analyzer.Suite{},
	}
}

// load looks at the packages. Its error is the exit code.
func (r *checkRun) load(ctx context.Context, exact bool, config load.Config) error {
	packages := load.Quick
	if exact {
		packages = load.Exact
	}
	config.SetOf = func(dir string) *catalog.Set { return r.projects.For(dir).Set() }
	config.Exclude = func(dir string) bool { return r.projects.For(dir).Excludes(dir) }
	problems, err := packages(ctx, config, r.visit)
	if err != nil {
		problems = append(problems, load.Problem{Message: err.Error(), Fatal: true})
	}
	if ctx.Err() != nil {
		return errors.New("interrupted")
	}
	r.tellProjects()
	for _, p := range problems {
		if !filepath.IsAbs(p.Path) || !r.projects.For(filepath.Dir(p.Path)).Excludes(p.Path) {
			r.tell(report.Problem(p))
		}
	}
	r.keep(r.handler.Close())
	switch {
	case r.fatal:
		return exitError(exitTrouble)
	case r.found:
		return exitError(exitFindings)
	}
	return nil
}

// visit judges one package.
func (r *checkRun) visit(p *load.Package) {
	at := r.projects.For(p.Dir)
	suite := r.suites[at]
	if suite == nil {
		var err error
		if suite, err = analyzer.New(at.Set(), at.Config(r.config)); err != nil {
			r.tell(report.Problem{Path: at.Path(), Message: err.Error(), Fatal: true})
			return
		}
		r.suites[at] = suite
	}
	findings := suite.Audit(sites.Find(p.Input))
	byFile(p.Fset, findings)
	for _, f := range findings {
		r.found = true
		r.keep(r.handler.Finding(report.Resolve(p.Fset, f)))
	}
}

// byFile puts the findings of a package in the order of its files' names. Their positions follow the order in which the
// files were parsed, and that is another one from run to run.
func byFile(fset *token.FileSet, findings []analyzer.Finding) {
	name := func(f analyzer.Finding) string {
		if tf := fset.File(f.Pos); tf != nil {
			return tf.Name()
		}
		return ""
	}
	slices.SortStableFunc(findings, func(a, b analyzer.Finding) int { return cmp.Compare(name(a), name(b)) })
}

// tellProjects tells the mistakes in each errls.yaml and its catalogs. What they would have said was asked for.
func (r *checkRun) tellProjects() {
	all := r.projects.Read()
	slices.SortFunc(all, func(a, b *project.Project) int { return cmp.Compare(a.Path(), b.Path()) })
	for _, at := range all {
		for _, p := range at.Problems() {
			r.tell(report.Problem{Path: p.Path, Line: p.Line, Column: p.Column, Message: p.Message, Fatal: true})
		}
	}
}

func (r *checkRun) tell(p report.Problem) {
	r.fatal = r.fatal || p.Fatal
	r.keep(r.handler.Problem(p))
}

func (r *checkRun) keep(err error) {
	if r.err == nil {
		r.err = err
	}
}
