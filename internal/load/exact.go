package load

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/regular"
)

// Exact calls visit for each package of the patterns, typed from the go command's export data, in the order of the
// go command, and returns what could not be looked at. The error is for a go command that cannot be run, or the
// context's.
func Exact(ctx context.Context, config Config, visit func(*Package)) ([]Problem, error) {
	if problems := blocking(&config); len(problems) > 0 {
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
	shared := newExports(files)
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
			x = *newExports(files)
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

// blocking returns the files at which the go command would block or read without end: it opens each go.mod and go.work
// and each file of a package that is named like a Go file.
func blocking(config *Config) []Problem {
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

// A listed is one package as go list describes it.
type listed struct {
	Dir        string
	ImportPath string
	Export     string
	ForTest    string
	DepOnly    bool
	GoFiles    []string
	CgoFiles   []string
	ImportMap  map[string]string
	Module     *struct {
		GoVersion string
		Main      bool
	}
	Error *struct{ Pos, Err string }
}

// goList asks the go command for the packages of the patterns and the export data of what they import.
func goList(ctx context.Context, config *Config) ([]*listed, error) {
	args := []string{"list", "-e", "-export", "-deps",
		"-json=Dir,ImportPath,Export,ForTest,DepOnly,GoFiles,CgoFiles,ImportMap,Module,Error"}
	if config.Tests {
		args = append(args, "-test")
	}
	if len(config.Tags) > 0 {
		args = append(args, "-tags="+strings.Join(config.Tags, ","))
	}
	if len(config.Overlay) > 0 {
		file, remove, err := overlayFile(config.Overlay)
		if err != nil {
			return nil, err
		}
		defer remove()
		args = append(args, "-overlay="+file)
	}
	cmd := exec.CommandContext(ctx, "go", append(append(args, "--"), config.Patterns...)...)
	cmd.Dir = config.Dir
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	err := cmd.Run()
	if errors.Is(err, exec.ErrNotFound) {
		return nil, errors.New("running go list: no go command in PATH")
	}
	var list []*listed
	for d := json.NewDecoder(&out); ; {
		p := &listed{}
		if err := d.Decode(p); err == io.EOF {
			break
		} else if err != nil {
			return nil, fmt.Errorf("reading the output of go list: %w", err)
		}
		list = append(list, p)
	}
	if err != nil && len(list) == 0 {
		line, _, _ := strings.Cut(strings.TrimSpace(complaint.String()), "\n")
		return nil, fmt.Errorf("running go list: %w: %s", err, line)
	}
	return list, nil
}

// overlayFile writes the overlay as the go command reads it.
func overlayFile(overlay map[string][]byte) (name string, remove func(), err error) {
	dir, err := os.MkdirTemp("", "errls")
	if err != nil {
		return "", nil, fmt.Errorf("writing the overlay: %w", err)
	}
	remove = func() { os.RemoveAll(dir) }
	replace := map[string]string{}
	for path, data := range overlay {
		replace[path] = filepath.Join(dir, strconv.Itoa(len(replace))+".go")
		err = errors.Join(err, os.WriteFile(replace[path], data, 0o600))
	}
	text, _ := json.Marshal(map[string]any{"Replace": replace}) // a map of strings has no way to fail
	name = filepath.Join(dir, "overlay.json")
	if err = errors.Join(err, os.WriteFile(name, text, 0o600)); err != nil {
		remove()
		return "", nil, fmt.Errorf("writing the overlay: %w", err)
	}
	return name, remove, nil
}

// problems tells what the go command found wrong with the package.
func (p *listed) problems(dir string) []Problem {
	if p.Error == nil {
		return nil
	}
	problem := Problem{Path: p.ImportPath, Message: oneLine(p.Error.Err), Fatal: true}
	if p.Dir != "" {
		problem.Path = p.Dir
	}
	if parts := strings.Split(p.Error.Pos, ":"); len(parts) >= 2 {
		problem.Path = parts[0]
		if !filepath.IsAbs(problem.Path) {
			problem.Path = filepath.Join(dir, problem.Path)
		}
		problem.Line, _ = strconv.Atoi(parts[1])
		if len(parts) > 2 {
			problem.Column, _ = strconv.Atoi(parts[2])
		}
	}
	return []Problem{problem}
}

// oneLine is the first line of a message that says something: the go command puts a "# package" before others.
func oneLine(text string) string {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			return strings.TrimSuffix(line, "; to add it:")
		}
	}
	return strings.TrimSpace(text)
}

// check types the package; what cgo makes of its files is not needed for that.
func (p *listed) check(x *exports, r *gofiles.Reader) (*Package, []Problem) {
	x.importMap = p.ImportMap
	if p.Module != nil && p.Module.GoVersion != "" {
		x.goVersion = "go" + p.Module.GoVersion
	}
	path, _, _ := strings.Cut(p.ImportPath, " [")
	return x.check(p.Dir, path, p.files(), func(path string) ([]byte, error) { return r.Read(path) })
}

// files returns the paths of the package's files.
func (p *listed) files() []string {
	var paths []string
	for _, name := range slices.Concat(p.GoFiles, p.CgoFiles) {
		if !filepath.IsAbs(name) {
			name = filepath.Join(p.Dir, name)
		}
		paths = append(paths, name)
	}
	slices.Sort(paths)
	return paths
}
