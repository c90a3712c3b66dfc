// Command corpus runs errls on public code bases and compares the findings with a ledger, which contains a verdict on
// each finding. README.md describes how to get the sources and how to update the ledgers.
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
  -update        update the ledgers: keep verdicts, add new findings with the verdict "?"
  -table         print the number of findings and verdicts in the ledgers, without running errls
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

// options contains the flags and arguments.
type options struct {
	sources, ledgers string
	update, table    bool
	names            []string
}

// compare prints the differences between findings and ledgers of the selected corpora, and then the table.
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
				return fmt.Errorf("checking %s: %w", c.Name, err)
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
