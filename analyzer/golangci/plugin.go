// Package golangci is a module plugin for golangci-lint. A golangci-lint that is built with it has the linter "errls":
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
// Each package is checked with the errls.yaml of its module. The setting "config" names one file for all packages.
package golangci

import (
	"fmt"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/errls/errls/analyzer"
)

// init registers the plugin: golangci-lint finds it by the registered name.
func init() { register.Plugin("errls", New) }

// settings are the settings of the linter in .golangci.yml. Any other key is an error.
type settings struct {
	Rules  []string `json:"rules"`  // the rules to run, including those that errls.yaml turns off; empty for all
	Tests  bool     `json:"tests"`  // also look at _test.go files
	Config string   `json:"config"` // the errls.yaml for all packages, relative to the working directory; empty for each module's own
}

// New returns the linter for settings that golangci-lint has decoded. It returns an error for an unknown setting or
// rule, and for a mistake in the file that the settings name.
func New(conf any) (register.LinterPlugin, error) {
	s, err := register.DecodeSettings[settings](conf)
	if err != nil {
		return nil, fmt.Errorf("reading the settings of errls: %w", err)
	}
	config := analyzer.Config{Tests: s.Tests}
	if len(s.Rules) > 0 { // an empty list means all rules
		config.Rules = s.Rules
	}
	p, err := newPlugin(config, s.Config)
	if err != nil {
		return nil, fmt.Errorf("reading the settings of errls: %w", err)
	}
	return p, nil
}

// GetLoadMode returns the load mode with types, which the rules need.
func (p *plugin) GetLoadMode() string { return register.LoadModeTypesInfo }

// withoutRelated returns the analyzer without related information, which golangci-lint would report as separate issues.
func withoutRelated(a *analysis.Analyzer) *analysis.Analyzer {
	wrapped := *a
	wrapped.Run = func(pass *analysis.Pass) (any, error) {
		inner := *pass
		inner.Report = func(d analysis.Diagnostic) {
			d.Related = nil
			pass.Report(d)
		}
		return a.Run(&inner)
	}
	return &wrapped
}
