package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/explain"
)

const explainLong = `Explain describes error codes and rules. For a code it prints its meaning, what
the caller should do, whether a retry can help, and the source of each text. It
knows the built-in catalogs and those of the module (see 'errls help project'),
and explains a code of several services for each of them. An argument is one of

	a code as the service sends it; case is ignored, and a subcode
	    (Throttling.Disks) is explained as the code before the dot if the
	    catalog lists only that one
	a number such as 503: an HTTP status, or the number of a named code
	the name of a code ("service unavailable")
	a Go constant such as http.StatusServiceUnavailable, or a Go error that
	    a code stands for, such as context.DeadlineExceeded
	a rule: explain prints its documentation; "ignore" describes the
	    comments that suppress findings

The flags are:

	-color auto|always|never
		print titles in bold; auto (the default) does so on a terminal
		if the environment variable NO_COLOR is not set
	-format text|json
		output format: text (the default), or a JSON list with one
		object for each code or rule

Explain exits with code 2 if it does not know one of its arguments.
`

func explainCommand() command {
	return command{"explain", "[flags] code | rule ...", "describe error codes and rules", explainLong, runExplain}
}

func runExplain(_ context.Context, e *env, args []string) error {
	flags := flag.NewFlagSet("explain", flag.ContinueOnError)
	format := flags.String("format", "text", "")
	color := flags.String("color", "auto", "")
	if err := parse(e, explainCommand(), flags, args); err != nil {
		return err
	}
	switch {
	case flags.NArg() == 0:
		return usagef("explain", "no arguments: want a code or a rule, such as 503 or unknowncode")
	case *format != "text" && *format != "json":
		return usagef("explain", "invalid value %q for flag -format: want text or json", *format)
	case !slices.Contains(colorChoices, *color):
		return usagef("explain", "invalid value %q for flag -color: want auto, always or never", *color)
	}
	rules, err := allRules()
	if err != nil {
		return err
	}
	x := &explainer{set: currentProject(e).Set(), rules: append(rules, analyzer.Ignore())}
	unknown := x.lookUp(e.stderr, flags.Args())
	if *format == "json" {
		err = x.printJSON(e.stdout)
	} else {
		err = x.printText(colored(e, useColor(e, *color)), textWidth(e), useColor(e, *color))
	}
	if err != nil {
		return fmt.Errorf("printing the explanation: %w", err)
	}
	if unknown {
		return exitError(exitFailure)
	}
	return nil
}

// textWidth returns the line width from the environment variable COLUMNS, between 40 and 100, or 80 if it is not set.
func textWidth(e *env) int {
	columns, err := strconv.Atoi(e.getenv("COLUMNS"))
	if err != nil {
		return 80
	}
	return min(max(columns, 40), 100)
}

// An explainer looks up the arguments of explain and prints what it finds.
type explainer struct {
	set   *catalog.Set
	rules []analyzer.Rule

	pages []analyzer.Rule // rules found
	refs  []catalog.Ref   // codes found
}

// lookUp looks up each word. It prints the words that it does not find to errw, and reports whether there are any.
func (x *explainer) lookUp(errw io.Writer, words []string) (unknown bool) {
	for _, word := range words {
		if i := slices.IndexFunc(x.rules, func(r analyzer.Rule) bool { return strings.EqualFold(r.Name, word) }); i >= 0 {
			x.pages = append(x.pages, x.rules[i])
			continue
		}
		refs := lookup(x.set, word)
		if len(refs) == 0 {
			unknown = true
			fmt.Fprintf(errw, "errls explain: unknown code or rule %q%s\n", word, didYouMean(word, x.known()))
			continue
		}
		x.refs = append(x.refs, refs...)
	}
	return unknown
}

// known returns the names of all rules and codes, for suggestions.
func (x *explainer) known() []string {
	var words []string
	for _, r := range x.rules {
		words = append(words, r.Name)
	}
	for _, c := range x.set.Catalogs() {
		for _, code := range c.Codes {
			words = append(words, code.ID)
		}
	}
	return words
}

// lookup returns the codes that a word names. It tries, in this order: the exact code, a Go constant or type, a subcode of a
// listed code, and then numbers, names, codes in any case and Go errors.
func lookup(set *catalog.Set, word string) []catalog.Ref {
	if word == "" {
		return nil
	}
	if refs := set.Lookup(word); len(refs) > 0 {
		return refs
	}
	if refs := lookupConstant(set, word); len(refs) > 0 {
		return refs
	}
	if refs := set.LookupKind(word); len(refs) > 0 {
		return refs
	}
	number, err := strconv.Atoi(word)
	var refs []catalog.Ref
	for _, c := range set.Catalogs() {
		for i := range c.Codes {
			code := &c.Codes[i]
			if err == nil && code.HasValue && code.Value == number ||
				strings.EqualFold(code.ID, word) || strings.EqualFold(code.Name, word) ||
				isGoError(code, word) {
				refs = append(refs, catalog.Ref{Catalog: c, Code: code})
			}
		}
	}
	return refs
}

// isGoError reports whether word names the Go error, or type of error, that the code stands for. In GoError the name
// may be followed by a space and a restriction to some errors of the type.
func isGoError(code *catalog.Code, word string) bool {
	name, _, _ := strings.Cut(code.GoError, " ")
	return name != "" && strings.TrimPrefix(name, "*") == strings.TrimPrefix(word, "*")
}

// lookupConstant returns the codes of a Go constant, or of a type that stands for one code, given as "Name", "package.Name"
// or "import/path.Name".
func lookupConstant(set *catalog.Set, word string) []catalog.Ref {
	var refs []catalog.Ref
	for _, c := range set.Catalogs() {
		for i := range c.Go {
			b := &c.Go[i]
			add := func(name, id string) {
				if word != name && word != b.Name+"."+name && word != b.Package+"."+name {
					return
				}
				ref := catalog.Ref{Catalog: c, Code: c.Lookup(id)}
				if ref.Code != nil && !slices.Contains(refs, ref) {
					refs = append(refs, ref)
				}
			}
			for _, k := range b.Constants {
				add(k.Name, k.Code)
			}
			for _, m := range b.Makes {
				add(m.Type, m.Code)
			}
		}
	}
	return refs
}

func (x *explainer) printText(w io.Writer, width int, color bool) error {
	var texts []string
	for _, r := range x.pages {
		texts = append(texts, strings.TrimRight(r.Page, "\n")+"\n")
	}
	for _, ref := range x.refs {
		texts = append(texts, explain.Text(ref, width, color))
	}
	separator := "\n" + strings.Repeat("─", width) + "\n\n"
	_, err := io.WriteString(w, strings.Join(texts, separator))
	return err
}
