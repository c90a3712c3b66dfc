package errtext

import (
	"go/ast"
	"strings"

	"github.com/errls/errls/analyzer/internal/lazyregexp"
)

// reasons matches comments about texts and types of errors.
var reasons = lazyregexp.New(`(?i)\b(?:text|texts|string|strings|substring|message|messages|type|types|typed|untyped|unexported|exported)\b`)

// saysWhy reports whether a comment on the line of a search, or directly above it, is about the text or the type of an
// error: it says why the program does not use the type.
func (f *Finder) saysWhy(file *ast.File, s textSearch) bool {
	at := f.pkg.Fset.Position(s.text.expr.Pos()).Line
	for _, g := range file.Comments {
		first, last := f.pkg.Fset.Position(g.Pos()).Line, f.pkg.Fset.Position(g.End()).Line
		if (last == at-1 || first == at) && !strings.HasPrefix(g.Text(), "want ") && reasons.MatchString(g.Text()) {
			return true
		}
	}
	return false
}
