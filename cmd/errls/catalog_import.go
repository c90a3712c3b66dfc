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
	"github.com/errls/errls/internal/printable"
)

const catalogImportLong = `Import creates a draft of a catalog from a vendor's page of error codes, which
is given as a saved file of text, Markdown, HTML, CSV or Go source. It
recognizes

	tables in Markdown, HTML and CSV, and rows of cells separated by pipes
	tables that were copied as plain text, with one row or one cell per line
	blocks of Go constants with comments

It recognizes the columns by their headers, in English or Chinese. The draft is
a YAML file for you to review. It contains the texts of the page; it says what
to do about a code only where the page states it.

Import classifies every line of a page. If a line looks like a row but cannot be
read, import reports an error and writes nothing. If it has to guess, it prints
a warning. Errors, warnings and a summary go to standard error.

The flags are:

	-id ID
		id of the catalog, such as acme.orders, for all tables that
		-table does not name; tables with the same columns form one
		catalog
	-table N=ID
		add table N, counted over all pages, to the catalog ID, or skip
		it if ID is "-"; may be repeated
	-o FILE
		write to FILE instead of standard output; for several catalogs,
		FILE must be a directory, where each is written to ID.yaml
	-f
		overwrite existing files

The page "-" is standard input. Without -id and -table, import only lists the
tables. It exits with code 2 if it cannot create a draft.
`

func catalogImportCommand() command {
	return command{"import", "[flags] page ...", "create a catalog draft from a vendor's page", catalogImportLong, runCatalogImport}
}

// An importConfig contains the flags and arguments of import.
type importConfig struct {
	options docpage.Options
	out     string
	force   bool
	pages   []string
}

func runCatalogImport(_ context.Context, e *env, args []string) error {
	c, err := parseImport(e, args)
	if err != nil {
		return err
	}
	var pages []docpage.Page
	for _, name := range c.pages {
		data, err := readPage(e, name)
		if err != nil {
			return fmt.Errorf("reading the page: %w", err)
		}
		pages = append(pages, docpage.Page{Name: printable.Name(name), Data: data})
	}
	result, err := docpage.Import(pages, c.options)
	printImport(e.stderr, result)
	switch {
	case result.Failed():
		return exitError(exitFailure)
	case err != nil:
		return usagef("catalog import", "%v", err)
	case c.out == "":
		return printDrafts(e.stdout, result.Drafts)
	}
	return writeDrafts(e, c, result.Drafts)
}

func parseImport(e *env, args []string) (importConfig, error) {
	c := importConfig{options: docpage.Options{Tables: map[int]string{}}}
	flags := flag.NewFlagSet("catalog import", flag.ContinueOnError)
	flags.StringVar(&c.options.ID, "id", "", "")
	flags.StringVar(&c.out, "o", "", "")
	flags.BoolVar(&c.force, "f", false, "")
	flags.Func("table", "", func(s string) error {
		number, id, _ := strings.Cut(s, "=")
		n, err := strconv.Atoi(number)
		if err != nil || id == "" {
			return errors.New("want N=ID")
		}
		c.options.Tables[n] = id
		return nil
	})
	if err := parse(e, catalogSubcommand(catalogImportCommand()), flags, args); err != nil {
		return c, err
	}
	c.pages = flags.Args()
	for _, name := range c.pages {
		if len(name) > 1 && strings.HasPrefix(name, "-") {
			return c, usagef("catalog import", "flag %s comes after a page: flags must come before pages", name)
		}
	}
	if len(c.pages) == 0 {
		return c, usagef("catalog import", "no pages: want at least one file, or - for standard input")
	}
	return c, nil
}

// readPage reads a page. Of a page that is too large it reads one byte more than docpage.MaxPage, so that docpage
// reports it.
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

// printImport prints errors and warnings, the tables found, and counts of the classified lines and codes.
func printImport(w io.Writer, r *docpage.Result) {
	for _, n := range r.Notes {
		fmt.Fprintln(w, n)
	}
	for _, t := range r.Tables {
		to := ""
		if t.Catalog != "" && t.Catalog != "-" {
			to = " → " + t.Catalog
		}
		fmt.Fprintf(w, "table %d%s: %s:%d, %s, %s: %s\n", t.Number, to, t.File, t.Line, t.Shape, plural(t.Rows, "row"), strings.Join(t.Columns, ", "))
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
		fmt.Fprintf(w, "%s: %s; the page states the handling of %d and the retry class of %d\n", d.Catalog.ID,
			plural(len(d.Catalog.Codes), "code"), handling, retry)
	}
}

// printDrafts prints drafts as consecutive YAML documents.
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

// writeDrafts writes each draft to its file. It writes all drafts to temporary files before it renames the first.
func writeDrafts(e *env, c importConfig, drafts []docpage.Draft) error {
	out := e.abs(c.out)
	info, err := os.Stat(out)
	directory := err == nil && info.IsDir()
	if len(drafts) > 1 && !directory {
		return usagef("catalog import", "%d catalogs need an existing directory, but %s is not a directory", len(drafts), c.out)
	}
	var temps, paths []string
	defer func() {
		for _, temp := range temps {
			os.Remove(temp) // fails for those that were renamed
		}
	}()
	for _, d := range drafts {
		path := out
		if directory {
			path = filepath.Join(out, d.Catalog.ID+".yaml")
		}
		if _, err := os.Lstat(path); err == nil && !c.force {
			return fmt.Errorf("writing the draft: %s already exists; use -f to overwrite it", filepath.Base(path))
		}
		if _, err := os.Stat(filepath.Dir(path)); errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("writing the draft: directory %s does not exist", filepath.Dir(c.out))
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

// writeTemp writes data to a new temporary file in dir and returns its path. If it created the file, it returns the
// path also with an error.
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
