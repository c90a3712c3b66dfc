package docpage

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/errls/errls/catalog"
)

// A code is a code that is being drawn, with the row that it stands in.
type code struct {
	catalog.Code
	table *table
	row   row
}

// read makes the codes of a group from the rows of its tables.
func (g *group) read() {
	g.kind = catalog.Kind(g.tables[0].kind)
	seen := map[string]*code{}
	size := 0
	for _, t := range g.tables {
		if catalog.Kind(t.kind) != g.kind {
			t.page.errorf(t.line, "the codes are of the kind %s, those of %s:%d of the kind %s: give each table its catalog",
				t.kind, g.tables[0].page.file, g.tables[0].line+1, g.kind)
			continue
		}
		t.checkForms()
		t.checkGaps()
		t.checkSwaps()
		for _, r := range t.rows {
			c := t.code(r)
			if c == nil {
				continue
			}
			for _, cell := range r.cells {
				size += len(cell)
			}
			if first := seen[c.ID]; first != nil {
				first.again(c)
				continue
			}
			seen[c.ID] = c
			g.codes = append(g.codes, c)
		}
	}
	last := g.tables[len(g.tables)-1]
	switch {
	case len(g.codes) > maxCodes:
		last.page.errorf(last.line, "the catalog has more than %d codes", maxCodes)
	case size > MaxPage:
		last.page.errorf(last.line, "the texts of the catalog are larger than 4 MiB")
	case len(g.codes) == 0 && !last.page.bad:
		last.page.errorf(last.line, "no row of the table holds a code")
	}
}

// code reads one row; a cell that does not fit its column is an error, and there is no code.
func (t *table) code(r row) *code {
	c := &code{table: t, row: r}
	c.Retry = catalog.RetryUnspecified
	ok := true
	for i, cell := range r.cells {
		switch t.roles[i] {
		case roleCode:
			ok = t.codeCell(c, cell) && ok
		case roleStatus:
			ok = t.statusCell(c, i, cell) && ok
		case roleValue:
			ok = t.valueCell(c, i, cell) && ok
		default:
			c.add(t.roles[i], cell)
		}
	}
	if t.enum && c.Description.Text == "" {
		c.Name = c.ID // a constant's name is all that is said
	}
	if c.Name == "" && c.Message.Text == "" && c.Description.Text == "" && c.Remedy.Text == "" {
		t.page.errorf(r.line, "the row of %s says nothing of its code", quote(c.ID))
		ok = false
	}
	if !ok {
		return nil
	}
	for _, text := range []*catalog.Text{&c.Message, &c.Description, &c.Remedy} {
		if text.Text != "" {
			text.Source = t.page.index
		}
	}
	return c
}

// add adds a cell of text. A dash in the place of a text is none.
func (c *code) add(r role, cell string) {
	if strings.Trim(cell, "-–—") == "" {
		return
	}
	switch r {
	case roleName:
		c.Name = joined(c.Name, cell)
	case roleMessage:
		c.Message.Text = joined(c.Message.Text, cell)
	case roleDescription:
		c.Description.Text = joined(c.Description.Text, cell)
	case roleRemedy:
		c.Remedy.Text = joined(c.Remedy.Text, cell)
	case roleZh:
		c.Zh = joined(c.Zh, cell)
	}
}

// joined puts two cells of one role together.
func joined(a, b string) string { return strings.TrimSpace(a + " " + b) }

func (t *table) codeCell(c *code, cell string) bool {
	f := t.page.patterns.formOf(cell)
	switch {
	case cell == "":
		t.page.errorf(c.row.line, "the row has no code: %s", quote(strings.Join(c.row.cells, " ")))
		return false
	case f == formNone:
		t.page.errorf(c.row.line, "%s is no code", quote(cell))
		return false
	case t.kind == kindInt && f != formInt:
		t.page.errorf(c.row.line, "%s is no number, as the other codes of the table are", quote(cell))
		return false
	}
	c.ID = cell
	if t.kind == kindInt {
		c.Value, _ = strconv.Atoi(cell) // plainNumbers has seen it
		c.HasValue = true
	}
	return true
}

func (t *table) statusCell(c *code, i int, cell string) bool {
	if noStatus(cell) {
		return true
	}
	list, ok := statuses(cell)
	if !ok {
		t.page.errorf(c.row.line, "%s is no HTTP status, as the column %s has", quote(cell), quote(t.header[i]))
	}
	c.HTTP = list
	return ok
}

func (t *table) valueCell(c *code, i int, cell string) bool {
	n, err := strconv.Atoi(cell)
	if err != nil {
		t.page.errorf(c.row.line, "%s is no number, as the column %s has", quote(cell), quote(t.header[i]))
		return false
	}
	if t.kind == kindEnum {
		c.Value, c.HasValue = n, true
	}
	return true
}

// again takes a row in whose code stands on the page already: what it says otherwise is kept beside the first.
func (c *code) again(other *code) {
	p := other.table.page
	same := c.Name == other.Name && c.Message.Text == other.Message.Text && c.Description.Text == other.Description.Text &&
		c.Remedy.Text == other.Remedy.Text && c.Value == other.Value
	first := fmt.Sprintf("line %d", c.row.line+1)
	if c.table.page != p {
		first = fmt.Sprintf("%s:%d", c.table.page.file, c.row.line+1)
	}
	if same && slices.Equal(c.HTTP, other.HTTP) {
		if c.table.page == p {
			p.warnf(other.row.line, "code %s stands twice with the same words, first in %s: the row is left out", quote(c.ID), first)
		}
		return
	}
	for _, status := range other.HTTP {
		if !slices.Contains(c.HTTP, status) {
			c.HTTP = append(c.HTTP, status)
		}
	}
	p.warnf(other.row.line, "code %s stands twice with other words or another status, first in %s: the second row is kept among the quirks",
		quote(c.ID), first)
	var words []string
	for i, cell := range other.row.cells {
		if cell != "" && other.table.roles[i] != roleCode && other.table.roles[i] != roleOther {
			words = append(words, fmt.Sprintf("%s: %s", other.table.header[i], cell))
		}
	}
	quirk := "The page lists the code again. " + strings.Join(words, "; ")
	if !strings.HasSuffix(quirk, ".") && !strings.HasSuffix(quirk, "。") {
		quirk += "."
	}
	c.Quirks = append(c.Quirks, quirk)
}
