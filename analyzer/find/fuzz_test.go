package find_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/errls/errls/analyzer/find"

	"github.com/errls/errls/analyzer"
)

// unfinished are sources as they are while somebody types, in shapes that the other seeds do not have.
var unfinished = []string{
	"func get[T any, E interface{ error; GetCode() string }](call func() (T, error)) (v T, err error) {\n\tvar e E\n\tif errors.As(err, &e) && e.GetCode() == \"OTSParameterInvalid\" {\n\t\treturn get[T](call\n",
	"func retry[K comparable, V ~map[K]error](m V) error {\n\tfor k, err := range m {\n\t\tif te, ok := errors.AsType[*tunnel.TunnelError](err); ok && te.Code != tunnel.\n\t}\n}\n",
	"func attempts(n int) func(yield func(int) bool) {\n\treturn func(yield func(int) bool) {\n\t\tfor i := range n {\n\t\t\tif !yield(i) {\n",
	"func f(c *tunnel.TunnelError) error {\n\tfor range attempts(5) {\n\t\tif c.Code == tunnel.ErrCodeServerUnavailable {\n\t\t\tcontinue\n\t\t}\n\t\treturn fmt.Errorf(\"x: %v\", c)\n\t}\n\treturn\n}\n",
	"func g(te *tunnel.TunnelError) error {\nagain:\n\tif done := func() bool { return te.Code == tunnel.ErrCodeParamInvalid && !(te.Code != }(); done == true {\n\t\tgoto again\n",
	"type T[P tunnel.TunnelError] struct{ *P; error }\n\nfunc (t T[P]) Is(err error) (ok bool) { defer func() { ok = recover() == nil }(); switch e := err.(type) { case T[P], *tunnel.TunnelError: return e.Code == t.\n",
}

// headers are the beginnings of the files with unfinished sources; the last ones have imports that do not exist.
var headers = []string{
	"package p\n\nimport (\n\t\"errors\"\n\t\"fmt\"\n\n\t\"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel\"\n)\n\n",
	"package p\n\nimport (\n\t. \"errors\"\n\t\"fmt\"\n\ttunnel \"example.com/nothing/tunnel\"\n)\n\n",
	"package p\n\nimport \"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel\nimport \"errors\"\n\n",
}

// TestUnfinished checks that the finder and the rules accept unfinished sources.
func TestUnfinished(t *testing.T) {
	suite, err := analyzer.New(set, analyzer.Config{})
	if err != nil {
		t.Fatal(err)
	}
	for _, head := range headers {
		for _, source := range unfinished {
			if in, ok := loader.Broken("unfinished.go", []byte(head+source)); ok {
				suite.Check(find.Find(in))
			}
		}
	}
}

// FuzzFind checks, for files that may not compile, that every site is inside the file and has a catalog, and that the rules
// accept it.
func FuzzFind(f *testing.F) {
	for _, pattern := range []string{"testdata/*.go", "testdata/*/*.go", "../testdata/src/*/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			f.Fatalf("no seeds match %s", pattern)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	}
	for _, head := range headers {
		for _, source := range unfinished {
			f.Add([]byte(head + source))
		}
	}
	suite, err := analyzer.New(set, analyzer.Config{})
	if err != nil {
		f.Fatal(err)
	}
	if _, err := loader.Dir("testdata"); err != nil { // types what the seeds import, which takes time
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		in, ok := loader.Broken("fuzz.go", text)
		if !ok {
			return
		}
		file := in.Fset.File(in.Files[0].FileStart)
		found := find.Find(in)
		for _, s := range found.Sites {
			if s.Catalog == nil || s.Expr == nil || in.Fset.File(s.Expr.Pos()) != file || s.Expr.End() < s.Expr.Pos() {
				t.Errorf("a site outside the file: %+v", s)
			}
		}
		for _, finding := range suite.Check(found) {
			if in.Fset.File(finding.Pos) != file || finding.End < finding.Pos || finding.Message == "" {
				t.Errorf("a finding out of place: %+v", finding)
			}
		}
	})
}

// TestCut checks that Find does not panic on files as they are while somebody types: cut off, or with some bytes missing in
// the middle.
func TestCut(t *testing.T) {
	files, err := filepath.Glob("../testdata/src/*/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for at := 40; at < len(text); at += 1200 {
			if in, ok := loader.Broken(file, text[:at]); ok {
				find.Find(in)
			}
			if in, ok := loader.Broken(file, append(text[:at:at], text[min(at+25, len(text)):]...)); ok {
				find.Find(in)
			}
		}
	}
}
