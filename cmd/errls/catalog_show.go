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
	"github.com/errls/errls/internal/printable"
)

const catalogShowLong = `Show prints one catalog, given by its id or its file: its title, sources, Go
packages and codes. For an overlay it prints the extended catalog with the
overlay applied.

The flags are:

	-format table|markdown|json
		output format: a table with one line per code (the default), a
		Markdown page with all texts, or one JSON object with all fields

'errls explain CODE' prints everything about one code.
`

func catalogShowCommand() command {
	return command{"show", "[flags] id | file", "print a catalog", catalogShowLong, runCatalogShow}
}

func runCatalogShow(_ context.Context, e *env, args []string) error {
	flags := flag.NewFlagSet("catalog show", flag.ContinueOnError)
	format := flags.String("format", "table", "")
	if err := parse(e, catalogSubcommand(catalogShowCommand()), flags, args); err != nil {
		return err
	}
	print, ok := map[string]func(io.Writer, *catalog.Catalog) error{
		"table": showTable, "markdown": showMarkdown, "json": showJSON,
	}[*format]
	switch {
	case !ok:
		return usagef("catalog show", "invalid value %q for flag -format: want table, markdown or json", *format)
	case flags.NArg() != 1:
		return usagef("catalog show", "want one catalog, got %s", plural(flags.NArg(), "argument"))
	}
	c, err := findCatalog(e, currentProject(e).Set(), flags.Arg(0))
	if err != nil {
		return err
	}
	if err := print(e.stdout, c); err != nil {
		return fmt.Errorf("printing the catalog: %w", err)
	}
	return nil
}

func showTable(w io.Writer, c *catalog.Catalog) error {
	fmt.Fprintf(w, "%s: %s, %s\n", c.ID, printable.Line(c.Title), codeCount(c))
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

// codeCount returns the number of codes of a catalog as text, and says if they are common to all services of a platform.
func codeCount(c *catalog.Catalog) string {
	count := plural(len(c.Codes), "code")
	if c.Common {
		count += " that all services of the platform may return"
	}
	if c.Loose {
		count += ", which an error need not have"
	}
	return count
}

// codeName returns the id of a code, followed by its number if that is not the id.
func codeName(c *catalog.Code) string {
	if c.HasValue && strconv.Itoa(c.Value) != c.ID {
		return c.ID + " (" + strconv.Itoa(c.Value) + ")"
	}
	return c.ID
}

func sourceLine(s catalog.Source) string {
	parts := []string{printable.Line(s.Title), s.Date, printable.Line(s.URL)}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

func packageLine(b catalog.Binding) string {
	if b.Version == "" {
		return b.Package
	}
	return b.Package + " " + b.Version
}

// plural returns n and noun, in the plural unless n is 1.
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

// meaning returns the name, message and description of a code, without repetitions, and the words of the page.
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
	if c.Page.Text != "" {
		parts = append(parts, fmt.Sprintf("Source %d: “%s”", c.Page.Source+1, c.Page.Text))
	}
	return strings.Join(parts, " ")
}

// judgement returns a handling or retry class followed by its basis.
func judgement(word, basis string) string {
	if basis == "" {
		return word
	}
	return word + " (" + basis + ")"
}

// cell returns s for a cell of a Markdown table: on one line, with special characters escaped.
func cell(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.NewReplacer("\\", "\\\\", "|", "\\|", "<", "&lt;", "*", "\\*", "`", "\\`", "[", "\\[").Replace(s)
}
