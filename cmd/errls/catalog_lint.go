package main

import (
	"context"
	"flag"
	"fmt"
	"go/build"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"

	"golang.org/x/mod/modfile"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/catalog/lint"
	"github.com/errls/errls/catalog/services"
	"github.com/errls/errls/internal/printable"
	"github.com/errls/errls/internal/project"
	"github.com/errls/errls/internal/regular"
)

const catalogLintLong = `Lint checks catalog files: first their YAML and its structure, then rules that
the JSON Schema (catalog/schema.json) cannot express. Codes must match the
pattern and be unique, each text needs a source and each judgement a basis,
codes that are referred to must exist, and handling, retry class, outcome and
canonical gRPC code must agree. In the module cache, lint looks up the Go
packages and names that a catalog refers to, at the version that the catalog
gives. It downloads nothing, and prints a note for each module that is missing
there.

A mistake is one line,

	path:line:column: message

Without files, lint checks the catalogs of the module's errls.yaml.

The flags are:

	-embedded
		check the built-in catalogs

Lint exits with code 1 if it finds mistakes, and with code 2 if it cannot read
or parse a file.
`

func catalogLintCommand() command {
	return command{"lint", "[flags] [file ...]", "check catalog files", catalogLintLong, runCatalogLint}
}

// A lintRun checks catalog files and prints the mistakes in them.
type lintRun struct {
	*env
	config      lint.Config
	notes       map[string]bool // notes already printed
	hasMistakes bool
	failed      bool // a file could not be read or parsed
}

func runCatalogLint(_ context.Context, e *env, args []string) error {
	flags := flag.NewFlagSet("catalog lint", flag.ContinueOnError)
	embedded := flags.Bool("embedded", false, "")
	if err := parse(e, catalogSubcommand(catalogLintCommand()), flags, args); err != nil {
		return err
	}
	proj := project.NewProjects("").For(e.dir)
	files := flags.Args()
	if len(files) == 0 && !*embedded {
		if proj.Path() == "" {
			return usagef("catalog lint", "no files to check: name a file, or list catalogs in errls.yaml")
		}
		files = proj.Files()[1:]
	}
	r := &lintRun{env: e, config: lint.Config{ModCache: modCache(e), GoRoot: goRoot(e)}, notes: map[string]bool{}}
	r.config.ModuleDir = project.Root(e.dir)
	mod := filepath.Join(r.config.ModuleDir, "go.mod")
	if data, err := regular.ReadFile(mod, regular.MaxModFile); err == nil {
		r.config.Module = modfile.ModulePath(data)
	} else if regular.Refused(err) {
		r.failed = true
		fmt.Fprintf(r.stderr, "errls catalog lint: %s\n", errorText(err))
	}
	for _, p := range proj.Problems() {
		if p.Path == proj.Path() && flags.NArg() == 0 && !*embedded {
			r.failed = true
			p.Path = e.displayPath(p.Path)
			fmt.Fprintln(e.stderr, p)
		}
	}
	if *embedded {
		r.embedded()
	}
	r.files(proj.Set(), files)
	switch {
	case r.failed:
		return exitError(exitFailure)
	case r.hasMistakes:
		return exitError(exitFindings)
	}
	return nil
}

// embedded checks the source files of the built-in catalogs.
func (r *lintRun) embedded() {
	r.config.Set, r.config.Compiled = catalog.Embedded(), true
	files, err := fs.Glob(services.Files, "*/*.yaml")
	for _, name := range files {
		var data []byte
		if data, err = services.Files.ReadFile(name); err == nil {
			r.print(lint.File("catalog/services/"+name, data, r.config))
		}
	}
	if err != nil {
		r.failed = true
		fmt.Fprintf(r.stderr, "errls catalog lint: reading the built-in catalogs: %v\n", err)
	}
	r.config.Compiled = false
}

// files checks catalog files, which may refer to each other.
func (r *lintRun) files(set *catalog.Set, names []string) {
	type file struct {
		path string
		data []byte
	}
	var list []file
	var catalogs []*catalog.Catalog
	for _, name := range names {
		path := r.abs(name)
		data, err := catalog.ReadFile(path)
		if err != nil {
			r.failed = true
			fmt.Fprintln(r.stderr, errorText(err))
			continue
		}
		list = append(list, file{path, data})
		// Mistakes in the file are printed by the second loop.
		if c, err := catalog.Parse(path, data); err == nil && set.Catalog(c.ID) == nil && c.Extends == "" {
			catalogs = append(catalogs, c)
		}
	}
	r.config.Set, _ = set.With(catalogs...)
	for _, f := range list {
		r.print(lint.File(f.path, f.data, r.config))
	}
}

// print prints the mistakes and the new notes of a report.
func (r *lintRun) print(report lint.Report) {
	for _, p := range report.Problems {
		r.hasMistakes = true
		fmt.Fprintf(r.stdout, "%s:%d:%d: %s\n", printable.Name(r.displayPath(p.File)), p.Line, p.Column, printable.Text(p.Message))
	}
	for _, note := range report.Notes {
		if !r.notes[note] {
			r.notes[note] = true
			fmt.Fprintln(r.stderr, printable.Text(note))
		}
	}
	r.failed = r.failed || report.Unreadable
}

// modCache returns the directory of the module cache according to the environment variables, or "" if it is unknown.
func modCache(e *env) string {
	if dir := e.getenv("GOMODCACHE"); dir != "" {
		return dir
	}
	if list := filepath.SplitList(e.getenv("GOPATH")); len(list) > 0 {
		return filepath.Join(list[0], "pkg", "mod")
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return filepath.Join(home, "go", "pkg", "mod")
}

// goRoot returns the directory of the Go installation, or "" if there is none.
func goRoot(e *env) string {
	if dir := e.getenv("GOROOT"); dir != "" {
		return dir
	}
	if dir := build.Default.GOROOT; dir != "" {
		return dir
	}
	path, err := exec.LookPath("go")
	if err != nil {
		return ""
	}
	if path, err = filepath.EvalSymlinks(path); err != nil {
		return ""
	}
	return filepath.Dir(filepath.Dir(path))
}
