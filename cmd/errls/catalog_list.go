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
)

const catalogListLong = `List prints the catalogs that errls works with in this directory, a line for
each: its id, what it is about, the number of its codes and of the Go packages
that they are bound to, the date of its source, and the file that it is from.
Catalogs without a file are compiled in. See 'errls help project' for how a
module adds its own.

With files, these are added as errls.yaml would add them.

The flags are:

	-format text|json
		print a table (the default), or a JSON list with an object for each

List exits with code 2 if a file cannot be used.
`

func catalogListCommand() command {
	return command{"list", "[flags] [file ...]", "list the catalogs that are known", catalogListLong, runCatalogList}
}

// A jsonListed is one line of the list.
type jsonListed struct {
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
	if err := parse(e, catalogVerb(catalogListCommand()), flags, args); err != nil {
		return err
	}
	if *format != "text" && *format != "json" {
		return usagef("catalog list", "unknown format %q: want text or json", *format)
	}
	at := catalogsHere(e)
	set, trouble := withFiles(e, at.Set(), flags.Args())
	trouble = trouble || len(at.Problems()) > 0
	list := []jsonListed{}
	for _, c := range set.Catalogs() {
		list = append(list, listed(e, c))
	}
	if err := printListed(e.stdout, *format, list); err != nil {
		return fmt.Errorf("printing the list: %w", err)
	}
	if trouble {
		return exitError(exitTrouble)
	}
	return nil
}

// withFiles adds files to a set. What is wrong with them is told.
func withFiles(e *env, set *catalog.Set, files []string) (with *catalog.Set, trouble bool) {
	var catalogs []*catalog.Catalog
	tell := func(err error) {
		if err != nil {
			trouble = true
			fmt.Fprintln(e.stderr, err)
		}
	}
	for _, name := range files {
		c, err := parseFile(e, name)
		tell(err)
		if c != nil {
			catalogs = append(catalogs, c)
		}
	}
	with, err := set.With(catalogs...)
	tell(err)
	return with, trouble
}

func listed(e *env, c *catalog.Catalog) jsonListed {
	l := jsonListed{
		ID: c.ID, Title: c.Title, Vendor: c.Vendor, Codes: len(c.Codes), Packages: []string{}, Date: sourceDate(c), Reviewed: !c.Draft,
	}
	for _, b := range c.Go {
		l.Packages = append(l.Packages, b.Package)
	}
	if c.File != "" {
		l.File = e.short(e.abs(c.File))
	}
	for _, file := range c.Overlays {
		l.Overlays = append(l.Overlays, e.short(e.abs(file)))
	}
	return l
}

func printListed(w io.Writer, format string, list []jsonListed) error {
	if format == "json" {
		return printJSON(w, list)
	}
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "ID\tCODES\tPACKAGES\tDATE\tTITLE\tFROM")
	for _, l := range list {
		from := "compiled in"
		if l.File != "" {
			from = l.File
		}
		if len(l.Overlays) > 0 {
			from += " with " + strings.Join(l.Overlays, ", ")
		}
		if !l.Reviewed {
			from += " (draft)"
		}
		fmt.Fprintf(tw, "%s\t%d\t%d\t%s\t%s\t%s\n", l.ID, l.Codes, len(l.Packages), orDash(l.Date), l.Title, from)
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
