package analyzer

import (
	"fmt"
	"go/token"
	"strconv"
	"strings"

	"github.com/errls/errls/analyzer/sites"
)

// elements judges what stands in the lists of helpers and is tied to no catalog: there is no list of codes to hold it
// against, but a slip shows by itself, or by what the rest of the package writes.
func (p *pass) elements() {
	words := readVocabulary(p.Lists)
	for _, l := range p.Lists {
		if !byHelper(l) {
			continue
		}
		for _, e := range l.Elements {
			if e.Site == nil || e.Site.Entry == nil && e.Site.Catalog.Common {
				p.element(l, e, words)
			}
		}
	}
}

func (p *pass) element(l *sites.List, e sites.Element, words *vocabulary) {
	quoted := strconv.Quote(e.Written)
	switch trimmed := strings.TrimSpace(e.Written); {
	case len(p.Set.Lookup(e.Written)) > 0:
	case trimmed != e.Written && looksLikeCode(trimmed):
		p.slip(l, e, quoted+" has white space around it, which no code has; did you mean "+trimmed+"?", trimmed)
	case joined(e.Written) != nil:
		codes := joined(e.Written)
		p.slip(l, e, fmt.Sprintf("%s is %d codes in one literal, which is the code of no error", quoted, len(codes)), codes...)
	case template(e.Written) != "":
		p.slip(l, e, fmt.Sprintf("%s holds %q, which nothing puts a value in: no error has it for its code", quoted, template(e.Written)))
	default:
		if meant, ok := words.slip(e.Written); ok {
			message := fmt.Sprintf("%s stands only here, and %s in %d places of this package; did you mean %s?", quoted, meant, words.uses[meant], meant)
			p.slip(l, e, message, meant)
		}
	}
}

// slip reports an element of a list, with the codes to put in its place: those that the list does not hold already.
func (p *pass) slip(l *sites.List, e sites.Element, message string, codes ...string) {
	f := Finding{Message: message, Code: e.Written}
	if new := missing(l, codes); e.Literal != nil && e.Literal.Kind == token.STRING && len(new) > 0 {
		for i, code := range new {
			new[i] = strconv.Quote(code)
		}
		f.Fixes = []Fix{{
			Message: "Replace with " + strings.Join(new, ", "),
			Edits:   []Edit{{Pos: e.Literal.Pos(), End: e.Literal.End(), New: strings.Join(new, ", ")}},
		}}
	}
	p.on(e.Expr, f)
}

// missing returns those codes that a list does not hold.
func missing(l *sites.List, codes []string) []string {
	held := map[string]bool{}
	for _, e := range l.Elements {
		held[e.Written] = true
	}
	var out []string
	for _, code := range codes {
		if !held[code] {
			held[code] = true
			out = append(out, code)
		}
	}
	return out
}

// joined returns the codes of a literal that holds several with commas between them, or nil.
func joined(written string) []string {
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

// template returns the verb in a literal that is a template of codes, copied as documentation writes them
// ("IncorrectStatus.%s"): the verb is a word of its own in what else looks like a code.
func template(written string) string {
	for _, verb := range []string{"%s", "%d", "%v"} {
		before, after, found := strings.Cut(written, verb)
		if found && looksLikeCode(before+"X"+after) && strings.HasSuffix(before, ".") && (after == "" || after[0] == '.') {
			return verb
		}
	}
	return ""
}

// looksLikeCode reports whether a string is built as services name their errors: letters, digits and signs, at least two
// words of them, told apart by a sign or a capital.
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
