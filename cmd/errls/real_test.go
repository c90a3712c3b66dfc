package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A told is a finding as some door tells it.
type told struct {
	File           string
	Line, Column   int
	End            string // "line:column"
	Rule, Message  string
	Fixes, Related int
}

// TestRealModules checks the real modules through each door. errls check has to find what their comments expect, and
// nothing else; with exact types, and as a tool of go vet, the answer is the same to the column.
func TestRealModules(t *testing.T) {
	modules, err := filepath.Glob("../../testdata/real/*/go.mod")
	if err != nil || len(modules) == 0 {
		t.Fatalf("no real modules: %v", err)
	}
	tool := filepath.Join(t.TempDir(), "errls")
	if out, err := exec.Command("go", "build", "-o", tool, ".").CombinedOutput(); err != nil {
		t.Fatalf("building errls: %v\n%s", err, out)
	}
	t.Setenv("GOPROXY", "off")
	t.Setenv("GOFLAGS", "-mod=readonly")
	for _, module := range modules {
		dir, err := filepath.Abs(filepath.Dir(module))
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.Base(dir), func(t *testing.T) {
			quick := checkTells(t, dir)
			expectations(t, dir, quick)
			list := exec.Command("go", "list", "-deps", "./...")
			list.Dir = dir
			if out, err := list.CombinedOutput(); err != nil {
				t.Skipf("the module's dependencies are not in the module cache ('go mod download' gets them): %s", out)
			}
			if diff := cmp.Diff(quick, checkTells(t, dir, "-exact")); diff != "" {
				t.Errorf("exact types tell something else (-quick +exact):\n%s", diff)
			}
			if diff := cmp.Diff(quick, vetTells(t, dir, tool)); diff != "" {
				t.Errorf("go vet tells something else (-check +vet):\n%s", diff)
			}
		})
	}
}

// checkTells runs errls check in a directory.
func checkTells(t *testing.T, dir string, flags ...string) []told {
	t.Helper()
	var out, errs bytes.Buffer
	e := &env{strings.NewReader(""), &out, &errs, os.Getenv, dir}
	args := append([]string{"check", "-format=json"}, flags...)
	if code := run(t.Context(), e, append(args, "./...")); code != exitFindings || errs.Len() > 0 {
		t.Fatalf("exit code %d, want %d; it says %q", code, exitFindings, errs.String())
	}
	var report struct {
		Findings []struct {
			Rule, File, Message              string
			Line, Column, EndLine, EndColumn int
			Related, Fixes                   []any
		}
	}
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		t.Fatal(err)
	}
	var all []told
	for _, f := range report.Findings {
		end := fmt.Sprintf("%d:%d", f.EndLine, f.EndColumn)
		all = append(all, told{f.File, f.Line, f.Column, end, f.Rule, f.Message, len(f.Fixes), len(f.Related)})
	}
	return sorted(all)
}

// vetTells runs go vet in a directory, with errls as its tool.
func vetTells(t *testing.T, dir, tool string) []told {
	t.Helper()
	cmd := exec.Command("go", "vet", "-vettool="+tool, "-json", "./...")
	cmd.Dir = dir
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go vet: %v\n%s", err, errs.String())
	}
	var all []told
	// Before each tree older go commands print the package as a comment.
	dec := json.NewDecoder(bytes.NewReader(regexp.MustCompile(`(?m)^#.*`).ReplaceAll(out, nil)))
	for dec.More() {
		var tree vetTree
		if err := dec.Decode(&tree); err != nil {
			t.Fatal(err)
		}
		for _, rules := range tree {
			for rule, diagnostics := range rules {
				for _, d := range diagnostics {
					all = append(all, vetTold(t, dir, rule, d))
				}
			}
		}
	}
	return sorted(all)
}

var posnForm = regexp.MustCompile(`^(.*):(\d+):(\d+)$`)

func vetTold(t *testing.T, dir, rule string, d vetDiagnostic) told {
	t.Helper()
	start, end := posnForm.FindStringSubmatch(d.Posn), posnForm.FindStringSubmatch(d.End)
	if start == nil || end == nil {
		t.Fatalf("no positions: %q, %q", d.Posn, d.End)
	}
	file, err := filepath.Rel(dir, start[1])
	if err != nil {
		t.Fatal(err)
	}
	message, named := strings.CutSuffix(d.Message, " ("+rule+")")
	if !named {
		t.Errorf("%s: the message does not name the rule %s: %s", d.Posn, rule, d.Message)
	}
	return told{filepath.ToSlash(file), number(t, start[2]), number(t, start[3]), end[2] + ":" + end[3],
		rule, message, len(d.Fixes), len(d.Related)}
}

func number(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func sorted(all []told) []told {
	slices.SortFunc(all, func(a, b told) int { return strings.Compare(fmt.Sprintf("%+v", a), fmt.Sprintf("%+v", b)) })
	return all
}

var (
	wantForm = regexp.MustCompile(`// want (.*)$`)
	ruleForm = regexp.MustCompile(`([a-z]+)(?: ("(?:[^"\\]|\\.)*"))?`)
)

// expectations holds the findings of a module against the comments in it, as testdata/real/README.md describes them.
func expectations(t *testing.T, dir string, findings []told) {
	t.Helper()
	open := map[string][]told{} // by file:line
	for _, f := range findings {
		place := fmt.Sprintf("%s:%d", f.File, f.Line)
		open[place] = append(open[place], f)
	}
	for _, w := range wants(t, dir) {
		i := slices.IndexFunc(open[w.place], func(f told) bool { return f.Rule == w.rule && w.message.MatchString(f.Message) })
		if i < 0 {
			t.Errorf("%s: no finding of %s that matches %q", w.place, w.rule, w.message)
			continue
		}
		open[w.place] = slices.Delete(open[w.place], i, i+1)
	}
	for place, rest := range open {
		for _, f := range rest {
			t.Errorf("%s: not expected: %s (%s)", place, f.Message, f.Rule)
		}
	}
}

type want struct {
	place, rule string
	message     *regexp.Regexp
}

func wants(t *testing.T, dir string) []want {
	t.Helper()
	var all []want
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		for i, line := range strings.Split(string(data), "\n") {
			comment := wantForm.FindStringSubmatch(line)
			if comment == nil {
				continue
			}
			for _, m := range ruleForm.FindAllStringSubmatch(comment[1], -1) {
				pattern := ""
				if m[2] != "" {
					if pattern, err = strconv.Unquote(m[2]); err != nil {
						return fmt.Errorf("%s:%d: %w", rel, i+1, err)
					}
				}
				place := fmt.Sprintf("%s:%d", filepath.ToSlash(rel), i+1)
				all = append(all, want{place, m[1], regexp.MustCompile(pattern)})
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
