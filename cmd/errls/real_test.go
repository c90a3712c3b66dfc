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

	"github.com/errls/errls/internal/realtest"
)

// A reported is a finding as errls check or go vet prints it.
type reported struct {
	File           string
	Line, Column   int
	End            string // "line:column"
	Rule, Message  string
	Fixes, Related int // numbers of suggested fixes and of related positions
}

// TestRealModules compares the findings of errls check in the real modules with the comments there. With exact types, and
// as a tool of go vet, errls must report the same findings at the same columns.
func TestRealModules(t *testing.T) {
	tool := filepath.Join(t.TempDir(), "errls")
	if out, err := exec.Command("go", "build", "-o", tool, ".").CombinedOutput(); err != nil {
		t.Fatalf("building errls: %v\n%s", err, out)
	}
	realtest.Setenv(t)
	for _, dir := range realtest.Dirs(t, "../../testdata/real") {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			quick := checkReports(t, dir)
			compareWithComments(t, dir, quick)
			realtest.Build(t, dir)
			if diff := cmp.Diff(quick, checkReports(t, dir, "-exact")); diff != "" {
				t.Errorf("errls check -exact reports other findings (-quick +exact):\n%s", diff)
			}
			if diff := cmp.Diff(quick, vetReports(t, dir, tool)); diff != "" {
				t.Errorf("go vet reports other findings (-check +vet):\n%s", diff)
			}
		})
	}
}

// checkReports runs errls check in a directory and returns its findings.
func checkReports(t *testing.T, dir string, flags ...string) []reported {
	t.Helper()
	var out, errs bytes.Buffer
	e := &env{strings.NewReader(""), &out, &errs, os.Getenv, dir}
	args := append([]string{"check", "-format=json"}, flags...)
	if code := run(t.Context(), e, append(args, "./...")); code != exitFindings || errs.Len() > 0 {
		t.Fatalf("exit code %d, want %d; standard error: %q", code, exitFindings, errs.String())
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
	var all []reported
	for _, f := range report.Findings {
		end := fmt.Sprintf("%d:%d", f.EndLine, f.EndColumn)
		all = append(all, reported{f.File, f.Line, f.Column, end, f.Rule, f.Message, len(f.Fixes), len(f.Related)})
	}
	return sorted(all)
}

// vetReports runs go vet in a directory, with errls as its tool, and returns the findings.
func vetReports(t *testing.T, dir, tool string) []reported {
	t.Helper()
	cmd := exec.Command("go", "vet", "-vettool="+tool, "-json", "./...")
	cmd.Dir = dir
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go vet: %v\n%s", err, errs.String())
	}
	var all []reported
	// Older go commands print the package as a comment before each JSON tree.
	dec := json.NewDecoder(bytes.NewReader(regexp.MustCompile(`(?m)^#.*`).ReplaceAll(out, nil)))
	for dec.More() {
		var tree vetTree
		if err := dec.Decode(&tree); err != nil {
			t.Fatal(err)
		}
		for _, rules := range tree {
			for rule, diagnostics := range rules {
				for _, d := range diagnostics {
					all = append(all, vetReported(t, dir, rule, d))
				}
			}
		}
	}
	return sorted(all)
}

var position = regexp.MustCompile(`^(.*):(\d+):(\d+)$`)

func vetReported(t *testing.T, dir, rule string, d vetDiagnostic) reported {
	t.Helper()
	start, end := position.FindStringSubmatch(d.Posn), position.FindStringSubmatch(d.End)
	if start == nil || end == nil {
		t.Fatalf("positions %q and %q are not of the form file:line:column", d.Posn, d.End)
	}
	file, err := filepath.Rel(dir, start[1])
	if err != nil {
		t.Fatal(err)
	}
	message, named := strings.CutSuffix(d.Message, " ("+rule+")")
	if !named {
		t.Errorf("%s: the message does not name the rule %s: %s", d.Posn, rule, d.Message)
	}
	return reported{filepath.ToSlash(file), number(t, start[2]), number(t, start[3]), end[2] + ":" + end[3],
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

func sorted(all []reported) []reported {
	slices.SortFunc(all, func(a, b reported) int { return strings.Compare(fmt.Sprintf("%+v", a), fmt.Sprintf("%+v", b)) })
	return all
}

var (
	wantComment = regexp.MustCompile(`// want (.*)$`)
	wantFinding = regexp.MustCompile(`([a-z]+)(?: ("(?:[^"\\]|\\.)*"))?`)
)

// compareWithComments compares the findings of a module with the comments in it. testdata/real/README.md describes them.
func compareWithComments(t *testing.T, dir string, findings []reported) {
	t.Helper()
	unmatched := map[string][]reported{} // by "file:line"
	for _, f := range findings {
		place := fmt.Sprintf("%s:%d", f.File, f.Line)
		unmatched[place] = append(unmatched[place], f)
	}
	for _, w := range wants(t, dir) {
		i := slices.IndexFunc(unmatched[w.place], func(f reported) bool { return f.Rule == w.rule && w.message.MatchString(f.Message) })
		if i < 0 {
			t.Errorf("%s: no finding of %s that matches %q", w.place, w.rule, w.message)
			continue
		}
		unmatched[w.place] = slices.Delete(unmatched[w.place], i, i+1)
	}
	for place, rest := range unmatched {
		for _, f := range rest {
			t.Errorf("%s: unexpected finding: %s (%s)", place, f.Message, f.Rule)
		}
	}
}

// A want is an expected finding.
type want struct {
	place, rule string // the place is "file:line"
	message     *regexp.Regexp
}

// wants returns the expected findings of the module in dir, from the comments in its Go files.
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
			comment := wantComment.FindStringSubmatch(line)
			if comment == nil {
				continue
			}
			for _, m := range wantFinding.FindAllStringSubmatch(comment[1], -1) {
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
