package main

import (
	"bytes"
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/errls/errls/internal/report"
)

// help returns what "errls help" prints for a command or a topic.
func help(t *testing.T, name string) string {
	t.Helper()
	var out, errs bytes.Buffer
	e := &env{stdout: &out, stderr: &errs, getenv: func(string) string { return "" }}
	if code := run(context.Background(), e, []string{"help", name}); code != exitOK {
		t.Fatalf("errls help %s: exit code %d: %s", name, code, errs.String())
	}
	return out.String()
}

// TestFormatHelp compares the help text of the flag -format with the table of formats in package report.
func TestFormatHelp(t *testing.T) {
	text := help(t, "check")
	var want []string
	for _, f := range report.Formats() {
		want = append(want, f.Name)
		if f.Help != "" && help(t, f.Name) != f.Help {
			t.Errorf("errls help %s does not print the help text of the format", f.Name)
		}
		if f.Doc == "" || !strings.Contains(text, f.Doc) {
			t.Errorf("errls help check does not describe the format %s as %q", f.Name, f.Doc)
		}
	}
	flag := regexp.MustCompile(`\n\t-format (\S+)\n\t\toutput format:\n((?:\t\t\t.*\n)+)`).FindStringSubmatch(text)
	if flag == nil {
		t.Fatalf("errls help check does not describe the flag -format:\n%s", text)
	}
	var listed []string
	for line := range strings.Lines(flag[2]) {
		listed = append(listed, strings.Fields(line)[0])
	}
	if got := strings.Split(flag[1], "|"); !slices.Equal(got, want) || !slices.Equal(listed, want) {
		t.Errorf("errls help check lists the formats %v and %v, want those of report.Formats: %v", got, listed, want)
	}
}

// TestFormatFlag passes each format to the flag -format, and one that does not exist.
func TestFormatFlag(t *testing.T) {
	e := &env{stdout: &bytes.Buffer{}, getenv: func(string) string { return "" }}
	for _, f := range report.Formats() {
		if c, err := parseCheck(e, []string{"-format", f.Name}); err != nil || c.format.Name != f.Name {
			t.Errorf("-format %s: got format %q, error %v", f.Name, c.format.Name, err)
		}
	}
	_, err := parseCheck(e, []string{"-format", "none"})
	for _, f := range report.Formats() {
		if err == nil || !strings.Contains(err.Error(), f.Name) {
			t.Errorf("-format none: the error %v does not name the format %s", err, f.Name)
		}
	}
}
