package analyzer_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer"
)

// contract is the rules in the order of their pages. Names are part of every output and of other people's
// configurations: they do not change.
var contract = []struct {
	name     string
	severity analyzer.Severity
}{
	{"swallowedcode", analyzer.Warning},
	{"unhandledcode", analyzer.Warning},
	{"nevermatch", analyzer.Warning},
	{"okerror", analyzer.Warning},
	{"permanentretry", analyzer.Warning},
	{"hotretry", analyzer.Warning},
	{"endlessretry", analyzer.Warning},
	{"blindretry", analyzer.Warning},
	{"fixedretry", analyzer.Info},
	{"retryconfig", analyzer.Warning},
	{"unknowncode", analyzer.Warning},
	{"foreigncode", analyzer.Warning},
	{"statusmismatch", analyzer.Warning},
	{"errtext", analyzer.Warning},
	{"duplicatecode", analyzer.Warning},
	{"sdkhandled", analyzer.Info},
}

// TestContract ties the list of rules to what each of them needs: the code, the page, the tests. What is there without
// a rule is as wrong as what is missing.
func TestContract(t *testing.T) {
	suite, err := analyzer.New(set, analyzer.Config{})
	if err != nil {
		t.Fatal(err)
	}
	if want := len(contract); len(suite.Rules()) != want {
		t.Fatalf("%d rules, not %d", len(suite.Rules()), want)
	}
	for i, rule := range suite.Rules() {
		if want := contract[i]; rule.Name != want.name || rule.Severity != want.severity {
			t.Errorf("rule %d is %s, %s; it has to be %s, %s", i, rule.Name, rule.Severity, want.name, want.severity)
		}
		if !token.IsIdentifier(rule.Name) || rule.Name == analyzer.Ignore().Name {
			t.Errorf("%q cannot be the name of a rule", rule.Name)
		}
		if want := "https://github.com/errls/errls/blob/main/analyzer/" + rule.Name + ".md"; rule.URL != want {
			t.Errorf("the page of %s is at %s, not %s", rule.Name, rule.URL, want)
		}
		checkTitle(t, rule)
		checkCode(t, rule.Name)
	}
	checkSiblings(t, "*.md", append(analyzer.Names(), analyzer.Ignore().Name))
	checkSiblings(t, "testdata/src/*", analyzer.Names())
}

// checkTitle wants a title in the form that go vet and golangci-lint list: one line, lower case, no full stop.
func checkTitle(t *testing.T, rule analyzer.Rule) {
	t.Helper()
	if !strings.HasPrefix(rule.Title, "report ") || strings.HasSuffix(rule.Title, ".") || strings.Contains(rule.Title, "\n") {
		t.Errorf("the title of %s is %q", rule.Name, rule.Title)
	}
}

// checkCode wants a rule's variable in the file of its name.
func checkCode(t *testing.T, name string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name+".go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Error(err)
		return
	}
	for _, d := range file.Decls {
		d, ok := d.(*ast.GenDecl)
		if !ok || d.Tok != token.VAR {
			continue
		}
		for _, spec := range d.Specs {
			if v := spec.(*ast.ValueSpec); v.Names[0].Name == name {
				return
			}
		}
	}
	t.Errorf("%s.go does not declare %s", name, name)
}

// checkSiblings wants what matches a pattern to be there for each name, and for no other.
func checkSiblings(t *testing.T, pattern string, names []string) {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, path := range paths {
		found = append(found, strings.TrimSuffix(filepath.Base(path), ".md"))
	}
	for _, name := range names {
		if !slices.Contains(found, name) {
			t.Errorf("rule %s has nothing at %s", name, pattern)
		}
	}
	for _, name := range found {
		if !slices.Contains(names, name) {
			t.Errorf("%s is there for no rule: %s", pattern, name)
		}
	}
}

// TestMoreSilenceThanSpeech wants each rule's tests to hold more cases of silence than of speech: functions and
// variables at package level, with and without a finding.
func TestMoreSilenceThanSpeech(t *testing.T) {
	for _, name := range analyzer.Names() {
		files, err := filepath.Glob("testdata/src/" + name + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		speech, silence := 0, 0
		for _, file := range files {
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			with, without := countCases(t, source)
			speech, silence = speech+with, silence+without
		}
		if speech == 0 || silence <= speech {
			t.Errorf("the tests of %s hold %d cases of speech and %d of silence", name, speech, silence)
		}
	}
}

// countCases counts the declarations of a source that hold a want comment, and those that hold none.
func countCases(t *testing.T, source []byte) (with, without int) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(source), "\n")
	count := func(n ast.Node) {
		from, to := fset.Position(n.Pos()).Line, fset.Position(n.End()).Line
		if slices.ContainsFunc(lines[from-1:to], wants.MatchString) {
			with++
		} else {
			without++
		}
	}
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			count(d)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if d.Tok == token.VAR {
					count(spec)
				}
			}
		}
	}
	return with, without
}

// TestReadme wants a line for each rule in the table of the README.
func TestReadme(t *testing.T) {
	page, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range contract {
		line := "| [`" + rule.name + "`](analyzer/" + rule.name + ".md)"
		if rule.severity == analyzer.Info {
			line += " (info)"
		}
		if !strings.Contains(string(page), line+" | ") {
			t.Errorf("the README has no line %q", line)
		}
	}
}

// catalogRow is a line of the README's table of services, with how many codes the service has.
var catalogRow = regexp.MustCompile(`(?m)^\| [^|` + "`" + `]+ \| (\d+)\b[^|]*\|$`)

// TestReadmeCounts wants the README to have a line for each catalog, with the number of its codes.
func TestReadmeCounts(t *testing.T) {
	page, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var have, want []string
	for _, m := range catalogRow.FindAllStringSubmatch(string(page), -1) {
		have = append(have, m[1])
	}
	for _, c := range set.Catalogs() {
		want = append(want, strconv.Itoa(len(c.Codes)))
	}
	slices.Sort(have)
	slices.Sort(want)
	if !slices.Equal(have, want) {
		t.Errorf("the README counts %v codes, the catalogs %v", have, want)
	}
}

// ruleWord is a rule's name where a page or a setting names it as one.
var ruleWord = regexp.MustCompile("`([a-z]+)`")

// TestPagesNameRules wants no page to name a rule that there is not: "`somethingcode`" and its like.
func TestPagesNameRules(t *testing.T) {
	known := append(analyzer.Names(), analyzer.Ignore().Name)
	for _, c := range contract {
		known = append(known, c.name)
	}
	paths, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(paths, "../README.md", "../ARCHITECTURE.md") {
		page, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range ruleWord.FindAllStringSubmatch(string(page), -1) {
			word := m[1]
			if (strings.HasSuffix(word, "code") || strings.HasSuffix(word, "retry")) && len(word) > 7 && !slices.Contains(known, word) {
				t.Errorf("%s names %s, which is no rule", path, word)
			}
		}
	}
}
