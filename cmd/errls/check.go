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

Without packages, check uses the current directory. See 'errls help packages' for
package patterns, and 'errls help project' for how a module adds its own
catalogs, changes severities and excludes files. A comment of the form

	//errls:ignore RULE REASON

suppresses findings. Check reports such a comment if it is malformed or suppresses
nothing: see 'errls explain ignore'.

The flags are:

	-C dir
		change to dir before checking; paths are still printed relative to
		the current directory
	-color auto|always|never
		color the text output; auto (the default) colors it on a terminal if
		the environment variable NO_COLOR is not set
	-exact
		load packages with the go command, with the types of a real build;
		slower, and the code must compile
	-format text|json
		output format: text (the default), or one JSON object (see 'errls
		help json')
	-rules a,b
		run only these rules, even if errls.yaml turns them off
	-tests
		also check _test.go files

Check exits with code 1 if it reports findings: see 'errls help exit'.
`

const jsonTopic = `'errls check -format json' prints one JSON object to standard output:

	version    1; the number is raised when the meaning of a field changes
	findings   list of findings, sorted by directory, file and line:
	    rule        name of the rule, or "ignore" for a comment that should
	                suppress a finding and does not; 'errls explain' describes
	                both
	    severity    "error", "warning" or "info"
	    file        path with slashes, relative to the current directory if the
	                file is below it, otherwise absolute
	    line, column, endLine, endColumn
	                range of the expression that names the code; lines and
	                columns start at 1, columns count bytes, the end is
	                exclusive
	    message     one sentence
	    url         documentation of the rule
	    catalog     id of the service's catalog, if any
	    code        the code as written in the program, if any
	    related     list of related places: file, line, column, endLine,
	                endColumn, message
	    fixes       list of suggested fixes: message, and a list of edits to
	                apply together: file, line, column, endLine, endColumn,
	                offset, endOffset (in bytes, from 0) and new, the
	                replacement text
	problems   list of what could not be checked, or only in part: path, line
	           and column if known, message, and fatal, which is true if the
	           problem makes errls exit with code 2

Programs that read the output should ignore unknown fields.
`

func checkCommand() command {
	return command{"check", "[flags] [packages]", "check how Go code handles error codes", checkLong, runCheck}
}

// A checkConfig contains the flags and arguments of check.
type checkConfig struct {
	dir      string
	color    string
	exact    bool
	format   string
	rules    string
	tests    bool
	patterns []string
}

func parseCheck(e *env, args []string) (checkConfig, error) {
	var c checkConfig
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	flags.StringVar(&c.dir, "C", "", "")
	flags.StringVar(&c.color, "color", "auto", "")
	flags.BoolVar(&c.exact, "exact", false, "")
	flags.StringVar(&c.format, "format", "text", "")
	flags.StringVar(&c.rules, "rules", "", "")
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
	if c.format != "text" && c.format != "json" {
		return c, usagef("check", "invalid value %q for flag -format: want text or json", c.format)
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
	r := newCheckRun(config, progress.wrap(handler(e, c)))
	err = r.load(ctx, c.exact, load.Config{Dir: dir, Patterns: c.patterns, Tests: c.tests})
	progress.stop()
	if r.err != nil {
		return fmt.Errorf("writing the findings: %w", r.err)
	}
	return err
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

// handler returns the printer for the output format.
func handler(e *env, c checkConfig) report.Handler {
	if c.format == "json" {
		return report.JSON(e.stdout, e.stderr, e.dir)
	}
	return report.Text(report.TextConfig{Out: e.stdout, Err: e.stderr, Dir: e.dir, Color: useColor(e, c.color)})
}
