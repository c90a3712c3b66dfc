package main

import (
	"cmp"
	"context"
	"errors"
	"go/token"
	"path/filepath"
	"slices"

	"github.com/errls/errls/analyzer/find"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/load"
	"github.com/errls/errls/internal/project"
	"github.com/errls/errls/internal/report"
)

// A checkRun checks packages and passes the findings and problems to its handler. The errls.yaml of a package's module
// applies to the package.
type checkRun struct {
	config      analyzer.Config // from the flags
	handler     report.Handler
	projects    *project.Projects
	suites      map[*project.Project]*analyzer.Suite
	resolvers   map[string]*report.Resolver // by the directory of a module
	hasFindings bool
	hasFatal    bool  // there is a fatal problem
	err         error // first error of the handler
}

func newCheckRun(config analyzer.Config, handler report.Handler) *checkRun {
	return &checkRun{
		config: config, handler: handler,
		projects: project.NewProjects(""), suites: map[*project.Project]*analyzer.Suite{},
		resolvers: map[string]*report.Resolver{},
	}
}

// load loads and checks the packages. The error it returns sets the exit code.
func (r *checkRun) load(ctx context.Context, exact bool, config load.Config) error {
	loadPackages := load.Quick
	if exact {
		loadPackages = load.Exact
	}
	config.SetOf = func(dir string) *catalog.Set { return r.projects.For(dir).Set() }
	config.Exclude = func(dir string) bool { return r.projects.For(dir).Excludes(dir) }
	problems, err := loadPackages(ctx, config, r.visit)
	if err != nil {
		problems = append(problems, load.Problem{Message: err.Error(), Fatal: true})
	}
	if ctx.Err() != nil {
		return errors.New("interrupted")
	}
	r.reportProjects()
	for _, p := range problems {
		if !filepath.IsAbs(p.Path) || !r.projects.For(filepath.Dir(p.Path)).Excludes(p.Path) {
			r.reportProblem(report.Problem(p))
		}
	}
	r.setErr(r.handler.Close())
	switch {
	case r.hasFatal:
		return exitError(exitFailure)
	case r.hasFindings:
		return exitError(exitFindings)
	}
	return nil
}

// visit checks one package.
func (r *checkRun) visit(p *load.Package) {
	proj := r.projects.For(p.Dir)
	suite := r.suites[proj]
	if suite == nil {
		var err error
		if suite, err = analyzer.New(proj.Set(), proj.Config(r.config)); err != nil {
			r.reportProblem(report.Problem{Path: proj.Path(), Message: err.Error(), Fatal: true})
			return
		}
		r.suites[proj] = suite
	}
	found := find.Find(p.Input)
	r.reportTooLarge(p.Fset, found.TooLarge)
	findings := suite.Audit(found)
	sortByFile(p.Fset, findings)
	resolver := r.resolver(p.Dir)
	for _, f := range findings {
		r.hasFindings = true
		r.setErr(r.handler.Finding(resolver.Resolve(p.Fset, p.Sources, f)))
	}
}

// reportTooLarge reports the functions in which not all paths were followed.
func (r *checkRun) reportTooLarge(fset *token.FileSet, list []sites.TooLarge) {
	for i := range list {
		r.reportProblem(tooLargeProblem(fset, &list[i]))
	}
}

// tooLargeProblem returns the problem for a function in which not all paths were followed.
func tooLargeProblem(fset *token.FileSet, t *sites.TooLarge) report.Problem {
	at := fset.PositionFor(t.Pos, false)
	if t.Name == "" { // the package
		return report.Problem{Path: at.Filename, Message: t.Message()}
	}
	return report.Problem{Path: at.Filename, Line: at.Line, Column: at.Column, Message: t.Message()}
}

// resolver returns the resolver for the module of a directory.
func (r *checkRun) resolver(dir string) *report.Resolver {
	root := project.Root(dir)
	if r.resolvers[root] == nil {
		r.resolvers[root] = &report.Resolver{Root: root}
	}
	return r.resolvers[root]
}

// sortByFile sorts the findings of a package by file name. Files are parsed in parallel, so the order of their positions
// differs from run to run.
func sortByFile(fset *token.FileSet, findings []analyzer.Finding) {
	name := func(f analyzer.Finding) string {
		if tf := fset.File(f.Pos); tf != nil {
			return tf.Name()
		}
		return ""
	}
	slices.SortStableFunc(findings, func(a, b analyzer.Finding) int { return cmp.Compare(name(a), name(b)) })
}

// reportProjects reports the mistakes in each errls.yaml and its catalogs. They are fatal, because the run does not
// check what the user configured.
func (r *checkRun) reportProjects() {
	all := r.projects.Read()
	slices.SortFunc(all, func(a, b *project.Project) int { return cmp.Compare(a.Path(), b.Path()) })
	for _, proj := range all {
		for _, p := range proj.Problems() {
			r.reportProblem(report.Problem{Path: p.Path, Line: p.Line, Column: p.Column, Message: p.Message, Fatal: true})
		}
	}
}

func (r *checkRun) reportProblem(p report.Problem) {
	r.hasFatal = r.hasFatal || p.Fatal
	r.setErr(r.handler.Problem(p))
}

// setErr sets r.err unless it is already set.
func (r *checkRun) setErr(err error) {
	if r.err == nil {
		r.err = err
	}
}
