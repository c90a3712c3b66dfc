package analyzer

import (
	_ "embed"
	"strconv"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

//go:embed errtext.md
var errtextPage string

// errtext reports a code that is searched for in the text of an error although the error's type has it in a field, and
// a search for the text of one of Go's own errors that never succeeds because the case of letters differs.
var errtext = rule{
	name:     "errtext",
	title:    "report error codes that are searched for in an error's text instead of read from its type",
	page:     errtextPage,
	severity: Warning,
	run: func(p *pass) {
		fixes := p.newTextFixes()
		for _, s := range p.Sites {
			if s.Role != sites.Searched || s.CodeAccess == nil || p.inTest(s) || p.alsoTyped(s) {
				continue
			}
			p.reportSite(s, p.searched(s), nil, fixes.code(s)...)
		}
		for _, w := range p.CaseMismatches {
			why := "Go prints " + strconv.Quote(w.Text)
			if w.Written == w.Text {
				why = converted
			}
			message := strconv.Quote(w.Written) + " is never found: " + why + "; use errors.Is with " + w.GoError
			p.report(w.Expr, Finding{Message: message, Fixes: fixes.caseFix(w)})
		}
	},
}

// converted is the reason why a search for the text, spelled as Go or the SDK prints it, never succeeds.
const converted = "the searched text is converted to lower or upper case"

// searched says where the program searches for a code, and where to read the code instead.
func (p *pass) searched(s *sites.Site) string {
	code, t := strconv.Quote(s.Written), s.CodeAccess
	if t.Whole {
		return code + " is compared with the whole text of the error, which contains more than the code, so the two always differ" + p.readInstead(s)
	}
	if t.Func != nil || s.Catalog.Kind == catalog.KindEnum {
		return code + " is searched for in the error's text" + p.readInstead(s)
	}
	use := p.readInstead(s)
	switch {
	case t.NeverMatches:
		return code + " is never found: " + converted + use
	case t.Message:
		return code + " is searched for in the error's message" + use
	}
	return code + " is searched for in the error's text, which may contain it by chance" + use
}

// readInstead says from what the program can read a site's code; "" if that is not known.
func (p *pass) readInstead(s *sites.Site) string {
	t := s.CodeAccess
	switch {
	case t.Func != nil:
		return "; use " + p.packageName(s.Expr.Pos(), t.Func.Pkg()) + "." + t.Func.Name() + " instead"
	case t.Type != nil:
		return "; compare " + t.Code + " of " + p.typeName(s) + " instead"
	}
	switch {
	case t.Named == "":
		return "; compare the code of the error instead"
	case s.Catalog.Kind == catalog.KindEnum:
		return "; use " + t.Named + " instead"
	}
	return "; compare " + t.Named + " instead"
}

// typeName returns the name of the error type that has a site's code, as the site's file refers to it.
func (p *pass) typeName(s *sites.Site) string {
	name := p.packageName(s.Expr.Pos(), s.CodeAccess.Type.Pkg()) + "." + s.CodeAccess.Type.Name()
	if s.CodeAccess.Pointer {
		return "*" + name
	}
	return name
}

// alsoTyped reports whether the function also tests the typed error for a site's code. The search in the text is then
// for errors that have lost their type.
func (p *pass) alsoTyped(s *sites.Site) bool {
	for _, other := range p.Sites {
		typed := other.Role == sites.Tested || other.Role == sites.Listed
		if typed && other.Func != nil && other.Func == s.Func && other.Entry == s.Entry {
			return true
		}
	}
	return false
}
