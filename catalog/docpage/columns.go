package docpage

import (
	"slices"
	"strings"
)

// columnKind is what the codes of a table are.
type columnKind string

const (
	kindString columnKind = "string"
	kindInt    columnKind = "int"
	kindEnum   columnKind = "enum"
)

// A column is what is known of a column before its role is.
type column struct {
	may      []role // by its header
	full     int    // cells that are not empty
	ints     int
	status   int
	words    int // cells that are one word of a form that a code may have
	strong   int // those of a form that no word of a sentence has
	upper    int // words in UPPER_CASE
	distinct int
}

// mostly reports whether n is nearly all of the cells of a column: a wrong row does not change what a column is.
func (c *column) mostly(n int) bool { return c.full > 0 && 5*n >= 4*c.full }

func (t *table) columns() []column {
	list := make([]column, len(t.header))
	for i := range list {
		c := &list[i]
		c.may = t.page.words.of(t.header[i])
		seen := map[string]bool{}
		for _, r := range t.rows {
			cell := r.cells[i]
			if cell == "" {
				continue
			}
			c.full++
			seen[cell] = true
			if _, ok := statuses(cell); ok {
				c.status++
			}
			switch f := t.page.patterns.formOf(cell); {
			case f == formInt:
				c.ints++
			case f == formUpper:
				c.upper++
				fallthrough
			case f.strong():
				c.strong++
				c.words++
			case f == formWord || f == formOther:
				c.words++
			}
		}
		c.distinct = len(seen)
	}
	return list
}

// resolve tells what each column holds, from its header and its cells. It reports whether the table holds codes; one
// that looks as if it did, and whose header is not understood, is told.
func (t *table) resolve() bool {
	if len(t.header) > maxColumns {
		t.page.errorf(t.line, "the table has more than %d columns", maxColumns)
		return false
	}
	t.splitNumbers()
	columns := t.columns()
	if !t.aboutErrors(columns) && !t.unknownHeader(columns) {
		return false
	}
	if len(t.rows) == 0 {
		t.page.errorf(t.line, "the table has a header and no rows")
		return false
	}
	t.roles = make([]role, len(columns))
	at := t.codeColumn(columns)
	if at < 0 {
		t.page.errorf(t.line, "no column of the table holds codes: %s", strings.Join(t.header, ", "))
		t.roles = nil
		return false
	}
	t.roles[at] = roleCode
	t.kind = kindString
	if columns[at].mostly(columns[at].ints) && t.plainNumbers(at) {
		t.kind = kindInt
		t.enumerators(columns, at)
	}
	for i := range columns {
		if t.roles[i] == "" {
			t.roles[i] = t.roleOf(columns, i)
		}
	}
	t.checkRoles(columns)
	return true
}

// aboutErrors reports whether a header is one of codes or of errors: names alone may be those of parameters.
func (t *table) aboutErrors(columns []column) bool {
	for i, c := range columns {
		header := normal(t.header[i])
		if isKey(c.may) || c.may != nil && (strings.HasPrefix(header, "error") || strings.HasPrefix(header, "错误")) {
			return true
		}
	}
	return false
}

// codeColumn finds the column of codes, or returns -1: first one that is headed so, words before numbers.
func (t *table) codeColumn(columns []column) int {
	wordy := func(c column) bool { return c.mostly(c.words+c.ints) && c.words > c.ints }
	for _, fits := range []func(column) bool{
		func(c column) bool { return len(c.may) > 0 && c.may[0] == roleCode && wordy(c) },
		func(c column) bool {
			return len(c.may) > 1 && c.may[0] == roleName && c.mostly(c.strong) && t.statusBeside(columns)
		},
		func(c column) bool { return len(c.may) > 0 && c.may[0] == roleCode && c.mostly(c.words+c.ints) },
		func(c column) bool { return isKey(c.may) && slices.Contains(c.may, roleCode) && wordy(c) },
		func(c column) bool { return isKey(c.may) && slices.Contains(c.may, roleCode) && c.mostly(c.ints) },
		func(c column) bool { return slices.Contains(c.may, roleCode) && c.mostly(c.strong) },
		func(c column) bool { return c.may == nil && c.mostly(c.strong) && c.distinct == c.full },
		func(c column) bool { return c.may == nil && c.mostly(c.ints) && c.distinct == c.full },
	} {
		if i := slices.IndexFunc(columns, fits); i >= 0 {
			if columns[i].may == nil {
				t.page.warnf(t.line, "the header %s is not known; its cells are taken for the codes", quote(t.header[i]))
			}
			return i
		}
	}
	return -1
}

// statusBeside reports whether a column is headed HTTP status and holds nothing else.
func (t *table) statusBeside(columns []column) bool {
	return slices.ContainsFunc(columns, func(c column) bool {
		return len(c.may) > 0 && c.may[0] == roleStatus && c.mostly(c.status)
	})
}

// unknownHeader reports whether a table without a header of codes seems to hold codes all the same, by a column of a
// code's form beside one that is headed as a part of a catalog. It tells of a table that is left out.
func (t *table) unknownHeader(columns []column) bool {
	if t.headless() {
		t.page.errorf(t.line, "the first row of the table is no header: %s", quote(strings.Join(t.header, ", ")))
		return false
	}
	shaped, known := false, false
	for _, c := range columns {
		if len(c.may) > 0 && c.may[0] == roleOther {
			return false
		}
		shaped = shaped || c.may == nil && c.distinct == c.full && (c.mostly(c.strong) || c.mostly(c.ints))
		known = known || len(c.may) > 0
	}
	if !shaped && known {
		t.page.warnf(t.line, "the table is left out: no header is one of codes among %s", quote(strings.Join(t.header, ", ")))
	}
	if shaped && !known {
		t.page.warnf(t.line, "the table is left out: none of its headers is known: %s", quote(strings.Join(t.header, ", ")))
	}
	return shaped && known
}

// headless reports whether the header is a row: a status and a code stand in it.
func (t *table) headless() bool {
	status, code := false, false
	for _, h := range t.header {
		_, ok := oneStatus(h)
		status = status || ok
		code = code || t.page.patterns.formOf(h).strong()
	}
	return status && code
}

// plainNumbers reports whether the codes are numbers as Go writes them: 0001 is a text of digits.
func (t *table) plainNumbers(at int) bool {
	return !slices.ContainsFunc(t.rows, func(r row) bool {
		c := r.cells[at]
		return t.page.patterns.formOf(c) == formInt && (strings.HasPrefix(c, "+") || len(c) > 1 && strings.TrimLeft(c, "-")[0] == '0' ||
			len(c) > 9)
	})
}

// enumerators makes an enumeration of numbers that have a word in UPPER_CASE beside them, all of them different: the
// word is the code. A number that is headed and written as an HTTP status is a status then.
func (t *table) enumerators(columns []column, at int) {
	for i, c := range columns {
		named := slices.Contains(c.may, roleName) || slices.Contains(c.may, roleCode)
		if i == at || !named || !c.mostly(c.upper) && !t.enum || c.distinct != c.full {
			continue
		}
		t.roles[i], t.roles[at], t.kind = roleCode, roleValue, kindEnum
		if head := columns[at].may; len(head) > 0 && head[0] == roleStatus && columns[at].mostly(columns[at].status) {
			t.roles[at], t.kind = roleStatus, kindString
		}
		return
	}
}

// roleOf tells the role of a column beside the codes: the first that its header allows, its cells fit, and no other
// column has.
func (t *table) roleOf(columns []column, i int) role {
	c := columns[i]
	for _, r := range c.may {
		fits := true
		switch r {
		case roleStatus:
			fits = c.full == 0 || c.mostly(c.status)
		case roleValue:
			fits = c.mostly(c.ints)
		case roleCode:
			fits = false
		}
		if fits && (r == roleDescription || r == roleRemedy || r == roleOther || !slices.Contains(t.roles, r)) {
			return r
		}
	}
	if isKey(c.may) && c.full > 0 {
		t.page.warnf(t.line, "the cells of %s are left out: they are not of the form that such a column has", quote(t.header[i]))
	} else {
		t.page.warnf(t.line, "the header %s is not known; its cells are left out", quote(t.header[i]))
	}
	return roleOther
}

// checkRoles tells of two columns that hold the same, of cells that are of no such kind as their header says, and of a
// table without text.
func (t *table) checkRoles(columns []column) {
	for i, r := range t.roles {
		c := columns[i]
		switch {
		case r == roleCode && len(c.may) > 0 && c.may[0] == roleStatus && t.kind == kindString,
			isText(r) && c.full > 1 && c.mostly(c.ints):
			t.page.warnf(t.line, "the column %s does not hold what its header says: is it in its place?", quote(t.header[i]))
		}
		if r != roleDescription && r != roleRemedy {
			continue
		}
		if first := slices.Index(t.roles, r); first < i {
			if normal(t.header[first]) == normal(t.header[i]) {
				t.page.errorf(t.line, "two columns are headed %s", quote(t.header[i]))
				continue
			}
			t.page.warnf(t.line, "%s and %s are joined: both are the %s", quote(t.header[first]), quote(t.header[i]), r)
		}
	}
	if !slices.ContainsFunc(t.roles, isText) {
		t.page.errorf(t.line, "no column says what a code means: %s", strings.Join(t.header, ", "))
	}
}

// isText reports whether a column holds words on a code.
func isText(r role) bool {
	return r == roleName || r == roleMessage || r == roleDescription || r == roleRemedy
}

// splitNumbers makes two columns of one that holds numbers with their names, as in "404 - Not Found" under Code, where
// no other column holds codes.
func (t *table) splitNumbers() {
	at := slices.IndexFunc(t.header, func(h string) bool { return slices.Contains(t.page.words.of(h), roleCode) })
	if at < 0 || len(t.rows) == 0 || slices.ContainsFunc(t.header[at+1:], func(h string) bool {
		roles := t.page.words.of(h)
		return isKey(roles) || len(roles) > 0 && roles[0] == roleName
	}) {
		return
	}
	numbers, names := make([]string, len(t.rows)), make([]string, len(t.rows))
	for i, r := range t.rows {
		number, name, _ := strings.Cut(r.cells[at], " ")
		if t.page.patterns.formOf(number) != formInt || name == "" {
			return
		}
		numbers[i], names[i] = number, strings.TrimLeft(name, " -–—:")
	}
	t.header = slices.Insert(slices.Clone(t.header), at+1, "Name")
	for i := range t.rows {
		r := &t.rows[i]
		r.cells = slices.Insert(slices.Clone(r.cells), at+1, names[i])
		r.cells[at] = numbers[i]
	}
}
