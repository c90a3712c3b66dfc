package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCompare(t *testing.T) {
	at := func(rule, function string, nth int) fingerprint {
		return fingerprint{rule: rule, pkg: "p", function: function, code: "X", nth: nth}
	}
	rows := []row{
		{at("rulea", "same", 1), "p/a.go", 1, isTrue, "as it is"},
		{at("rulea", "moved", 1), "p/a.go", 2, debatable, "perhaps"},
		{at("rulea", "file", 1), "p/a.go", 3, isTrue, "in another file now"},
		{at("rulea", "gone", 1), "p/a.go", 4, isFalse, "not so"},
		{at("rulea", "open", 1), "p/a.go", 5, open, "an old message"},
	}
	found := []finding{
		{print: at("rulea", "same", 1), file: "p/a.go", line: 1, message: "m"},
		{print: at("rulea", "same", 2), file: "p/a.go", line: 9, message: "second"},
		{print: at("rulea", "moved", 1), file: "p/a.go", line: 20, message: "m"},
		{print: at("rulea", "file", 1), file: "p/0.go", line: 3, message: "m"},
		{print: at("rulea", "open", 1), file: "p/a.go", line: 6, message: "a new message"},
		{print: at("ruleb", "gone", 1), file: "p/a.go", line: 4, message: "another\trule"},
	}
	d := compare(rows, found)
	var out strings.Builder
	d.print(&out, "c")
	want := `c: new: p/a.go:9: second (rulea)
c: new: p/a.go:4: another rule (ruleb)
c: no verdict: p/a.go:6: a new message (rulea)
c: gone, false: p/a.go:4: not so (rulea)
c: moved from p/a.go:2: p/a.go:20: perhaps (rulea)
c: moved from p/a.go:3: p/0.go:3: in another file now (rulea)
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
	again := compare(d.rows, found)
	if len(again.added)+len(again.gone)+len(again.moved) > 0 || len(again.open) != 3 || !again.differs() {
		t.Errorf("the updated ledger differs: %+v", again)
	}
	if same := compare(rows[:1], found[:1]); same.differs() {
		t.Errorf("equal findings and ledger differ: %+v", same)
	}
}

func TestParseLedger(t *testing.T) {
	text := ledgerHead + "\ntrue\trulea\tp/a.go\t7\tT.M\tX\\t\\\"\t1\tit is so\n?\trulea\ta.go\t8\t\t\t2\tmessage\n"
	rows, err := parseLedger(text)
	if err != nil {
		t.Fatal(err)
	}
	want := row{fingerprint{"rulea", "p", "T.M", "X\t\"", 1}, "p/a.go", 7, isTrue, "it is so"}
	if len(rows) != 2 || rows[0] != want || rows[1].print.pkg != "." {
		t.Errorf("got %+v", rows)
	}
	again := ledgerHead + "\n"
	for _, r := range rows {
		again += r.String() + "\n"
	}
	if again != text {
		t.Errorf("written as\n%s", again)
	}
	const good = "\ntrue\tr\ta.go\t1\tF\tX\t1\twhy"
	for bad, want := range map[string]string{
		"":                               "the header",
		"verdict\n":                      "the header",
		ledgerHead + "\ntrue\tr\ta.go\n": "3 columns",
		ledgerHead + "\nyes" + good[5:]:  "invalid verdict",
		ledgerHead + good[:len(good)-3]:  "column why",
		ledgerHead + good + good:         "duplicate of line 2",
		ledgerHead + "\ntrue\tr\ta.go\t0\tF\tX\t1\twhy":   "numbers from 1",
		ledgerHead + "\ntrue\tr\ta.go\t1\tF\tX\tno\twhy":  "numbers from 1",
		ledgerHead + "\ntrue\tr\ta.go\t1\tF\tX\"\t1\twhy": "the code",
		ledgerHead + "\n\n": "columns",
	} {
		if _, err := parseLedger(bad); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", bad, err, want)
		}
	}
}

func TestReadCorpora(t *testing.T) {
	const commit = "0123456789012345678901234567890123456789"
	for text, want := range map[string]string{
		"- {name: a, module: m, version: v1, packages: [./...]}":                                                 "",
		"- {name: a, repository: r, commit: " + commit + ", packages: [./...], directory: x}":                    "",
		"- {name: A b, module: m, version: v1, packages: [./...]}":                                               "the name",
		"- {name: a, module: m, packages: [./...]}":                                                              "a version",
		"- {name: a, repository: r, commit: main, packages: [./...]}":                                            "commit of 40",
		"- {name: a, repository: r, commit: " + commit + ", module: m, packages: [./...]}":                       "either",
		"- {name: a, packages: [./...]}":                                                                         "either",
		"- {name: a, module: m, version: v1}":                                                                    "no packages",
		"- {name: a, module: m, version: v1, packages: [.], directory: ../x}":                                    "inside",
		"- {name: a, module: m, version: v1, packages: [.], dir: x}":                                             "dir",
		"- {name: a, module: m, version: v1, packages: [.]}\n- {name: a, module: m, version: v1, packages: [.]}": "duplicate corpus",
		"- {name: a, module: m, version: v1, packages: [.], set: third}":                                         "unknown set",
		"{": "reading",
	} {
		path := filepath.Join(t.TempDir(), "corpora.yaml")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := readCorpora(path)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", text, err, want)
		}
	}
}

// TestRun creates, updates and compares the ledger of a temporary repository.
func TestRun(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const slip = "package p\n\nimport \"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel\"\n\n" +
		"type t struct{}\n\nfunc (*t) m(te *tunnel.TunnelError) bool { return te.Code == \"OTSTunnelExpird\" }\n"
	write("src/repo/go.mod", "module example.com/repo\n")
	write("src/repo/p/p.go", slip)
	commit := commitAll(t, filepath.Join(dir, "src", "repo"))
	write("corpus/corpora.yaml", "- {name: repo, repository: example.com/repo, commit: "+commit+", packages: [./...]}\n")

	step := func(want int, says string, args ...string) {
		t.Helper()
		var out bytes.Buffer
		args = append([]string{"-ledgers", filepath.Join(dir, "corpus")}, args...)
		if got := run(context.Background(), &out, &out, args); got != want || !strings.Contains(out.String(), says) {
			t.Errorf("%q: exit code %d, want %d and %q in\n%s", args, got, want, says, out.String())
		}
	}
	sources := "-sources=" + filepath.Join(dir, "src")
	step(exitDiffer, "repo: new: p/p.go:7: \"OTSTunnelExpird\" is not a known Tablestore Tunnel Service code", sources)
	step(exitSame, "repo: new: p/p.go:7: ", sources, "-update")
	step(exitDiffer, "repo: no verdict: p/p.go:7: ", sources)
	const rest = "\tunknowncode\tp/p.go\t7\tt.m\tOTSTunnelExpird\t1\ta slip\n"
	write("corpus/ledger/repo.tsv", ledgerHead+"\ntrue"+rest)
	step(exitSame, "100.0", sources)
	step(exitSame, "100.0", "-table")
	step(exitSame, "1 code bases, 7 lines, 7 of them in packages with sites: one finding in 7 of these", "-table")
	step(exitSame, "", "-table", "-set=first")
	step(exitBadInput, "unknown set", "-table", "-set=third")
	write("corpus/ledger/repo.tsv", ledgerHead+"\ntrue"+strings.Replace(rest, "\t7\t", "\t6\t", 1))
	step(exitDiffer, "repo: moved from p/p.go:6: p/p.go:7: a slip", sources)
	step(exitSame, "moved", sources, "-update", "repo")
	step(exitSame, "100.0", sources)
	write("src/repo/p/p.go", strings.Replace(slip, "Expird", "Expired", 1))
	step(exitDiffer, "repo: gone, true: p/p.go:7: a slip", sources)

	step(exitBadInput, "no corpus \"other\"", sources, "other")
	step(exitBadInput, "-sources must name")
	step(exitBadInput, "finding the checkout", "-sources="+dir)
	step(exitBadInput, "not defined", "-nosuchflag")
	step(exitSame, "usage:", "-h")
	write("corpus/ledger/repo.tsv", "no ledger\n")
	step(exitBadInput, "the header", sources)
	write("corpus/ledger/repo.tsv", ledgerHead+"\n")
	write("src/repo/p/p.go", "package p\nfunc {\n")
	step(exitBadInput, "p.go", sources)
	commitAll(t, filepath.Join(dir, "src", "repo"))
	step(exitBadInput, "want "+commit, sources)
}

// commitAll commits all files in a directory and returns the commit.
func commitAll(t *testing.T, dir string) string {
	t.Helper()
	git := func(args ...string) string {
		cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=a", "-c", "user.email=a@example.com"}, args...)...)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	git("init", "-q")
	git("add", ".")
	git("commit", "-q", "-m", "state")
	return git("rev-parse", "HEAD")
}

// TestLedgers checks the format of the ledgers, that every finding has a verdict, and that every ledger belongs to a
// corpus.
func TestLedgers(t *testing.T) {
	corpora, err := readCorpora("corpora.yaml")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, c := range corpora {
		known[c.Name+".tsv"] = true
	}
	paths, err := filepath.Glob("ledger/*.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if !known[filepath.Base(path)] {
			t.Errorf("%s: no corpus has this name; delete the ledger, or add the corpus", path)
		}
		rows, err := readLedger(path)
		if err != nil {
			t.Error(err)
		}
		for _, r := range rows {
			if r.verdict == open {
				t.Errorf("%s: %s:%d has no verdict", path, r.file, r.line)
			}
		}
	}
}
