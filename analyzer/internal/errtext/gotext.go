package errtext

import (
	"go/ast"
	"go/token"
	"strings"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/sites"
)

// A goText is the text of an error of the standard library.
type goText struct{ name, text string }

// goTexts are the errors of the standard library to which catalogs refer (catalog.Code.GoError), with their texts on
// Unix. They are from the tables of package syscall, and from the packages that declare the errors.
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

// addCaseMismatch adds a literal that differs from the text of a Go error only in case, so that the search never finds
// it. Only errors to which a catalog refers count.
func (f *Finder) addCaseMismatch(s textSearch, n bind.CodeExpr) {
	if s.fold || s.text.message || !strings.Contains(n.Text, " ") {
		return
	}
	for _, t := range goTexts {
		exact := t.text
		if s.text.upper {
			exact = strings.ToUpper(t.text)
		}
		if n.Text == exact || !strings.EqualFold(n.Text, t.text) || !f.catalogRefersTo(t.name) {
			continue
		}
		mismatch := &sites.CaseMismatch{Expr: n.Expr, Written: n.Text, Text: t.text, GoError: t.name, Error: s.text.err}
		if s.text.direct {
			mismatch.Test = s.test
		}
		if s.fn != nil && f.alsoTestsFor(s.fn.Body, n.Expr, t) {
			return
		}
		f.found.CaseMismatches = append(f.found.CaseMismatches, mismatch)
		return
	}
}

// catalogRefersTo reports whether a catalog has a code for a Go error.
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

// alsoTestsFor reports whether a function also tests for a Go error, by its correct text or by its name. Then the other
// spelling is meant for servers that use it.
func (f *Finder) alsoTestsFor(body *ast.BlockStmt, except ast.Expr, t goText) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if v, ok := f.bind.CodeExpr(n); ok && n != except && n.Kind == token.STRING {
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
