package project

import (
	"fmt"
	"strings"

	"github.com/errls/errls/analyzer"
)

const sampleHead = `# What errls has to know of this module. It counts for every package below this
# directory, in errls check, go vet, golangci-lint and editors alike.
# 'errls help project' says more of each key.

# Catalogs: what the error codes of your own services mean, one file for each
# service; or corrections of a catalog that errls knows ("extends: ID"). Paths
# and patterns are relative to this file, and ** stands for any number of
# directories.
catalogs:
#  - errors/billing.yaml
#  - errors/**/*.yaml

# Rules: off, info, warning or error. A rule that is not named is a warning,
# unless its page ('errls explain RULE') says otherwise.
rules:
`

const sampleTail = `
# What is not judged: names of files and directories anywhere below this
# directory, or, with a slash, paths from here.
exclude:
#  - third_party
#  - "*.pb.go"
#  - internal/legacy/**/*_old.go
`

// Sample returns the text of an errls.yaml that says nothing yet, with comments that tell what it may say.
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
