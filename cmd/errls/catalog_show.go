package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/explain"
)

const catalogShowLong = `Show prints a catalog, named by its id or its file: what it is about, where its
texts were read, and all of its codes. A file that is an overlay is shown laid
over the catalog that it extends.

The flags are:

	-format table|markdown|json
		print a table with a line for each code (the default), a page in
		Markdown with the texts, or one JSON object with everything

'errls explain CODE' says all there is to know of one code.
`

func catalogShowCommand() command {
	return command{"show", "[flags] id | file", "print a catalog", catalogShowLong, runCatalogShow}
}

func runCatalogShow(_ context.Context, e *env, args []string) error {
	flags := flag.NewFlagSet("catalog show", flag.ContinueOnError)
	format := flags.String("format", "table", "")
	if err := parse(e, catalogVerb(catalogShowCommand()), flags, args); err != nil {
		return err
	}
	print, ok := map[string]func(io.Writer, *catalog.Catalog) error{
		"table": showTable, "markdown": showMarkdown, "json": showJSON,
	}[*format]
	switch {
	case !ok:
		return usagef("catalog show", "unknown format %q: want table, markdown or json", *format)
	case flags.NArg() != 1:
		return usagef("catalog show", "show takes one catalog, not %d", flags.NArg())
	}
	c, err := findCatalog(e, catalogsHere(e).Set(), flags.Arg(0))
	if err != nil {
		return err
	}
	if err := print(e.stdout, c); err != nil {
		return fmt.Errorf("printing the catalog: %w", err)
	}
	return nil
}

func showTable(w io.Writer, c *catalog.Catalog) error {
	fmt.Fprintf(w, "%s: %s, %s\n", c.ID, c.Title, codeCount(c))
	for _, s := range c.Sources {
		fmt.Fprintf(w, "  %s\n", sourceLine(s))
	}
	for _, b := range c.Go {
		fmt.Fprintf(w, "  Go: %s\n", packageLine(b))
	}
	fmt.Fprintln(w)
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "CODE\tHTTP\tHANDLING\tRETRY\tBY\tMEANING")
	for i := range c.Codes {
		code := &c.Codes[i]
		const width = 60
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\t%s\n", codeName(code), orDash(numbers(code.HTTP)), orDash(string(code.Handling)),
			orDash(string(code.Retry)), orDash(code.By), explain.Short(code, width))
	}
	return tw.Flush()
}

// codeCount is how many codes a catalog has, and whether they are those of all services of a platform.
func codeCount(c *catalog.Catalog) string {
	count := plural(len(c.Codes), "code")
	if c.Common {
		count += " that all services of the platform may answer with"
	}
	return count
}

// codeName is the id of a code, with its number where that is not the id.
func codeName(c *catalog.Code) string {
	if c.HasValue && strconv.Itoa(c.Value) != c.ID {
		return c.ID + " (" + strconv.Itoa(c.Value) + ")"
	}
	return c.ID
}

func sourceLine(s catalog.Source) string {
	parts := []string{s.Title, s.Date, s.URL}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

func packageLine(b catalog.Binding) string {
	if b.Version == "" {
		return b.Package
	}
	return b.Package + " " + b.Version
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func numbers(list []int) string {
	texts := make([]string, len(list))
	for i, n := range list {
		texts[i] = strconv.Itoa(n)
	}
	return strings.Join(texts, ", ")
}

func showMarkdown(w io.Writer, c *catalog.Catalog) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n`%s`, %s.\n\n## Sources\n\n", cell(c.Title), c.ID, codeCount(c))
	for i, s := range c.Sources {
		fmt.Fprintf(&b, "%d. %s", i+1, cell(sourceLine(s)))
		if s.Note != "" {
			b.WriteString(". " + cell(s.Note))
		}
		b.WriteString("\n")
	}
	if len(c.Go) > 0 {
		b.WriteString("\n## Go packages\n\n")
	}
	for _, binding := range c.Go {
		fmt.Fprintf(&b, "- `%s`\n", packageLine(binding))
	}
	b.WriteString("\n## Codes\n\n| Code | HTTP | Meaning | Remedy | Handling | Retry |\n| --- | --- | --- | --- | --- | --- |\n")
	for i := range c.Codes {
		code := &c.Codes[i]
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s |\n", cell(codeName(code)), numbers(code.HTTP), cell(meaning(code)),
			cell(code.Remedy.Text), judgement(string(code.Handling), code.Basis.Handling), judgement(string(code.Retry), code.Basis.Retry))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// meaning is what a page says of a code, name and message included.
func meaning(c *catalog.Code) string {
	var parts []string
	for _, text := range []string{c.Name, c.Message.Text, c.Description.Text} {
		if text = strings.TrimSpace(text); text != "" && text != c.ID && !slices.Contains(parts, text) {
			if !strings.HasSuffix(text, ".") {
				text += "."
			}
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " ")
}

func judgement(word, basis string) string {
	if basis == "" {
		return word
	}
	return word + " (" + basis + ")"
}

// cell writes a text for a cell of a table in Markdown, on one line and with what would be marks escaped.
func cell(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.NewReplacer("\\", "\\\\", "|", "\\|", "<", "&lt;", "*", "\\*", "`", "\\`", "[", "\\[").Replace(s)
}
