package analyzer

import (
	"go/ast"
	"strconv"
	"strings"

	"github.com/errls/errls/analyzer/sites"
)

// retries returns the retry constructs in which a site's code leads to another attempt, where the code is known and
// judged by its own catalog. Codes that are given to a library as data are another rule's, and to poll is no retry.
func retries(s *sites.Site) []sites.Retry {
	if s.Entry == nil || s.Indirect || s.Role == sites.Configured {
		return nil
	}
	return only(s.Retries, func(a *sites.Retry) bool { return !a.Polling })
}

// only returns the retry constructs that a rule is about.
func only(all []sites.Retry, about func(*sites.Retry) bool) []sites.Retry {
	var some []sites.Retry
	for i := range all {
		if about(&all[i]) {
			some = append(some, all[i])
		}
	}
	return some
}

// A retryLoop is a loop, and the codes that bring it round.
type retryLoop struct {
	construct ast.Node
	sites     []*sites.Site
	again     []sites.Retry // as many
}

// loops returns the loops that a rule is about, in the order of their first codes.
func (p *pass) loops(about func(*sites.Site, *sites.Retry) bool) []*retryLoop {
	var found []*retryLoop
	byNode := map[ast.Node]*retryLoop{}
	for _, s := range p.Sites {
		for _, a := range s.Retries {
			if !about(s, &a) {
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

// maxConstructs is how many loops and callbacks a finding points at: a predicate may serve a hundred.
const maxConstructs = 5

// constructs points at the loops and callbacks in which a code leads to another attempt, and at what decides there.
func constructs(again []sites.Retry) []Related {
	var related []Related
	for _, a := range again[:min(len(again), maxConstructs)] {
		related = append(related, Related{Pos: a.Construct.Pos(), End: a.Construct.Pos(), Message: comesRound(&a)})
		if a.Decision != nil {
			related = append(related, Related{Pos: a.Decision.Pos(), End: a.Decision.End(), Message: "decided here"})
		}
	}
	return related
}

func comesRound(a *sites.Retry) string {
	if a.Library != nil {
		return "this function is called again by " + a.Library.Package
	}
	return "this loop makes the call again"
}

// maxNamed is how many codes a message names.
const maxNamed = 3

// enumerate joins names for a reader: all of a few, or the first of many.
func enumerate(names []string) string {
	last := len(names) - 1
	switch {
	case last < 1:
		return strings.Join(names, "")
	case last < maxNamed:
		return strings.Join(names[:last], ", ") + " and " + names[last]
	}
	return strings.Join(names[:maxNamed], ", ") + " and " + strconv.Itoa(len(names)-maxNamed) + " more"
}

// codesOf lists the codes of sites, each once.
func codesOf(of []*sites.Site) string {
	var names []string
	seen := map[string]bool{}
	for _, s := range of {
		if l := label(s); !seen[l] {
			seen[l] = true
			names = append(names, l)
		}
	}
	return enumerate(names)
}

// places points at the codes that bring a loop round.
func places(of []*sites.Site) []Related {
	var related []Related
	for _, s := range of[:min(len(of), maxConstructs)] {
		related = append(related, Related{Pos: s.Expr.Pos(), End: s.Expr.End(), Message: label(s) + " makes the call again"})
	}
	return related
}
