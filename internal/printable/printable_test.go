package printable_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/errls/errls/internal/printable"
)

func TestPrintable(t *testing.T) {
	const hostile = "a\tb\r\nc\x1b[2J \u202e\u2066\u200f\u2028\u0085\x9b\xff 名é👍"
	for _, test := range []struct{ name, got, want string }{
		{"text", printable.Text(hostile), "a\tb��c�[2J ������� 名é👍"},
		{"line", printable.Line(hostile), "a b c�[2J ��� �� 名é👍"},
		{"name", printable.Name("a\tb\n::error c\x1b"), "a�b�::error c�"},
		{"name of a command", printable.Name(" ::error::x"), "./ ::error::x"},
		{"name", printable.Name("p/x.go"), "p/x.go"},
		{"JSON with a command", string(printable.JSON([]byte(`"##[error]"`))), `"#\u0023[error]"`},
		{"path", printable.Path("/a/::error::b\n/c"), "/a/\ufffd:error::b\ufffd/c"},
		{"command inside of a text", printable.Text("a ##[error]b ##vso[task.setvariable]c"), "a #\ufffd[error]b #\ufffdvso[task.setvariable]c"},
		{"error", printable.Error(errors.New("a\nb\x1b")), "a; b�"},
		{"JSON", string(printable.JSON([]byte("{\n\t\"é\u009b\u202e\x7f\"\n}"))), "{\n\t\"é\\u009b\\u202e\\u007f\"\n}"},
	} {
		if test.got != test.want {
			t.Errorf("%s: %q, want %q", test.name, test.got, test.want)
		}
	}
}

func FuzzPrintable(f *testing.F) {
	f.Add("a\tb\r\nc\x1b[2J \u202e\u2028\u0085\x9b\xff")
	f.Fuzz(func(t *testing.T, s string) {
		var out bytes.Buffer
		if n, err := (&printable.Writer{W: &out}).Write([]byte(s)); n != len(s) || err != nil {
			t.Fatal(n, err)
		}
		if strings.Count(out.String(), "\n") != strings.Count(s, "\n") {
			t.Errorf("the writer changes the lines of %q", s)
		}
		name := printable.Name(s)
		safe(t, strings.ReplaceAll(out.String(), "\n", ""), "\t")
		safe(t, printable.Text(s), "\t")
		safe(t, printable.Line(s), "")
		safe(t, name, "")
		if printable.IsCommand(name) || printable.Name(name) != name {
			t.Errorf("name %q", name)
		}
		encoded, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		escaped := printable.JSON(encoded)
		safe(t, string(escaped), "")
		var before, after string
		if json.Unmarshal(encoded, &before) != nil || json.Unmarshal(escaped, &after) != nil || before != after {
			t.Errorf("%s is %q, and %s is %q", encoded, before, escaped, after)
		}
	})
}

// safe fails the test if s has a character that must not be printed and is not in keep.
func safe(t *testing.T, s, keep string) {
	t.Helper()
	if !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool {
		return !strings.ContainsRune(keep, r) && (unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp))
	}) {
		t.Errorf("%q is not safe to print", s)
	}
}
