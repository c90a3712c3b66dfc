package analyzer

import (
	_ "embed"
	"strconv"

	"github.com/errls/errls/analyzer/sites"
)

//go:embed errtext.md
var errtextPage string

// errtext reports a code that is looked for in the text of an error, where a typed code is at hand, and a text of
// Go's own errors that is never found because its case is another.
var errtext = rule{
	name:     "errtext",
	title:    "report error codes that are looked for in the text of an error that has them in a field",
	page:     errtextPage,
	severity: Warning,
	run: func(p *pass) {
		fixes := p.newTextFixes()
		for _, s := range p.Sites {
			if s.Role != sites.Searched || s.CodeAccess == nil || p.inTest(s) || p.askedToo(s) {
				continue
			}
			p.at(s, p.soughtIn(s), nil, fixes.code(s)...)
		}
		for _, w := range p.CaseMismatches {
			message := strconv.Quote(writtenIn(w)) + " is never found: Go prints " + strconv.Quote(w.Text) +
				", and " + w.GoError + " is what errors.Is asks for"
			p.on(w.Expr, Finding{Message: message, Fixes: fixes.wording(w)})
		}
	},
}

// soughtIn says where a code is looked for and where it stands.
func (p *pass) soughtIn(s *sites.Site) string {
	code, t := strconv.Quote(s.Written), s.CodeAccess
	switch {
	case t.Func != nil:
		return code + " is looked for in the text of the error; " + p.packageName(s.Expr.Pos(), t.Func.Pkg()) + "." + t.Func.Name() + " gives its code"
	case t.NeverMatches:
		return code + " is never found in a text of another case; " + p.typeName(s) + " has the code in " + t.Code
	case t.Message:
		return code + " is looked for in the message of the error; " + p.typeName(s) + " has the code in " + t.Code
	}
	return code + " is looked for in the text of the error, where any message may hold it; " + p.typeName(s) + " has the code in " + t.Code
}

// typeName names the error type that travels, as the file of a search does.
func (p *pass) typeName(s *sites.Site) string {
	name := p.packageName(s.Expr.Pos(), s.CodeAccess.Type.Pkg()) + "." + s.CodeAccess.Type.Name()
	if s.CodeAccess.Pointer {
		return "*" + name
	}
	return name
}

// askedToo reports whether the function asks the typed code for the same one: the text is then a second way, for an
// error that has lost its type.
func (p *pass) askedToo(s *sites.Site) bool {
	for _, other := range p.Sites {
		typed := other.Role == sites.Tested || other.Role == sites.Listed
		if typed && other.Func != nil && other.Func == s.Func && other.Entry == s.Entry {
			return true
		}
	}
	return false
}
