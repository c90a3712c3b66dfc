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

// contract lists the rules in their order. The names are part of every output and of users' configurations: they must
// not change.
var contract = []struct {
	name     string
	severity analyzer.Severity
}{
	{"swallowedcode", analyzer.Warning},
	{"unhandledcode", analyzer.Warning},
	{"nevermatch", analyzer.Warning},
	{"losterror", analyzer.Warning},
	{"okerror", analyzer.Warning},
	{"permanentretry", analyzer.Warning},
	{"hotretry", analyzer.Warning},
	{"endlessretry", analyzer.Warning},
	{"blindretry", analyzer.Warning},
	{"fixedretry", analyzer.Info},
	{"openretry", analyzer.Info},
	{"missedretry", analyzer.Info},
	{"retryconfig", analyzer.Warning},
	{"unknowncode", analyzer.Warning},
	{"foreigncode", analyzer.Warning},
	{"statusmismatch", analyzer.Warning},
	{"errtext", analyzer.Warning},
	{"duplicatecode", analyzer.Warning},
	{"sdkhandled", analyzer.Info},
}

// TestContract compares the list of rules in suite.go with the table contract, and with the files of each rule.
func TestContract(t *testing.T) {
	suite, err := analyzer.New(set, analyzer.Config{})
	if err != nil {
		t.Fatal(err)
	}
	checkOrder(t, suite.Rules())
	for _, rule := range suite.Rules() {
		if !token.IsIdentifier(rule.Name) || rule.Name == analyzer.Ignore().Name {
			t.Errorf("rule %q: the name must be a Go identifier other than %q", rule.Name, analyzer.Ignore().Name)
		}
		if want := "https://github.com/errls/errls/blob/main/analyzer/" + rule.Name + ".md"; rule.URL != want {
			t.Errorf("rule %s: the URL is %s, want %s", rule.Name, rule.URL, want)
		}
		checkTitle(t, rule)
		checkCode(t, rule.Name)
	}
	checkSiblings(t, ".", ".md", append(analyzer.Names(), analyzer.Ignore().Name))
	checkSiblings(t, "testdata/src", "", analyzer.Names())
}

// checkOrder compares the rules with the rows of contract.
func checkOrder(t *testing.T, rules []analyzer.Rule) {
	t.Helper()
	var names, rows []string
	for _, rule := range rules {
		names = append(names, rule.Name)
	}
	for _, row := range contract {
		rows = append(rows, row.name)
		i := slices.Index(names, row.name)
		switch {
		case i < 0:
			t.Errorf("rule %s has a row in contract (contract_test.go), but is not in the list rules (suite.go): add it there; a rule must not disappear", row.name)
		case rules[i].Severity != row.severity:
			t.Errorf("rule %s has the severity %s in %s.go, but %s in contract (contract_test.go)", row.name, rules[i].Severity, row.name, row.severity)
		}
	}
	for i, name := range names {
		if !slices.Contains(rows, name) {
			t.Errorf("rule %s has no row in contract (contract_test.go): add one at index %d, with its severity", name, i)
		}
	}
	if !t.Failed() && !slices.Equal(names, rows) {
		t.Errorf("the list rules (suite.go) and contract (contract_test.go) differ in their order:\n%v\n%v", names, rows)
	}
}

// checkTitle checks that a title has the form that go vet and golangci-lint list: one line in lower case, without a
// period.
func checkTitle(t *testing.T, rule analyzer.Rule) {
	t.Helper()
	if !strings.HasPrefix(rule.Title, "report ") || strings.HasSuffix(rule.Title, ".") || strings.Contains(rule.Title, "\n") {
		t.Errorf("rule %s: the title %q must be one line that begins with \"report \" and does not end with a period", rule.Name, rule.Title)
	}
}

// checkCode checks that the variable of a rule is declared in the file with its name.
func checkCode(t *testing.T, name string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name+".go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Errorf("rule %s needs a file %s.go: %v", name, name, err)
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
	t.Errorf("rule %s: its file %s.go must declare the variable %s", name, name, name)
}

// checkSiblings checks that dir has an entry NAME+ext for each of the names, and no others with that extension.
func checkSiblings(t *testing.T, dir, ext string, names []string) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*"+ext))
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, path := range paths {
		found = append(found, strings.TrimSuffix(filepath.Base(path), ext))
	}
	for _, name := range names {
		if !slices.Contains(found, name) {
			t.Errorf("rule %s needs %s: add it", name, filepath.Join(dir, name+ext))
		}
	}
	for _, name := range found {
		if !slices.Contains(names, name) {
			t.Errorf("%s belongs to no rule: add %s to the list rules (suite.go), or delete it", filepath.Join(dir, name+ext), name)
		}
	}
}

// TestMoreNegativeCases checks that the tests of each rule have more cases without a finding than cases with one. A
// case is a function, or a variable at package level.
func TestMoreNegativeCases(t *testing.T) {
	for _, name := range analyzer.Names() {
		files, err := filepath.Glob("testdata/src/" + name + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		positive, negative := 0, 0
		for _, file := range files {
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			with, without := countCases(t, source)
			positive, negative = positive+with, negative+without
		}
		if positive == 0 {
			t.Errorf("rule %s: testdata/src/%s has no function with a \"// want\" comment: add one that the rule reports", name, name)
		}
		if negative <= positive {
			t.Errorf("rule %s: testdata/src/%s has %d functions and variables with a finding and %d without: add at least %d that the rule must not report",
				name, name, positive, negative, positive-negative+1)
		}
	}
}

// countCases counts the declarations in source with and without a "want" comment.
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

// TestReadme checks that the README's table of rules has a row for each rule.
func TestReadme(t *testing.T) {
	page := readPage(t, "../README.md")
	for _, rule := range contract {
		row := "| [`" + rule.name + "`](analyzer/" + rule.name + ".md)"
		if rule.severity == analyzer.Info {
			row += " (info)"
		}
		if !strings.Contains(page, row+" | ") {
			t.Errorf("rule %s has no row in README.md, section Rules: add one that begins with %q", rule.name, row)
		}
	}
}

// catalogRow matches a row of the README's table of services: the service, and the number of its codes.
var catalogRow = regexp.MustCompile(`(?m)^\| ([^|` + "`" + `]+) \| (\d+)\b[^|]*\|$`)

// TestReadmeServices checks that the README's table of services has a row for each catalog, with the number of its
// codes. Rows do not name catalogs, so that only the numbers are compared.
func TestReadmeServices(t *testing.T) {
	rows := map[string][]string{} // services by number of codes
	for _, m := range catalogRow.FindAllStringSubmatch(readPage(t, "../README.md"), -1) {
		rows[m[2]] = append(rows[m[2]], m[1])
	}
	catalogs := map[string][]string{} // ids by number of codes
	for _, c := range set.Catalogs() {
		n := strconv.Itoa(len(c.Codes))
		catalogs[n] = append(catalogs[n], c.ID)
	}
	for n, ids := range catalogs {
		if len(rows[n]) < len(ids) {
			t.Errorf("README.md, section Services: %d rows have the number %s, want one for each of the catalogs %v: add or correct a row",
				len(rows[n]), n, ids)
		}
	}
	for n, services := range rows {
		if len(services) > len(catalogs[n]) {
			t.Errorf("README.md, section Services: the rows %q have the number %s, but only %d catalogs have as many codes: correct or remove a row",
				services, n, len(catalogs[n]))
		}
	}
}

// ruleWord matches a word in backquotes, which may be the name of a rule.
var ruleWord = regexp.MustCompile("`([a-z]+)`")

// TestPagesNameRules checks that the pages name no rule that does not exist, such as a rule with an older name.
func TestPagesNameRules(t *testing.T) {
	known := append(analyzer.Names(), analyzer.Ignore().Name)
	paths, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(paths, "../README.md", "../ARCHITECTURE.md") {
		for _, m := range ruleWord.FindAllStringSubmatch(readPage(t, path), -1) {
			word := m[1]
			if (strings.HasSuffix(word, "code") || strings.HasSuffix(word, "retry")) && len(word) > 7 && !slices.Contains(known, word) {
				t.Errorf("%s names the rule %s, which does not exist: correct the name, or add the rule to the list rules (suite.go)", path, word)
			}
		}
	}
}

// readPage returns the contents of a Markdown file.
func readPage(t *testing.T, path string) string {
	t.Helper()
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}
