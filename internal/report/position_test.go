package report_test

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/internal/report"
)

// generated returns a finding at the last X of a source, which is that of the file p/p.go of a module. It returns false if
// the source does not parse.
func generated(t testing.TB, root, source string) (report.Finding, bool) {
	t.Helper()
	fset := token.NewFileSet()
	name := filepath.Join(root, "p", "p.go")
	file, err := parser.ParseFile(fset, name, source, parser.ParseComments|parser.SkipObjectResolution)
	at := strings.LastIndex(source, "X")
	if err != nil || at < 0 { // the positions after a syntax error may have no line
		return report.Finding{}, false
	}
	pos := fset.File(file.FileStart).Pos(at)
	resolver := report.Resolver{Root: root}
	return resolver.Resolve(fset, map[string][]byte{name: []byte(source)}, analyzer.Finding{Pos: pos, End: pos + 1}), true
}

// generatedModule writes a module with the files that line comments name, and returns its directory.
func generatedModule(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	root := filepath.Join(dir, "m")
	if err := os.MkdirAll(filepath.Join(root, "p", "dir.y"), 0o777); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"m/p/expr.y", "m/p/other.go", "out.y"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("one\nline two\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if os.Symlink("../../out.y", filepath.Join(root, "p", "link.y")) != nil ||
		os.Symlink("expr.y", filepath.Join(root, "p", "inner.y")) != nil ||
		os.Symlink("loop.y", filepath.Join(root, "p", "loop.y")) != nil {
		t.Skip("the file system has no symbolic links")
	}
	return root
}

func TestResolveLineComments(t *testing.T) {
	root := generatedModule(t)
	const (
		own   = "p.go:4:7"
		wrong = "a syntax error"
	)
	for _, test := range []struct{ comment, want string }{
		{"// no comment", own},
		{"//line expr.y:1", "expr.y:1"},
		{"//line expr.y:2", "expr.y:2"},
		{"//line expr.y:3", own},
		{"//line expr.y:0", wrong},
		{"//line expr.y:1073741823", own},
		{"//line expr.y:99999999999999999999", wrong},
		{"//line ./../p/expr.y:1", "expr.y:1"},
		{"//line inner.y:1", "inner.y:1"},
		{"//line missing.y:1", own},
		{"//line dir.y:1", own},
		{"//line loop.y:1", own},
		{"//line other.go:1", own},
		{"//line p.go:1", own},
		{"//line link.y:1", own},
		{"//line ../../out.y:1", own},
		{"//line " + filepath.Join(filepath.Dir(root), "out.y") + ":1", own},
		{"//line " + filepath.Join(root, "p", "expr.y") + ":1", "expr.y:1"},
		{"//line expr.y:1:1", "expr.y:1"},
		{"//line :1", own},
		{"//line expr.y", own},
		{"//line ..:1", own},
		{"//line /:1", own},
		{"//line \x00:1", wrong},
	} {
		f, ok := generated(t, root, "package p\n\n"+test.comment+"\nconst X = 1\n")
		if !ok {
			if test.want != wrong {
				t.Errorf("%s: syntax error", test.comment)
			}
			continue
		}
		if got := strings.TrimPrefix(f.Span.Start(), filepath.Join(root, "p")+string(filepath.Separator)); got != test.want {
			t.Errorf("%s: position %s, want %s", test.comment, got, test.want)
		}
		if f.Line != "const X = 1" || f.Parsed.Line != 4 || f.Parsed.Column != 7 {
			t.Errorf("%s: line %q, parsed %+v", test.comment, f.Line, f.Parsed)
		}
	}
	for _, test := range []struct{ comment, want string }{
		{"/*line expr.y:1:2*/", "expr.y:1:2"},
		{"/*line expr.y:2:9*/", "expr.y:2:9"},
		{"/*line expr.y:2:10*/", "expr.y:2"},
		{"/*line expr.y:2:1073741823*/", "expr.y:2"},
	} {
		f, _ := generated(t, root, "package p\n\nconst "+test.comment+"X = 1\n")
		got := strings.TrimPrefix(f.Span.Start(), filepath.Join(root, "p")+string(filepath.Separator))
		if got != test.want {
			t.Errorf("%s: position %s, want %s", test.comment, got, test.want)
		}
	}
}

// FuzzLineComments checks that the source line is that of the parsed file, and that the position is in it or in a file
// of the module.
func FuzzLineComments(f *testing.F) {
	f.Add("package p\n\n//line expr.y:2\n\nvar X = 1\n")
	f.Add("package p\n/*line ../../out.y:1:1*/var/*line :2:3*/ X = 1\n")
	f.Add("package p\n//line /etc/passwd:1\nvar X\r\n//line p.go:1073741823:1\nvar X")
	root := generatedModule(f)
	f.Fuzz(func(t *testing.T, source string) {
		found, ok := generated(t, root, source)
		if !ok {
			return
		}
		if !strings.Contains(found.Line, "X") || !strings.Contains(source, found.Line) {
			t.Errorf("line %q is not that of X", found.Line)
		}
		switch s := found.Span; {
		case s.File == found.Parsed.File:
			if s != found.Parsed {
				t.Errorf("position %+v, want %+v", s, found.Parsed)
			}
		case s.Line < 1 || s.Line > 2 || s.EndLine < s.Line || s.EndLine > 2 || s.Column < 0 || s.Column > 9:
			t.Errorf("position %+v does not exist", s)
		case filepath.Dir(s.File) != filepath.Join(root, "p"):
			t.Errorf("position %+v is outside of the module", s)
		}
	})
}
