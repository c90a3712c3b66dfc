package analyzer

import (
	_ "embed"
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

//go:embed openretry.md
var openretryPage string

// openretry reports a retry construct that makes another attempt after all codes except some, permanent ones among them.
var openretry = rule{
	name:     "openretry",
	title:    "report retries after all error codes that are not named, permanent ones included",
	page:     openretryPage,
	severity: Info,
	paths:    true,
	run: func(p *pass) {
		for _, o := range p.openRetries() {
			d, codes := o.decision, o.codes
			which := "codes that this test does not name are retried, among them "
			if o.test.Range {
				which = "this test also sends 4xx statuses to another attempt, among them "
			}
			p.report(o.test.Node, Finding{
				Pos:     o.test.Node.Pos(),
				End:     testEnd(o.test),
				Message: which + p.catalogCodes(d.Catalog, codes, o.test.Expr.Pos()) + ", for which retrying cannot help" + inferredAmong(codes),
				Catalog: d.Catalog.ID,
				Code:    codes[0].ID,
				Related: constructs(o.again),
			})
		}
	},
}

// An openRetry is a test after which a retry construct retries permanent codes that no test names.
type openRetry struct {
	test     *sites.DecisionTest
	decision *sites.Decision
	codes    []*catalog.Code
	again    []sites.Retry // the constructs for which the test decides
}

// repeats reports whether a construct is one of those for which the test decides.
func (o *openRetry) repeats(construct ast.Node) bool {
	return slices.ContainsFunc(o.again, func(r sites.Retry) bool { return r.Construct == construct })
}

// openRetries returns the tests after which permanent codes are retried, each once, and one for each construct.
func (p *pass) openRetries() []*openRetry {
	var found []*openRetry
	for _, d := range p.Decisions {
		codes := permanentCodes(d)
		test := stopTest(d)
		if test == nil && !isInverse(d) {
			test = rangeTest(d)
		}
		if test == nil || len(uncovered(codes, d)) == 0 {
			continue
		}
		i := slices.IndexFunc(found, func(o *openRetry) bool { return o.test.Node == test.Node })
		if i >= 0 {
			found[i].again = append(found[i].again, d.Retry)
			continue
		}
		if slices.ContainsFunc(found, func(o *openRetry) bool { return o.repeats(d.Retry.Construct) }) {
			continue // another test of the construct was found before
		}
		found = append(found, &openRetry{test, d, codes, []sites.Retry{d.Retry}})
	}
	return found
}

// permanentCodes returns the codes that a decision retries although retrying never helps, without those that a test
// names. Of the HTTP statuses, only those of the client count: 5xx statuses are usually retried as a whole.
func permanentCodes(d *sites.Decision) []*catalog.Code {
	var codes []*catalog.Code
	for _, c := range d.Again {
		if isPermanent(c) && !d.Names(c) && (!d.Catalog.HTTP || c.Value/100 == 4) {
			codes = append(codes, c)
		}
	}
	return mostCommonFirst(codes, d)
}

// isPermanent reports whether retrying a code never helps, and the code is not an answer that a program may wait for.
func isPermanent(c *catalog.Code) bool {
	return c.Retry == catalog.RetryNever && c.Outcome == "" && c.Deprecated == ""
}

// commonClasses are the canonical codes of the failures that callers see most often.
var commonClasses = []string{"INVALID_ARGUMENT", "PERMISSION_DENIED", "UNAUTHENTICATED", "UNIMPLEMENTED"}

// classOf returns the index in commonClasses of the class of a code; -1 if callers do not often see such a code.
func classOf(c *catalog.Code) int {
	return slices.IndexFunc(commonClasses, func(class string) bool { return slices.Contains(c.Canonical, class) })
}

// uncovered returns the first code of each of commonClasses to which no code belongs that a test of the decision names.
func uncovered(codes []*catalog.Code, d *sites.Decision) []*catalog.Code {
	var first []*catalog.Code
	for class := range commonClasses {
		isOfClass := func(c *catalog.Code) bool { return classOf(c) == class }
		i := slices.IndexFunc(codes, isOfClass)
		named := slices.ContainsFunc(d.Tests, func(t sites.DecisionTest) bool { return t.Entry != nil && isOfClass(t.Entry) })
		if i >= 0 && !named {
			first = append(first, codes[i])
		}
	}
	return first
}

// mostCommonFirst returns codes in the order in which a message names them.
func mostCommonFirst(codes []*catalog.Code, d *sites.Decision) []*catalog.Code {
	ordered := uncovered(codes, d)
	for _, c := range codes {
		if !slices.Contains(ordered, c) {
			ordered = append(ordered, c)
		}
	}
	return ordered
}

// stopTest returns the first test that names a permanent code which ends the attempts; nil if there is none.
func stopTest(d *sites.Decision) *sites.DecisionTest {
	for i := range d.Tests {
		t := &d.Tests[i]
		if t.Entry != nil && t.Entry.Outcome == "" && slices.Contains(d.Ends, t.Entry) &&
			(t.Entry.Retry == catalog.RetryNever || t.Entry.Retry == catalog.RetryAfterRecovery) {
			return t
		}
	}
	return nil
}

// rangeTest returns the first test of a range of statuses, if success ends the attempts; otherwise nil. A program that
// only waits for a success polls.
func rangeTest(d *sites.Decision) *sites.DecisionTest {
	if !d.SuccessEnds || !d.UsesResult {
		return nil
	}
	for i := range d.Tests {
		if d.Tests[i].Range {
			return &d.Tests[i]
		}
	}
	return nil
}

// isInverse reports whether a test of a range retries statuses of the client, and none of the server.
func isInverse(d *sites.Decision) bool {
	return d.Catalog.HTTP && len(permanentCodes(d)) > 0 && rangeTest(d) != nil &&
		!slices.ContainsFunc(d.Again, isServerStatus) && len(serverStatuses(d.Ends)) >= 3
}

// isServerStatus reports whether an HTTP status is one of the server, after which a retry may help.
func isServerStatus(c *catalog.Code) bool { return c.Value/100 == 5 && c.AsksForWait() }

// serverStatuses returns the HTTP statuses among codes for which isServerStatus.
func serverStatuses(codes []*catalog.Code) []*catalog.Code {
	return slices.DeleteFunc(slices.Clone(codes), func(c *catalog.Code) bool { return !isServerStatus(c) })
}

// testEnd returns the end of what a finding underlines: the keyword of a statement, or the test.
func testEnd(t *sites.DecisionTest) token.Pos {
	switch t.Node.(type) {
	case *ast.IfStmt, *ast.SwitchStmt:
		return t.Node.Pos() + token.Pos(len(keyword(t.Node)))
	}
	return t.Node.End()
}

// catalogCodes lists codes of a catalog: up to maxNamed, and how many more there are.
func (p *pass) catalogCodes(c *catalog.Catalog, codes []*catalog.Code, at token.Pos) string {
	var names []string
	for _, code := range codes {
		names = append(names, p.codeLabel(c, code, at))
	}
	return listed(names)
}

// inferredAmong returns the end of a message about several codes: whether the judgement on one of them is inferred.
func inferredAmong(codes []*catalog.Code) string {
	if slices.ContainsFunc(codes, func(c *catalog.Code) bool { return c.Basis.Retry != catalog.Stated }) {
		return " (inferred)"
	}
	return ""
}

// listed joins names: all of a few, or the first of many and how many more there are.
func listed(names []string) string {
	last := len(names) - 1
	switch {
	case last < 1:
		return strings.Join(names, "")
	case last < maxNamed:
		return strings.Join(names[:last], ", ") + " and " + names[last]
	}
	return strings.Join(names[:maxNamed], ", ") + " and " + strconv.Itoa(len(names)-maxNamed) + " more"
}
