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
)

// A listedPackage is one package as go list describes it.
type listedPackage struct {
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

// goList runs "go list" and returns the packages of the patterns and their dependencies, with files of export data.
// It returns packages with errors too. The error is for a go command that cannot be run or lists nothing.
func goList(ctx context.Context, config *Config) ([]*listedPackage, error) {
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
	var out, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &stderr
	err := cmd.Run()
	if errors.Is(err, exec.ErrNotFound) {
		return nil, errors.New("running go list: no go command in PATH")
	}
	var list []*listedPackage
	for d := json.NewDecoder(&out); ; {
		p := &listedPackage{}
		if err := d.Decode(p); err == io.EOF {
			break
		} else if err != nil {
			return nil, fmt.Errorf("reading the output of go list: %w", err)
		}
		list = append(list, p)
	}
	if err != nil && len(list) == 0 {
		line, _, _ := strings.Cut(strings.TrimSpace(stderr.String()), "\n")
		return nil, fmt.Errorf("running go list: %w: %s", err, line)
	}
	return list, nil
}

// overlayFile writes an overlay to files that the flag -overlay of the go command accepts. It returns the name of the
// main file, and a function that removes the files.
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
	text, _ := json.Marshal(map[string]any{"Replace": replace}) // cannot fail for strings
	name = filepath.Join(dir, "overlay.json")
	if err = errors.Join(err, os.WriteFile(name, text, 0o600)); err != nil {
		remove()
		return "", nil, fmt.Errorf("writing the overlay: %w", err)
	}
	return name, remove, nil
}

// problems returns the error that the go command found in the package. Its file is relative to dir.
func (p *listedPackage) problems(dir string) []Problem {
	if p.Error == nil {
		return nil
	}
	problem := Problem{Path: p.ImportPath, Message: oneLine(p.Error.Err), Fatal: true}
	if p.Dir != "" {
		problem.Path = p.Dir
	}
	if parts := strings.Split(p.Error.Pos, ":"); len(parts) >= 2 && filepath.Ext(parts[0]) == ".go" { // a line comment can claim other files
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

// oneLine returns the first line of an error message of the go command, without the "# package" lines that may come
// first.
func oneLine(text string) string {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			return strings.TrimSuffix(line, "; to add it:")
		}
	}
	return strings.TrimSpace(text)
}

// files returns the paths of the package's Go files, sorted.
func (p *listedPackage) files() []string {
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

// check type-checks the package. It does not need the files that cgo generates.
func (p *listedPackage) check(x *exportImporter, r *gofiles.Reader) (*Package, []Problem) {
	x.importMap = p.ImportMap
	if p.Module != nil && p.Module.GoVersion != "" {
		x.goVersion = "go" + p.Module.GoVersion
	}
	path, _, _ := strings.Cut(p.ImportPath, " [")
	return x.check(p.Dir, path, p.files(), func(path string) ([]byte, error) { return r.Read(path) })
}
