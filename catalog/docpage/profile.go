package docpage

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// checkForms tells of codes that are written otherwise than nearly all others of their table.
func (t *table) checkForms() {
	at := t.column(roleCode)
	count := map[form]int{}
	for _, r := range t.rows {
		count[t.page.patterns.formOf(r.cells[at])]++
	}
	for f, n := range count {
		if f == formWord || f == formLower || f == formNone || 5*n < 4*len(t.rows) {
			continue
		}
		for _, r := range t.rows {
			own := t.page.patterns.formOf(r.cells[at])
			if own == f || own == formNone || own == formWord && f == formCamel || own == formUpper && f == formTagged {
				continue
			}
			t.page.warnf(r.line, "the code %s is not written as the others of its table are, in the form %s", quote(r.cells[at]), f)
		}
	}
}

// column returns the column with a role, or -1.
func (t *table) column(r role) int {
	for i, have := range t.roles {
		if have == r {
			return i
		}
	}
	return -1
}

// checkGaps tells of empty cells in columns that are full otherwise.
func (t *table) checkGaps() {
	for i, r := range t.roles {
		if r == roleOther || r == roleCode {
			continue
		}
		empty := 0
		for _, row := range t.rows {
			if row.cells[i] == "" {
				empty++
			}
		}
		if empty == 0 || 5*empty > len(t.rows) {
			continue
		}
		for _, row := range t.rows {
			if row.cells[i] == "" {
				t.page.warnf(row.line, "the cell %s is empty", quote(t.header[i]))
			}
		}
	}
}

// A profile is how the cells of a column of text read, in shares of the cells that are not empty.
type profile struct {
	column int
	shares [features]float64
	texts  map[string]int
}

// features is how many traits of a text are looked at.
const features = 4

// traits says how a text reads: as an instruction, as whole sentences, as words in lower case, as a few words.
func (t *table) traits(text string) [features]bool {
	first, _ := utf8.DecodeRuneInString(text)
	parts := sentences(text)
	return [features]bool{
		isImperative(t.page.verbs, parts[0]),
		strings.HasSuffix(text, ".") || strings.HasSuffix(text, "。"),
		unicode.IsLower(first),
		len(strings.Fields(text)) <= 4,
	}
}

// checkSwaps tells of rows, and of whole columns, whose texts read as if they stood in another column.
func (t *table) checkSwaps() {
	const few = 4 // rows that say nothing of what is usual
	var profiles []profile
	for i, r := range t.roles {
		if isText(r) {
			profiles = append(profiles, t.profile(i))
		}
	}
	if len(t.rows) < few || len(profiles) < 2 {
		return
	}
	t.checkColumns(profiles)
	for _, r := range t.rows {
		for i, a := range profiles {
			for _, b := range profiles[i+1:] {
				x, y := r.cells[a.column], r.cells[b.column]
				if x != "" && y != "" && (t.inverted(a, b, x, y) || foreign(a, b, x, y)) {
					t.page.warnf(r.line, "the row of %s reads as if its cells %s and %s were swapped",
						quote(r.cells[t.column(roleCode)]), quote(t.header[a.column]), quote(t.header[b.column]))
				}
			}
		}
	}
}

func (t *table) profile(column int) profile {
	p := profile{column: column, texts: map[string]int{}}
	full := 0.0
	for _, r := range t.rows {
		cell := r.cells[column]
		if cell == "" {
			continue
		}
		full++
		p.texts[cell]++
		for i, has := range t.traits(cell) {
			if has {
				p.shares[i]++
			}
		}
	}
	for i := range p.shares {
		p.shares[i] /= max(full, 1)
	}
	return p
}

// checkColumns tells of remedies that do not read as instructions while another column does, and of names that read
// as sentences.
func (t *table) checkColumns(profiles []profile) {
	for _, a := range profiles {
		for _, b := range profiles {
			if t.roles[a.column] == roleRemedy && a.shares[0] < 0.3 && b.shares[0] > 0.6 ||
				t.roles[a.column] == roleName && a.shares[1] > 0.6 && b.shares[1] < 0.3 {
				t.page.warnf(t.line, "the columns %s and %s read as if they were swapped",
					quote(t.header[a.column]), quote(t.header[b.column]))
			}
		}
	}
}

// inverted reports whether the two cells of a row have the traits of each other's columns, in more respects than
// those of their own.
func (t *table) inverted(a, b profile, x, y string) bool {
	const apart = 0.55 // how far two columns differ in a trait that tells them apart
	wrong, right := 0, 0
	tx, ty := t.traits(x), t.traits(y)
	for i := range features {
		more := a.shares[i] > b.shares[i]
		switch d := a.shares[i] - b.shares[i]; {
		case max(d, -d) < apart || tx[i] == ty[i]:
		case tx[i] == more:
			right++
		default:
			wrong++
		}
	}
	return wrong > right
}

// foreign reports whether a text of a row stands in other rows too, and there in the other column.
func foreign(a, b profile, x, y string) bool {
	if x == y {
		return false
	}
	return a.texts[x] == 1 && b.texts[x] > 1 || b.texts[y] == 1 && a.texts[y] > 1
}
