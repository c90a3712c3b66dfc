package sites

import (
	"fmt"
	"go/ast"
)

// heldAgainst notes what a list is held against. One list may serve several errors: retryable codes of two services, of
// which each is right for one.
func (f *finder) heldAgainst(l *List, by *carrier) {
	key := ""
	if by != nil {
		key = fmt.Sprintf("%p", f.owner(by.expr))
		for _, t := range by.ties {
			key += " " + t.cat.ID
		}
	}
	if before, ok := f.heldBy[l]; ok && before != key {
		f.several = append(f.several, l)
		return
	}
	f.heldBy[l] = key
}

// share takes back what was said of the codes of lists that are held against several errors for the first of them.
func (f *finder) share() {
	for _, l := range f.several {
		for _, e := range l.Elements {
			if e.Site != nil {
				e.Site.Shared, e.Site.Rewritten = true, ""
			}
		}
	}
}

// gather tells every list what became of its elements. Where a list decides, what else is done about a code does not
// show.
func (f *finder) gather() {
	for _, l := range f.lists {
		seen := map[ast.Node]bool{}
		for i := range l.Elements {
			s := f.byExpr[l.Elements[i].Expr]
			if s == nil {
				continue
			}
			l.Elements[i].Site = s
			for j := range s.Again {
				s.Again[j].InHelper = s.Again[j].InHelper || s.Role == Listed
				if !seen[s.Again[j].Construct] {
					seen[s.Again[j].Construct] = true
					l.Again = append(l.Again, s.Again[j])
				}
			}
		}
	}
}

// services counts the catalogs that a carrier's codes may be of, those of whole platforms aside.
func services(c *carrier) int {
	n := 0
	for _, t := range c.ties {
		if !t.indirect && !t.cat.Common {
			n++
		}
	}
	return n
}
