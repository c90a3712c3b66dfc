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

const catalogDiffLong = `Diff says what differs between two states of a catalog, each named by its id or
its file, a line for each:

	gone, added    the code is not listed any more, or is listed now
	status         it comes with other HTTP statuses, or has another number
	retry          another attempt helps now, or does not any more
	handling       the caller has to do something else
	outcome        it tells another state, or is of another canonical class
	remedy         the page says something else to do
	lifecycle      it is deprecated now, or replaced
	words          only its texts are others

What a draft, as import draws it, leaves open is no difference.

The flags are:

	-format text|json
		print lines (the default), or one JSON object
	-in packages
		look also for the places of these packages where a code that differs
		is named, and print them below it; may be given several times. See
		'errls help packages'

Diff exits with code 1 if there is a difference, and with 2 if a catalog cannot
be read, or packages not be looked at.
`

func catalogDiffCommand() command {
	return command{"diff", "[flags] old new", "say what differs between two catalogs", catalogDiffLong, runCatalogDiff}
}

// A diffCall is a command line of diff.
type diffCall struct {
	format   string
	in       []string
	old, new string
}

func parseDiff(e *env, args []string) (diffCall, error) {
	var call diffCall
	flags := flag.NewFlagSet("catalog diff", flag.ContinueOnError)
	flags.StringVar(&call.format, "format", "text", "")
	flags.Func("in", "", func(pattern string) error {
		call.in = append(call.in, pattern)
		return nil
	})
	if err := parse(e, catalogVerb(catalogDiffCommand()), flags, args); err != nil {
		return call, err
	}
	switch {
	case call.format != "text" && call.format != "json":
		return call, usagef("catalog diff", "unknown format %q: want text or json", call.format)
	case flags.NArg() != 2:
		return call, usagef("catalog diff", "diff takes two catalogs, not %d", flags.NArg())
	}
	call.old, call.new = flags.Arg(0), flags.Arg(1)
	return call, nil
}

func runCatalogDiff(ctx context.Context, e *env, args []string) error {
	call, err := parseDiff(e, args)
	if err != nil {
		return err
	}
	set := catalogsHere(e).Set()
	old, err := findCatalog(e, set, call.old)
	if err != nil {
		return err
	}
	latest, err := findCatalog(e, set, call.new)
	if err != nil {
		return err
	}
	d := jsonDiff{Old: old.ID, New: latest.ID, Differences: []jsonDifference{}}
	differences := catalog.Diff(old, latest)
	var touched places
	trouble := false
	if len(call.in) > 0 {
		ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
		defer stop()
		touched, trouble, err = findTouched(ctx, e, diffSet(set, old, latest), old.ID, call.in)
		if err != nil {
			return err
		}
	}
	for _, x := range differences {
		d.Differences = append(d.Differences, jsonDifference{x.Code, string(x.Kind), x.Old, x.New, touched[x.Code]})
	}
	if err := d.print(e.stdout, call.format); err != nil {
		return fmt.Errorf("printing the differences: %w", err)
	}
	switch {
	case trouble:
		return exitError(exitTrouble)
	case len(differences) > 0:
		return exitError(exitFindings)
	}
	return nil
}

// The JSON form of what differs.
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
		fmt.Fprintf(&b, "%-9s  %-*s  %s\n", x.Kind, width, x.Code, change(x))
		if i+1 < len(d.Differences) && d.Differences[i+1].Code == x.Code {
			continue // the places stand below the last difference of a code
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

// change says what a difference is about.
func change(x jsonDifference) string {
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
