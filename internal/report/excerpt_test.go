package report

import (
	"strings"
	"testing"
)

// TestExcerpt checks the excerpt of spans: each is the text between « and » in its line.
func TestExcerpt(t *testing.T) {
	long := strings.Repeat("x", 200)
	for _, test := range []struct{ name, line, source, caret string }{
		{"plain", `if c == «"A"» {`, `if c == "A" {`, `        ^~~`},
		{"indentation is removed", "\t\tif «c» {", "if c {", "   ^"},
		{"inner tabs are in both lines", "case\t«X»:\t// y", "case\tX:\t// y", "    \t^"},
		{"wide characters", `f("名", «"A"»)`, `f("名", "A")`, `        ^~~`},
		{"combining characters", "e\u0301 «x»", "e\u0301 x", "  ^"},
		{"wide inside", `«"名"»`, `"名"`, `^~~~`},
		{"invalid UTF-8", "a\xff\xfe «x»", "a\uFFFD\uFFFD x", "    ^"},
		{"escape sequences", "\x1b[2J «x»", "\uFFFD[2J x", "     ^"},
		{"bidirectional text", "\u202e «x»", "\uFFFD x", "  ^"},
		{"command of a CI system", "::error ::forged` «x»", "…::error ::forged` x", "                   ^"},
		{"empty span", "a «»b", "a b", "  ^"},
		{"end of line", "return«»", "return", "      ^"},
		{"long after the span", `«A»` + long, "A" + long[:119] + "…", "^"},
		{"long before the span", long + `«A»`, "…" + long[:40] + "A", strings.Repeat(" ", 41) + "^"},
	} {
		t.Run(test.name, func(t *testing.T) {
			before, rest, _ := strings.Cut(test.line, "«")
			marked, after, _ := strings.Cut(rest, "»")
			column := len(before) + 1
			span := Span{Line: 1, Column: column, EndLine: 1, EndColumn: column + len(marked)}
			source, caret := excerpt(before+marked+after, span)
			if source != test.source || caret != test.caret {
				t.Errorf("got\n%q\n%q\nwant\n%q\n%q", source, caret, test.source, test.caret)
			}
		})
	}
}

// TestExcerptOutside checks spans outside of the line: the file may have changed since the finding was made.
func TestExcerptOutside(t *testing.T) {
	for _, span := range []Span{
		{Line: 1, Column: 90, EndLine: 1, EndColumn: 95},
		{Line: 1, Column: 0, EndLine: 1, EndColumn: 0},
		{Line: 1, Column: 3, EndLine: 1, EndColumn: 1},
		{Line: 1, Column: 3, EndLine: 4, EndColumn: 1},
	} {
		if _, caret := excerpt("short", span); !strings.Contains(caret, "^") {
			t.Errorf("%+v: no caret in %q", span, caret)
		}
	}
}

func FuzzExcerpt(f *testing.F) {
	f.Add("\tif c == \"A\" {", 5, 9, true)
	f.Fuzz(func(t *testing.T, line string, column, end int, same bool) {
		line, _, _ = strings.Cut(line, "\n")
		span := Span{Line: 1, Column: column, EndLine: 1, EndColumn: end}
		if !same {
			span.EndLine = 2
		}
		source, caret := excerpt(line, span)
		if strings.ContainsAny(source+caret, "\x1b\n\r") || !strings.Contains(caret, "^") {
			t.Errorf("excerpt(%q, %d, %d) = %q, %q", line, column, end, source, caret)
		}
	})
}
