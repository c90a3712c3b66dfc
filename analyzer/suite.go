package analyzer

import (
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"slices"
	"sort"
	"strings"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// rules returns all rules, in the order of their pages. It is the only list of them.
func rules() []rule {
	return []rule{
		swallowedcode,
		unhandledcode,
		nevermatch,
		losterror,
		okerror,
		permanentretry,
		hotretry,
		endlessretry,
		blindretry,
		fixedretry,
		openretry,
		missedretry,
		retryconfig,
		unknowncode,
		foreigncode,
		statusmismatch,
		errtext,
		duplicatecode,
		sdkhandled,
	}
}

// A rule is one rule: what users see of it, and the function that runs it.
type rule struct {
	name     string
	title    string
	page     string
	severity Severity
	paths    bool // it judges the paths after a match: it reports nothing in a declaration that does not parse
	run      func(*pass)
}

func (r rule) url() string {
	return "https://github.com/errls/errls/blob/main/analyzer/" + r.name + ".md"
}

// A pass is the run of one rule over one package.
type pass struct {
	*sites.Result
	rule rule
	add  func(Finding)
}

// reportSite reports a finding on a site's expression.
func (p *pass) reportSite(s *sites.Site, message string, related []Related, fixes ...Fix) {
	p.report(s.Expr, Finding{Message: message, Catalog: s.Catalog.ID, Code: s.Written, Related: related, Fixes: fixes})
}

// report reports a finding on a node. It sets the rule, its severity and its URL, and the position if the finding has
// none.
func (p *pass) report(n ast.Node, f Finding) {
	f.Rule, f.Severity, f.URL = p.rule.name, p.rule.severity, p.rule.url()
	if !f.Pos.IsValid() {
		f.Pos, f.End = n.Pos(), n.End()
	}
	for _, fix := range f.Fixes {
		slices.SortStableFunc(fix.Edits, func(a, b Edit) int {
			return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.End, b.End)) // an insertion comes before a removal
		})
	}
	p.add(f)
}

// inTest reports whether a site is in a test file, or in a function that gets a test, as one does that checks results for
// several tests. An error that a test expects is not dropped.
func (p *pass) inTest(s *sites.Site) bool { return p.inTestFile(s.Expr.Pos()) || p.getsTest(s.Func) }

// getsTest reports whether a function has a parameter whose type belongs to package testing: *testing.T, testing.TB.
func (p *pass) getsTest(fn ast.Node) bool {
	t := typeOf(fn)
	if t == nil {
		return false
	}
	return slices.ContainsFunc(t.Params.List, func(field *ast.Field) bool {
		name := sites.TypeNameOf(p.Info.TypeOf(field.Type))
		return name != nil && name.Pkg() != nil && name.Pkg().Path() == "testing"
	})
}

// inTestFile reports whether a position is in a test file.
func (p *pass) inTestFile(pos token.Pos) bool {
	return strings.HasSuffix(p.Fset.Position(pos).Filename, "_test.go")
}

// A Suite runs rules with one set of catalogs. It keeps no state between packages.
type Suite struct {
	set    *catalog.Set
	config Config
	rules  []rule
}

// New returns a suite. The error names the rules in config that do not exist; several errors are joined.
func New(set *catalog.Set, config Config) (*Suite, error) {
	all, errs := withSeverities(config.Severities)
	s := &Suite{set: set, config: config}
	if len(config.Rules) == 0 {
		s.rules = slices.DeleteFunc(all, func(r rule) bool { return config.Severities[r.name] == Off })
	}
	for _, name := range config.Rules {
		r, ok := findRule(all, name)
		if !ok {
			errs = append(errs, unknownRule(name))
			continue
		}
		s.rules = append(s.rules, r)
	}
	return s, errors.Join(errs...)
}

// withSeverities returns all rules with the severities that a user gives them, and an error for each rule that does not
// exist.
func withSeverities(severities map[string]Severity) ([]rule, []error) {
	all := rules()
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(severities)) {
		i := slices.IndexFunc(all, func(r rule) bool { return r.name == name })
		switch {
		case i < 0:
			errs = append(errs, unknownRule(name))
		case severities[name] != Off:
			all[i].severity = severities[name]
		}
	}
	return all, errs
}

func unknownRule(name string) error {
	return fmt.Errorf("unknown rule %q; the rules are %s", name, strings.Join(Names(), ", "))
}

func findRule(rules []rule, name string) (rule, bool) {
	for _, r := range rules {
		if r.name == name {
			return r, true
		}
	}
	return rule{}, false
}

// Names returns the names of all rules.
func Names() []string {
	var names []string
	for _, r := range rules() {
		names = append(names, r.name)
	}
	return names
}

// Set returns the catalogs that the suite works with.
func (s *Suite) Set() *catalog.Set { return s.set }

// Rules returns the rules that the suite runs.
func (s *Suite) Rules() []Rule {
	var out []Rule
	for _, r := range s.rules {
		out = append(out, Rule{Name: r.name, Title: r.title, Page: r.page, Severity: r.severity, URL: r.url()})
	}
	return out
}

// Check runs the rules over the sites of one package and returns the findings in the order of the source, together with
// mistakes in the comments that suppress findings (see Ignore). It ignores generated and excluded files and, unless
// Config.Tests is set, test files. Findings that a comment suppresses are not returned.
func (s *Suite) Check(found *sites.Result) []Finding {
	findings, _ := s.run(found)
	return findings
}

// Audit is like Check, and also reports comments that suppress nothing. It is meant for complete packages: while
// somebody is typing, the code that a comment is for may be missing for a moment.
func (s *Suite) Audit(found *sites.Result) []Finding {
	findings, suppressions := s.run(found)
	return inOrder(append(findings, suppressions.unused(s.rules, s.includes(found))...))
}

// run returns the findings of all rules and the comments that suppress findings.
func (s *Suite) run(found *sites.Result) ([]Finding, *suppressions) {
	var out []Finding
	for _, r := range s.rules {
		out = append(out, s.runRule(r, found)...)
	}
	suppressions := newSuppressions(found)
	out = append(suppressions.filter(out, true), suppressions.mistakes(s.includes(found))...)
	return inOrder(out), suppressions
}

func inOrder(findings []Finding) []Finding {
	sort.SliceStable(findings, func(i, j int) bool { return findings[i].Pos < findings[j].Pos })
	return findings
}

// runRule runs one rule. Its findings include those that comments suppress.
func (s *Suite) runRule(r rule, found *sites.Result) []Finding {
	if !found.Any() {
		return nil
	}
	var out []Finding
	included, copies := s.includes(found), cgoCopies(found)
	r.run(&pass{Result: found, rule: r, add: func(f Finding) {
		if tf := found.Fset.File(f.Pos); tf != nil && included(tf) && !(r.paths && !found.Parses(f.Pos)) {
			f.End = min(f.End, token.Pos(tf.Base()+tf.Size()))
			f.Fixes = slices.DeleteFunc(f.Fixes, func(fix Fix) bool { return copies[tf] || !fits(tf, fix) })
			out = append(out, f)
		}
	}})
	return out
}

// fits reports whether a fix lies within the file of its finding. If a closing bracket is missing, an expression may
// end after the end of the file.
func fits(tf *token.File, fix Fix) bool {
	end := token.Pos(tf.Base() + tf.Size())
	return !slices.ContainsFunc(fix.Edits, func(e Edit) bool {
		return e.Pos < token.Pos(tf.Base()) || e.End < e.Pos || end < e.End
	})
}

// includes returns a function that reports whether the rules look at a file of a package.
func (s *Suite) includes(found *sites.Result) func(*token.File) bool {
	skip := map[*token.File]bool{}
	for _, f := range found.Files {
		tf := found.Fset.File(f.FileStart)
		skip[tf] = isGenerated(f) || tf != nil && s.skips(tf.Name())
	}
	return func(tf *token.File) bool { return !skip[tf] }
}

// skips reports whether a file is ignored because of its name.
func (s *Suite) skips(name string) bool {
	return !s.config.Tests && strings.HasSuffix(name, "_test.go") || s.config.Exclude != nil && s.config.Exclude(name)
}
