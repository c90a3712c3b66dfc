package analyzer

import (
	"golang.org/x/tools/go/analysis"

	"github.com/errls/errls/analyzer/find"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// Analyzers returns the rules as go/analysis analyzers, for golangci-lint and nogo. They share one walk over the
// syntax of a package.
func (s *Suite) Analyzers() []*analysis.Analyzer {
	return analyzers(s.rules, func(string) *Suite { return s })
}

// AnalyzersByDir is Analyzers where each directory has a suite of its own: of gives it, and must be safe for
// concurrent use. There is an analyzer for each rule, which is silent where the suite does not run the rule.
func AnalyzersByDir(of func(dir string) *Suite) []*analysis.Analyzer { return analyzers(rules(), of) }

func analyzers(rules []rule, of func(dir string) *Suite) []*analysis.Analyzer {
	finder := find.NewAnalyzer(func(dir string) *catalog.Set { return of(dir).set })
	var out []*analysis.Analyzer
	for _, r := range rules {
		out = append(out, &analysis.Analyzer{
			Name:     r.name,
			Doc:      r.title + "\n\n" + r.page,
			URL:      r.url(),
			Requires: []*analysis.Analyzer{finder},
			Run: func(p *analysis.Pass) (any, error) {
				s := of(find.Dir(p))
				weighed, runs := findRule(s.rules, r.name)
				if !runs {
					return nil, nil
				}
				found := p.ResultOf[finder].(*sites.Result)
				for _, f := range newSilencers(found).heard(s.check(weighed, found), false) {
					p.Report(f.Diagnostic())
				}
				return nil, nil
			},
		})
	}
	return out
}

// Diagnostic returns a finding in the form of go/analysis; its category is the rule's name.
func (f Finding) Diagnostic() analysis.Diagnostic {
	d := analysis.Diagnostic{Pos: f.Pos, End: f.End, Category: f.Rule, Message: f.Message, URL: f.URL}
	for _, r := range f.Related {
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: r.Pos, End: r.End, Message: r.Message})
	}
	for _, fix := range f.Fixes {
		sf := analysis.SuggestedFix{Message: fix.Message}
		for _, e := range fix.Edits {
			sf.TextEdits = append(sf.TextEdits, analysis.TextEdit{Pos: e.Pos, End: e.End, NewText: []byte(e.New)})
		}
		d.SuggestedFixes = append(d.SuggestedFixes, sf)
	}
	return d
}
