package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// A codeTest is a place in the source that looks like a test of an error's code, type or text. It is found by names
// alone: the list of tests is for people, who read what errls does not see.
type codeTest struct {
	kind string
	what string // what is tested, without the names of variables; groups the tests of a kind
	file string
	line int
	text string // the source line

	start, end int  // offsets in the file
	function   span // offsets of the declaration that contains the test
	seen       bool // errls sees it as a site
}

// A span is a part of a file, as offsets.
type span struct{ start, end int }

func (s span) contains(offset int) bool { return s.start <= offset && offset < s.end }

// The kinds of tests.
const (
	kindStatus    = "HTTP status"
	kindGRPC      = "gRPC code"
	kindCode      = "code of another service"
	kindErrno     = "error number of the system"
	kindSentinel  = "error value"
	kindType      = "error type"
	kindText      = "text of an error"
	kindPredicate = "function of an error"
)

var kinds = []string{
	kindStatus, kindGRPC, kindCode, kindErrno, kindSentinel, kindType, kindText, kindPredicate,
}

var (
	statusName    = regexp.MustCompile(`^(get|Get)?((http|HTTP|Http|[rR]esp|[rR]esponse)?[sS]tatusCode|(HTTP|Http|http)(Code|Status))$`)
	codeName      = regexp.MustCompile(`^(get|Get)?([eE]rr(or)?|[rR]es(p|ponse|ult)?|[rR]et(urn)?)?_?[cC]ode$|^Err(or)?Type$`)
	sentinelName  = regexp.MustCompile(`^([eE]rr[A-Z0-9]\w*|EOF|ErrorCode\w+|NotFound)$`)
	errnoName     = regexp.MustCompile(`^(E[A-Z0-9]{2,}|ERROR_\w+)$`)
	errorName     = regexp.MustCompile(`^(e|err|\w*(Err|Error)\d?|err\d|error)$`)
	predicateName = regexp.MustCompile(`^([iI]s|[hH]as|[sS]hould|[cC]heck|[mM]atch|[cC]ontain|[rR]etry|Not)[A-Z]?\w*|^\w*(Retr(y|ies)able|NotFound)\w*$`)
	searchName    = regexp.MustCompile(`^(Contains\w*|Has(Prefix|Suffix)|EqualFold|Index\w*|Match\w*)$`)
	versionSuffix = regexp.MustCompile(`^v[0-9]+$`)
)

// A testFinder finds the tests in one file.
type testFinder struct {
	fset    *token.FileSet
	src     []byte
	path    string
	imports map[string]string // import path by name in the file
	targets map[string]string // type of a variable by its name, in the current declaration
	current ast.Decl
	found   []codeTest
}

// testsIn returns the tests in a file, in source order. A file that does not parse has as many as can be read.
func testsIn(file string, src []byte) []codeTest {
	fset := token.NewFileSet()
	tree, _ := parser.ParseFile(fset, file, src, parser.SkipObjectResolution)
	if tree == nil {
		return nil
	}
	f := &testFinder{fset: fset, src: src, path: file, imports: importNames(tree)}
	for _, d := range tree.Decls {
		f.current = d
		f.targets = declaredTypes(d, f)
		ast.Inspect(d, f.visit)
	}
	return f.found
}

// importNames returns the import paths of a file by the names that the file most likely uses.
func importNames(tree *ast.File) map[string]string {
	names := map[string]string{}
	for _, i := range tree.Imports {
		p, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			continue
		}
		name := path.Base(p)
		if versionSuffix.MatchString(name) {
			name = path.Base(path.Dir(p))
		}
		name, _, _ = strings.Cut(strings.TrimPrefix(name, "go-"), ".")
		if i.Name != nil {
			name = i.Name.Name
		}
		names[name] = p
	}
	return names
}

// declaredTypes returns the types of the variables that a declaration declares with their type.
func declaredTypes(d ast.Decl, f *testFinder) map[string]string {
	types := map[string]string{}
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ValueSpec:
			for _, name := range n.Names {
				if n.Type != nil {
					types[name.Name] = f.describe(n.Type)
				}
			}
		case *ast.AssignStmt:
			for i, x := range n.Lhs {
				if name, ok := x.(*ast.Ident); ok && i < len(n.Rhs) && n.Tok == token.DEFINE {
					types[name.Name] = f.describe(newType(n.Rhs[i]))
				}
			}
		}
		return true
	})
	return types
}

// newType returns the type T of the expressions &T{}, T{} and new(T), with a star for a pointer, and otherwise nil.
func newType(x ast.Expr) ast.Expr {
	switch x := x.(type) {
	case *ast.UnaryExpr:
		if t := newType(x.X); t != nil && x.Op == token.AND {
			return &ast.StarExpr{X: t}
		}
	case *ast.CompositeLit:
		return x.Type
	case *ast.CallExpr:
		if f, ok := x.Fun.(*ast.Ident); ok && f.Name == "new" && len(x.Args) == 1 {
			return &ast.StarExpr{X: x.Args[0]}
		}
	}
	return nil
}

// add records a test.
func (f *testFinder) add(n ast.Node, kind, what string) {
	file := f.fset.File(n.Pos())
	at := file.Offset(n.Pos())
	f.found = append(f.found, codeTest{
		kind: kind, what: what, file: f.path, line: f.fset.PositionFor(n.Pos(), false).Line, text: f.lineAt(at),
		start: at, end: file.Offset(n.End()),
		function: span{file.Offset(f.current.Pos()), file.Offset(f.current.End())},
	})
}

// lineAt returns the source line at an offset, without spaces around it.
func (f *testFinder) lineAt(offset int) string {
	text := string(f.src)
	start := strings.LastIndexByte(text[:offset], '\n') + 1
	line, _, _ := strings.Cut(text[start:], "\n")
	return strings.TrimSpace(line)
}
