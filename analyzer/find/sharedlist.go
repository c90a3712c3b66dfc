package find

import (
	"fmt"
	"go/ast"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/sites"
)

// recordListUse records the carrier that a list is compared with. If it differs from the first one in type or catalogs,
// the list is shared: it has retryable codes of two services, for example, and each code is right for one of them.
func (f *finder) recordListUse(l *sites.List, c *bind.Carrier) {
	key := ""
	if c != nil {
		key = fmt.Sprintf("%p", f.bind.OwnerType(c.Expr))
		for _, t := range c.Ties {
			key += " " + t.Cat.ID
		}
	}
	if before, ok := f.listUses[l]; ok && before != key {
		f.sharedLists = append(f.sharedLists, l)
		return
	}
	f.listUses[l] = key
}

// markSharedLists corrects the sites of shared lists. What addSite has set for the first carrier need not be true for
// the others.
func (f *finder) markSharedLists() {
	for _, l := range f.sharedLists {
		for _, e := range l.Elements {
			if e.Site != nil {
				e.Site.Shared, e.Site.Rewritten = true, ""
			}
		}
	}
}

// setListRetries links the elements of each list to their sites and sets the list's retry constructs. It also marks
// retries that a list decides: what else the program does about a single code cannot be seen there.
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
