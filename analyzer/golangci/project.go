package golangci

import (
	"errors"
	"fmt"
	"go/ast"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/errls/errls/analyzer/find"

	"golang.org/x/tools/go/analysis"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/project"
)

// A plugin runs the rules, with the errls.yaml of each package's module.
type plugin struct {
	config   analyzer.Config // from the settings
	dir      string          // the working directory
	hash     string          // of the contents of the errls.yaml files
	projects *project.Projects

	mu     sync.Mutex
	suites map[*project.Project]*analyzer.Suite
}

// newPlugin returns a plugin with the configuration, or an error if that is invalid. If file is not empty, it is the
// errls.yaml for all packages, and the error contains the mistakes in it.
func newPlugin(config analyzer.Config, file string) (*plugin, error) {
	if _, err := analyzer.New(catalog.Embedded(), config); err != nil {
		return nil, err
	}
	dir, err := os.Getwd()
	if err != nil {
		return nil, fmt.Errorf("finding the working directory: %w", err)
	}
	p := &plugin{config: config, dir: dir, suites: map[*project.Project]*analyzer.Suite{}}
	if file == "" {
		p.projects = project.NewProjects("")
		p.hash = project.Hash(dir, os.Getenv("GOWORK"))
		return p, nil
	}
	if !filepath.IsAbs(file) {
		file = filepath.Join(dir, file)
	}
	p.projects = project.NewProjects(file)
	named := p.projects.For(dir)
	p.hash = named.Hash()
	var errs []error
	for _, problem := range named.Problems() {
		errs = append(errs, problem)
	}
	return p, errors.Join(errs...)
}

// suite returns the suite for the packages of a directory.
func (p *plugin) suite(dir string) *analyzer.Suite {
	at := p.projects.For(dir)
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.suites[at]
	if s == nil {
		s, _ = analyzer.New(at.Set(), at.Config(p.config)) // no error: both configurations have been checked
		p.suites[at] = s
	}
	return s
}

// BuildAnalyzers returns an analyzer for each rule, and one for mistakes in errls.yaml. golangci-lint puts the name
// of the analyzer before each message.
func (p *plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	var analyzers []*analysis.Analyzer
	for _, a := range analyzer.AnalyzersByDir(p.suite) {
		if p.config.Rules == nil || slices.Contains(p.config.Rules, a.Name) {
			analyzers = append(analyzers, withoutRelated(a))
		}
	}
	analyzers = append(analyzers, &analysis.Analyzer{
		Name: "errlsproject",
		Doc:  "report mistakes in errls.yaml and in the catalogs that it names",
		Run:  p.report,
	})
	if p.hash != "" {
		analyzers = append(analyzers, cacheKey(p.hash))
	}
	return analyzers, nil
}

// cacheKey returns an analyzer that does nothing. golangci-lint caches results by the names of the analyzers and does
// not read errls.yaml: the name, which contains a hash, makes it check again after a change there.
func cacheKey(hash string) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name: "errlsproject_" + hash[:16],
		Doc:  "invalidate the cache after a change of errls.yaml or a catalog that it names",
		Run:  func(*analysis.Pass) (any, error) { return nil, nil },
	}
}

// report reports the first mistake of the project at the package clause. golangci-lint accepts positions only in Go
// files, and shows only one issue for a line.
func (p *plugin) report(pass *analysis.Pass) (any, error) {
	problems := p.projects.For(find.Dir(pass)).Problems()
	at := slices.IndexFunc(pass.Files, func(f *ast.File) bool { return !ast.IsGenerated(f) })
	if len(problems) == 0 || at < 0 {
		return nil, nil
	}
	first := problems[0]
	if rel, err := filepath.Rel(p.dir, first.Path); err == nil && filepath.IsLocal(rel) {
		first.Path = rel
	}
	message := first.Error()
	if more := len(problems) - 1; more > 0 {
		message += fmt.Sprintf(" (and %d more)", more)
	}
	pass.Report(analysis.Diagnostic{Pos: pass.Files[at].Package, Message: message})
	return nil, nil
}
