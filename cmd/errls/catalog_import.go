package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/errls/errls/catalog/docpage"
)

const catalogImportLong = `Import draws a catalog from a vendor's page of error codes, which has been saved
as text, Markdown, HTML, CSV or Go source. It knows these shapes:

	tables in Markdown and HTML, rows of cells between pipes, CSV
	tables whose text has been flattened: a row on a line, or a cell on a line
	blocks of Go constants with their comments

The columns are told by their headers, in English or Chinese. The result is a
draft in YAML, to be reviewed: it holds the page's words, and what there is to
do about a code only where they state it.

Every line of a page is accounted for. A line that looks like a row and cannot
be taken is an error, and nothing is written then. What had to be guessed is a
warning. Both are printed to standard error with the line, and so is what was
found.

The flags are:

	-id ID
		the catalog's id, such as acme.orders, for all tables that -table
		does not name; tables with the same columns make one catalog
	-table N=ID
		put table N, counted over all pages, into the catalog ID, or leave it
		out if ID is "-"; may be given several times
	-o FILE
		write to FILE and not to standard output. With several catalogs it is
		a directory, and each becomes ID.yaml in it
	-f
		overwrite files that exist

A page named "-" is read from standard input. Without -id and -table the tables
are listed, and nothing else is done. Import exits with code 2 if nothing could
be drawn.
`

func catalogImportCommand() command {
	return command{"import", "[flags] page ...", "draw a catalog from a vendor's page", catalogImportLong, runCatalogImport}
}

// An importCall is a command line of import.
type importCall struct {
	options docpage.Options
	out     string
	force   bool
	pages   []string
}

func runCatalogImport(_ context.Context, e *env, args []string) error {
	call, err := parseImport(e, args)
	if err != nil {
		return err
	}
	var pages []docpage.Page
	for _, name := range call.pages {
		data, err := readPage(e, name)
		if err != nil {
			return fmt.Errorf("reading a page: %w", err)
		}
		pages = append(pages, docpage.Page{Name: name, Data: data})
	}
	result, err := docpage.Import(pages, call.options)
	printImport(e.stderr, result)
	switch {
	case result.Failed():
		return exitError(exitTrouble)
	case err != nil:
		return usagef("catalog import", "%v", err)
	case call.out == "":
		return printDrafts(e.stdout, result.Drafts)
	}
	return writeDrafts(e, call, result.Drafts)
}

func parseImport(e *env, args []string) (importCall, error) {
	call := importCall{options: docpage.Options{Tables: map[int]string{}}}
	flags := flag.NewFlagSet("catalog import", flag.ContinueOnError)
	flags.StringVar(&call.options.ID, "id", "", "")
	flags.StringVar(&call.out, "o", "", "")
	flags.BoolVar(&call.force, "f", false, "")
	flags.Func("table", "", func(s string) error {
		number, id, _ := strings.Cut(s, "=")
		n, err := strconv.Atoi(number)
		if err != nil || id == "" {
			return errors.New("want N=ID")
		}
		call.options.Tables[n] = id
		return nil
	})
	if err := parse(e, catalogVerb(catalogImportCommand()), flags, args); err != nil {
		return call, err
	}
	call.pages = flags.Args()
	for _, name := range call.pages {
		if len(name) > 1 && strings.HasPrefix(name, "-") {
			return call, usagef("catalog import", "flag %s stands behind a page: flags come first", name)
		}
	}
	if len(call.pages) == 0 {
		return call, usagef("catalog import", "no page to read")
	}
	return call, nil
}

// readPage reads a page, or as much of it as shows that it is too large.
func readPage(e *env, name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(io.LimitReader(e.stdin, docpage.MaxPage+1))
	}
	f, err := os.Open(e.abs(name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, docpage.MaxPage+1))
}

// printImport prints what was found on the pages, and what there is to say about it.
func printImport(w io.Writer, r *docpage.Result) {
	for _, n := range r.Notes {
		fmt.Fprintln(w, n)
	}
	for _, t := range r.Tables {
		to := ""
		if t.Catalog != "" && t.Catalog != "-" {
			to = " → " + t.Catalog
		}
		fmt.Fprintf(w, "table %d%s: %s:%d, %s, %d rows: %s\n", t.Number, to, t.File, t.Line, t.Shape, t.Rows, strings.Join(t.Columns, ", "))
	}
	for _, c := range r.Pages {
		fmt.Fprintf(w, "%s: lines: %d header, %d row, %d sample, %d prose, %d blank\n", c.File, c.Header, c.Row, c.Sample, c.Prose, c.Blank)
	}
	for _, d := range r.Drafts {
		handling, retry := 0, 0
		for _, code := range d.Catalog.Codes {
			if code.Handling != "" {
				handling++
			}
			if code.Basis.Retry != "" {
				retry++
			}
		}
		fmt.Fprintf(w, "%s: %d codes; the handling is stated for %d, the retry for %d\n", d.Catalog.ID, len(d.Catalog.Codes), handling, retry)
	}
}

// printDrafts prints drafts one behind the other, as YAML documents.
func printDrafts(w io.Writer, drafts []docpage.Draft) error {
	for i, d := range drafts {
		if i > 0 {
			if _, err := io.WriteString(w, "---\n"); err != nil {
				return fmt.Errorf("printing the draft: %w", err)
			}
		}
		if _, err := w.Write(d.YAML); err != nil {
			return fmt.Errorf("printing the draft: %w", err)
		}
	}
	return nil
}

// writeDrafts writes each draft to its file. All of them are complete beside their places before one is put there.
func writeDrafts(e *env, call importCall, drafts []docpage.Draft) error {
	out := e.abs(call.out)
	info, err := os.Stat(out)
	directory := err == nil && info.IsDir()
	if len(drafts) > 1 && !directory {
		return usagef("catalog import", "%d catalogs need a directory that exists, and %s is none", len(drafts), call.out)
	}
	var temps, paths []string
	defer func() {
		for _, temp := range temps {
			os.Remove(temp) // those that are in place are gone from here
		}
	}()
	for _, d := range drafts {
		path := out
		if directory {
			path = filepath.Join(out, d.Catalog.ID+".yaml")
		}
		if _, err := os.Lstat(path); err == nil && !call.force {
			return fmt.Errorf("writing the draft: %s exists already (-f overwrites it)", filepath.Base(path))
		}
		if _, err := os.Stat(filepath.Dir(path)); errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("writing the draft: there is no directory %s", filepath.Dir(call.out))
		}
		temp, err := writeTemp(filepath.Dir(path), d.YAML)
		if temp != "" {
			temps = append(temps, temp)
		}
		if err != nil {
			return fmt.Errorf("writing the draft: %w", err)
		}
		paths = append(paths, path)
	}
	for i, path := range paths {
		if err := os.Rename(temps[i], path); err != nil {
			return fmt.Errorf("writing the draft: %w", err)
		}
	}
	return nil
}

// writeTemp writes a new file in a directory and returns its path, also of one that could not be completed.
func writeTemp(dir string, data []byte) (string, error) {
	f, err := os.CreateTemp(dir, ".errls-*.yaml")
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Chmod(0o644)
	}
	return f.Name(), errors.Join(err, f.Close())
}
