package syntax

import (
	"bytes"
	"cmp"
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"slices"

	"github.com/errls/errls/internal/load/internal/skim"
)

// In a file that is being edited, usually one declaration has a syntax error. But if a brace is missing, the parser
// also loses the declarations after it. So the text is split where a line begins like a declaration. Chunks that do
// not parse are parsed one by one, and the others together.

// maxBrokenChunks limits the number of times that a file is parsed to find chunks that do not parse.
const maxBrokenChunks = 8

// A chunk is the part of a file from one line that begins like a declaration to the next.
type chunk struct {
	start, end int  // offsets
	broken     bool // it does not parse
}

// parseChunks parses a file with a syntax error again, chunk by chunk. t is the tree that the parser returned for the
// file; parseChunks returns it if there are fewer than two chunks.
func parseChunks(fset *token.FileSet, path string, src []byte, t Tree) Tree {
	h, _ := skim.ReadHeader(src)
	list := splitChunks(src, h.End)
	if len(list) < 2 {
		t.addBroken(0, len(src))
		return t
	}
	for range maxBrokenChunks {
		rest, err := Parse(token.NewFileSet(), path, blank(src, list, false), parser.AllErrors)
		if rest.File == nil || !markBroken(list, err) {
			break
		}
	}
	fset.RemoveFile(t.Tokens)
	mode := parser.ParseComments | parser.AllErrors
	tree, err := Parse(fset, path, blank(src, list, false), mode)
	if tree.File == nil {
		return tree
	}
	if err != nil {
		tree.addBroken(0, len(src))
	}
	for i := range list {
		if list[i].broken {
			tree.addBroken(list[i].start, list[i].end)
			tree.addChunk(path, blank(src, list[i:i+1], true), list[i])
		}
	}
	slices.SortStableFunc(tree.File.Decls, func(a, b ast.Decl) int { return cmp.Compare(a.Pos(), b.Pos()) })
	slices.SortStableFunc(tree.File.Comments, func(a, b *ast.CommentGroup) int { return cmp.Compare(a.Pos(), b.Pos()) })
	return tree
}

// splitChunks returns the chunks of src from the offset of the end of its imports. A chunk with brackets that do not
// match or with an unterminated literal is marked as broken.
func splitChunks(src []byte, from int) []chunk {
	var chunks []chunk
	var open [3]int
	end := func(at int) {
		if n := len(chunks); n > 0 {
			chunks[n-1].end = at
			chunks[n-1].broken = chunks[n-1].broken || open != [3]int{}
		}
		open = [3]int{}
	}
	for i := from; i < len(src); {
		switch c := src[i]; c {
		case '(', '[', '{':
			open[bytes.IndexByte([]byte("([{"), c)]++
		case ')', ']', '}':
			open[bytes.IndexByte([]byte(")]}"), c)]--
		case '"', '\'', '`', '/':
			if j := skim.SkipLiteral(src, i); j > i {
				if n := len(chunks); n > 0 && c != '/' && src[j-1] != c {
					chunks[n-1].broken = true
				}
				i = j
				continue
			}
		case 'f', 't', 'v', 'c':
			if i > 0 && src[i-1] == '\n' && beginsDecl(src[i:]) {
				end(i)
				chunks = append(chunks, chunk{start: i})
			}
		}
		i++
	}
	end(len(src))
	return chunks
}

// beginsDecl reports whether a line begins like a top-level declaration.
func beginsDecl(line []byte) bool {
	for _, keyword := range []string{"func", "type", "var", "const"} {
		if rest, ok := bytes.CutPrefix(line, []byte(keyword)); ok && len(rest) > 0 {
			return rest[0] == ' ' || rest[0] == '\n' || rest[0] == '\r'
		}
	}
	return false
}

// markBroken marks the chunk that contains the first of the parser's errors as broken. It reports whether there is
// such a chunk that was not marked before.
func markBroken(chunks []chunk, err error) bool {
	var list scanner.ErrorList
	if !errors.As(err, &list) {
		return false
	}
	at := list[0].Pos.Offset
	for i := range chunks {
		if c := &chunks[i]; !c.broken && c.start <= at && at <= c.end {
			c.broken = true
			return true
		}
	}
	return false
}

// blank returns src with spaces in place of the broken chunks; if alone is true, with spaces in place of everything
// after the package clause except the first chunk. Newlines are kept.
func blank(src []byte, chunks []chunk, alone bool) []byte {
	out := bytes.Clone(src)
	erase := func(from, to int) {
		for i := from; i < to; i++ {
			if out[i] != '\n' {
				out[i] = ' '
			}
		}
	}
	if alone {
		i, _ := skim.SkipSpace(src, 0)
		i, _ = skim.SkipSpace(src, skim.SkipWord(src, i)) // the keyword package
		erase(skim.SkipWord(src, i), chunks[0].start)
		erase(chunks[0].end, len(src))
		return out
	}
	for _, c := range chunks {
		if c.broken {
			erase(c.start, c.end)
		}
	}
	return out
}

// addChunk parses one chunk and adds its declarations and comments to t. src is the file with only this chunk, so
// that the positions are those in the file.
func (t Tree) addChunk(path string, src []byte, c chunk) {
	fset := token.NewFileSet()
	if base := t.Tokens.Base(); base > 1 {
		fset.AddFile("", 1, base-2) // so that the next file begins at the same position as t
	}
	only, _ := Parse(fset, path, src, parser.ParseComments|parser.AllErrors)
	if only.File == nil || only.Tokens.Base() != t.Tokens.Base() {
		return
	}
	inside := func(n ast.Node) bool {
		at := int(n.Pos()) - t.Tokens.Base()
		return c.start <= at && at < c.end
	}
	for _, d := range only.File.Decls {
		if inside(d) {
			t.File.Decls = append(t.File.Decls, d)
		}
	}
	for _, g := range only.File.Comments {
		if inside(g) {
			t.File.Comments = append(t.File.Comments, g)
		}
	}
}
