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

// rules is the one list of rules, in the order of their pages.
func rules() []rule {
	return []rule{
		swallowedcode,
		unhandledcode,
		nevermatch,
		okerror,
		permanentretry,
		hotretry,
		endlessretry,
		blindretry,
		fixedretry,
		retryconfig,
		unknowncode,
		foreigncode,
		statusmismatch,
		errtext,
		duplicatecode,
		sdkhandled,
	}
}

// A rule is one rule: what users see of it, and its judgement.
type rule struct {
	name     string
	title    string
	page     string
	severity Severity
	paths    bool // it judges what follows, or does not: it says nothing of code that does not parse
	run      func(*pass)
}

func (r rule) url() string {
	return "https://github.com/errls/errls/blob/main/analyzer/" + r.name + ".md"
}

// A pass is one rule at work in one package.
type pass struct {
	*sites.Result
	rule   rule
	report func(Finding)
}

// at reports a finding on a site's expression.
func (p *pass) at(s *sites.Site, message string, related []Related, fixes ...Fix) {
	p.on(s.Expr, Finding{Message: message, Catalog: s.Catalog.ID, Code: s.Written, Related: related, Fixes: fixes})
}

// on reports a finding on a node: the rule's own part of it is filled in, and the place, unless it has one.
func (p *pass) on(n ast.Node, f Finding) {
	f.Rule, f.Severity, f.URL = p.rule.name, p.rule.severity, p.rule.url()
	if !f.Pos.IsValid() {
		f.Pos, f.End = n.Pos(), n.End()
	}
	for _, fix := range f.Fixes {
		slices.SortStableFunc(fix.Edits, func(a, b Edit) int {
			return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.End, b.End)) // what is put in stands before what goes
		})
	}
	p.report(f)
}

// inTest reports whether a site stands in a test file. What a test expects is not swallowed.
func (p *pass) inTest(s *sites.Site) bool {
	return strings.HasSuffix(p.Fset.Position(s.Expr.Pos()).Filename, "_test.go")
}

// A Suite is the rules over one set of catalogs. It holds no state between packages.
type Suite struct {
	set    *catalog.Set
	config Config
	rules  []rule
}

// New returns the suite. It answers an error for a rule that does not exist.
func New(set *catalog.Set, config Config) (*Suite, error) {
	all, errs := weighed(config.Severities)
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

// weighed returns all rules with the severities that a user gives them. The errors are for rules that do not exist.
func weighed(severities map[string]Severity) ([]rule, []error) {
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

// Check runs the rules over the sites of one package and returns the findings in the order of the source, with what
// is wrong with the comments that silence findings (see Ignore). Generated and excluded files and, unless asked for,
// test files are passed over, and so is what a comment silences.
func (s *Suite) Check(found *sites.Result) []Finding {
	findings, _ := s.judge(found)
	return findings
}

// Audit is Check that reports comments too that silence nothing. It is for doors that see the whole package as it is
// kept: while somebody types, what a comment silences may be missing for a moment.
func (s *Suite) Audit(found *sites.Result) []Finding {
	findings, silencers := s.judge(found)
	return inOrder(append(findings, silencers.unused(s.rules, s.judged(found))...))
}

func (s *Suite) judge(found *sites.Result) ([]Finding, *silencers) {
	var out []Finding
	for _, r := range s.rules {
		out = append(out, s.check(r, found)...)
	}
	silencers := newSilencers(found)
	out = append(silencers.heard(out, true), silencers.mistakes(s.judged(found))...)
	return inOrder(out), silencers
}

func inOrder(findings []Finding) []Finding {
	sort.SliceStable(findings, func(i, j int) bool { return findings[i].Pos < findings[j].Pos })
	return findings
}

// check runs one rule. What comments silence is still among its findings.
func (s *Suite) check(r rule, found *sites.Result) []Finding {
	if len(found.Sites)+len(found.Lists)+len(found.Groups)+len(found.ImpossibleTypes)+len(found.Policies)+len(found.CaseMismatches) == 0 {
		return nil
	}
	var out []Finding
	judged := s.judged(found)
	r.run(&pass{Result: found, rule: r, report: func(f Finding) {
		if tf := found.Fset.File(f.Pos); tf != nil && judged(tf) && !(r.paths && !found.Parses(f.Pos)) {
			f.End = min(f.End, token.Pos(tf.Base()+tf.Size()))
			f.Fixes = slices.DeleteFunc(f.Fixes, func(fix Fix) bool { return !fits(tf, fix) })
			out = append(out, f)
		}
	}})
	return out
}

// fits reports whether a fix lies in the file of its finding. Where a closing bracket is missing, an expression may end
// behind the end of the file.
func fits(tf *token.File, fix Fix) bool {
	end := token.Pos(tf.Base() + tf.Size())
	return !slices.ContainsFunc(fix.Edits, func(e Edit) bool {
		return e.Pos < token.Pos(tf.Base()) || e.End < e.Pos || end < e.End
	})
}

// judged returns a function that reports whether a file of a package is judged.
func (s *Suite) judged(found *sites.Result) func(*token.File) bool {
	skip := map[*token.File]bool{}
	for _, f := range found.Files {
		tf := found.Fset.File(f.FileStart)
		skip[tf] = ast.IsGenerated(f) || tf != nil && s.skips(tf.Name())
	}
	return func(tf *token.File) bool { return !skip[tf] }
}

// skips reports whether a file is not judged because of its name.
func (s *Suite) skips(name string) bool {
	return !s.config.Tests && strings.HasSuffix(name, "_test.go") || s.config.Exclude != nil && s.config.Exclude(name)
}
