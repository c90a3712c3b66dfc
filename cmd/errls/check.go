package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/load"
	"github.com/errls/errls/internal/report"
)

const checkLong = `Check finds the places where Go code creates, compares, lists or drops the error
codes of a service, and reports code that contradicts the service's
documentation. A finding is one line,

	path:line:column: message (rule)

followed by the line of source code. 'errls explain RULE' describes a rule.

Check needs no go command, no build and no network: it reads source files, and
knows the packages of services from its catalogs. It also checks code that does
not compile, as far as it can be parsed.

Without packages, check uses the current directory. See 'errls help packages'
for package patterns, and 'errls help project' for how a module adds its own
catalogs, changes severities and excludes files. A comment of the form

	//errls:ignore RULE REASON

suppresses findings. Check reports such a comment if it is malformed or
suppresses nothing: see 'errls explain ignore'.

The flags are:

	-C dir
		change to dir before checking; paths are still printed relative
		to the current directory
	-color auto|always|never
		color the text output; auto (the default) colors it on a
		terminal if the environment variable NO_COLOR is not set
	-exact
		load packages with the go command, with the types of a real
		build; slower, and the code must compile
%s	-rules a,b
		run only these rules, even if errls.yaml turns them off
	-tags a,b
		build tags, as for 'go build'; the default are those in GOFLAGS
	-tests
		also check _test.go files, which some rules ignore

Check exits with code 1 if it reports findings: see 'errls help exit'.
`

func checkCommand() command {
	return command{"check", "[flags] [packages]", "check how Go code handles error codes", fmt.Sprintf(checkLong, formatHelp()), runCheck}
}

// formatHelp returns the help text of the flag -format, with the formats of package report.
func formatHelp() string {
	formats := report.Formats()
	var b strings.Builder
	fmt.Fprintf(&b, "\t-format %s\n\t\toutput format:\n", strings.Join(formatNames(), "|"))
	for i, f := range formats {
		fmt.Fprintf(&b, "\t\t\t%-6s  %s", f.Name, f.Doc)
		if i == 0 {
			b.WriteString(" (the default)")
		}
		if f.Help != "" {
			fmt.Fprintf(&b, " (see 'errls help %s')", f.Name)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// formatNames returns the names of the output formats, the default first.
func formatNames() []string {
	var names []string
	for _, f := range report.Formats() {
		names = append(names, f.Name)
	}
	return names
}

// parseFormat returns the output format with a name, or a usage error.
func parseFormat(name string) (report.Format, error) {
	for _, f := range report.Formats() {
		if f.Name == name {
			return f, nil
		}
	}
	return report.Format{}, usagef("check", "invalid value %q for flag -format: want %s", name, strings.Join(formatNames(), " or "))
}

// A checkConfig contains the flags and arguments of check.
type checkConfig struct {
	dir      string
	color    string
	exact    bool
	format   report.Format
	rules    string
	tags     string
	tests    bool
	patterns []string
}

func parseCheck(e *env, args []string) (checkConfig, error) {
	var c checkConfig
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	flags.StringVar(&c.dir, "C", "", "")
	flags.StringVar(&c.color, "color", "auto", "")
	flags.BoolVar(&c.exact, "exact", false, "")
	format := flags.String("format", formatNames()[0], "")
	flags.StringVar(&c.rules, "rules", "", "")
	flags.StringVar(&c.tags, "tags", "", "")
	flags.BoolVar(&c.tests, "tests", false, "")
	if err := parse(e, checkCommand(), flags, args); err != nil {
		return c, err
	}
	c.patterns = flags.Args()
	for _, p := range c.patterns {
		if strings.HasPrefix(p, "-") {
			return c, usagef("check", "flag %s comes after a package: flags must come before packages", p)
		}
	}
	var err error
	if c.format, err = parseFormat(*format); err != nil {
		return c, err
	}
	if !slices.Contains(colorChoices, c.color) {
		return c, usagef("check", "invalid value %q for flag -color: want auto, always or never", c.color)
	}
	return c, nil
}

func runCheck(ctx context.Context, e *env, args []string) error {
	c, err := parseCheck(e, args)
	if err != nil {
		return err
	}
	config := analyzer.Config{Rules: addRules(nil, c.rules), Tests: c.tests}
	if err := checkRules("check", config); err != nil {
		return err
	}
	dir := e.abs(c.dir)
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return usagef("check", "invalid value %q for flag -C: no such directory", c.dir)
	}
	tuneMemory()
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	progress := startProgress(e)
	defer progress.stop()
	r := newCheckRun(config, progress.wrap(newHandler(e, c)))
	err = r.load(ctx, c.exact, load.Config{Dir: dir, Patterns: c.patterns, Tests: c.tests, Tags: c.buildTags()})
	progress.stop()
	if r.err != nil {
		return fmt.Errorf("writing the findings: %w", r.err)
	}
	return err
}

// buildTags returns the build tags of the flag -tags.
func (c *checkConfig) buildTags() []string {
	return strings.FieldsFunc(c.tags, func(r rune) bool { return r == ',' || r == ' ' })
}

// checkRules returns a usage error if config names an unknown rule.
func checkRules(command string, config analyzer.Config) error {
	if _, err := analyzer.New(catalog.NewSet(nil, nil), config); err != nil {
		return usagef(command, "%v", err)
	}
	return nil
}

// addRules appends the rules of a comma-separated list to rules, without duplicates.
func addRules(rules []string, list string) []string {
	for name := range strings.SplitSeq(list, ",") {
		if name = strings.TrimSpace(name); name != "" && !slices.Contains(rules, name) {
			rules = append(rules, name)
		}
	}
	return rules
}

// newHandler returns the handler that prints in the output format of c.
func newHandler(e *env, c checkConfig) report.Handler {
	color := useColor(e, c.color)
	return c.format.New(report.Config{Out: colored(e, color), Err: e.stderr, Dir: e.dir, Color: color})
}
