package project

import (
	"fmt"
	"strings"

	"github.com/errls/errls/analyzer"
)

const sampleHead = `# Configuration of errls for this directory and all directories below it. errls
# check, go vet, golangci-lint and editors read it. See 'errls help project'.

# Catalogs: the error codes of your own services, one file for each service, or
# overlays that change a built-in catalog ("extends: ID"). Paths and patterns are
# relative to this file; ** matches any number of directories.
catalogs:
#  - errors/billing.yaml
#  - errors/**/*.yaml

# Rules: off, info, warning or error. These are the defaults; 'errls explain RULE'
# describes a rule.
rules:
`

const sampleTail = `
# Files and directories that are not checked: names, which match anywhere below
# this directory, or, with a slash, paths relative to this file.
exclude:
#  - third_party
#  - "*.pb.go"
#  - internal/legacy/**/*_old.go
`

// Sample returns the template of an errls.yaml, in which all settings are commented out.
func Sample(rules []analyzer.Rule) string {
	var b strings.Builder
	b.WriteString(sampleHead)
	width := 0
	for _, r := range rules {
		width = max(width, len(r.Name)+len(r.Severity))
	}
	for _, r := range rules {
		pad := strings.Repeat(" ", width-len(r.Name)-len(r.Severity))
		fmt.Fprintf(&b, "#  %s: %s%s  # %s\n", r.Name, r.Severity, pad, r.Title)
	}
	b.WriteString(sampleTail)
	return b.String()
}
