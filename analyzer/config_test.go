package analyzer_test

import (
	"strings"
	"testing"

	"github.com/errls/errls/analyzer"
)

// ruleNamed returns a rule of a suite, and whether it runs.
func ruleNamed(t *testing.T, config analyzer.Config, name string) (analyzer.Rule, bool) {
	t.Helper()
	suite, err := analyzer.New(set, config)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range suite.Rules() {
		if r.Name == name {
			return r, true
		}
	}
	return analyzer.Rule{}, false
}

func TestSeverities(t *testing.T) {
	for _, test := range []struct {
		what   string
		config analyzer.Config
		want   analyzer.Severity // empty if the rule does not run
	}{
		{"the rule's own", analyzer.Config{}, analyzer.Warning},
		{"another", analyzer.Config{Severities: map[string]analyzer.Severity{"unknowncode": analyzer.Error}}, analyzer.Error},
		{"another rule's", analyzer.Config{Severities: map[string]analyzer.Severity{"swallowedcode": analyzer.Error}}, analyzer.Warning},
		{"off", analyzer.Config{Severities: map[string]analyzer.Severity{"unknowncode": analyzer.Off}}, ""},
		{"off and named", analyzer.Config{
			Rules: []string{"unknowncode"}, Severities: map[string]analyzer.Severity{"unknowncode": analyzer.Off},
		}, analyzer.Warning},
		{"not named", analyzer.Config{
			Rules: []string{"swallowedcode"}, Severities: map[string]analyzer.Severity{"unknowncode": analyzer.Error},
		}, ""},
	} {
		if r, runs := ruleNamed(t, test.config, "unknowncode"); r.Severity != test.want || runs != (test.want != "") {
			t.Errorf("%s: runs: %t, severity %q, want %q", test.what, runs, r.Severity, test.want)
		}
	}
	_, err := analyzer.New(set, analyzer.Config{Severities: map[string]analyzer.Severity{"nosuchrule": analyzer.Off}})
	if err == nil || !strings.Contains(err.Error(), `"nosuchrule"`) {
		t.Errorf("got %v", err)
	}
}
