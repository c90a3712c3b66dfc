package golangci

import (
	"slices"
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"
)

func TestRegistered(t *testing.T) {
	newPlugin, err := register.GetPlugin("errls")
	if err != nil {
		t.Fatal(err)
	}
	p, err := newPlugin(nil) // no settings at all
	if err != nil {
		t.Fatal(err)
	}
	analyzers, err := p.BuildAnalyzers()
	if err != nil {
		t.Fatal(err)
	}
	if len(analyzers) == 0 {
		t.Error("the plugin has no rules")
	}
	if err := analysis.Validate(analyzers); err != nil {
		t.Error(err)
	}
	if got := p.GetLoadMode(); got != register.LoadModeTypesInfo {
		t.Errorf("load mode %q has no types", got)
	}
}

func TestRuleSetting(t *testing.T) {
	all, err := New(map[string]any{"rules": []string{}})
	if err != nil {
		t.Fatal(err)
	}
	analyzers, err := all.BuildAnalyzers()
	if err != nil {
		t.Fatal(err)
	}
	if len(rulesOf(analyzers)) == 0 {
		t.Fatal("rules: [] runs no rule")
	}
	name := rulesOf(analyzers)[0].Name
	one, err := New(map[string]any{"rules": []string{name}, "tests": true})
	if err != nil {
		t.Fatal(err)
	}
	chosen, err := one.BuildAnalyzers()
	if err != nil {
		t.Fatal(err)
	}
	if chosen = rulesOf(chosen); len(chosen) != 1 || chosen[0].Name != name {
		t.Errorf("rules: [%s] runs %v", name, chosen)
	}
}

// rulesOf returns the analyzers that are rules.
func rulesOf(analyzers []*analysis.Analyzer) []*analysis.Analyzer {
	return slices.DeleteFunc(slices.Clone(analyzers), func(a *analysis.Analyzer) bool {
		return strings.HasPrefix(a.Name, "errlsproject")
	})
}

func TestBadSettings(t *testing.T) {
	for _, test := range []struct {
		settings map[string]any
		want     string // in the error
	}{
		{map[string]any{"rule": []string{"x"}}, "rule"},
		{map[string]any{"rules": "x"}, "rules"},
		{map[string]any{"rules": []string{"nosuchrule"}}, "nosuchrule"},
		{map[string]any{"config": "nowhere/errls.yaml"}, "nowhere/errls.yaml: "},
	} {
		if _, err := New(test.settings); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%v: got error %v, want one that names %q", test.settings, err, test.want)
		}
	}
}

func TestNoRelatedInformation(t *testing.T) {
	related := &analysis.Analyzer{Name: "related", Run: func(pass *analysis.Pass) (any, error) {
		pass.Report(analysis.Diagnostic{Message: "found", Related: []analysis.RelatedInformation{{Message: "there"}}})
		return 7, nil
	}}
	var got []analysis.Diagnostic
	result, err := withoutRelated(related).Run(&analysis.Pass{Report: func(d analysis.Diagnostic) { got = append(got, d) }})
	if err != nil || result != 7 {
		t.Errorf("got %v, %v, want the result of the rule", result, err)
	}
	if len(got) != 1 || got[0].Message != "found" || got[0].Related != nil {
		t.Errorf("got %+v, want the finding without related information", got)
	}
}
