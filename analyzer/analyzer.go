// Package analyzer contains the rules of errls and runs them. Each rule has a file, a page and a directory of tests,
// and suite.go lists them all. A rule judges the sites that package sites has found. It does not search the syntax
// for them again, and does not depend on the name of a service.
package analyzer

import "go/token"

// Config is the configuration of a suite. The zero value is the default.
type Config struct {
	Rules []string // names of the rules to run; empty for all except those that Severities turns off
	Tests bool     // also look at _test.go files

	// Severities maps names of rules to the severities of their findings, in place of the rules' own. A rule that is Off
	// runs only if Rules names it, with its own severity.
	Severities map[string]Severity

	// Exclude reports whether the rules ignore a file, given its name in the file set. It may be nil.
	Exclude func(path string) bool
}

// Severity says how serious a finding is.
type Severity string

// The severities.
const (
	Error   Severity = "error" // of no rule by default; users can set it
	Warning Severity = "warning"
	Info    Severity = "info"

	Off Severity = "off" // in Config.Severities only
)

// A Rule describes a rule to users.
type Rule struct {
	Name     string // the name of the analyzer, part of every output
	Title    string // one line
	Page     string // the rule's page, in Markdown
	Severity Severity
	URL      string // of the page
}

// A Finding is one report of a rule.
type Finding struct {
	Rule     string
	Severity Severity
	Pos, End token.Pos // the expression that names the code
	Message  string    // one sentence, lower case, without a full stop
	URL      string    // the rule's page
	Catalog  string    // id of the catalog, "" if there is none
	Code     string    // the code as the program writes it
	Related  []Related
	Fixes    []Fix
}

// Related is another position that belongs to a finding.
type Related struct {
	Pos, End token.Pos
	Message  string
}

// A Fix is a change of the source that resolves a finding. Its edits belong together. They are in the order of the
// source and do not overlap.
type Fix struct {
	Message string
	Edits   []Edit
}

// An Edit replaces the source from Pos to End.
type Edit struct {
	Pos, End token.Pos
	New      string
}
