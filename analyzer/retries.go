package analyzer

import (
	"go/ast"

	"github.com/errls/errls/analyzer/sites"
)

// retries returns the retry constructs in which a site's code leads to another attempt. It returns nil if the code's
// own catalog does not judge it, and for codes that are passed to a library as data, which retryconfig checks. A loop
// that polls does not retry.
func retries(s *sites.Site) []sites.Retry {
	if s.Entry == nil || s.Indirect || s.Role == sites.Configured {
		return nil
	}
	return only(s.Retries, func(a *sites.Retry) bool { return !a.Polling })
}

// only returns the retry constructs for which keep returns true.
func only(all []sites.Retry, keep func(*sites.Retry) bool) []sites.Retry {
	var some []sites.Retry
	for i := range all {
		if keep(&all[i]) {
			some = append(some, all[i])
		}
	}
	return some
}

// A retryLoop is a loop with the codes after which it repeats the call.
type retryLoop struct {
	construct ast.Node
	sites     []*sites.Site
	again     []sites.Retry // one for each of sites
}

// loops returns the loops that have a site for which keep returns true, with these sites, in the order of the first
// sites.
func (p *pass) loops(keep func(*sites.Site, *sites.Retry) bool) []*retryLoop {
	var found []*retryLoop
	byNode := map[ast.Node]*retryLoop{}
	for _, s := range p.Sites {
		for _, a := range s.Retries {
			if !keep(s, &a) {
				continue
			}
			l := byNode[a.Construct]
			if l == nil {
				l = &retryLoop{construct: a.Construct}
				byNode[a.Construct] = l
				found = append(found, l)
			}
			l.sites, l.again = append(l.sites, s), append(l.again, a)
		}
	}
	return found
}

// maxConstructs limits the loops and callbacks that a finding points at. A predicate may have a hundred callers.
const maxConstructs = 5

// constructs returns the loops and callbacks in which a code leads to another attempt, and the expressions that decide
// about it there.
func constructs(again []sites.Retry) []Related {
	var related []Related
	for _, a := range again[:min(len(again), maxConstructs)] {
		related = append(related, Related{Pos: a.Construct.Pos(), End: a.Construct.Pos(), Message: repeats(&a)})
		if a.Decision != nil {
			related = append(related, Related{Pos: a.Decision.Pos(), End: a.Decision.End(), Message: "this expression decides whether to retry"})
		}
	}
	return related
}

// repeats says what repeats a call.
func repeats(a *sites.Retry) string {
	if a.Library != nil {
		return a.Library.Package + " calls this function again"
	}
	if _, recursive := a.Construct.(*ast.CallExpr); recursive {
		return "this call repeats the function"
	}
	return "this loop repeats the call"
}

// relatedCodes returns the codes after which a loop repeats the call.
func (p *pass) relatedCodes(of []*sites.Site) []Related {
	var related []Related
	for _, s := range of[:min(len(of), maxConstructs)] {
		related = append(related, Related{Pos: s.Expr.Pos(), End: s.Expr.End(), Message: "the call is repeated after " + p.label(s)})
	}
	return related
}
