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
	"github.com/errls/errls/internal/project"
)

const catalogLintLong = `Lint checks catalog files: that they can be read at all, and then what the JSON
Schema of catalogs (catalog/schema.json) cannot say. Ids match the pattern, no
code stands twice, each text has a source and each judgement its basis, the
codes that are named elsewhere are listed, handling, retry class, outcome and
class agree. The packages that a catalog binds, and all that it names in them,
are looked up in the module cache, in the version that the catalog names;
nothing is downloaded, and what is not there is told.

Each mistake is one line,

	path:line:column: message

Without a file, the catalogs of this module's errls.yaml are checked.

The flags are:

	-embedded
		check the catalogs that are compiled into errls

Lint exits with code 1 if it found a mistake, and with 2 if a file cannot be
read or is no YAML.
`

func catalogLintCommand() command {
	return command{"lint", "[flags] [file ...]", "check catalog files", catalogLintLong, runCatalogLint}
}

// A lintRun checks files and prints what it finds.
type lintRun struct {
	*env
	config  lint.Config
	notes   map[string]bool
	found   bool
	trouble bool
}

func runCatalogLint(_ context.Context, e *env, args []string) error {
	flags := flag.NewFlagSet("catalog lint", flag.ContinueOnError)
	embedded := flags.Bool("embedded", false, "")
	if err := parse(e, catalogVerb(catalogLintCommand()), flags, args); err != nil {
		return err
	}
	at := project.NewProjects("").For(e.dir)
	files := flags.Args()
	if len(files) == 0 && !*embedded {
		if at.Path() == "" {
			return usagef("catalog lint", "no file to check, and no errls.yaml here that names one")
		}
		files = at.Files()[1:]
	}
	r := &lintRun{env: e, config: lint.Config{ModCache: modCache(e), GoRoot: goRoot(e)}, notes: map[string]bool{}}
	r.config.ModuleDir = project.Root(e.dir)
	if data, err := os.ReadFile(filepath.Join(r.config.ModuleDir, "go.mod")); err == nil {
		r.config.Module = modfile.ModulePath(data)
	}
	for _, p := range at.Problems() {
		if p.Path == at.Path() && flags.NArg() == 0 && !*embedded {
			r.trouble = true
			p.Path = e.short(p.Path)
			fmt.Fprintln(e.stderr, p)
		}
	}
	if *embedded {
		r.embedded()
	}
	r.files(at.Set(), files)
	switch {
	case r.trouble:
		return exitError(exitTrouble)
	case r.found:
		return exitError(exitFindings)
	}
	return nil
}

// embedded checks the files that the embedded catalogs are compiled from.
func (r *lintRun) embedded() {
	r.config.Set, r.config.Compiled = catalog.Embedded(), true
	files, err := fs.Glob(services.Files, "*/*.yaml")
	for _, name := range files {
		var data []byte
		if data, err = services.Files.ReadFile(name); err == nil {
			r.tell(lint.File("catalog/services/"+name, data, r.config))
		}
	}
	if err != nil {
		r.trouble = true
		fmt.Fprintf(r.stderr, "errls catalog lint: reading the embedded catalogs: %v\n", err)
	}
	r.config.Compiled = false
}

// files checks files, each with the others at hand.
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
			r.trouble = true
			fmt.Fprintln(r.stderr, err)
			continue
		}
		list = append(list, file{path, data})
		// What is wrong with it is told when it is checked.
		if c, err := catalog.Parse(path, data); err == nil && set.Catalog(c.ID) == nil && c.Extends == "" {
			catalogs = append(catalogs, c)
		}
	}
	r.config.Set, _ = set.With(catalogs...)
	for _, f := range list {
		r.tell(lint.File(f.path, f.data, r.config))
	}
}

func (r *lintRun) tell(report lint.Report) {
	for _, p := range report.Problems {
		r.found = true
		fmt.Fprintf(r.stdout, "%s:%d:%d: %s\n", r.short(p.File), p.Line, p.Column, p.Message)
	}
	for _, note := range report.Notes {
		if !r.notes[note] {
			r.notes[note] = true
			fmt.Fprintln(r.stderr, note)
		}
	}
	r.trouble = r.trouble || report.Unreadable
}

// modCache is the directory of the module cache, as far as the environment says it.
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

// goRoot is the directory of the Go installation; "" where there is none.
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
