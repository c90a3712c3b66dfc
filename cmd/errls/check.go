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

const checkLong = `Check looks at the places where Go code makes, compares, lists or drops the
error codes of a service, and reports those that go against what the service
says of the code. Each finding is one line,

	path:line:column: message (rule)

with the source line below it. 'errls explain RULE' says what a rule is about.

Check needs no go command, no build and no network: it reads the source, and
knows the packages of the services from its catalogs. Code that does not
compile yet is looked at as far as it goes. See 'errls help packages' for how
packages are named; without a name it is the current directory. A module can
add catalogs of its own, weigh rules and exclude files: see 'errls help project'.
A comment silences a finding, //errls:ignore rule reason; one that is mistaken or
silences nothing is reported: see 'errls explain ignore'.

The flags are:

	-C dir
		work as if started in dir; paths are still printed from here
	-color auto|always|never
		colour the text; auto does so on a terminal, unless the environment
		variable NO_COLOR is set
	-exact
		type the packages with the go command, as a build does: slower, and
		only code that compiles
	-format text|json
		what to print: text for people (the default), or one JSON object
		(see 'errls help json')
	-rules a,b
		run these rules only, also those that errls.yaml turns off
	-tests
		look at _test.go files too

Check exits with code 1 if it found something: see 'errls help exit'.
`

const jsonTopic = `'errls check -format json' prints one JSON object on standard output:

	version    1; a higher number means that a field changed its meaning
	findings   a list, in the order of the directories and lines:
	    rule        name of the rule, as 'errls explain' takes it; "ignore"
	                for a comment that should silence and does not
	    severity    "error", "warning" or "info"
	    file        path from the current directory where the file is below
	                it, absolute otherwise; with slashes
	    line, column, endLine, endColumn
	                the expression that names the code, from 1, columns in
	                bytes, the end exclusive
	    message     one sentence
	    url         the rule's page
	    catalog     id of the service's catalog, if any
	    code        the code as the program writes it, if any
	    related     other places that belong to it: file, line, column,
	                endLine, endColumn, message
	    fixes       ways to mend it: message, and edits that belong together:
	                file, line, column, endLine, endColumn, offset, endOffset
	                (in bytes from 0) and new, the text in their place
	problems   what could not be looked at, or only in part: path, line and
	           column where known, message, and fatal for what could not be
	           looked at at all

A program that reads it passes over fields that it does not know.
`

func checkCommand() command {
	return command{"check", "[flags] [packages]", "check how Go code handles error codes", checkLong, runCheck}
}

// A checkConfig is what the flags of check say.
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
			return c, usagef("check", "flag %s stands behind a package: flags come first", p)
		}
	}
	if c.format != "text" && c.format != "json" {
		return c, usagef("check", "unknown format %q: want text or json", c.format)
	}
	if !slices.Contains(colorChoices, c.color) {
		return c, usagef("check", "unknown value %q of -color: want auto, always or never", c.color)
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
		return usagef("check", "no directory %s", c.dir)
	}
	tuneMemory()
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	progress := startProgress(e)
	defer progress.stop()
	r := newCheckRun(config, progress.guard(handler(e, c)))
	err = r.load(ctx, c.exact, load.Config{Dir: dir, Patterns: c.patterns, Tests: c.tests})
	progress.stop()
	if r.err != nil {
		return fmt.Errorf("writing the findings: %w", r.err)
	}
	return err
}

// checkRules gives an error of usage for a rule that does not exist.
func checkRules(command string, config analyzer.Config) error {
	if _, err := analyzer.New(catalog.NewSet(nil, nil), config); err != nil {
		return usagef(command, "%v", err)
	}
	return nil
}

// addRules adds the names of a list with commas to those that are there, each once.
func addRules(rules []string, list string) []string {
	for name := range strings.SplitSeq(list, ",") {
		if name = strings.TrimSpace(name); name != "" && !slices.Contains(rules, name) {
			rules = append(rules, name)
		}
	}
	return rules
}

func handler(e *env, c checkConfig) report.Handler {
	if c.format == "json" {
		return report.JSON(e.stdout, e.stderr, e.dir)
	}
	return report.Text(report.TextConfig{Out: e.stdout, Err: e.stderr, Dir: e.dir, Color: useColor(e, c.color)})
}
