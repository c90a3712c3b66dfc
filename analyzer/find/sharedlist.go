package find

import (
	"fmt"
	"go/ast"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/sites"
)

// heldAgainst notes what a list is held against. One list may serve several errors: retryable codes of two services, of
// which each is right for one.
func (f *finder) recordListUse(l *sites.List, by *bind.Carrier) {
	key := ""
	if by != nil {
		key = fmt.Sprintf("%p", f.bind.OwnerType(by.Expr))
		for _, t := range by.Ties {
			key += " " + t.Cat.ID
		}
	}
	if before, ok := f.listUses[l]; ok && before != key {
		f.sharedLists = append(f.sharedLists, l)
		return
	}
	f.listUses[l] = key
}

// share takes back what was said of the codes of lists that are held against several errors for the first of them.
func (f *finder) markSharedLists() {
	for _, l := range f.sharedLists {
		for _, e := range l.Elements {
			if e.Site != nil {
				e.Site.Shared, e.Site.Rewritten = true, ""
			}
		}
	}
}

// gather tells every list what became of its elements. Where a list decides, what else is done about a code does not
// show.
func (f *finder) setListRetries() {
	for _, l := range f.found.Lists {
		seen := map[ast.Node]bool{}
		for i := range l.Elements {
			s := f.found.SiteAt[l.Elements[i].Expr]
			if s == nil {
				continue
			}
			l.Elements[i].Site = s
			for j := range s.Retries {
				s.Retries[j].InHelper = s.Retries[j].InHelper || s.Role == sites.Listed
				if !seen[s.Retries[j].Construct] {
					seen[s.Retries[j].Construct] = true
					l.Retries = append(l.Retries, s.Retries[j])
				}
			}
		}
	}
}
