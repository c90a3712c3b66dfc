package docpage

import (
	"slices"
	"strings"

	"github.com/errls/errls/catalog"
)

// A column contains the data that determine the role of a column: the possible roles by its header, and numbers of cells.
type column struct {
	possible []role
	full     int // cells that are not empty
	ints     int // integers
	status   int // HTTP statuses
	vague    int // texts instead of a status: "4xx", "any"
	words    int // single words of a form that a code may have
	lower    int // words in lower case
	strong   int // words whose form is strong
	upper    int // words in UPPER_CASE
	distinct int // different cells
}

// mostly reports whether n is at least four fifths of the nonempty cells, so that a single wrong row does not change the
// role of the column.
func (c *column) mostly(n int) bool { return c.full > 0 && 5*n >= 4*c.full }

// isStatus reports whether the cells are HTTP statuses. A single one that is not does not change the role of the column.
func (c *column) isStatus() bool {
	return c.mostly(c.status) || c.status > 0 && (c.mostly(c.status+c.vague) || c.status > 1 && c.status+c.vague == c.full-1)
}

func (t *table) columns() []column {
	list := make([]column, len(t.header))
	for i := range list {
		c := &list[i]
		c.possible = t.page.words.rolesOf(t.header[i])
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
			} else if noStatus(cell) || isStatusClass(cell) {
				c.vague++
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
			case f == formLower:
				c.lower++
			}
		}
		c.distinct = len(seen)
	}
	return list
}

// resolve determines the role of each column from its header and its cells. It reports whether the table contains codes.
// It warns if a table may contain codes but its headers are not known.
func (t *table) resolve() bool {
	if len(t.header) > maxColumns {
		t.page.errorf(t.line, "the table has more than %d columns", maxColumns)
		return false
	}
	t.splitNumbers()
	columns := t.columns()
	if !t.hasErrorHeader(columns) && !t.mayHaveCodes(columns) {
		return false
	}
	if len(t.rows) == 0 {
		t.page.errorf(t.line, "the table has a header but no rows")
		return false
	}
	t.roles = make([]role, len(columns))
	at := t.codeColumn(columns)
	if at < 0 {
		t.page.errorf(t.line, "no column of the table contains codes: %s", strings.Join(t.header, ", "))
		t.roles = nil
		return false
	}
	t.roles[at] = roleCode
	t.kind = catalog.KindString
	if columns[at].mostly(columns[at].ints) && t.areIntegers(at) {
		t.kind = catalog.KindInt
		t.detectEnum(columns, at)
	}
	for i := range columns {
		if t.roles[i] == "" {
			t.roles[i] = t.roleOf(columns, i)
		}
	}
	t.checkRoles(columns)
	return true
}

// hasErrorHeader reports whether a header is that of a code or begins with "error". A column of names alone may be a
// table of parameters.
func (t *table) hasErrorHeader(columns []column) bool {
	for i, c := range columns {
		header := normalize(t.header[i])
		if isKey(c.possible) || c.possible != nil && (strings.HasPrefix(header, "error") || strings.HasPrefix(header, "错误")) {
			return true
		}
	}
	return false
}

// codeColumn returns the index of the column of codes, or -1. It prefers columns with a header for codes, and words to
// numbers.
func (t *table) codeColumn(columns []column) int {
	hasStatus := t.hasStatusColumn(columns)
	wordy := func(c column) bool { return c.mostly(c.words+c.ints) && c.words > c.ints }
	for _, fits := range []func(column) bool{
		func(c column) bool { return len(c.possible) > 0 && c.possible[0] == roleCode && wordy(c) },
		func(c column) bool {
			return len(c.possible) > 1 && c.possible[0] == roleName && c.mostly(c.strong) && hasStatus
		},
		func(c column) bool {
			return len(c.possible) > 0 && c.possible[0] == roleCode && c.mostly(c.words+c.ints)
		},
		func(c column) bool { return isKey(c.possible) && slices.Contains(c.possible, roleCode) && wordy(c) },
		func(c column) bool {
			return hasStatus && c.mostly(c.strong) && c.distinct == c.full && c.mayIdentify()
		},
		func(c column) bool {
			return hasStatus && c.mostly(c.words+c.lower) && c.distinct == c.full && c.mayIdentify() && len(c.possible) > 0 && !isText(c.possible[0])
		},
		func(c column) bool {
			return isKey(c.possible) && slices.Contains(c.possible, roleCode) && c.mostly(c.ints)
		},
		func(c column) bool { return slices.Contains(c.possible, roleCode) && c.mostly(c.strong) },
		func(c column) bool { return c.possible == nil && c.mostly(c.strong) && c.distinct == c.full },
		func(c column) bool { return c.possible == nil && c.mostly(c.ints) && c.distinct == c.full },
	} {
		if i := slices.IndexFunc(columns, fits); i >= 0 {
			if columns[i].possible == nil {
				t.page.warnf(t.line, "unknown header %s: its cells are read as codes", quote(t.header[i]))
			}
			return i
		}
	}
	return -1
}

// hasStatusColumn reports whether a column has a header for HTTP statuses and contains them.
func (t *table) hasStatusColumn(columns []column) bool {
	return slices.ContainsFunc(columns, func(c column) bool {
		return len(c.possible) > 0 && c.possible[0] == roleStatus && c.isStatus()
	})
}

// mayIdentify reports whether a column may contain codes in a table of errors although its header does not say so.
func (c *column) mayIdentify() bool {
	return c.possible == nil || c.possible[0] != roleStatus && slices.Contains(c.possible, roleCode)
}

// mayHaveCodes reports whether a table without a header for codes seems to contain codes: whether it has a column with
// unknown header and cells in the form of codes, and another column with a known header. It warns if only one of the
// two is true.
func (t *table) mayHaveCodes(columns []column) bool {
	if t.firstRowIsData() {
		t.page.errorf(t.line, "the first row of the table is not a header: %s", quote(strings.Join(t.header, ", ")))
		return false
	}
	shaped, known := false, false
	for _, c := range columns {
		if len(c.possible) > 0 && c.possible[0] == roleOther {
			return false
		}
		shaped = shaped || c.possible == nil && c.distinct == c.full && (c.mostly(c.strong) || c.mostly(c.ints))
		known = known || len(c.possible) > 0
	}
	if !shaped && known {
		t.page.warnf(t.line, "the table is ignored: it has no column of codes: %s", quote(strings.Join(t.header, ", ")))
	}
	if shaped && !known {
		t.page.warnf(t.line, "the table is ignored: all of its headers are unknown: %s", quote(strings.Join(t.header, ", ")))
	}
	return shaped && known
}

// firstRowIsData reports whether the header contains a status and a code, so that it is not a header.
func (t *table) firstRowIsData() bool {
	status, code := false, false
	for _, h := range t.header {
		_, ok := oneStatus(h)
		status = status || ok
		code = code || t.page.patterns.formOf(h).strong()
	}
	return status && code
}

// areIntegers reports whether the integers of a column are written as strconv.Itoa writes them, with at most nine
// characters. A code like 0001 is a string.
func (t *table) areIntegers(at int) bool {
	return !slices.ContainsFunc(t.rows, func(r row) bool {
		c := r.cells[at]
		return t.page.patterns.formOf(c) == formInt && (strings.HasPrefix(c, "+") || len(c) > 1 && strings.TrimLeft(c, "-")[0] == '0' ||
			len(c) > 9)
	})
}

// detectEnum changes the kind of a table of numbers if another column contains a different word in UPPER_CASE for each
// number. The words are the codes then. The kind is enum or, if the numbers are HTTP statuses according to their header,
// string.
func (t *table) detectEnum(columns []column, at int) {
	for i, c := range columns {
		named := slices.Contains(c.possible, roleName) || slices.Contains(c.possible, roleCode)
		if i == at || !named || !c.mostly(c.upper) && !t.enum || c.distinct != c.full {
			continue
		}
		t.roles[i], t.roles[at], t.kind = roleCode, roleValue, catalog.KindEnum
		if head := columns[at].possible; len(head) > 0 && head[0] == roleStatus && columns[at].mostly(columns[at].status) {
			t.roles[at], t.kind = roleStatus, catalog.KindString
		}
		return
	}
}

// roleOf returns the role of a column other than that of the codes: the first possible one that matches the cells and
// that no other column has.
func (t *table) roleOf(columns []column, i int) role {
	c := columns[i]
	for _, r := range c.possible {
		fits := true
		switch r {
		case roleStatus:
			fits = c.full == 0 || c.isStatus()
		case roleValue:
			fits = c.mostly(c.ints)
		case roleCode:
			fits = false
		}
		if fits && (r == roleDescription || r == roleRemedy || r == roleOther || !slices.Contains(t.roles, r)) {
			return r
		}
	}
	if isKey(c.possible) && c.full > 0 {
		t.page.warnf(t.line, "the cells of column %s are ignored: they do not have the form that the header requires", quote(t.header[i]))
	} else {
		t.page.warnf(t.line, "unknown header %s: its cells are ignored", quote(t.header[i]))
	}
	return roleOther
}

// checkRoles reports columns with the same role, columns whose cells do not match their header, and a table without
// text.
func (t *table) checkRoles(columns []column) {
	for i, r := range t.roles {
		c := columns[i]
		switch {
		case r == roleCode && len(c.possible) > 0 && c.possible[0] == roleStatus && t.kind == catalog.KindString,
			isText(r) && c.full > 1 && c.mostly(c.ints):
			t.page.warnf(t.line, "the cells of column %s do not match its header: is the column in the right place?", quote(t.header[i]))
		}
		if r != roleDescription && r != roleRemedy {
			continue
		}
		if first := slices.Index(t.roles, r); first < i {
			if normalize(t.header[first]) == normalize(t.header[i]) {
				t.page.errorf(t.line, "two columns have the header %s", quote(t.header[i]))
				continue
			}
			t.page.warnf(t.line, "columns %s and %s are joined: both contain the %s", quote(t.header[first]), quote(t.header[i]), r)
		}
	}
	if !slices.ContainsFunc(t.roles, isText) {
		t.page.errorf(t.line, "no column describes the codes: %s", strings.Join(t.header, ", "))
	}
}

// isText reports whether the role is that of a text about a code.
func isText(r role) bool {
	return r == roleName || r == roleMessage || r == roleDescription || r == roleRemedy
}

// splitNumbers splits a column of codes with numbers and names, like "404 - Not Found", into two columns, if no other
// column contains codes or names.
func (t *table) splitNumbers() {
	at := slices.IndexFunc(t.header, func(h string) bool {
		roles := t.page.words.rolesOf(h)
		return slices.Contains(roles, roleCode) && roles[0] != roleOther && roles[0] != roleDescription
	})
	if at < 0 || len(t.rows) == 0 || slices.ContainsFunc(t.header[at+1:], func(h string) bool {
		roles := t.page.words.rolesOf(h)
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
