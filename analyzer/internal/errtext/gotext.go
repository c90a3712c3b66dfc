package errtext

import (
	"go/ast"
	"go/token"
	"strings"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/sites"
)

// A goText is what one of Go's own errors prints.
type goText struct{ name, text string }

// goTexts are the errors of the standard library that catalogs refer to (catalog.Code.GoError), with their texts on
// Unix: those of the tables in package syscall, and of the packages themselves.
var goTexts = [...]goText{
	{"syscall.ECONNRESET", "connection reset by peer"},
	{"syscall.ECONNREFUSED", "connection refused"},
	{"syscall.ECONNABORTED", "software caused connection abort"},
	{"syscall.EPIPE", "broken pipe"},
	{"syscall.ETIMEDOUT", "connection timed out"},
	{"syscall.EHOSTUNREACH", "no route to host"},
	{"syscall.ENETUNREACH", "network is unreachable"},
	{"context.Canceled", "context canceled"},
	{"context.DeadlineExceeded", "context deadline exceeded"},
	{"os.ErrDeadlineExceeded", "i/o timeout"},
	{"net.ErrClosed", "use of closed network connection"},
	{"io.EOF", "EOF"},
	{"io.ErrUnexpectedEOF", "unexpected EOF"},
}

// soughtWording notes a literal that is, but for case, what a Go error prints: as the text is searched, it is never
// found. Only errors that a catalog refers to count.
func (f *Finder) addCaseMismatch(s textSearch, n bind.CodeExpr) {
	if s.fold || s.text.message || !strings.Contains(n.Text, " ") {
		return
	}
	for _, t := range goTexts {
		found := t.text
		if s.text.upper {
			found = strings.ToUpper(t.text)
		}
		if n.Text == found || !strings.EqualFold(n.Text, t.text) || !f.catalogRefersTo(t.name) {
			continue
		}
		w := &sites.CaseMismatch{Expr: n.Expr, Text: t.text, GoError: t.name, Error: s.text.err}
		if s.text.direct {
			w.Test = s.test
		}
		if s.fn != nil && f.alsoTestsFor(s.fn.Body, n.Expr, t) {
			return
		}
		f.found.CaseMismatches = append(f.found.CaseMismatches, w)
		return
	}
}

// stands reports whether a catalog has a code that stands for a Go error.
func (f *Finder) catalogRefersTo(goError string) bool {
	for _, c := range f.bind.Set.Catalogs() {
		for i := range c.Codes {
			if c.Codes[i].GoError == goError {
				return true
			}
		}
	}
	return false
}

// writes reports whether a function asks for a Go error as well, by its right text or by itself: then the other
// spelling is there for servers that word it so.
func (f *Finder) alsoTestsFor(body *ast.BlockStmt, but ast.Expr, t goText) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if v, ok := f.bind.CodeExpr(n); ok && n != but && n.Kind == token.STRING {
				found = found || strings.Contains(v.Text, t.text)
			}
		case *ast.SelectorExpr:
			if id, ok := n.X.(*ast.Ident); ok {
				found = found || id.Name+"."+n.Sel.Name == t.name
			}
		}
		return !found
	})
	return found
}
