package analyzer

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// FuzzSilencer reads any comment. What it names stands in it, where it says; a comment of errls that silences has a
// reason, and one that does not says what is wrong.
func FuzzSilencer(f *testing.F) {
	for _, seed := range []string{
		"//errls:ignore unknowncode the server is old", "//errls:ignore unknowncode,swallowedcode\tit is so", "//errls:ignore",
		"//errls:ignore ,, why", "//errls:ignore all why", "//errls:", "//errls:\x1b", "// errls:ignore unknowncode why", "//errls:ignore unknowncode //",
		"//nolint", "//nolint:errls,dupl // why", "// nolint: Errls", "//nolint:all", "//nolinter", "/*nolint*/",
		"//lint:ignore errls/unknowncode why", "//lint:ignore SA*,*,[ why", "//lint:file-ignore unknowncode", "//lint:", "//",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		by := parseSilencer(&ast.Comment{Slash: 100, Text: text})
		if by == nil {
			return
		}
		end := 100 + token.Pos(len(text))
		for _, m := range by.mistakes {
			if m.pos < 100 || m.end < m.pos || end+1 < m.end || m.message == "" || strings.ContainsAny(m.message, "\n\x1b") {
				t.Errorf("%q: a mistake out of place: %+v", text, m)
			}
		}
		if by.form != formErrls {
			return
		}
		if by.hasNoEffect() && len(by.mistakes) == 0 {
			t.Errorf("%q silences nothing and is not reported", text)
		}
		for _, target := range by.targets {
			if got := text[target.pos-100 : target.end()-100]; !strings.EqualFold(got, target.name) {
				t.Errorf("%q: %q is said to be %q", text, got, target.name)
			}
			if _, known := findRule(rules(), target.name); !known {
				t.Errorf("%q: no rule %q", text, target.name)
			}
		}
	})
}

// FuzzSilenced puts a comment in every place of a program: what it silences lies in the file, and so does its removal.
func FuzzSilenced(f *testing.F) {
	const comment = "//errls:ignore unknowncode why\n"
	program := "package p\n\nimport \"errors\"\n\nvar list = []string{\n\t\"a\",\n}\n\nfunc f(err error) error {\n\tif err != nil {\n" +
		"\t\treturn errors.Join(err,\n\t\t\terr)\n\t} else {\n\t}\n\tswitch {\n\tcase err == nil:\n\t}\n\treturn nil\n}\n"
	for at := 0; at <= len(program); at++ {
		f.Add(program[:at] + comment + program[at:])
	}
	f.Fuzz(func(t *testing.T, text string) {
		fset := token.NewFileSet()
		file, _ := parser.ParseFile(fset, "", text, parser.ParseComments|parser.SkipObjectResolution|parser.AllErrors)
		if file == nil || !file.FileStart.IsValid() {
			return
		}
		tf := fset.File(file.FileStart)
		end := token.Pos(tf.Base() + tf.Size())
		for _, by := range readSilencers(tf, file) {
			if r := by.removal; r.Pos < 1 || r.End < r.Pos || end < r.End || by.comment.Pos() < r.Pos || r.End < by.comment.Pos() {
				t.Errorf("the removal %+v does not take out %q", r, by.comment.Text)
			}
			for _, s := range by.covers {
				if s.from < 1 || s.to < s.from || end+1 < s.to {
					t.Errorf("%q silences %+v of a file of %d bytes", by.comment.Text, s, tf.Size())
				}
			}
			if by.form == formErrls && len(by.covers) == 0 {
				t.Errorf("%q stands nowhere", by.comment.Text)
			}
		}
	})
}
