// Package analyzer holds the rules of errls and runs them: one file, one page and one test directory per rule,
// and suite.go as the one list. A rule judges the sites that package sites has found; it does not walk syntax
// for them again and names no service.
package analyzer

import "go/token"

// Config is what a user may set for all rules. The zero value is the default.
type Config struct {
	Rules []string // names of the rules to run; none for all that Severities does not turn off
	Tests bool     // judge _test.go files too

	// Severities are those that the rules' findings have instead of the rules' own. A rule that is Off does not run
	// unless Rules names it; then it has its own.
	Severities map[string]Severity

	// Exclude reports whether a file, by the name that it has in the file set, is not judged; nil for no file.
	Exclude func(path string) bool
}

// Severity is how grave a finding is.
type Severity string

// The severities.
const (
	Error   Severity = "error" // no rule's own: a user may weigh a rule so
	Warning Severity = "warning"
	Info    Severity = "info"

	Off Severity = "off" // in Config.Severities only
)

// A Rule is one rule as users see it.
type Rule struct {
	Name     string // the analyzer's name, part of every output
	Title    string // one line
	Page     string // Markdown: what, why, bad, good, when it stays silent, basis
	Severity Severity
	URL      string
}

// A Finding is one thing that a rule reports.
type Finding struct {
	Rule     string
	Severity Severity
	Pos, End token.Pos // the expression that names the code
	Message  string    // one sentence, lower case, without a full stop
	URL      string    // the rule's page
	Catalog  string    // id of the catalog; "" where there is none
	Code     string    // the code as the program writes it
	Related  []Related
	Fixes    []Fix
}

// Related is another place that belongs to a finding.
type Related struct {
	Pos, End token.Pos
	Message  string
}

// A Fix is one edit that mends a finding. All edits belong together; they are in the order of the source, and none
// touches what another replaces.
type Fix struct {
	Message string
	Edits   []Edit
}

// An Edit replaces the source from Pos to End.
type Edit struct {
	Pos, End token.Pos
	New      string
}
