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

// A file that is being typed is broken in one declaration most of the time, but a parser that misses a brace there
// loses what follows. So the text is cut where a declaration begins at the start of a line; pieces that do not
// parse are parsed each by itself, and the others together.

// maxBrokenChunks bounds how many pieces are looked for one after the other.
const maxBrokenChunks = 8

// A chunk is a piece of a file.
type chunk struct {
	start, end int
	broken     bool
}

// parseChunks parses a file with a syntax error again, piece by piece. It returns t, what the parser made of the
// whole, where there are no pieces to tell apart.
func parseChunks(fset *token.FileSet, path string, src []byte, t Tree) Tree {
	h, _ := skim.ReadHeader(src)
	chunks := cutChunks(src, h.End)
	if len(chunks) < 2 {
		t.addBroken(0, len(src))
		return t
	}
	for range maxBrokenChunks {
		rest, err := Parse(token.NewFileSet(), path, blank(src, chunks, false), parser.AllErrors)
		if rest.File == nil || !markBroken(chunks, err) {
			break
		}
	}
	fset.RemoveFile(t.Tokens)
	mode := parser.ParseComments | parser.AllErrors
	whole, err := Parse(fset, path, blank(src, chunks, false), mode)
	if whole.File == nil {
		return whole
	}
	if err != nil {
		whole.addBroken(0, len(src))
	}
	for i := range chunks {
		if chunks[i].broken {
			whole.addBroken(chunks[i].start, chunks[i].end)
			whole.addChunk(path, blank(src, chunks[i:i+1], true), chunks[i])
		}
	}
	slices.SortStableFunc(whole.File.Decls, func(a, b ast.Decl) int { return cmp.Compare(a.Pos(), b.Pos()) })
	slices.SortStableFunc(whole.File.Comments, func(a, b *ast.CommentGroup) int { return cmp.Compare(a.Pos(), b.Pos()) })
	return whole
}

// cutChunks cuts a source behind its imports.
func cutChunks(src []byte, from int) []chunk {
	var chunks []chunk
	var open [3]int
	cut := func(at int) {
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
				cut(i)
				chunks = append(chunks, chunk{start: i})
			}
		}
		i++
	}
	cut(len(src))
	return chunks
}

// beginsDecl reports whether a line begins as a top-level declaration does.
func beginsDecl(line []byte) bool {
	for _, keyword := range []string{"func", "type", "var", "const"} {
		if rest, ok := bytes.CutPrefix(line, []byte(keyword)); ok && len(rest) > 0 {
			return rest[0] == ' ' || rest[0] == '\n' || rest[0] == '\r'
		}
	}
	return false
}

// markBroken marks the piece that holds the first of the parser's errors, and reports whether it found one that
// was not marked before.
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

// blank returns the source with its broken pieces blanked out; or, if alone is true, with all that stands behind
// the package clause blanked out but the first piece.
func blank(src []byte, chunks []chunk, alone bool) []byte {
	out := bytes.Clone(src)
	wipe := func(from, to int) {
		for i := from; i < to; i++ {
			if out[i] != '\n' {
				out[i] = ' '
			}
		}
	}
	if alone {
		i, _ := skim.SkipSpace(src, 0)
		i, _ = skim.SkipSpace(src, skim.SkipWord(src, i)) // the keyword package
		wipe(skim.SkipWord(src, i), chunks[0].start)
		wipe(chunks[0].end, len(src))
		return out
	}
	for _, c := range chunks {
		if c.broken {
			wipe(c.start, c.end)
		}
	}
	return out
}

// addChunk parses one piece by itself, at the positions that it has in the whole file, and adds what is in it.
func (t Tree) addChunk(path string, src []byte, c chunk) {
	fset := token.NewFileSet()
	if base := t.Tokens.Base(); base > 1 {
		fset.AddFile("", 1, base-2) // so that the next file begins where the whole one does
	}
	piece, _ := Parse(fset, path, src, parser.ParseComments|parser.AllErrors)
	if piece.File == nil || piece.Tokens.Base() != t.Tokens.Base() {
		return
	}
	inside := func(n ast.Node) bool {
		at := int(n.Pos()) - t.Tokens.Base()
		return c.start <= at && at < c.end
	}
	for _, d := range piece.File.Decls {
		if inside(d) {
			t.File.Decls = append(t.File.Decls, d)
		}
	}
	for _, g := range piece.File.Comments {
		if inside(g) {
			t.File.Comments = append(t.File.Comments, g)
		}
	}
}
