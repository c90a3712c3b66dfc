// Command corpus runs errls on public code bases and compares the findings with a ledger, which contains a verdict on
// each finding. README.md describes how to get the sources and how to update the ledgers.
//
//	go run ./testdata/corpus -sources DIR [-update] [name...]
//	go run ./testdata/corpus -table
//	go run ./testdata/corpus -sites DIR
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
)

// The exit codes of corpus.
const (
	exitSame     = 0
	exitDiffer   = 1 // findings and ledger differ, or a finding has no verdict
	exitBadInput = 2
)

const usage = `usage: go run ./testdata/corpus [flags] [name...]

Corpus runs errls on the named code bases of corpora.yaml, or on all of them,
and compares the findings with the ledgers.

  -sources DIR   directory with a checkout of each repository, named as in corpora.yaml
  -ledgers DIR   directory with corpora.yaml and ledger/ (default testdata/corpus)
  -set SET       only the code bases of one set: development, first or second
  -update        update the ledgers: keep verdicts, add new findings with the verdict "?"
  -table         print the number of findings and verdicts in the ledgers, without running errls
  -sites DIR     print how many tests of error codes the code in DIR has, how many of them errls
                 sees, and which kinds of tests it does not see
`

// errDiffer means that findings and ledgers differ. The differences have been printed.
var errDiffer = errors.New("findings and ledgers differ; see above, or use -update")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Stdout, os.Stderr, os.Args[1:]))
}

// run runs the command and returns its exit code.
func run(ctx context.Context, out, errw io.Writer, args []string) int {
	flags := flag.NewFlagSet("corpus", flag.ContinueOnError)
	flags.SetOutput(errw)
	flags.Usage = func() { fmt.Fprint(errw, usage) }
	var o options
	flags.StringVar(&o.sources, "sources", "", "")
	flags.StringVar(&o.ledgers, "ledgers", filepath.FromSlash("testdata/corpus"), "")
	flags.StringVar(&o.set, "set", "", "")
	flags.StringVar(&o.sites, "sites", "", "")
	flags.BoolVar(&o.update, "update", false, "")
	flags.BoolVar(&o.table, "table", false, "")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return exitSame
	} else if err != nil {
		return exitBadInput
	}
	o.names = flags.Args()
	work := o.compare
	if o.sites != "" {
		work = o.countTests
	}
	err := work(ctx, out)
	switch {
	case errors.Is(err, errDiffer):
		fmt.Fprintf(errw, "corpus: %v\n", err)
		return exitDiffer
	case err != nil:
		fmt.Fprintf(errw, "corpus: %v\n", err)
		return exitBadInput
	}
	return exitSame
}

// options contains the flags and arguments.
type options struct {
	sources, ledgers string
	set              string // name of a set; empty for all
	sites            string // the directory whose tests of codes are counted; empty to compare ledgers
	update, table    bool
	names            []string
}

// compare prints the differences between findings and ledgers of the selected corpora, and then a table for each set.
func (o options) compare(ctx context.Context, out io.Writer) error {
	all, err := readCorpora(filepath.Join(o.ledgers, "corpora.yaml"))
	if err != nil {
		return err
	}
	corpora, err := o.selected(all)
	if err != nil {
		return err
	}
	sizesPath := filepath.Join(o.ledgers, "sizes.tsv")
	sizes, err := readSizes(sizesPath)
	if err != nil {
		return err
	}
	tables := map[string]*table{}
	differ := false
	for _, c := range corpora {
		rows, differs, err := o.ledger(ctx, out, c, sizes)
		if err != nil {
			return err
		}
		differ = differ || differs
		if tables[c.Set] == nil {
			tables[c.Set] = &table{set: c.Set, rules: map[string]*count{}}
		}
		tables[c.Set].add(c.Name, rows, sizes)
	}
	if o.update {
		if err := writeSizes(sizesPath, namesOf(all), sizes); err != nil {
			return err
		}
	}
	if err := printTables(out, tables); err != nil {
		return err
	}
	if differ && !o.update {
		return errDiffer
	}
	return nil
}

// ledger returns the rows of the ledger of one corpus. Unless the table alone is wanted, it first compares them with
// the findings, updates the ledger and the size if the flags say so, and reports whether there are differences.
func (o options) ledger(ctx context.Context, out io.Writer, c corpus, sizes map[string]size) ([]row, bool, error) {
	path := filepath.Join(o.ledgers, "ledger", c.Name+".tsv")
	rows, err := readLedger(path)
	if err != nil || o.table {
		return rows, false, err
	}
	now, err := c.find(ctx, o.sources)
	if err != nil {
		return nil, false, fmt.Errorf("checking %s: %w", c.Name, err)
	}
	sizes[c.Name] = now.size
	d := compare(rows, now.found)
	d.print(out, c.Name)
	if o.update {
		err = writeLedger(path, d.rows)
	}
	return d.rows, d.differs(), err
}

// selected returns the corpora that the arguments and the flag -set name, or all.
func (o options) selected(all []corpus) ([]corpus, error) {
	for _, name := range o.names {
		if !slices.Contains(namesOf(all), name) {
			return nil, fmt.Errorf("corpora.yaml has no corpus %q", name)
		}
	}
	if o.set != "" && !slices.Contains(sets, o.set) {
		return nil, fmt.Errorf("unknown set %q: want one of %s", o.set, strings.Join(sets, ", "))
	}
	var chosen []corpus
	for _, c := range all {
		if (len(o.names) == 0 || slices.Contains(o.names, c.Name)) && (o.set == "" || c.Set == o.set) {
			chosen = append(chosen, c)
		}
	}
	return chosen, nil
}

func namesOf(corpora []corpus) []string {
	var names []string
	for _, c := range corpora {
		names = append(names, c.Name)
	}
	return names
}

// printTables prints the table of each set, in the order of sets.
func printTables(out io.Writer, tables map[string]*table) error {
	between := ""
	for _, set := range sets {
		t := tables[set]
		if t == nil {
			continue
		}
		if _, err := io.WriteString(out, between); err != nil {
			return fmt.Errorf("printing the table: %w", err)
		}
		if err := t.print(out); err != nil {
			return fmt.Errorf("printing the table: %w", err)
		}
		between = "\n\n"
	}
	return nil
}
