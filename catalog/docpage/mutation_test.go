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

// A mutant is a page with a mistake in it.
type mutant struct {
	what string
	text string
	same bool // the catalog has to be the same: what was changed means nothing
	mute bool // nothing on the page can tell; see alike
}

// every takes a few indexes of n, evenly.
func every(n, most int) []int {
	var list []int
	step := max(1, n/most)
	for i := 0; i < n; i += step {
		list = append(list, i)
	}
	return list
}

// mutants makes mistakes of each kind in a page.
func mutants(d *doc) []mutant {
	var list []mutant
	add := func(c *doc, what string, args ...any) {
		list = append(list, mutant{what: fmt.Sprintf(what, args...), text: c.String()})
	}
	for _, r := range every(len(d.rows), 6) {
		for c := range d.header {
			m := d.with()
			m.rows[r] = slices.Delete(m.rows[r], c, c+1)
			add(m, "row %d without its cell %d", r+1, c+1)
			for e := c + 1; e < len(d.header); e++ {
				if d.rows[r][c] == d.rows[r][e] {
					continue
				}
				m := d.with()
				m.rows[r][c], m.rows[r][e] = m.rows[r][e], m.rows[r][c]
				add(m, "row %d with its cells %d and %d swapped", r+1, c+1, e+1)
				list[len(list)-1].mute = d.alike(c, e)
			}
		}
		m := d.with()
		m.rows = slices.Insert(m.rows, r, m.rows[r])
		add(m, "row %d twice", r+1)
		m = d.with()
		m.rows = append(m.rows, m.rows[r])
		add(m, "row %d again at the end", r+1)
	}
	list = append(list, d.headerMutants()...)
	return append(list, d.textMutants()...)
}

// alike reports whether two columns hold texts that read alike, so that no reader who does not understand them can
// tell one from the other.
func (d *doc) alike(a, b int) bool {
	pair := d.header[a] + ", " + d.header[b]
	return pair == "Error Message, Description" || pair == "English Description, Error Code Definition"
}

// headerMutants changes the header, and swaps whole columns.
func (d *doc) headerMutants() []mutant {
	var list []mutant
	for c := range d.header {
		m := d.with()
		m.header[c] = "Foo"
		list = append(list, mutant{what: fmt.Sprintf("header %d changed", c+1), text: m.String()})
		m = d.with()
		m.header = slices.Delete(m.header, c, c+1)
		list = append(list, mutant{what: fmt.Sprintf("header %d missing", c+1), text: m.String()})
		for e := c + 1; e < len(d.header); e++ {
			m := d.with()
			for _, r := range m.rows {
				r[c], r[e] = r[e], r[c]
			}
			list = append(list, mutant{what: fmt.Sprintf("columns %d and %d swapped under their header", c+1, e+1), text: m.String(), mute: d.alike(c, e)})
			m.header[c], m.header[e] = m.header[e], m.header[c]
			list = append(list, mutant{what: fmt.Sprintf("columns %d and %d swapped", c+1, e+1), text: m.String(), same: d.name != "tablestore-tunnel.txt" && d.name != "cts.go"})
		}
	}
	m := d.with()
	m.put = func(header []string, rows [][]string) []string {
		empty, all := len(d.put(header, nil)), d.put(header, rows)
		if d.name == "cts.html" {
			return append([]string{"<table>"}, all[empty-1:]...)
		}
		return all[empty:]
	}
	return append(list, mutant{what: "no header", text: m.String()})
}

// textMutants cuts the page off, breaks and joins lines, and changes what means nothing.
func (d *doc) textMutants() []mutant {
	text := d.String()
	list := []mutant{
		{what: "Windows line ends", text: strings.ReplaceAll(text, "\n", "\r\n"), same: true},
		{what: "old Macintosh line ends", text: strings.ReplaceAll(text, "\n", "\r"), same: true},
		{what: "a byte order mark", text: "\ufeff" + text, same: true},
		{what: "both", text: "\ufeff" + strings.ReplaceAll(text, "\n", "\r\n"), same: true},
		{what: "blank lines at the end", text: text + "\n\n\n", same: true},
		{what: "blanks at the ends of lines", text: strings.ReplaceAll(text, "\n", "  \n"), same: true},
	}
	for _, at := range every(len(text), 24) {
		list = append(list, mutant{what: fmt.Sprintf("cut off at byte %d", at), text: text[:at]})
	}
	lines := strings.Split(text, "\n")
	for _, i := range every(len(lines), 16) {
		list = append(list, mutant{what: fmt.Sprintf("cut off behind line %d", i), text: strings.Join(lines[:i], "\n") + "\n"})
		if cut := strings.LastIndex(lines[i], " "); cut > 0 && i >= len(d.before) {
			m := slices.Insert(slices.Clone(lines), i+1, lines[i][cut:])
			m[i] = lines[i][:cut]
			list = append(list, mutant{what: fmt.Sprintf("line %d broken in two", i+1), text: strings.Join(m, "\n")})
		}
		if i > len(d.before) && i+1 < len(lines) && lines[i] != "" {
			m := slices.Delete(slices.Clone(lines), i, i+1)
			list = append(list, mutant{what: fmt.Sprintf("line %d missing", i+1), text: strings.Join(m, "\n"), mute: d.wholeRow(lines[i])})
			m = slices.Delete(slices.Clone(lines), i+1, i+2)
			m[i] += " " + lines[i+1]
			list = append(list, mutant{what: fmt.Sprintf("line %d joined to the next", i+1), text: strings.Join(m, "\n")})
		}
	}
	return list
}

// wholeRow reports whether a line holds all cells of a row: without it the page is one of fewer codes, and no worse.
func (d *doc) wholeRow(line string) bool {
	return strings.HasSuffix(line, "|") || d.name != "cts.txt" && d.name != "cts.html" && !strings.HasPrefix(line, " ")
}

// drawn is what an import gave, as far as it counts here.
type drawn struct {
	codes map[string][]catalog.Code
	notes map[string]int
	bad   bool
}

func importText(d *doc, text string) (drawn, error) {
	r, err := docpage.Import([]docpage.Page{{Name: d.name, Data: []byte(text)}}, d.options)
	got := drawn{map[string][]catalog.Code{}, map[string]int{}, r.Failed()}
	for _, n := range r.Notes {
		got.notes[n.Message]++
	}
	for _, d := range r.Drafts {
		got.codes[d.Catalog.ID] = d.Catalog.Codes
	}
	return got, err
}

// TestMutations makes mistakes in pages. Each of them ends in the same catalog, or in a note that the page without
// the mistake does not have: never in a catalog that is silently shorter or shifted.
func TestMutations(t *testing.T) {
	total, same, failed, warned, mute := 0, 0, 0, 0, 0
	for _, d := range docs(t) {
		want, err := importText(d, d.String())
		if err != nil || want.bad {
			t.Fatal(d.name, err, want.notes)
		}
		for _, m := range mutants(d) {
			if m.text == d.String() {
				continue
			}
			total++
			have, err := importText(d, m.text)
			told := false
			for note, n := range have.notes {
				told = told || n > want.notes[note]
			}
			equal := cmp.Equal(want.codes, have.codes)
			switch {
			case m.same && !equal:
				t.Errorf("%s, %s, %s: another catalog, %v: %v\n%s", d.name, d.header[0], m.what, err, have.notes, cmp.Diff(want.codes, have.codes))
			case equal && err == nil && !have.bad:
				same++
			case err != nil || have.bad:
				failed++
			case told:
				warned++
			case m.mute:
				mute++
			default:
				t.Errorf("%s, %s, %s: silently another catalog\n%s", d.name, d.header[0], m.what, cmp.Diff(want.codes, have.codes))
			}
		}
	}
	t.Logf("%d mistakes: %d errors, %d warnings, %d of the same catalog, %d that no reader can tell", total, failed, warned, same, mute)
	if total < 500 {
		t.Errorf("only %d mistakes were made", total)
	}
}
