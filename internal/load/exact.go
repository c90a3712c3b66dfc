package load

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/regular"
)

// Exact calls visit for each package of the patterns, with exact types, in the order of "go list". It returns what
// could not be loaded. The error is for a go command that cannot be run, or that of the context.
func Exact(ctx context.Context, config Config, visit func(*Package)) ([]Problem, error) {
	if problems := blockingFiles(&config); len(problems) > 0 {
		return problems, nil
	}
	list, err := goList(ctx, &config)
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	for _, p := range list {
		files[p.ImportPath] = p.Export
	}
	return checkListed(ctx, config, list, func() *exportImporter { return newExportImporter(files) }, visit)
}

// checkListed calls visit for each package that the go command has listed, as Exact describes. The function imports returns
// a new importer of their dependencies.
func checkListed(
	ctx context.Context, config Config, list []*listedPackage, imports func() *exportImporter, visit func(*Package),
) ([]Problem, error) {
	tested := map[string]bool{}
	for _, p := range list {
		if p.ForTest != "" && p.ImportPath == p.ForTest+" ["+p.ForTest+".test]" {
			tested[p.ForTest] = true
		}
	}
	r := config.reader()
	shared := imports()
	helpers := newExactHelpers(&config, list, r, imports)
	var problems []Problem
	for _, p := range list {
		if tested[p.ImportPath] { // the variant of the package with its tests is loaded instead
			continue
		}
		listed := p.problems(config.Dir)
		if p.DepOnly || strings.HasSuffix(p.ImportPath, ".test") { // the main package of a test is generated
			problems = append(problems, listed...)
			continue
		}
		if err := ctx.Err(); err != nil {
			return problems, err
		}
		x := *shared
		if config.Tests { // one importer must not contain a package both with and without its tests
			x = *imports()
		}
		x.set, x.helper, x.fact = config.setOf(p.Dir), helpers.helper, helpers.fact
		result, found := p.check(&x, r)
		if len(listed) == 0 || listed[0].Line == 0 && len(found) > 0 {
			listed = found // the error of the compiler has no position
		}
		problems = append(problems, listed...)
		if result != nil {
			visit(result)
		}
	}
	return problems, nil
}

// blockingFiles returns a problem for each file that the go command would read and that may block it: of the modules,
// and in the directories of the patterns. The problems are fatal, because nothing is checked then.
func blockingFiles(config *Config) []Problem {
	modules, problems := gofiles.FindModules(config.Dir)
	for i := range problems {
		problems[i].Fatal = true
	}
	add := func(path string) {
		if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
			problems = append(problems, Problem{Path: path, Message: regular.ErrNotRegular.Error(), Fatal: true})
		}
	}
	if root := modules[0].Root; root != "" {
		for _, name := range []string{"go.sum", "go.work.sum", "vendor/modules.txt"} {
			add(filepath.Join(root, filepath.FromSlash(name)))
		}
	}
	targets, _ := gofiles.Resolve(config.Dir, config.Patterns) // the go command reports invalid patterns
	for _, t := range targets {
		entries, _ := os.ReadDir(t.Dir)
		for _, e := range entries {
			if !e.Type().IsRegular() && !e.IsDir() && filepath.Ext(e.Name()) != "" {
				add(filepath.Join(t.Dir, e.Name()))
			}
		}
	}
	return problems
}
