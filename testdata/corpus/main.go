// Corpus runs errls over public code bases and holds what it finds against a ledger, in which each finding has a
// verdict. README.md says how to get the sources and how to keep the ledger.
//
//	go run ./testdata/corpus -sources DIR [-update] [name...]
//	go run ./testdata/corpus -table
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
)

// The exit codes.
const (
	exitSame     = 0
	exitDiffer   = 1 // findings and ledger differ, or a finding has no verdict
	exitBadInput = 2
)

const usage = `usage: go run ./testdata/corpus [flags] [name...]

Runs errls over the named code bases of corpora.yaml, or all, and compares what it finds with their ledgers.

  -sources DIR   where the checkouts of repositories are, by name
  -ledgers DIR   where corpora.yaml and ledger/ are (default testdata/corpus)
  -update        write the ledgers: verdicts are kept, new findings get "?"
  -table         print what the ledgers hold, without running errls
`

// errDiffer says that findings and ledger differ. What differs has been printed.
var errDiffer = errors.New("findings and ledger differ")

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
	flags.BoolVar(&o.update, "update", false, "")
	flags.BoolVar(&o.table, "table", false, "")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return exitSame
	} else if err != nil {
		return exitBadInput
	}
	o.names = flags.Args()
	err := o.compare(ctx, out)
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

// options are what the flags say.
type options struct {
	sources, ledgers string
	update, table    bool
	names            []string
}

// compare goes through the corpora and prints the differences, then the table over all of them.
func (o options) compare(ctx context.Context, out io.Writer) error {
	corpora, err := readCorpora(filepath.Join(o.ledgers, "corpora.yaml"), o.names)
	if err != nil {
		return err
	}
	differ := false
	t := newTable()
	for _, c := range corpora {
		path := filepath.Join(o.ledgers, "ledger", c.Name+".tsv")
		rows, err := readLedger(path)
		if err != nil {
			return err
		}
		if !o.table {
			found, err := c.find(ctx, o.sources)
			if err != nil {
				return fmt.Errorf("looking at %s: %w", c.Name, err)
			}
			d := compare(rows, found)
			d.print(out, c.Name)
			if rows = d.rows; o.update {
				if err := writeLedger(path, rows); err != nil {
					return err
				}
			}
			differ = differ || d.differs()
		}
		t.add(c.Name, rows)
	}
	if err := t.print(out); err != nil {
		return fmt.Errorf("printing the table: %w", err)
	}
	if differ && !o.update {
		return errDiffer
	}
	return nil
}
