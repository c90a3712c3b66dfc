package syntax

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/errls/errls/internal/load/internal/skim"
)

// oddShapes has declarations that are hard to find without a parser.
const oddShapes = `package p // x
import "fmt"; import ( a "b"
. "c"; _ "d" )
type T struct { a int; f func() }
func (t *T) M() interface{} { return struct{}{} }
func f ( x int ) struct { a int } { s := "}"; r := '}'; _ = ` + "`}`" + ` /* } */ // }
	return struct{ a int }{} }
func g[K comparable, V interface{ ~int }](m map[K]V) (r map[K]V) { return m }
func h() func(func() int) map[string]struct{}
func i() *
T { return nil }
func (t T) j() map
[string]int { return nil }
var v =
func() map[string]int { return nil }
var w = map[string]func(){ "a": func() { fmt.Print("{") },
}
const (
	c = iota; d
	e, k = 1, 2 // }
)
func _() {}
func l() { for {
func() {}() } }
`

// checkSkeleton compares the skeleton of src with what the parser returns for src. It ignores sources with syntax errors.
func checkSkeleton(t *testing.T, src []byte) {
	t.Helper()
	fset := token.NewFileSet()
	want, err := parser.ParseFile(fset, "x.go", src, parser.SkipObjectResolution)
	if err != nil {
		return
	}
	h, ok := skim.ReadHeader(src)
	if !ok || h.Pkg != want.Name.Name {
		t.Fatalf("package %q, want %q", h.Pkg, want.Name.Name)
	}
	if len(h.Imports) != len(want.Imports) {
		t.Errorf("%d imports, want %d", len(h.Imports), len(want.Imports))
	}
	x := skim.ReadIndex(src, h, nil)
	if x.Unbalanced {
		t.Fatal("the lexer gives up on a file that parses")
	}
	bare := blankBodies(src, x, nil)
	got, err := parser.ParseFile(fset, "x.go", bare, parser.SkipObjectResolution)
	if err != nil {
		t.Fatalf("the skeleton does not parse: %v\n%s", err, bare)
	}
	if len(got.Decls) != len(want.Decls) {
		t.Fatalf("%d declarations, want %d", len(got.Decls), len(want.Decls))
	}
	shift := got.FileStart - want.FileStart
	for i, d := range want.Decls {
		g := got.Decls[i]
		if g.Pos()-shift != d.Pos() || fset.Position(g.Pos()) != fset.Position(d.Pos()) {
			t.Errorf("declaration %d at %v, want %v", i, fset.Position(g.Pos()), fset.Position(d.Pos()))
		}
		f, ok := g.(*ast.FuncDecl)
		if !ok {
			if g.End()-shift != d.End() {
				t.Errorf("declaration %d ends at %v, want %v", i, fset.Position(g.End()), fset.Position(d.End()))
			}
			continue
		}
		if f.Body != nil {
			t.Errorf("the skeleton has the body of function %s", f.Name.Name)
		}
		if f.Type.End()-shift != d.(*ast.FuncDecl).Type.End() {
			t.Errorf("the type of function %s ends at %v", f.Name.Name, fset.Position(f.Type.End()))
		}
	}
}

func FuzzSkeleton(f *testing.F) {
	f.Add([]byte(oddShapes))
	f.Add([]byte("package p\nfunc f() {"))
	f.Add([]byte("package p\n\nfunc a() {\n\tif x {\n}\n\n// b\nfunc b(s *\n\ntype T struct{}\nvar s = \"x\nfunc c() {}\n"))
	f.Add([]byte("\xef\xbb\xbfpackage p\r\nfunc f() { \"\\\"}\" }\r\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		if h, ok := skim.ReadHeader(src); ok {
			skim.ReadIndex(src, h, nil) // whatever it is, there is an end
		}
		fset := token.NewFileSet()
		if got, _ := Whole(fset, "x.go", src); got.File != nil {
			for _, d := range got.File.Decls {
				if at := fset.Position(d.Pos()); at.Offset > len(src) || at.Line == 0 {
					t.Errorf("a declaration has the position %v, outside the file", at)
				}
			}
		}
		checkSkeleton(t, src)
	})
}

func TestSkeletonOfOddShapes(t *testing.T) {
	if _, err := parser.ParseFile(token.NewFileSet(), "x.go", oddShapes, 0); err != nil {
		t.Fatal(err)
	}
	checkSkeleton(t, []byte(oddShapes))
}

// TestSkeletonOfOwnSources checks all Go files of this repository.
func TestSkeletonOfOwnSources(t *testing.T) {
	err := filepath.WalkDir("../..", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		t.Run(filepath.ToSlash(path), func(t *testing.T) { checkSkeleton(t, src) })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSkeletonKeepsBodies(t *testing.T) {
	src := []byte("package p\n\nfunc a() int { return 1 }\n\nfunc b() int { return 2 }\n")
	h, _ := skim.ReadHeader(src)
	x := skim.ReadIndex(src, h, nil)
	got := string(blankBodies(src, x, func(i int) bool { return x.Decls[i].Names[0] == "b" }))
	want := "package p\n\nfunc a() int             \n\nfunc b() int { return 2 }\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestIndexNames(t *testing.T) {
	h, _ := skim.ReadHeader([]byte(oddShapes))
	x := skim.ReadIndex([]byte(oddShapes), h, nil)
	var names []string
	for _, d := range x.Decls {
		names = append(names, d.Names...)
	}
	want := "T M f g h i j v w c d e k _ l"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("names %s, want %s", got, want)
	}
}

func TestBrokenDeclarationIsolated(t *testing.T) {
	src := "package p\n\nfunc a() {\n\tif x {\n\t\ty()\n}\n\n// b is next.\nfunc b() {}\n"
	file, problems := Whole(token.NewFileSet(), "x.go", []byte(src))
	var names []string
	for _, d := range file.File.Decls {
		if f, ok := d.(*ast.FuncDecl); ok {
			names = append(names, f.Name.Name)
		}
	}
	if got := strings.Join(names, " "); got != "a b" || len(problems) != 1 || !problems[0].Fatal {
		t.Errorf("functions %s, problems %v", got, problems)
	}
}
