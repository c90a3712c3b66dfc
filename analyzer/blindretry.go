package analyzer

import (
	_ "embed"
	"slices"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

//go:embed blindretry.md
var blindretryPage string

// blindretry reports a code that asks for a recovery before the next attempt if the call is repeated unchanged.
var blindretry = rule{
	name:     "blindretry",
	title:    "report error codes that are retried without the recovery that they require",
	page:     blindretryPage,
	severity: Warning,
	paths:    true,
	run: func(p *pass) {
		for _, s := range p.Sites {
			blind := only(retries(s), func(a *sites.Retry) bool {
				return !a.Optional && handledInPlace(s, a) && !recoversByItself(s.Entry, a)
			})
			if len(blind) > 0 && s.Entry.Retry == catalog.RetryAfterRecovery && s.Entry.Outcome == "" {
				p.reportSite(s, p.label(s)+" is retried unchanged; "+recovery(s.Entry)+" first, or return the error"+retryBasis(s), constructs(blind))
			}
			if in := only(retries(s), isInEndedTx(s.Entry)); len(in) > 0 {
				p.reportSite(s, "the call is repeated in the transaction that "+p.label(s)+" has ended; begin a new transaction and repeat all of it, or return the error"+retryBasis(s), constructs(in))
			}
		}
	},
}

// isInEndedTx returns a function that reports whether the attempts after a code are calls in one transaction, although the
// code asks for a restart of the larger operation. Whatever a predicate does about the code, it cannot begin a transaction
// for the caller.
func isInEndedTx(c *catalog.Code) func(*sites.Retry) bool {
	return func(a *sites.Retry) bool {
		return a.InTx && !a.Optional && c.Retry == catalog.RetryHigher
	}
}

// recovery says what to do before the next attempt.
func recovery(c *catalog.Code) string {
	if isQuota(c) {
		return "free or raise the quota"
	}
	switch c.Handling {
	case catalog.FixRequest:
		return "change the request"
	case catalog.FixCredentials:
		return "fix the credentials or permissions"
	case catalog.RefreshThenRetry:
		return "read the current state again"
	case catalog.Reconnect:
		return "reconnect"
	}
	return "fix the state that it reports"
}

// isQuota reports whether a code says that a quota or another resource is used up.
func isQuota(c *catalog.Code) bool { return slices.Contains(c.Canonical, "RESOURCE_EXHAUSTED") }

// handledInPlace reports whether everything that the program does about a code is visible where the code is matched. A
// predicate and a list only decide that there is another attempt.
func handledInPlace(s *sites.Site, a *sites.Retry) bool {
	return !a.InHelper && a.Decision == nil && s.Role != sites.Listed
}

// recoversByItself reports whether the wait or the attempt may be the recovery: a quota is restored with time, and a
// function that does more than to send the request may sign it with renewed credentials, read the current state, or connect.
func recoversByItself(c *catalog.Code, a *sites.Retry) bool {
	if a.Waited && isQuota(c) {
		return true
	}
	switch c.Handling {
	case catalog.FixCredentials, catalog.RefreshThenRetry, catalog.Reconnect:
		return a.AttemptActs
	}
	return false
}
