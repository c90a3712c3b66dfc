package analyzer

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

//go:embed statusmismatch.md
var statusmismatchPage string

// statusmismatch reports a code that is tested together with an HTTP status that it never comes with.
var statusmismatch = rule{
	name:     "statusmismatch",
	title:    "report error codes that are tested together with an HTTP status that they never come with",
	page:     statusmismatchPage,
	severity: Warning,
	run: func(p *pass) {
		reported := map[[2]*sites.Site]bool{}
		for _, s := range p.Sites {
			for _, other := range s.With {
				code, status := s, other
				if s.Catalog.HTTP {
					code, status = other, s
				}
				if pair := [2]*sites.Site{code, status}; !reported[pair] && !p.inTest(code) && mismatched(code, status) {
					reported[pair] = true
					p.reportSite(code, p.label(code)+" comes with HTTP "+statusesOf(code.Entry)+", never with "+status.Written, []Related{{
						Pos: status.Expr.Pos(), End: status.Expr.End(), Message: "the status is tested here",
					}})
				}
			}
		}
	},
}

// mismatched reports whether a code never comes with a status: the documentation gives other statuses for the code, and
// the SDK does not replace a code that comes with the status by it.
func mismatched(code, status *sites.Site) bool {
	if code.Entry == nil || code.Catalog.HTTP || !status.Catalog.HTTP || len(code.Entry.HTTP) == 0 {
		return false
	}
	if code.Catalog.Common || code.Entry.ID != code.Written && code.Catalog.Kind == catalog.KindString {
		return false // each service of the platform has statuses of its own, and so may each kind of a code
	}
	number, err := strconv.Atoi(status.Written)
	if err != nil || slices.Contains(code.Entry.HTTP, number) {
		return false
	}
	if slices.ContainsFunc(code.Entry.Variants, func(v catalog.Variant) bool { return slices.Contains(v.HTTP, number) }) {
		return false
	}
	for _, b := range code.Catalog.Go {
		if slices.ContainsFunc(b.Rewrites, func(r catalog.Rewrite) bool { return r.To == code.Entry.ID && r.Covers(number) }) {
			return false
		}
	}
	return true
}

// statusesOf lists the statuses that the documentation gives for a code.
func statusesOf(c *catalog.Code) string {
	all := slices.Clone(c.HTTP)
	for _, v := range c.Variants {
		all = append(all, v.HTTP...)
	}
	slices.Sort(all)
	var words []string
	for _, status := range slices.Compact(all) {
		words = append(words, strconv.Itoa(status))
	}
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
