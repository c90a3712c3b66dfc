// Package golangci makes errls a linter of golangci-lint, as a module plugin. A golangci-lint that imports it has
// the linter "errls":
//
//	linters:
//	  enable: [errls]
//	  settings:
//	    custom:
//	      errls:
//	        type: module
//	        settings:
//	          rules: [swallowedcode, permanentretry]
//
// Each package is judged as the errls.yaml of its module says; the setting "config" names one file for all.
package golangci

import (
	"fmt"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/errls/errls/analyzer"
)

// golangci-lint knows its plugins by what they register before main begins.
func init() { register.Plugin("errls", New) }

// A settings is what users may write below the linter's name. Anything else is an error.
type settings struct {
	Rules  []string `json:"rules"`  // the rules to run, also those that errls.yaml turns off; none for all
	Tests  bool     `json:"tests"`  // look at _test.go files too
	Config string   `json:"config"` // the errls.yaml for all packages, from the working directory; empty for each module's own
}

// New makes the linter from the settings as golangci-lint has read them. The error names an unknown setting or rule,
// or a mistake in the file that the settings name.
func New(conf any) (register.LinterPlugin, error) {
	s, err := register.DecodeSettings[settings](conf)
	if err != nil {
		return nil, fmt.Errorf("reading the settings of errls: %w", err)
	}
	config := analyzer.Config{Tests: s.Tests}
	if len(s.Rules) > 0 { // an empty list asks for nothing in particular
		config.Rules = s.Rules
	}
	p, err := newPlugin(config, s.Config)
	if err != nil {
		return nil, fmt.Errorf("reading the settings of errls: %w", err)
	}
	return p, nil
}

// GetLoadMode says that the rules need types.
func (p *plugin) GetLoadMode() string { return register.LoadModeTypesInfo }

// withoutRelated keeps related information back: golangci-lint would make issues of their own of it.
func withoutRelated(a *analysis.Analyzer) *analysis.Analyzer {
	quiet := *a
	quiet.Run = func(pass *analysis.Pass) (any, error) {
		inner := *pass
		inner.Report = func(d analysis.Diagnostic) {
			d.Related = nil
			pass.Report(d)
		}
		return a.Run(&inner)
	}
	return &quiet
}
