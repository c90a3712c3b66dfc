package analyzer_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/analyzer/find"
	"github.com/errls/errls/analyzer/sitestest"
)

// suppressHead is the source before the bodies of the cases. The line after it counts as line 1.
const suppressHead = `package p

import (
	"errors"
	"slices"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

var _ = errors.As
var _ = slices.Contains[[]string]
var _ *tunnel.TunnelError

`

// suppressCases are sources with their findings: the lines and rules. In a source, "…" stands for the test of a
// misspelled code, which unknowncode reports.
var suppressCases = []struct{ name, source, want string }{
	{"nothing suppresses", "func f(te *tunnel.TunnelError) bool { return … }", "1 unknowncode"},
	{"after the code", "func f(te *tunnel.TunnelError) bool {\nreturn … //errls:ignore unknowncode the server is old\n}", ""},
	{"above the line", "func f(te *tunnel.TunnelError) bool {\n//errls:ignore unknowncode the server is old\nreturn …\n}", ""},
	{"above, among other comments", "func f(te *tunnel.TunnelError) bool {\n// Why.\n//errls:ignore unknowncode the server is old\n// More.\nreturn …\n}", ""},
	{"above the function", "// f reports.\n//\n//errls:ignore unknowncode the server is old\nfunc f(te *tunnel.TunnelError) bool {\n\n\treturn …\n}", ""},
	{"after the end of the function", "func f(te *tunnel.TunnelError) bool {\n\n\treturn …\n} //errls:ignore unknowncode the server is old", ""},
	{"after the header of the function", "func f(te *tunnel.TunnelError) bool { //errls:ignore unknowncode the server is old\n\treturn …\n}", "1 ignore; 2 unknowncode"},
	{"an empty line between", "func f(te *tunnel.TunnelError) bool {\n//errls:ignore unknowncode the server is old\n\nreturn …\n}", "2 ignore; 4 unknowncode"},
	{"above a statement of several lines", "func f(te *tunnel.TunnelError) bool {\n//errls:ignore unknowncode the server is old\nreturn te != nil &&\n\tte.Message != \"\" &&\n\t…\n}", ""},
	{"after its first line", "func f(te *tunnel.TunnelError) bool {\nreturn te != nil && //errls:ignore unknowncode the server is old\n\t…\n}", ""},
	{"after its last line", "func f(te *tunnel.TunnelError) bool {\nreturn … &&\n\tte.Message != \"\" //errls:ignore unknowncode the server is old\n}", ""},
	{"in the middle of it", "func f(te *tunnel.TunnelError) bool {\nreturn … ||\n\t//errls:ignore unknowncode the server is old\n\tte.Message != \"\" && …\n}", "2 unknowncode"},
	{"above an if", "func f(te *tunnel.TunnelError) bool {\n//errls:ignore unknowncode the server is old\nif te != nil {\n\treturn …\n}\nreturn …\n}", "6 unknowncode"},
	{"after the header of an if", "func f(te *tunnel.TunnelError) bool {\nif te != nil && //errls:ignore unknowncode the server is old\n\t… {\n\treturn …\n}\nreturn false\n}", "4 unknowncode"},
	{"after the end of the header", "func f(te *tunnel.TunnelError) bool {\nif slices.Contains([]string{\n\t\"OTSTunnelExpird\",\n}, te.Code) { //errls:ignore unknowncode the server is old\n\treturn …\n}\nreturn false\n}", "5 unknowncode"},
	{"after an else", "func f(te *tunnel.TunnelError) bool {\nif … {\n\treturn true\n} else if … { //errls:ignore unknowncode the server is old\n\treturn …\n}\nreturn false\n}", "2 unknowncode; 5 unknowncode"},
	{"above an else", "func f(te *tunnel.TunnelError) bool {\nif … {\n\treturn true\n//errls:ignore unknowncode the server is old\n} else if … {\n\treturn …\n}\nreturn false\n}", "2 unknowncode"},
	{"above a case", "func f(te *tunnel.TunnelError) bool {\nswitch te.Code {\n//errls:ignore unknowncode the server is old\ncase \"OTSTunnelExpird\":\n\treturn …\ncase \"OTSTunnelExpirdd\":\n}\nreturn false\n}", "6 unknowncode"},
	{"after the last statement of a case", "func f(te *tunnel.TunnelError) bool {\nswitch te.Code {\ncase \"OTSTunnelExpird\":\n\treturn … //errls:ignore unknowncode the server is old\n}\nreturn false\n}", "3 unknowncode"},
	{"an element of a list", "func f(te *tunnel.TunnelError) bool {\nreturn slices.Contains([]string{\n\t\"OTSTunnelExpird\", //errls:ignore unknowncode the server is old\n\t\"OTSTunnelExpirdd\",\n\t//errls:ignore unknowncode the server is old\n\t\"OTSTunelExpired\",\n}, te.Code)\n}", "4 unknowncode"},
	{"above a list at package level", "//errls:ignore unknowncode the server is old\nvar codes = map[string]bool{\n\t\"OTSTunnelExpird\": true,\n}\n\nfunc f(te *tunnel.TunnelError) bool { return codes[te.Code] }", ""},
	{"a closure", "func f(te *tunnel.TunnelError) bool {\nis := func() bool { //errls:ignore unknowncode the server is old\n\treturn …\n}\nreturn is()\n}", "2 ignore; 3 unknowncode"},
	{"after the end of a closure", "func f(te *tunnel.TunnelError) bool {\nis := func() bool {\n\treturn …\n} //errls:ignore unknowncode the server is old\nreturn is()\n}", ""},
	{"above the next argument", "func g(...func() bool) bool { return false }\nfunc f(te *tunnel.TunnelError) bool {\nreturn g(func() bool {\n\treturn …\n}, func() bool { //errls:ignore unknowncode the server is old\n\treturn …\n})\n}", "4 unknowncode; 5 ignore; 6 unknowncode"},
	{"a block in one line", "func f(te *tunnel.TunnelError) bool { if … { return true }; return … } //errls:ignore unknowncode the server is old", ""},
	{"after a line directive", "//line other.go:100\nfunc f(te *tunnel.TunnelError) bool {\n//errls:ignore unknowncode the server is old\nreturn …\n}", ""},

	{"several rules", "func f(te *tunnel.TunnelError) bool {\n//errls:ignore unknowncode,swallowedcode the server is old\nreturn …\n}", "2 ignore"},
	{"another rule", "func f(te *tunnel.TunnelError) bool {\n//errls:ignore swallowedcode the server is old\nreturn …\n}", "2 ignore; 3 unknowncode"},
	{"letters of another case", "func f(te *tunnel.TunnelError) bool {\n//errls:ignore UnknownCode the server is old\nreturn …\n}", ""},
	{"no reason", "func f(te *tunnel.TunnelError) bool {\n//errls:ignore unknowncode\nreturn …\n}", "2 ignore; 3 unknowncode"},
	{"an empty reason", "func f(te *tunnel.TunnelError) bool {\nreturn … //errls:ignore unknowncode // \n}", "2 unknowncode; 2 ignore"},
	{"no rule", "func f(te *tunnel.TunnelError) bool {\n//errls:ignore\nreturn …\n}", "2 ignore; 3 unknowncode"},
	{"an unknown rule", "func f(te *tunnel.TunnelError) bool {\n//errls:ignore unknowncod the server is old\nreturn …\n}", "2 ignore; 3 unknowncode"},
	{"an unknown rule and a known one", "func f(te *tunnel.TunnelError) bool {\n//errls:ignore unknowncode,oldserver the server is old\nreturn …\n}", "2 ignore"},
	{"a space after the comma", "func f(te *tunnel.TunnelError) bool {\n//errls:ignore unknowncode, swallowedcode the server is old\nreturn …\n}", "2 ignore"},
	{"all", "func f(te *tunnel.TunnelError) bool {\n//errls:ignore all the server is old\nreturn …\n}", "2 ignore; 3 unknowncode"},
	{"a space before errls", "func f(te *tunnel.TunnelError) bool {\n// errls:ignore unknowncode the server is old\nreturn …\n}", "2 ignore; 3 unknowncode"},
	{"an unknown command", "func f(te *tunnel.TunnelError) bool {\n//errls:suppress unknowncode the server is old\nreturn …\n}", "2 ignore; 3 unknowncode"},
	{"a text about the comment", "// Write errls:ignore unknowncode, or //errls:ignore, above it.\nfunc f(te *tunnel.TunnelError) bool { return … }", "2 unknowncode"},
	{"unused", "func f(te *tunnel.TunnelError) bool {\n//errls:ignore unknowncode the server is old\nreturn te.Code == \"OTSTunnelExpired\"\n}", "2 ignore"},
	{"two for one", "//errls:ignore unknowncode the server is old\nfunc f(te *tunnel.TunnelError) bool {\nreturn … //errls:ignore unknowncode the server is old\n}", ""},

	{"nolint", "func f(te *tunnel.TunnelError) bool {\nreturn … //nolint\n}", ""},
	{"nolint with errls", "func f(te *tunnel.TunnelError) bool {\nreturn … //nolint:dupl,errls // the server is old\n}", ""},
	{"nolint with spaces", "func f(te *tunnel.TunnelError) bool {\nreturn … // nolint:dupl, Errls\n}", ""},
	{"nolint for another linter", "func f(te *tunnel.TunnelError) bool {\nreturn … //nolint:dupl // errls\n}", "2 unknowncode"},
	{"nolint for all linters", "func f(te *tunnel.TunnelError) bool {\nreturn … //nolint:all\n}", ""},
	{"nolint above", "func f(te *tunnel.TunnelError) bool {\n\t//nolint:errls\n\tif te != nil {\n\t\treturn …\n\t}\n\treturn …\n}", "6 unknowncode"},
	{"nolint above, in another column", "func f(te *tunnel.TunnelError) bool {\n//nolint:errls\n\tif te != nil {\n\t\treturn …\n\t}\n\treturn true\n}", "4 unknowncode"},
	{"nolint above a function", "//nolint\nfunc f(te *tunnel.TunnelError) bool {\n\treturn …\n}", ""},
	{"not nolint", "func f(te *tunnel.TunnelError) bool {\nreturn … //nolinter\n}", "2 unknowncode"},
	{"nolint with nothing to suppress", "func f(te *tunnel.TunnelError) bool {\nreturn te == nil //nolint:errls\n}", ""},

	{"lint", "func f(te *tunnel.TunnelError) bool {\n//lint:ignore unknowncode the server is old\nreturn …\n}", ""},
	{"lint with errls", "func f(te *tunnel.TunnelError) bool {\n//lint:ignore SA1000,errls/unknowncode the server is old\nreturn …\n}", ""},
	{"lint with a pattern", "func f(te *tunnel.TunnelError) bool {\n//lint:ignore * the server is old\nreturn …\n}", ""},
	{"lint with a pattern of errls", "func f(te *tunnel.TunnelError) bool {\n//lint:ignore errls/* the server is old\nreturn …\n}", ""},
	{"lint for another check", "func f(te *tunnel.TunnelError) bool {\n//lint:ignore SA* the server is old\nreturn …\n}", "3 unknowncode"},
	{"lint with an empty line", "func f(te *tunnel.TunnelError) bool {\n//lint:ignore unknowncode the server is old\n\nreturn …\n}", ""},
	{"lint without a reason", "func f(te *tunnel.TunnelError) bool {\n//lint:ignore unknowncode\nreturn …\n}", "2 ignore; 3 unknowncode"},
	{"lint for another check without a reason", "func f(te *tunnel.TunnelError) bool {\n//lint:ignore SA1000\nreturn …\n}", "3 unknowncode"},
	{"lint with an unknown rule", "func f(te *tunnel.TunnelError) bool {\n//lint:ignore errls/unknowncod the server is old\nreturn …\n}", "2 ignore; 3 unknowncode"},
	{"lint for the file", "func f(te *tunnel.TunnelError) bool {\nreturn …\n}\n\n//lint:file-ignore unknowncode the server is old", ""},
	{"lint with nothing to suppress", "func f(te *tunnel.TunnelError) bool {\n//lint:ignore unknowncode the server is old\nreturn te == nil\n}", ""},
}

// TestSuppress runs two rules and Audit over the cases.
func TestSuppress(t *testing.T) {
	loader := sharedLoader
	for _, test := range suppressCases {
		t.Run(test.name, func(t *testing.T) {
			source := suppressHead + strings.ReplaceAll(test.source, "…", `te.Code == "OTSTunnelExpird"`) + "\n"
			if got := audited(t, loader, source); got != test.want {
				t.Errorf("got %q, want %q in\n%s", got, test.want, source)
			}
		})
	}
}

// audited returns the findings of a source, with their lines counted after the head.
func audited(t *testing.T, loader *sitestest.Loader, source string) string {
	t.Helper()
	in, err := loader.Files(map[string][]byte{"suppress.go": []byte(source)})
	if err != nil {
		t.Fatal(err)
	}
	suite, err := analyzer.New(set, analyzer.Config{Rules: []string{"swallowedcode", "unknowncode"}})
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, f := range suite.Audit(find.Find(in)) {
		line := in.Fset.PositionFor(f.Pos, false).Line
		list = append(list, fmt.Sprintf("%d %s", line-strings.Count(suppressHead, "\n"), f.Rule))
	}
	return strings.Join(list, "; ")
}

// TestSuppressFile checks comments above the package clause.
func TestSuppressFile(t *testing.T) {
	loader := sharedLoader
	const misspelled = "\n\nfunc f(te *tunnel.TunnelError) bool { return te.Code == \"OTSTunnelExpird\" }\n"
	for comment, want := range map[string]int{
		"//errls:ignore unknowncode the server is old\n":                    0,
		"// Package p.\n//\n//errls:ignore unknowncode the server is old\n": 0,
		"//errls:ignore unknowncode the server is old\n\n// Package p.\n":   0,
		"//errls:ignore swallowedcode the server is old\n":                  2, // and the comment itself
		"//nolint\n":   0,
		"//nolint\n\n": 1,
		"//lint:file-ignore unknowncode the server is old\n\n": 0,
		"//lint:file-ignore unknowncode\n\n":                   2,
	} {
		if got := audited(t, loader, comment+suppressHead+misspelled); (got != "") != (want > 0) || strings.Count(got, ";")+1 != max(want, 1) {
			t.Errorf("%q: got %q, want %d findings", comment, got, want)
		}
	}
}

// TestUnusedNeedsItsRules checks that a comment is not reported as unused if one of its rules has not run.
func TestUnusedNeedsItsRules(t *testing.T) {
	in, err := sharedLoader.Files(map[string][]byte{"suppress.go": []byte(suppressHead +
		"//errls:ignore unknowncode,permanentretry the server is old\nfunc f() {}\n")})
	if err != nil {
		t.Fatal(err)
	}
	for rules, want := range map[string]int{"unknowncode": 0, "permanentretry": 0, "permanentretry,unknowncode": 1, "": 1} {
		var config analyzer.Config
		if rules != "" {
			config.Rules = strings.Split(rules, ",")
		}
		suite, err := analyzer.New(set, config)
		if err != nil {
			t.Fatal(err)
		}
		found := find.Find(in)
		if got := suite.Audit(found); len(got) != want {
			t.Errorf("rules %q: %d findings, want %d", rules, len(got), want)
		}
		if got := suite.Check(found); len(got) != 0 {
			t.Errorf("rules %q: Check reports unused comments: %v", rules, got)
		}
	}
}

// TestRemoval applies the fixes that remove unused comments.
func TestRemoval(t *testing.T) {
	loader := sharedLoader
	source := suppressHead + "func f() {\n\t//errls:ignore unknowncode the server is old\n\tg() //errls:ignore unknowncode the server is old\n}\n\nfunc g() {}\n"
	in, err := loader.Files(map[string][]byte{"suppress.go": []byte(source)})
	if err != nil {
		t.Fatal(err)
	}
	suite, err := analyzer.New(set, analyzer.Config{})
	if err != nil {
		t.Fatal(err)
	}
	fixed, n := apply(t, in.Fset, suite.Audit(find.Find(in)), []byte(source))
	if n != 2 {
		t.Fatalf("%d edits, want 2", n)
	}
	if diff := cmp.Diff(suppressHead+"func f() {\n\tg() \n}\n\nfunc g() {}\n", string(fixed)); diff != "" {
		t.Error(diff)
	}
}
