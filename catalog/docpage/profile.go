package docpage

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/errls/errls/catalog/docpage/internal/remedy"
)

// checkForms warns about codes that have another form than at least four fifths of the codes of their table.
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
			t.page.warnf(r.line, "the code %s does not have the form of the other codes of the table: %s", quote(r.cells[at]), f)
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

// checkGaps warns about empty cells in columns where at most one fifth of the cells is empty.
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
				t.page.warnf(row.line, "the cell in column %s is empty", quote(t.header[i]))
			}
		}
	}
}

// A profile describes the texts of a column.
type profile struct {
	column int
	shares [traitCount]float64 // for each trait, the share of the nonempty cells that have it
	texts  map[string]int      // text -> number of cells
}

// traitCount is the number of traits.
const traitCount = 4

// traits returns which traits a text has: it is an instruction, it ends with a period, it begins with a lower-case
// letter, it has at most four words.
func (t *table) traits(text string) [traitCount]bool {
	first, _ := utf8.DecodeRuneInString(text)
	parts := remedy.Sentences(text)
	return [traitCount]bool{
		isImperative(t.page.verbs, parts[0]),
		strings.HasSuffix(text, ".") || strings.HasSuffix(text, "。"),
		unicode.IsLower(first),
		len(strings.Fields(text)) <= 4,
	}
}

// checkSwaps warns about rows with two cells that may be swapped, and about swapped columns.
func (t *table) checkSwaps() {
	const minRows = 4
	var profiles []profile
	for i, r := range t.roles {
		if isText(r) {
			profiles = append(profiles, t.profile(i))
		}
	}
	if len(t.rows) < minRows || len(profiles) < 2 {
		return
	}
	t.checkColumns(profiles)
	for _, r := range t.rows {
		for i, a := range profiles {
			for _, b := range profiles[i+1:] {
				x, y := r.cells[a.column], r.cells[b.column]
				if x != "" && y != "" && (t.traitsSwapped(a, b, x, y) || textsSwapped(a, b, x, y)) {
					t.page.warnf(r.line, "in the row of %s the cells %s and %s may be swapped",
						quote(r.cells[t.column(roleCode)]), quote(t.header[a.column]), quote(t.header[b.column]))
				}
			}
		}
	}
}

// profile returns the profile of a column.
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

// checkColumns warns if the remedies are not instructions but the texts of another column are, or if the names are
// sentences and the texts of another column are not.
func (t *table) checkColumns(profiles []profile) {
	for _, a := range profiles {
		for _, b := range profiles {
			if t.roles[a.column] == roleRemedy && a.shares[0] < 0.3 && b.shares[0] > 0.6 ||
				t.roles[a.column] == roleName && a.shares[1] > 0.6 && b.shares[1] < 0.3 {
				t.page.warnf(t.line, "the columns %s and %s may be swapped",
					quote(t.header[a.column]), quote(t.header[b.column]))
			}
		}
	}
}

// traitsSwapped reports whether texts x of column a and y of column b have more traits of the other column than of their
// own.
func (t *table) traitsSwapped(a, b profile, x, y string) bool {
	const minDifference = 0.55 // of the shares of a trait; traits with a smaller difference are ignored
	wrong, right := 0, 0
	tx, ty := t.traits(x), t.traits(y)
	for i := range traitCount {
		more := a.shares[i] > b.shares[i]
		switch d := a.shares[i] - b.shares[i]; {
		case max(d, -d) < minDifference || tx[i] == ty[i]:
		case tx[i] == more:
			right++
		default:
			wrong++
		}
	}
	return wrong > right
}

// textsSwapped reports whether text x of column a, or text y of column b, is in no other cell of its column but in
// several cells of the other column.
func textsSwapped(a, b profile, x, y string) bool {
	if x == y {
		return false
	}
	return a.texts[x] == 1 && b.texts[x] > 1 || b.texts[y] == 1 && a.texts[y] > 1
}
