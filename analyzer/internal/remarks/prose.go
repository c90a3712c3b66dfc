package remarks

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"unicode"

	"github.com/errls/errls/analyzer/internal/lazyregexp"
)

var (
	directives = lazyregexp.New(`^(?:[a-z0-9]+:[a-z0-9]|line |export |extern |\s*(?:nolint\b|lint:ignore|#nosec|nosec\b|errls:|\+build|want\s+[a-z]*:?\s*["` + "`" + `]))`)
	markers    = lazyregexp.New(`^[\W_]*(?i:todo|fixme|xxx|hack|bug)\b(?:\W|$)`)
)

// isProse reports whether a group of comments says something to a reader. Directives, expected findings of tests, notes on
// work to be done, such as TODO, and code that is commented out do not.
func isProse(g *ast.CommentGroup) bool {
	var lines []string
	for _, c := range g.List {
		if text, ok := strings.CutPrefix(c.Text, "//"); ok {
			if !directives.MatchString(text) {
				lines = append(lines, text)
			}
			continue
		}
		text := strings.TrimSuffix(strings.TrimPrefix(c.Text, "/*"), "*/")
		for line := range strings.SplitSeq(text, "\n") {
			lines = append(lines, strings.TrimPrefix(strings.TrimSpace(line), "*"))
		}
	}
	for i, line := range lines {
		if markers.MatchString(line) {
			lines = lines[:i] // the lines after the marker belong to the note
			break
		}
	}
	text := strings.TrimSpace(strings.Join(lines, "\n"))
	return strings.ContainsFunc(text, unicode.IsLetter) && !isCode(lines)
}

// isCode reports whether lines of a comment are Go code: together, or each of them.
func isCode(lines []string) bool {
	if parsesAsCode(strings.Join(lines, "\n")) {
		return true
	}
	for _, line := range lines {
		if strings.TrimSpace(line) != "" && !parsesAsCode(line) {
			return false
		}
	}
	return true
}

// fragments are the places in which a part of a function may stand. A commented line is often the head or the end of a
// block.
var fragments = []string{"%", "% }", "{ %", "if x { % }", "switch x { % }", "switch x { % }}", "select { % }"}

// parsesAsCode reports whether a text parses as statements and is more than words.
func parsesAsCode(text string) bool {
	if strings.TrimSpace(text) == "" {
		return false
	}
	for _, f := range fragments {
		src := "package p\nfunc _() {\n" + strings.Replace(f, "%", text+"\n", 1) + "\n}"
		file, err := parser.ParseFile(token.NewFileSet(), "", src, parser.SkipObjectResolution)
		if err != nil || len(file.Decls) != 1 {
			continue
		}
		body := file.Decls[0].(*ast.FuncDecl).Body
		return f != "%" || !onlyWords(body.List, src)
	}
	return false
}

// onlyWords reports whether statements are the form that words of prose may parse as: a name, a label, an operator between
// names, such as safe-to-ignore, or a name with something in parentheses after a space.
func onlyWords(list []ast.Stmt, src string) bool {
	for _, s := range list {
		for {
			labeled, ok := s.(*ast.LabeledStmt)
			if !ok {
				break
			}
			s = labeled.Stmt
		}
		switch s := s.(type) {
		case *ast.EmptyStmt:
		case *ast.BranchStmt:
			if s.Label == nil {
				return false
			}
		case *ast.ExprStmt:
			if !isWord(s.X, src) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// isWord reports whether an expression is a word, or words that only look like an expression.
func isWord(e ast.Expr, src string) bool {
	switch e := e.(type) {
	case *ast.Ident, *ast.BasicLit:
		return true
	case *ast.BinaryExpr:
		switch e.Op {
		case token.SUB, token.QUO, token.ADD, token.AND, token.OR, token.MUL:
			return isWord(e.X, src) && isWord(e.Y, src)
		}
	case *ast.CallExpr:
		return isWord(e.Fun, src) && int(e.Lparen) >= 2 && src[e.Lparen-2] == ' '
	case *ast.ParenExpr:
		return isWord(e.X, src)
	}
	return false
}
