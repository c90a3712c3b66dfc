package syntax

import (
	"bytes"
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"strings"
	"unicode/utf8"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/skim"
)

// blankBodies returns src with the bodies of functions replaced by spaces. Newlines are kept, so that positions do
// not change. The body of declaration i is kept if keep(i) is true; keep may be nil.
func blankBodies(src []byte, x *skim.Index, keep func(i int) bool) []byte {
	out := src
	for i := range x.Decls {
		d := &x.Decls[i]
		if d.Body == 0 || keep != nil && keep(i) {
			continue
		}
		if &out[0] == &src[0] {
			out = bytes.Clone(src)
		}
		body := out[d.Body:d.End]
		for k, c := range body {
			if c != '\n' {
				body[k] = ' '
			}
		}
	}
	return out
}

// A Tree is one parsed file and its positions.
type Tree struct {
	File   *ast.File // nil if nothing could be parsed
	Tokens *token.File
	Src    []byte       // the contents; nil unless the file may contain a site
	Broken []sites.Span // declarations that do not parse, or the whole file if they cannot be separated
}

// Parse parses a file, without resolving identifiers. If there is a syntax error, the tree is what the parser returns
// with it; without a package clause it is empty.
func Parse(fset *token.FileSet, path string, src []byte, mode parser.Mode) (Tree, error) {
	file, err := parser.ParseFile(fset, path, src, mode|parser.SkipObjectResolution)
	if file == nil || !file.FileStart.IsValid() {
		return Tree{}, err
	}
	return Tree{File: file, Tokens: fset.File(file.FileStart)}, err
}

// Whole parses a file with its bodies and comments. Declarations that do not parse, as in code that is being edited,
// are recorded in Tree.Broken and do not affect the others.
func Whole(fset *token.FileSet, path string, src []byte) (Tree, []gofiles.Problem) {
	mode := parser.ParseComments | parser.AllErrors
	t, err := Parse(fset, path, src, mode)
	problems := Problems(path, src, err)
	if err != nil && t.File != nil {
		t = parseChunks(fset, path, src, t)
	}
	t.Src = src
	return t, problems
}

// addBroken records that the source from offset start to end does not parse.
func (t *Tree) addBroken(start, end int) {
	base := token.Pos(t.Tokens.Base())
	t.Broken = append(t.Broken, sites.Span{Pos: base + token.Pos(start), End: base + token.Pos(end) + 1})
}

// Skeleton parses a file with the index x, but the body of declaration i only if keep(i) is true. If keep is nil, it
// parses no bodies and no comments. If the brackets of the file do not match, all bodies are parsed, and are removed
// afterwards if keep is nil.
func Skeleton(fset *token.FileSet, path string, src []byte, x *skim.Index, keep func(i int) bool) (Tree, []gofiles.Problem) {
	mode := parser.AllErrors
	if keep != nil {
		mode |= parser.ParseComments
	}
	text := src
	if !x.Unbalanced {
		text = blankBodies(src, x, keep)
	}
	t, err := Parse(fset, path, text, mode)
	if x.Unbalanced && t.File != nil && keep == nil {
		for _, d := range t.File.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				f.Body = nil
			}
		}
	}
	return t, Problems(path, src, err)
}

// Problems returns a problem for the first syntax error of a file, and one for bytes that are not UTF-8. The latter
// is not fatal, because the parser continues after such bytes. err is the error of Parse.
func Problems(path string, src []byte, err error) []gofiles.Problem {
	var problems []gofiles.Problem
	if !utf8.Valid(src) {
		problems = append(problems, gofiles.Problem{Path: path, Line: invalidUTF8Line(src), Column: 1, Message: "the file is not valid UTF-8"})
	}
	var list scanner.ErrorList
	if !errors.As(err, &list) {
		if err != nil {
			problems = append(problems, gofiles.Problem{Path: path, Message: gofiles.Reason(err), Fatal: true})
		}
		return problems
	}
	for _, e := range list {
		if !strings.Contains(e.Msg, "UTF-8 encoding") {
			line, column := position(src, e.Pos.Offset)
			p := gofiles.Problem{Path: path, Line: line, Column: column, Message: e.Msg, Fatal: true}
			return append(problems, p)
		}
	}
	return problems
}

// position returns the line and column of an offset, both from 1 and in bytes. The positions of the parser's errors
// cannot be used, because a //line comment can change them. As in go/token, a newline at the end of the file does not
// start a line.
func position(src []byte, offset int) (line, column int) {
	offset = min(max(offset, 0), len(src))
	before := src[:min(offset, max(len(src)-1, 0))]
	return bytes.Count(before, []byte("\n")) + 1, offset - bytes.LastIndexByte(before, '\n')
}

// invalidUTF8Line returns the line of the first byte that is not UTF-8.
func invalidUTF8Line(src []byte) int {
	line := 1
	for i := 0; i < len(src); {
		r, size := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && size == 1 {
			return line
		}
		if r == '\n' {
			line++
		}
		i += size
	}
	return line
}
