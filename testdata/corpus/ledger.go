package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A verdict is the result of a manual review of a finding.
type verdict string

// The verdicts.
const (
	isTrue    verdict = "true"
	debatable verdict = "debatable"
	isFalse   verdict = "false"
	open      verdict = "?" // not reviewed
)

// A row is one finding of the ledger.
type row struct {
	print   fingerprint
	file    string
	line    int
	verdict verdict
	why     string // one line; the message of the finding if it is not reviewed
}

// ledgerHead contains the columns of a ledger, separated by tabs.
const ledgerHead = "verdict\trule\tfile\tline\tfunction\tcode\tnth\twhy"

// readLedger reads a ledger. It returns no rows if the file does not exist.
func readLedger(path string) ([]row, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the ledger: %w", err)
	}
	rows, err := parseLedger(string(data))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	return rows, nil
}

func parseLedger(text string) ([]row, error) {
	head, rest, _ := strings.Cut(text, "\n")
	if head != ledgerHead {
		return nil, fmt.Errorf("line 1: want the header %q", ledgerHead)
	}
	var rows []row
	lines := map[fingerprint]int{}
	n := 1
	for text := range strings.Lines(rest) {
		n++
		r, err := parseRow(strings.TrimSuffix(text, "\n"))
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if first, twice := lines[r.print]; twice {
			return nil, fmt.Errorf("line %d: duplicate of line %d", n, first)
		}
		lines[r.print] = n
		rows = append(rows, r)
	}
	return rows, nil
}

func parseRow(text string) (row, error) {
	fields := strings.Split(text, "\t")
	if want := strings.Count(ledgerHead, "\t") + 1; len(fields) != want {
		return row{}, fmt.Errorf("got %d columns, want %d", len(fields), want)
	}
	r := row{verdict: verdict(fields[0]), file: fields[2], why: fields[7]}
	if !slices.Contains([]verdict{isTrue, debatable, isFalse, open}, r.verdict) {
		return row{}, fmt.Errorf("invalid verdict %q: want true, debatable, false or ?", r.verdict)
	}
	if r.why == "" {
		return row{}, errors.New("the column why is empty")
	}
	code, err := strconv.Unquote(`"` + fields[5] + `"`)
	if err != nil {
		return row{}, fmt.Errorf("unquoting the code %q: %w", fields[5], err)
	}
	r.print = fingerprint{rule: fields[1], pkg: dirOf(r.file), function: fields[4], code: code}
	if r.line, err = strconv.Atoi(fields[3]); err == nil {
		r.print.nth, err = strconv.Atoi(fields[6])
	}
	if err != nil || r.line < 1 || r.print.nth < 1 {
		return row{}, fmt.Errorf("invalid line %q or nth %q: want numbers from 1", fields[3], fields[6])
	}
	return r, nil
}

func (r row) String() string {
	code := strconv.Quote(r.print.code)
	return strings.Join([]string{
		string(r.verdict), r.print.rule, r.file, strconv.Itoa(r.line), r.print.function, code[1 : len(code)-1],
		strconv.Itoa(r.print.nth), oneLine(r.why),
	}, "\t")
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func writeLedger(path string, rows []row) error {
	var b bytes.Buffer
	b.WriteString(ledgerHead + "\n")
	for _, r := range rows {
		b.WriteString(r.String() + "\n")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("writing the ledger: %w", err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("writing the ledger: %w", err)
	}
	return nil
}

// A difference is the difference between a ledger and the findings.
type difference struct {
	added []row    // findings that are not in the ledger
	gone  []row    // rows without a finding
	moved [][2]row // old and new row of findings at another line
	open  []row    // rows without a verdict
	rows  []row    // the updated ledger
}

// compare compares the rows of a ledger with findings by fingerprint.
func compare(rows []row, found []finding) difference {
	var d difference
	known := map[fingerprint]row{}
	for _, r := range rows {
		known[r.print] = r
	}
	for _, f := range found {
		old, ok := known[f.print]
		delete(known, f.print)
		now := row{print: f.print, file: f.file, line: f.line, verdict: old.verdict, why: old.why}
		switch {
		case !ok:
			now.verdict, now.why = open, f.message
			d.added = append(d.added, now)
		case old.verdict == open:
			now.why = f.message
			d.open = append(d.open, now)
		case old.file != f.file || old.line != f.line:
			d.moved = append(d.moved, [2]row{old, now})
		}
		d.rows = append(d.rows, now)
	}
	for _, r := range rows {
		if _, ok := known[r.print]; ok {
			d.gone = append(d.gone, r)
		}
	}
	slices.SortStableFunc(d.rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.line, b.line))
	})
	return d
}

func (d *difference) differs() bool {
	return len(d.added)+len(d.gone)+len(d.moved)+len(d.open) > 0
}

// print prints the differences, one per line.
func (d *difference) print(out io.Writer, name string) {
	line := func(what string, r row) {
		fmt.Fprintf(out, "%s: %s: %s:%d: %s (%s)\n", name, what, r.file, r.line, oneLine(r.why), r.print.rule)
	}
	for _, r := range d.added {
		line("new", r)
	}
	for _, r := range d.open {
		line("no verdict", r)
	}
	for _, r := range d.gone {
		line("gone, "+string(r.verdict), r)
	}
	for _, m := range d.moved {
		line(fmt.Sprintf("moved from %s:%d", m[0].file, m[0].line), m[1])
	}
}
