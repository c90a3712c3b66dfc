package analyzer

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// FuzzSuppression parses any comment. The names and mistakes lie in the comment, at their positions, and a comment of
// errls that has no effect has a mistake.
func FuzzSuppression(f *testing.F) {
	for _, seed := range []string{
		"//errls:ignore unknowncode the server is old", "//errls:ignore unknowncode,swallowedcode\tit is so", "//errls:ignore",
		"//errls:ignore ,, why", "//errls:ignore all why", "//errls:", "//errls:\x1b", "// errls:ignore unknowncode why", "//errls:ignore unknowncode //",
		"//nolint", "//nolint:errls,dupl // why", "// nolint: Errls", "//nolint:all", "//nolinter", "/*nolint*/",
		"//lint:ignore errls/unknowncode why", "//lint:ignore SA*,*,[ why", "//lint:file-ignore unknowncode", "//lint:", "//",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		sup := parseSuppression(&ast.Comment{Slash: 100, Text: text})
		if sup == nil {
			return
		}
		end := 100 + token.Pos(len(text))
		for _, m := range sup.mistakes {
			if m.pos < 100 || m.end < m.pos || end+1 < m.end || m.message == "" || strings.ContainsAny(m.message, "\n\x1b") {
				t.Errorf("%q: a mistake outside the comment: %+v", text, m)
			}
		}
		if sup.form != formErrls {
			return
		}
		if sup.hasNoEffect() && len(sup.mistakes) == 0 {
			t.Errorf("%q suppresses nothing and is not reported", text)
		}
		for _, target := range sup.targets {
			if got := text[target.pos-100 : target.end()-100]; !strings.EqualFold(got, target.name) {
				t.Errorf("%q: the name at the position of the target is %q, want %q", text, got, target.name)
			}
			if _, known := findRule(rules(), target.name); !known {
				t.Errorf("%q: no rule %q", text, target.name)
			}
		}
	})
}

// FuzzSuppressed inserts a comment at any offset of a program. The parts that it covers and its removal lie in the
// file.
func FuzzSuppressed(f *testing.F) {
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
		for _, sup := range readSuppressions(tf, file) {
			if r := sup.removal; r.Pos < 1 || r.End < r.Pos || end < r.End || sup.comment.Pos() < r.Pos || r.End < sup.comment.Pos() {
				t.Errorf("the removal %+v does not contain %q", r, sup.comment.Text)
			}
			for _, s := range sup.covers {
				if s.from < 1 || s.to < s.from || end+1 < s.to {
					t.Errorf("%q covers %+v, but the file has %d bytes", sup.comment.Text, s, tf.Size())
				}
			}
			if sup.form == formErrls && len(sup.covers) == 0 {
				t.Errorf("%q covers nothing", sup.comment.Text)
			}
		}
	})
}
