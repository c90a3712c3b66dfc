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

const explainLong = `Explain prints what is known of an error code: what it means, what the caller
has to do, whether another attempt can help, and where that was read. A code
that several services have is explained for each of them; those of the module's
own catalogs are known too (see 'errls help project'). A word may be

	a code, as the service sends it; letters of the wrong case will do, and
	    a kind of a listed code (Throttling.Disks) is explained as that code
	a number, such as 503: an HTTP status, or the number of a named code
	the name of a code ("service unavailable")
	a Go constant, such as http.StatusServiceUnavailable, or a Go error that
	    a code stands for, such as context.DeadlineExceeded
	a rule: its page says what it reports, why, and when it stays silent;
	    "ignore" stands for the comments that silence findings

The flags are:

	-color auto|always|never
		make titles bold; auto does so on a terminal, unless the environment
		variable NO_COLOR is set
	-format text|json
		print text for people (the default) or a JSON list, with an object
		for each entry or rule

Explain exits with code 2 if it does not know a word.
`

func explainCommand() command {
	return command{"explain", "[flags] code | rule ...", "say what an error code means, or what a rule is about", explainLong, runExplain}
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
		return usagef("explain", "no code or rule to explain")
	case *format != "text" && *format != "json":
		return usagef("explain", "unknown format %q: want text or json", *format)
	case !slices.Contains(colorChoices, *color):
		return usagef("explain", "unknown value %q of -color: want auto, always or never", *color)
	}
	rules, err := allRules()
	if err != nil {
		return err
	}
	x := &explainer{set: catalogsHere(e).Set(), rules: append(rules, analyzer.Ignore())}
	unknown := x.look(e.stderr, flags.Args())
	if *format == "json" {
		err = x.printJSON(e.stdout)
	} else {
		err = x.printText(e.stdout, textWidth(e), useColor(e, *color))
	}
	if err != nil {
		return fmt.Errorf("printing the explanation: %w", err)
	}
	if unknown {
		return exitError(exitTrouble)
	}
	return nil
}

// textWidth is the width of the terminal as far as the environment says it, within what is good to read.
func textWidth(e *env) int {
	columns, err := strconv.Atoi(e.getenv("COLUMNS"))
	if err != nil {
		return 80
	}
	return min(max(columns, 40), 100)
}

// An explainer finds what words mean.
type explainer struct {
	set   *catalog.Set
	rules []analyzer.Rule

	pages []analyzer.Rule // what was found
	refs  []catalog.Ref
}

// look finds what each word means, and reports whether there is one that means nothing.
func (x *explainer) look(errw io.Writer, words []string) (unknown bool) {
	for _, word := range words {
		if i := slices.IndexFunc(x.rules, func(r analyzer.Rule) bool { return strings.EqualFold(r.Name, word) }); i >= 0 {
			x.pages = append(x.pages, x.rules[i])
			continue
		}
		refs := lookup(x.set, word)
		if len(refs) == 0 {
			unknown = true
			fmt.Fprintf(errw, "errls explain: no code or rule %q%s\n", word, didYouMean(word, x.words()))
			continue
		}
		x.refs = append(x.refs, refs...)
	}
	return unknown
}

// words are those that can be explained and may have been meant.
func (x *explainer) words() []string {
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

// lookup returns the entries that a word names: the code itself or what it is a kind of, else a Go constant, else a
// number, a name or a code in other letters.
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

// isGoError reports whether a code stands for the Go error that a word names, its type or itself. The catalog may
// say behind the name which errors of a type it means.
func isGoError(code *catalog.Code, word string) bool {
	name, _, _ := strings.Cut(code.GoError, " ")
	return name != "" && strings.TrimPrefix(name, "*") == strings.TrimPrefix(word, "*")
}

// lookupConstant returns the entries that a Go constant names: "Name", "package.Name" or "import/path.Name".
func lookupConstant(set *catalog.Set, word string) []catalog.Ref {
	var refs []catalog.Ref
	for _, c := range set.Catalogs() {
		for _, b := range c.Go {
			for _, k := range b.Constants {
				if word != k.Name && word != b.Name+"."+k.Name && word != b.Package+"."+k.Name {
					continue
				}
				ref := catalog.Ref{Catalog: c, Code: c.Lookup(k.Code)}
				if ref.Code != nil && !slices.Contains(refs, ref) {
					refs = append(refs, ref)
				}
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
	rule := "\n" + strings.Repeat("─", width) + "\n\n"
	_, err := io.WriteString(w, strings.Join(texts, rule))
	return err
}
