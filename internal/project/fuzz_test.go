package project

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzParse checks that parse does not panic, and that every problem has a position in the text.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"catalogs: [a.yaml, errors/**/*.yaml]\nrules: {unknowncode: off}\nexclude: [gen, a/**/b]\n",
		"rules:\n  é: x\n  <<: *a\n", "exclude: [\"[\", ..]\n", "catalogs: &x [*x]\n", "\xff\xfe", "a: \t- b\r\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		config, problems := parse(Name, data)
		lines := strings.Count(string(data), "\n") + strings.Count(string(data), "\r") + 2
		for _, p := range problems {
			if p.Line < 1 || p.Column < 1 || p.Message == "" || utf8.Valid(data) && p.Line > lines+1 {
				t.Errorf("%q: %+v", data, p)
			}
		}
		for _, e := range config.exclude {
			e.excludes("a/b/c.go")
		}
	})
}

// FuzzMatch compares matchElements with matchEveryWay.
func FuzzMatch(f *testing.F) {
	f.Add("**/a/**/b", "x/a/y/b")
	f.Add("a/**", "a")
	f.Fuzz(func(t *testing.T, pattern, path string) {
		p, e := strings.Split(pattern, "/"), strings.Split(path, "/")
		if len(p) > 6 || len(e) > 8 {
			t.Skip()
		}
		if got, want := matchElements(p, e), matchEveryWay(p, e); got != want {
			t.Errorf("%q, %q: got %t", pattern, path, got)
		}
	})
}

// matchEveryWay is like matchElements, but backtracks to every "**".
func matchEveryWay(pattern, elements []string) bool {
	if len(pattern) == 0 {
		return len(elements) == 0
	}
	if pattern[0] == "**" {
		return matchEveryWay(pattern[1:], elements) || len(elements) > 0 && matchEveryWay(pattern, elements[1:])
	}
	return len(elements) > 0 && matchElement(pattern[0], elements[0]) && matchEveryWay(pattern[1:], elements[1:])
}
