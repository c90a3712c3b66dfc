package analyzer

import (
	"golang.org/x/tools/go/analysis"

	"github.com/errls/errls/analyzer/find"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// Analyzers returns the rules as go/analysis analyzers, for golangci-lint and nogo. They share one traversal of the
// syntax of a package.
func (s *Suite) Analyzers() []*analysis.Analyzer {
	return analyzers(s.rules, func(string) *Suite { return s })
}

// AnalyzersByDir is like Analyzers, with a suite for each directory. The function of returns the suite for a
// directory and must be safe for concurrent use. The result has an analyzer for every rule; it reports nothing if
// the suite does not run the rule.
func AnalyzersByDir(of func(dir string) *Suite) []*analysis.Analyzer { return analyzers(rules(), of) }

// analyzers returns an analyzer for each of the rules. Each runs its rule with the suite that of returns for the
// directory of the package.
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
				configured, runs := findRule(s.rules, r.name)
				if !runs {
					return nil, nil
				}
				found := p.ResultOf[finder].(*sites.Result)
				for _, f := range newSuppressions(found).filter(s.runRule(configured, found), false) {
					p.Report(f.Diagnostic())
				}
				return nil, nil
			},
		})
	}
	return out
}

// Diagnostic converts a finding to a diagnostic of go/analysis. Its category is the name of the rule.
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
