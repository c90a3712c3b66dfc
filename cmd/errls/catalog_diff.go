package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"github.com/errls/errls/catalog"
)

const catalogDiffLong = `Diff prints the differences between two versions of a catalog, each given by its
id or its file. A difference is one line that begins with its kind:

	gone, added    the code is missing from the new version, or from the old
	status         the HTTP statuses or the number of the code
	retry          whether a retry can help
	handling       what the caller should do
	outcome        the outcome or the canonical gRPC code of the error
	remedy         the remedy that the documentation gives
	lifecycle      whether the code is deprecated or replaced
	words          other texts only

Fields that a draft from 'errls catalog import' leaves open are not differences.

The flags are:

	-format text|json
		output format: lines of text (the default), or one JSON object
	-in packages
		also print the places in these packages that name a code with a
		difference; may be repeated (see 'errls help packages')

Diff exits with code 1 if there are differences, and with code 2 if it cannot
read a catalog or check a package.
`

func catalogDiffCommand() command {
	return command{"diff", "[flags] old new", "print the differences between two versions of a catalog", catalogDiffLong, runCatalogDiff}
}

// A diffConfig contains the flags and arguments of diff.
type diffConfig struct {
	format   string
	in       []string
	old, new string
}

func parseDiff(e *env, args []string) (diffConfig, error) {
	var c diffConfig
	flags := flag.NewFlagSet("catalog diff", flag.ContinueOnError)
	flags.StringVar(&c.format, "format", "text", "")
	flags.Func("in", "", func(pattern string) error {
		c.in = append(c.in, pattern)
		return nil
	})
	if err := parse(e, catalogSubcommand(catalogDiffCommand()), flags, args); err != nil {
		return c, err
	}
	switch {
	case c.format != "text" && c.format != "json":
		return c, usagef("catalog diff", "invalid value %q for flag -format: want text or json", c.format)
	case flags.NArg() != 2:
		return c, usagef("catalog diff", "want two catalogs, got %s", plural(flags.NArg(), "argument"))
	}
	c.old, c.new = flags.Arg(0), flags.Arg(1)
	return c, nil
}

func runCatalogDiff(ctx context.Context, e *env, args []string) error {
	c, err := parseDiff(e, args)
	if err != nil {
		return err
	}
	set := currentProject(e).Set()
	old, err := findCatalog(e, set, c.old)
	if err != nil {
		return err
	}
	latest, err := findCatalog(e, set, c.new)
	if err != nil {
		return err
	}
	d := jsonDiff{Old: old.ID, New: latest.ID, Differences: []jsonDifference{}}
	differences := catalog.Diff(old, latest)
	var uses codeUses
	failed := false
	if len(c.in) > 0 {
		ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
		defer stop()
		uses, failed, err = findUses(ctx, e, diffSet(set, old, latest), old.ID, c.in)
		if err != nil {
			return err
		}
	}
	for _, x := range differences {
		d.Differences = append(d.Differences, jsonDifference{x.Code, string(x.Kind), x.Old, x.New, uses[x.Code]})
	}
	if err := d.print(e.stdout, c.format); err != nil {
		return fmt.Errorf("printing the differences: %w", err)
	}
	switch {
	case failed:
		return exitError(exitFailure)
	case len(differences) > 0:
		return exitError(exitFindings)
	}
	return nil
}

// The JSON output of diff.
type (
	jsonDiff struct {
		Old         string           `json:"old"` // ids of the catalogs
		New         string           `json:"new"`
		Differences []jsonDifference `json:"differences"`
	}
	jsonDifference struct {
		Code string      `json:"code"`
		Kind string      `json:"kind"`
		Old  string      `json:"old,omitempty"`
		New  string      `json:"new,omitempty"`
		In   []jsonPlace `json:"in,omitempty"`
	}
	jsonPlace struct {
		File   string `json:"file"`
		Line   int    `json:"line"`
		Column int    `json:"column"` // in bytes
	}
)

func (d jsonDiff) print(w io.Writer, format string) error {
	if format == "json" {
		return printJSON(w, d)
	}
	width := 0
	for _, x := range d.Differences {
		width = max(width, len(x.Code))
	}
	var b strings.Builder
	count := map[string]int{}
	for i, x := range d.Differences {
		count[x.Kind]++
		fmt.Fprintf(&b, "%-9s  %-*s  %s\n", x.Kind, width, x.Code, describe(x))
		if i+1 < len(d.Differences) && d.Differences[i+1].Code == x.Code {
			continue // print the places once, after the last difference of a code
		}
		for _, p := range x.In {
			fmt.Fprintf(&b, "    %s:%d:%d\n", p.File, p.Line, p.Column)
		}
	}
	var parts []string
	for _, kind := range catalog.DifferenceKinds() {
		if n := count[string(kind)]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, kind))
		}
	}
	if len(parts) == 0 {
		parts = []string{"no difference"}
	}
	fmt.Fprintf(&b, "%s → %s: %s\n", d.Old, d.New, strings.Join(parts, ", "))
	_, err := io.WriteString(w, b.String())
	return err
}

// describe returns the old and the new value of a difference.
func describe(x jsonDifference) string {
	switch {
	case x.Kind == string(catalog.Added):
		return x.New
	case x.Kind == string(catalog.Gone):
		return x.Old
	case x.Old == "" && x.New == "":
		return "notes"
	}
	return orNothing(x.Old) + " → " + orNothing(x.New)
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}
