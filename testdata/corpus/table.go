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

// A table counts the verdicts on the findings in one set of corpora, by rule and by corpus.
type table struct {
	set     string
	rules   map[string]*count
	corpora []namedCount // in order
	size    size         // the sum of the corpora
	unsized int          // number of corpora whose size is not known
}

type namedCount struct {
	name  string
	sized bool // its size is known: errls has been run over it
	count count
}

type count struct{ isTrue, debatable, isFalse, open int }

// add adds a corpus with its ledger, and with its size if it is known.
func (t *table) add(corpus string, rows []row, sizes map[string]size) {
	one := namedCount{name: corpus}
	for _, r := range rows {
		if t.rules[r.print.rule] == nil {
			t.rules[r.print.rule] = &count{}
		}
		t.rules[r.print.rule].add(r.verdict)
		one.count.add(r.verdict)
	}
	s, ok := sizes[corpus]
	if !ok {
		t.unsized++
	}
	one.sized = ok
	t.corpora = append(t.corpora, one)
	t.size.lines += s.lines
	t.size.watched += s.watched
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

func (c *count) judged() int { return c.isTrue + c.debatable + c.isFalse }

// severities returns the default severity of each rule.
func severities() (map[string]analyzer.Severity, error) {
	suite, err := analyzer.New(nil, analyzer.Config{})
	if err != nil {
		return nil, fmt.Errorf("creating the rules: %w", err)
	}
	all := map[string]analyzer.Severity{}
	for _, r := range suite.Rules() {
		all[r.Name] = r.Severity
	}
	return all, nil
}

// print prints a line for each rule, a line for each corpus with findings, and sums.
func (t *table) print(out io.Writer) error {
	severity, err := severities()
	if err != nil {
		return err
	}
	names := analyzer.Names()
	for _, name := range slices.Sorted(maps.Keys(t.rules)) {
		if !slices.Contains(names, name) { // "ignore", or a rule that does not exist
			names = append(names, name)
		}
	}
	width := len("without findings")
	for _, name := range names {
		width = max(width, len(name))
	}
	for _, c := range t.corpora {
		width = max(width, len(c.name))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%-*s  findings  true  debatable  false  no verdict  true %%  true or debatable %%\n", width, t.set)
	var info, others count
	for _, name := range names {
		c := cmp.Or(t.rules[name], &count{})
		if severity[name] == analyzer.Info {
			info.plus(c)
		} else {
			others.plus(c)
		}
		c.print(&b, width, name)
	}
	b.WriteString("\n")
	silent, unmeasured := 0, 0
	for _, c := range t.corpora {
		switch {
		case c.count != (count{}):
			c.count.print(&b, width, c.name)
		case c.sized:
			silent++
		default:
			unmeasured++
		}
	}
	fmt.Fprintf(&b, "%-*s  %8d\n", width, "without findings", silent)
	if unmeasured > 0 {
		fmt.Fprintf(&b, "%-*s  %8d\n", width, "not measured", unmeasured)
	}
	b.WriteString("\n")
	others.print(&b, width, "warnings")
	info.print(&b, width, "info")
	others.plus(&info)
	others.print(&b, width, "all")
	t.printSize(&b, &others)
	_, err = io.WriteString(out, b.String())
	return err
}

// printSize prints how many lines the corpora have, and how many of them there are for each finding.
func (t *table) printSize(b *strings.Builder, all *count) {
	fmt.Fprintf(b, "\n%d code bases", len(t.corpora))
	if t.size.lines > 0 {
		fmt.Fprintf(b, ", %d lines, %d of them in packages with sites", t.size.lines, t.size.watched)
	}
	if n := all.judged() + all.open; n > 0 && t.size.watched > 0 {
		fmt.Fprintf(b, ": one finding in %d of these", t.size.watched/n)
	}
	if t.size.lines > 0 && t.unsized > 0 {
		fmt.Fprintf(b, "; the lines of %d code bases are not known", t.unsized)
	}
	b.WriteString("\n")
}

// print prints one line. Findings without a verdict do not count in the percentages.
func (c *count) print(b *strings.Builder, width int, name string) {
	judged := c.judged()
	share := func(n int) string {
		if judged == 0 {
			return "-"
		}
		return fmt.Sprintf("%.1f", 100*float64(n)/float64(judged))
	}
	fmt.Fprintf(b, "%-*s  %8d  %4d  %9d  %5d  %10d  %6s  %19s\n", width, name, judged+c.open, c.isTrue, c.debatable,
		c.isFalse, c.open, share(c.isTrue), share(c.isTrue+c.debatable))
}
