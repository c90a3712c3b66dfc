package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/printable"
)

const catalogListLong = `List prints the catalogs that apply to the current directory, one per line: id,
number of codes, number of Go packages, date of the source, title, and the file.
Catalogs without a file are built in. See 'errls help project' for how a module
adds its own catalogs.

If files are given, list treats them as if errls.yaml listed them too.

The flags are:

	-format text|json
		output format: a table (the default), or a JSON list with one
		object for each catalog

List exits with code 2 if a file cannot be used.
`

func catalogListCommand() command {
	return command{"list", "[flags] [file ...]", "list the catalogs that apply here", catalogListLong, runCatalogList}
}

// A jsonListEntry is one catalog in the output of list.
type jsonListEntry struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Vendor   string   `json:"vendor,omitempty"`
	Codes    int      `json:"codes"`
	Packages []string `json:"packages"`
	Date     string   `json:"date,omitempty"`
	Reviewed bool     `json:"reviewed"`
	File     string   `json:"file,omitempty"`
	Overlays []string `json:"overlays,omitempty"`
}

func runCatalogList(_ context.Context, e *env, args []string) error {
	flags := flag.NewFlagSet("catalog list", flag.ContinueOnError)
	format := flags.String("format", "text", "")
	if err := parse(e, catalogSubcommand(catalogListCommand()), flags, args); err != nil {
		return err
	}
	if *format != "text" && *format != "json" {
		return usagef("catalog list", "invalid value %q for flag -format: want text or json", *format)
	}
	proj := currentProject(e)
	set, failed := addFiles(e, proj.Set(), flags.Args())
	failed = failed || len(proj.Problems()) > 0
	list := []jsonListEntry{}
	for _, c := range set.Catalogs() {
		list = append(list, jsonListEntryOf(e, c))
	}
	if err := printList(e.stdout, *format, list); err != nil {
		return fmt.Errorf("printing the list: %w", err)
	}
	if failed {
		return exitError(exitFailure)
	}
	return nil
}

// addFiles returns set with the catalogs of files. It prints the mistakes in them, and reports whether there are any.
func addFiles(e *env, set *catalog.Set, files []string) (combined *catalog.Set, failed bool) {
	var catalogs []*catalog.Catalog
	check := func(err error) {
		if err != nil {
			failed = true
			fmt.Fprintln(e.stderr, errorText(err))
		}
	}
	for _, name := range files {
		c, err := parseFile(e, name)
		check(err)
		if c != nil {
			catalogs = append(catalogs, c)
		}
	}
	combined, err := set.With(catalogs...)
	check(err)
	return combined, failed
}

func jsonListEntryOf(e *env, c *catalog.Catalog) jsonListEntry {
	l := jsonListEntry{
		ID: c.ID, Title: c.Title, Vendor: c.Vendor, Codes: len(c.Codes), Packages: []string{}, Date: sourceDate(c), Reviewed: !c.Draft,
	}
	for _, b := range c.Go {
		l.Packages = append(l.Packages, b.Package)
	}
	if c.File != "" {
		l.File = e.displayPath(e.abs(c.File))
	}
	for _, file := range c.Overlays {
		l.Overlays = append(l.Overlays, e.displayPath(e.abs(file)))
	}
	return l
}

func printList(w io.Writer, format string, list []jsonListEntry) error {
	if format == "json" {
		return printJSON(w, list)
	}
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "ID\tCODES\tPACKAGES\tDATE\tTITLE\tFROM")
	for _, l := range list {
		from := "built in"
		if l.File != "" {
			from = l.File
		}
		if len(l.Overlays) > 0 {
			from += " with " + strings.Join(l.Overlays, ", ")
		}
		if !l.Reviewed {
			from += " (draft)"
		}
		fmt.Fprintf(tw, "%s\t%d\t%d\t%s\t%s\t%s\n", l.ID, l.Codes, len(l.Packages), orDash(l.Date), printable.Line(l.Title), from)
	}
	return tw.Flush()
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func printJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
