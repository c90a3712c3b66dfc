package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer"
)

// A table counts verdicts by rule and by corpus.
type table struct {
	rules, corpora map[string]*count
	names          []string // names of the corpora, in order
}

type count struct{ isTrue, debatable, isFalse, open int }

func newTable() *table {
	return &table{rules: map[string]*count{}, corpora: map[string]*count{}}
}

func (t *table) add(corpus string, rows []row) {
	t.names = append(t.names, corpus)
	t.corpora[corpus] = &count{}
	for _, r := range rows {
		if t.rules[r.print.rule] == nil {
			t.rules[r.print.rule] = &count{}
		}
		t.rules[r.print.rule].add(r.verdict)
		t.corpora[corpus].add(r.verdict)
	}
}

func (c *count) add(v verdict) {
	switch v {
	case isTrue:
		c.isTrue++
	case debatable:
		c.debatable++
	case isFalse:
		c.isFalse++
	default:
		c.open++
	}
}

func (c *count) plus(other *count) {
	c.isTrue += other.isTrue
	c.debatable += other.debatable
	c.isFalse += other.isFalse
	c.open += other.open
}

// print prints a line for each rule, a line for each corpus, and the sum.
func (t *table) print(out io.Writer) error {
	names := analyzer.Names()
	for _, name := range slices.Sorted(maps.Keys(t.rules)) {
		if !slices.Contains(names, name) { // "ignore", or a rule that does not exist
			names = append(names, name)
		}
	}
	width := 0
	for _, name := range slices.Concat(names, t.names) {
		width = max(width, len(name))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%-*s  findings  true  debatable  false  no verdict  true %%  true or debatable %%\n", width, "")
	var sum count
	for _, name := range names {
		c := cmp.Or(t.rules[name], &count{})
		c.print(&b, width, name)
		sum.plus(c)
	}
	b.WriteString("\n")
	for _, name := range t.names {
		t.corpora[name].print(&b, width, name)
	}
	b.WriteString("\n")
	sum.print(&b, width, "all")
	_, err := io.WriteString(out, b.String())
	return err
}

// print prints one line. Findings without a verdict do not count in the percentages.
func (c *count) print(b *strings.Builder, width int, name string) {
	judged := c.isTrue + c.debatable + c.isFalse
	share := func(n int) string {
		if judged == 0 {
			return "-"
		}
		return fmt.Sprintf("%.1f", 100*float64(n)/float64(judged))
	}
	fmt.Fprintf(b, "%-*s  %8d  %4d  %9d  %5d  %10d  %6s  %19s\n", width, name, judged+c.open, c.isTrue, c.debatable,
		c.isFalse, c.open, share(c.isTrue), share(c.isTrue+c.debatable))
}
