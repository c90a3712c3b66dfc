package analyzer

import (
	"fmt"
	"go/token"
	"strconv"
	"strings"

	"github.com/errls/errls/analyzer/sites"
)

// checkHelperLists reports misspelled codes in the lists that are passed to helpers, if no catalog is known to list the
// code: a mistake is visible in the code itself, or in comparison with the other codes of the package.
func (p *pass) checkHelperLists() {
	used := readVocabulary(p.Lists)
	for _, l := range p.Lists {
		if !byHelper(l) {
			continue
		}
		for _, e := range l.Elements {
			if e.Site == nil || e.Site.Entry == nil && e.Site.Catalog.Common {
				p.checkElement(l, e, used)
			}
		}
	}
}

// checkElement reports an element of a helper's list that is a misspelled code.
func (p *pass) checkElement(l *sites.List, e sites.Element, used *vocabulary) {
	quoted := strconv.Quote(e.Written)
	switch trimmed := strings.TrimSpace(e.Written); {
	case len(p.Set.Lookup(e.Written)) > 0:
	case trimmed != e.Written && looksLikeCode(trimmed):
		p.reportElement(l, e, quoted+" has leading or trailing white space; did you mean "+trimmed+"?", trimmed)
	case splitCodes(e.Written) != nil:
		codes := splitCodes(e.Written)
		p.reportElement(l, e, fmt.Sprintf("%s is %d codes in one string and matches no error; write each code as a string of its own", quoted, len(codes)), codes...)
	case template(e.Written) != "":
		p.reportElement(l, e, fmt.Sprintf("%s contains %s, which is not replaced by a value, and matches no error", quoted, template(e.Written)))
	default:
		if meant, ok := used.correction(e.Written); ok {
			message := fmt.Sprintf("%s is used only here, and %s is used %d times in this package; did you mean %s?", quoted, meant, used.uses[meant], meant)
			p.reportElement(l, e, message, meant)
		}
	}
}

// reportElement reports an element of a list, with a fix that replaces it by those of the codes that the list does not
// contain.
func (p *pass) reportElement(l *sites.List, e sites.Element, message string, codes ...string) {
	f := Finding{Message: message, Code: e.Written}
	if new := notInList(l, codes); e.Literal != nil && e.Literal.Kind == token.STRING && len(new) > 0 {
		for i, code := range new {
			new[i] = strconv.Quote(code)
		}
		f.Fixes = []Fix{{
			Message: "Replace with " + strings.Join(new, ", "),
			Edits:   []Edit{{Pos: e.Literal.Pos(), End: e.Literal.End(), New: strings.Join(new, ", ")}},
		}}
	}
	p.report(e.Expr, f)
}

// notInList returns those codes that a list does not contain, each once.
func notInList(l *sites.List, codes []string) []string {
	listed := map[string]bool{}
	for _, e := range l.Elements {
		listed[e.Written] = true
	}
	var out []string
	for _, code := range codes {
		if !listed[code] {
			listed[code] = true
			out = append(out, code)
		}
	}
	return out
}

// splitCodes returns the codes of a string that contains several with commas between them, nil for any other string.
func splitCodes(written string) []string {
	parts := strings.Split(written, ",")
	if len(parts) < 2 {
		return nil
	}
	for i := range parts {
		if parts[i] = strings.TrimSpace(parts[i]); !looksLikeCode(parts[i]) {
			return nil
		}
	}
	return parts
}

// template returns the formatting verb in a string that is a template of codes, as documentation writes them
// ("IncorrectStatus.%s"); "" for any other string. The verb stands for a word of the code.
func template(written string) string {
	for _, verb := range []string{"%s", "%d", "%v"} {
		before, after, found := strings.Cut(written, verb)
		if found && looksLikeCode(before+"X"+after) && strings.HasSuffix(before, ".") && (after == "" || after[0] == '.') {
			return verb
		}
	}
	return ""
}

// looksLikeCode reports whether a string has the form of an error code: letters, digits and the signs . _ and -, in two
// words or more, which a sign or a capital letter separates.
func looksLikeCode(s string) bool {
	if len(s) < 6 || !isLetter(s[0]) {
		return false
	}
	words := 1
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '.' || c == '_' || c == '-':
			words++
		case isLetter(c):
			if c <= 'Z' && s[i-1] >= 'a' {
				words++
			}
		case c < '0' || c > '9':
			return false
		}
	}
	return words > 1
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
