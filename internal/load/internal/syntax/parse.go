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

// blankBodies returns the source with the bodies of functions blanked out: a space for each byte, line ends kept,
// so that every position stays right. A body stays if keep, which may be nil, answers true for its declaration.
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
	File   *ast.File // nil where nothing could be parsed
	Tokens *token.File
	Src    []byte       // nil unless the file may hold a site
	Broken []sites.Span // what does not parse: declarations, or the whole file where they cannot be told apart
}

// Parse parses a source as far as the parser gets.
func Parse(fset *token.FileSet, path string, src []byte, mode parser.Mode) (Tree, error) {
	file, err := parser.ParseFile(fset, path, src, mode|parser.SkipObjectResolution)
	if file == nil || !file.FileStart.IsValid() {
		return Tree{}, err
	}
	return Tree{File: file, Tokens: fset.File(file.FileStart)}, err
}

// Whole parses a file with its bodies and comments, as far as the parser gets. A declaration that
// does not parse, as in code that is being typed, does not touch the others.
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

// addBroken notes that the part of the source from start to end does not parse.
func (t *Tree) addBroken(start, end int) {
	base := token.Pos(t.Tokens.Base())
	t.Broken = append(t.Broken, sites.Span{Pos: base + token.Pos(start), End: base + token.Pos(end) + 1})
}

// Skeleton parses a file without the bodies that keep does not ask for, and without comments if it is nil.
// Where the lexer does not know the ends of bodies, the parser's bodies are dropped.
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

// Problems gives one problem for the first syntax error of a file, and one for bytes that are not UTF-8.
// The latter alone hide nothing: the parser reads on.
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

// position returns the line and column of an offset, both from 1 and in bytes. Those that the parser reports with an error
// are what a //line comment claims. As in go/token, a newline at the end of the file starts no line.
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
