package docpage_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/catalog/docpage"
)

// A mutant is a variant of a page, in most cases with a mistake.
type mutant struct {
	what         string
	text         string
	same         bool // the change has no meaning: the catalog must be the same
	undetectable bool // the mistake cannot be detected; see similar
}

// sample returns about count indexes below n, evenly distributed.
func sample(n, count int) []int {
	var list []int
	step := max(1, n/count)
	for i := 0; i < n; i += step {
		list = append(list, i)
	}
	return list
}

// mutants returns variants of a page with mistakes of each kind.
func mutants(d *doc) []mutant {
	var list []mutant
	add := func(c *doc, what string, args ...any) {
		list = append(list, mutant{what: fmt.Sprintf(what, args...), text: c.String()})
	}
	for _, r := range sample(len(d.rows), 6) {
		for c := range d.header {
			m := d.clone()
			m.rows[r] = slices.Delete(m.rows[r], c, c+1)
			add(m, "row %d without its cell %d", r+1, c+1)
			for e := c + 1; e < len(d.header); e++ {
				if d.rows[r][c] == d.rows[r][e] {
					continue
				}
				m := d.clone()
				m.rows[r][c], m.rows[r][e] = m.rows[r][e], m.rows[r][c]
				add(m, "row %d with its cells %d and %d swapped", r+1, c+1, e+1)
				list[len(list)-1].undetectable = d.similar(c, e)
			}
		}
		m := d.clone()
		m.rows = slices.Insert(m.rows, r, m.rows[r])
		add(m, "row %d twice", r+1)
		m = d.clone()
		m.rows = append(m.rows, m.rows[r])
		add(m, "row %d again at the end", r+1)
	}
	list = append(list, d.headerMutants()...)
	return append(list, d.textMutants()...)
}

// similar reports whether the texts of two columns are so similar that a swap cannot be detected without understanding
// them.
func (d *doc) similar(a, b int) bool {
	pair := d.header[a] + ", " + d.header[b]
	return pair == "Error Message, Description" || pair == "English Description, Error Code Definition"
}

// headerMutants returns variants with a changed header or swapped columns.
func (d *doc) headerMutants() []mutant {
	var list []mutant
	for c := range d.header {
		m := d.clone()
		m.header[c] = "Foo"
		list = append(list, mutant{what: fmt.Sprintf("header %d changed", c+1), text: m.String()})
		m = d.clone()
		m.header = slices.Delete(m.header, c, c+1)
		list = append(list, mutant{what: fmt.Sprintf("header %d missing", c+1), text: m.String()})
		for e := c + 1; e < len(d.header); e++ {
			m := d.clone()
			for _, r := range m.rows {
				r[c], r[e] = r[e], r[c]
			}
			list = append(list, mutant{what: fmt.Sprintf("columns %d and %d swapped under their header", c+1, e+1), text: m.String(), undetectable: d.similar(c, e)})
			m.header[c], m.header[e] = m.header[e], m.header[c]
			list = append(list, mutant{what: fmt.Sprintf("columns %d and %d swapped", c+1, e+1), text: m.String(), same: d.name != "tablestore-tunnel.txt" && d.name != "cts.go"})
		}
	}
	m := d.clone()
	m.format = func(header []string, rows [][]string) []string {
		empty, all := len(d.format(header, nil)), d.format(header, rows)
		if d.name == "cts.html" {
			return append([]string{"<table>"}, all[empty-1:]...)
		}
		return all[empty:]
	}
	return append(list, mutant{what: "no header", text: m.String()})
}

// textMutants returns variants that are cut off, that have split, joined or missing lines, and that differ only in white
// space.
func (d *doc) textMutants() []mutant {
	text := d.String()
	list := []mutant{
		{what: "CRLF line ends", text: strings.ReplaceAll(text, "\n", "\r\n"), same: true},
		{what: "CR line ends", text: strings.ReplaceAll(text, "\n", "\r"), same: true},
		{what: "a byte order mark", text: "\ufeff" + text, same: true},
		{what: "a byte order mark and CRLF line ends", text: "\ufeff" + strings.ReplaceAll(text, "\n", "\r\n"), same: true},
		{what: "blank lines at the end", text: text + "\n\n\n", same: true},
		{what: "spaces at the ends of lines", text: strings.ReplaceAll(text, "\n", "  \n"), same: true},
	}
	for _, at := range sample(len(text), 24) {
		list = append(list, mutant{what: fmt.Sprintf("cut off at byte %d", at), text: text[:at]})
	}
	lines := strings.Split(text, "\n")
	for _, i := range sample(len(lines), 16) {
		list = append(list, mutant{what: fmt.Sprintf("cut off after line %d", i), text: strings.Join(lines[:i], "\n") + "\n"})
		if cut := strings.LastIndex(lines[i], " "); cut > 0 && i >= len(d.before) {
			m := slices.Insert(slices.Clone(lines), i+1, lines[i][cut:])
			m[i] = lines[i][:cut]
			list = append(list, mutant{what: fmt.Sprintf("line %d broken in two", i+1), text: strings.Join(m, "\n")})
		}
		if i > len(d.before) && i+1 < len(lines) && lines[i] != "" {
			m := slices.Delete(slices.Clone(lines), i, i+1)
			list = append(list, mutant{what: fmt.Sprintf("line %d missing", i+1), text: strings.Join(m, "\n"), undetectable: d.isWholeRow(lines[i])})
			m = slices.Delete(slices.Clone(lines), i+1, i+2)
			m[i] += " " + lines[i+1]
			list = append(list, mutant{what: fmt.Sprintf("line %d joined to the next", i+1), text: strings.Join(m, "\n")})
		}
	}
	return list
}

// isWholeRow reports whether a line contains all cells of a row, so that the page is valid without it.
func (d *doc) isWholeRow(line string) bool {
	return strings.HasSuffix(line, "|") || d.name != "cts.txt" && d.name != "cts.html" && !strings.HasPrefix(line, " ")
}

// imported is the part of the result of an import that TestMutations compares.
type imported struct {
	codes  map[string][]catalog.Code // by catalog id
	notes  map[string]int            // message -> number of notes
	failed bool
}

func importText(d *doc, text string) (imported, error) {
	r, err := docpage.Import([]docpage.Page{{Name: d.name, Data: []byte(text)}}, d.options)
	got := imported{map[string][]catalog.Code{}, map[string]int{}, r.Failed()}
	for _, n := range r.Notes {
		got.notes[n.Message]++
	}
	for _, d := range r.Drafts {
		got.codes[d.Catalog.ID] = d.Catalog.Codes
	}
	return got, err
}

// TestMutations imports variants of pages with mistakes. The result must be the same catalog, or contain a note that the
// result of the original page does not contain. Without a note, no code may be lost or shifted.
func TestMutations(t *testing.T) {
	total, same, failed, warned, undetectable := 0, 0, 0, 0, 0
	for _, d := range docs(t) {
		want, err := importText(d, d.String())
		if err != nil || want.failed {
			t.Fatal(d.name, err, want.notes)
		}
		for _, m := range mutants(d) {
			if m.text == d.String() {
				continue
			}
			total++
			have, err := importText(d, m.text)
			newNote := false
			for note, n := range have.notes {
				newNote = newNote || n > want.notes[note]
			}
			equal := cmp.Equal(want.codes, have.codes)
			switch {
			case m.same && !equal:
				t.Errorf("%s, %s, %s: another catalog, %v: %v\n%s", d.name, d.header[0], m.what, err, have.notes, cmp.Diff(want.codes, have.codes))
			case equal && err == nil && !have.failed:
				same++
			case err != nil || have.failed:
				failed++
			case newNote:
				warned++
			case m.undetectable:
				undetectable++
			default:
				t.Errorf("%s, %s, %s: another catalog without a note\n%s", d.name, d.header[0], m.what, cmp.Diff(want.codes, have.codes))
			}
		}
	}
	t.Logf("%d variants: %d with errors, %d with warnings, %d with the same catalog, %d undetectable", total, failed, warned, same, undetectable)
	if total < 500 {
		t.Errorf("only %d variants", total)
	}
}
