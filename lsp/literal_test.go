package lsp

import (
	"go/scanner"
	"go/token"
	"strings"
	"testing"
)

// In the tests of this file, "‸" marks the cursor.

// cursor returns a text without the cursor, and the offset of the cursor.
func cursor(t *testing.T, marked string) (text string, offset int) {
	t.Helper()
	offset = strings.Index(marked, "‸")
	if offset < 0 {
		t.Fatalf("no cursor in %q", marked)
	}
	return strings.Replace(marked, "‸", "", 1), offset
}

func TestLiteralAt(t *testing.T) {
	for marked, want := range map[string]string{
		`x == "‸"`:           `""`,
		`x == "a‸b" {`:       `"ab"`,
		`x == "ab‸" {`:       `"ab"`,
		`x == ‸"ab" {`:       "",
		`x == "ab"‸ {`:       "",
		"x == `a‸b` {":       "`ab`",
		"x == `‸":            "`",
		"`a\n\"‸\n`":         "`a\n\"\n`",
		"x == \"a‸ {\ny":     `"a {`,
		"x == \"a‸\\\ny":     `"a\`,
		`x == "‸`:            `"`,
		`"a" + "‸b"`:         `"b"`,
		`"a‸\""`:             `"a\""`,
		`"\\" + "‸"`:         `""`,
		`'"' + "‸"`:          `""`,
		`'\'' + "‸"`:         `""`,
		`"'" + "‸"`:          `""`,
		"// \"‸\"":           "",
		"// '\n\"‸\"":        `""`,
		"/* \" */ \"‸\"":     `""`,
		"/* \"‸\" ":          "",
		"a / \"‸\"":          `""`,
		"‸":                  "",
		"x‸y":                "",
		"\"a\r\n\"‸\"":       `""`,
		"case \"A\", \"‸\":": `""`,
	} {
		text, offset := cursor(t, marked)
		l, ok := literalAt(text, offset)
		got := ""
		if ok {
			got = text[l.Start:l.End]
			if content := strings.Trim(got, "\"`"); l.closed && content != text[l.content.Start:l.content.End] && !strings.Contains(got, `\`) {
				t.Errorf("%q: content %q", marked, text[l.content.Start:l.content.End])
			}
		}
		if got != want {
			t.Errorf("%q: literal %q, want %q", marked, got, want)
		}
	}
}

// FuzzLiteralAt compares literalAt with go/scanner, for texts that the latter accepts.
func FuzzLiteralAt(f *testing.F) {
	f.Add("package p; var a, b = \"x\\\"\", `y\"` // \"\n/* ` */ var c = '\"' + \"z\"")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(text, "\r\x00") || strings.Contains(text, "\ufeff") {
			t.Skip("the scanner removes these characters")
		}
		file := token.NewFileSet().AddFile("a.go", -1, len(text))
		var s scanner.Scanner
		s.Init(file, []byte(text), func(token.Position, string) {}, 0)
		want := make(map[int]int) // the end of each literal by its start
		for {
			pos, tok, lit := s.Scan()
			if tok == token.EOF || s.ErrorCount > 0 {
				break
			}
			if tok == token.STRING {
				want[file.Offset(pos)] = file.Offset(pos) + len(lit)
			}
		}
		if s.ErrorCount > 0 {
			t.Skip("not Go")
		}
		for start, end := range want {
			for _, offset := range []int{start + 1, end - 1} {
				if l, ok := literalAt(text, offset); !ok || l.Start != start || l.End != end || !l.closed {
					t.Fatalf("%q: at %d %v %v, want %d to %d", text, offset, l, ok, start, end)
				}
			}
			if l, ok := literalAt(text, end); ok && l.Start == start {
				t.Fatalf("%q: offset %d is after the literal", text, end)
			}
		}
	})
}

func TestUsageOf(t *testing.T) {
	for marked, want := range map[string]string{
		"if te.Code == \"‸\" {":                               "=te.Code",
		"if te.Code != \"‸":                                   "=te.Code",
		"if ok && te.Code == \"‸\"":                           "=te.Code",
		"if f(a, b[1]).Code() == \"‸\"":                       "=f(a, b[1]).Code()",
		"if (te.Code) == \"‸\"":                               "=(te.Code)",
		"if !x(te.Code == \"‸\")":                             "=te.Code",
		"\tswitch te.Code {\n\tcase \"‸\":":                   "=te.Code",
		"\tswitch te := f(); te.Code {\n\tcase \"A\", \"‸\":": "=te.Code",
		"\tswitch te.Code {\n\tcase \"A\":\n\t\tswitch x {\n\t\tcase \"B\":\n\t\t}\n\tcase \"‸\":": "=te.Code",
		"func f() {\n\tcase \"‸\":":       "=",
		"switch {\ncase te.Code == \"‸\"": "=te.Code",
		"f(\"‸\")":                        "?",
		"[]string{\"A\", \"‸\"}":          "?",
		"\"‸\",":                          "?",
		"x = \"‸\"":                       "?",
		"&TunnelError{Code: \"‸":          "?",
		"if \"‸\" == te.Code {":           "=",
		"return ok && \"‸\"!= te.Code":    "=",
		"if \"‸\" < te.Code {":            "",
		"x := \"‸\"":                      "",
		"return \"‸\"":                    "",
		"a + \"‸\"":                       "",
		"showcase \"‸\"":                  "",
	} {
		text, offset := cursor(t, marked)
		l, ok := literalAt(text, offset)
		if !ok {
			t.Fatalf("%q: no literal", marked)
		}
		u, operand := usageOf(text, l)
		if got := map[usage]string{compared: "=", maybeCompared: "?", notCompared: ""}[u] + operand; got != want {
			t.Errorf("%q: %q, want %q", marked, got, want)
		}
	}
}
