package load

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/regular"
)

// Exact calls visit for each package of the patterns, typed from the go command's export data, in the order of the
// go command, and returns what could not be looked at. The error is for a go command that cannot be run, or the
// context's.
func Exact(ctx context.Context, config Config, visit func(*Package)) ([]Problem, error) {
	if problems := blockingFiles(&config); len(problems) > 0 {
		return problems, nil
	}
	list, err := goList(ctx, &config)
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	tested := map[string]bool{}
	for _, p := range list {
		files[p.ImportPath] = p.Export
		if p.ForTest != "" && p.ImportPath == p.ForTest+" ["+p.ForTest+".test]" {
			tested[p.ForTest] = true
		}
	}
	r := config.reader()
	shared := newExportImporter(files)
	helpers := newExactHelpers(&config, list, r, files)
	var problems []Problem
	for _, p := range list {
		if tested[p.ImportPath] { // the same package with its tests stands for it
			continue
		}
		told := p.problems(config.Dir)
		if p.DepOnly || strings.HasSuffix(p.ImportPath, ".test") { // a test's main is generated
			problems = append(problems, told...)
			continue
		}
		if err := ctx.Err(); err != nil {
			return problems, err
		}
		x := *shared
		if config.Tests { // a package and the same one with its tests must not meet in one importer
			x = *newExportImporter(files)
		}
		x.set, x.helper = config.setOf(p.Dir), helpers.helper
		result, wrong := p.check(&x, r)
		if len(told) == 0 || told[0].Line == 0 && len(wrong) > 0 {
			told = wrong // the compiler's complaint bears no position of its own
		}
		problems = append(problems, told...)
		if result != nil {
			visit(result)
		}
	}
	return problems, nil
}

// blockingFiles returns the files at which the go command would block or read without end: it opens each go.mod and go.work
// and each file of a package that is named like a Go file.
func blockingFiles(config *Config) []Problem {
	_, problems := gofiles.FindModules(config.Dir)
	targets, _ := gofiles.Resolve(config.Dir, config.Patterns) // the go command reports what is wrong with a pattern
	for _, t := range targets {
		entries, _ := os.ReadDir(t.Dir)
		for _, e := range entries {
			if e.Type().IsRegular() || e.IsDir() || !strings.HasSuffix(e.Name(), ".go") {
				continue
			}
			path := filepath.Join(t.Dir, e.Name())
			if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
				problems = append(problems, Problem{Path: path, Message: regular.ErrNotRegular.Error(), Fatal: true})
			}
		}
	}
	return problems
}
