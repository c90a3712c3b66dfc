package docpage

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/errls/errls/catalog"
)

// A code is a code of a draft, with its row on the page.
type code struct {
	catalog.Code
	table  *table
	row    row
	answer string // the cell of the column about retries
}

// read converts the rows of the group's tables to codes.
func (g *group) read() {
	g.kind = g.tables[0].kind
	seen := map[string]*code{}
	size := 0
	for _, t := range g.tables {
		if t.kind != g.kind {
			t.page.errorf(t.line, "the codes have the kind %s, those of %s:%d the kind %s: choose a catalog for each table",
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
				first.merge(c)
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
	case len(g.codes) == 0 && !last.page.hasError:
		last.page.errorf(last.line, "no row of the table contains a code")
	}
}

// code converts one row to a code. It returns nil after an error: if a cell does not match its column, or if there is no
// text.
func (t *table) code(r row) *code {
	c := &code{table: t, row: r}
	c.Retry = catalog.RetryUnspecified
	ok := true
	for i, cell := range r.cells {
		switch t.roles[i] {
		case roleCode:
			ok = t.codeCell(c, cell) && ok
		case roleStatus:
			t.statusCell(c, i, cell)
		case roleValue:
			ok = t.valueCell(c, i, cell) && ok
		default:
			c.add(t.roles[i], cell)
		}
	}
	if t.enum && c.Description.Text == "" {
		c.Name = c.ID // a constant without a comment
	}
	if c.Name == "" && c.Message.Text == "" && c.Description.Text == "" && c.Remedy.Text == "" {
		t.page.errorf(r.line, "the row of %s has no text about the code", quote(c.ID))
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
	c.judge()
	return c
}

// add adds the text of a cell. A cell of dashes is empty.
func (c *code) add(r role, cell string) {
	if strings.Trim(cell, "-–—") == "" {
		return
	}
	switch r {
	case roleName:
		c.Name = join(c.Name, cell)
	case roleMessage:
		c.Message.Text = join(c.Message.Text, cell)
	case roleDescription:
		c.Description.Text = join(c.Description.Text, cell)
	case roleRemedy:
		c.Remedy.Text = join(c.Remedy.Text, cell)
	case roleZh:
		c.Zh = join(c.Zh, cell)
	case roleRetry:
		c.answer = join(c.answer, cell)
	}
}

// join joins two cells with the same role.
func join(a, b string) string { return strings.TrimSpace(a + " " + b) }

// codeCell sets the id of a code from its cell. It returns false after an error.
func (t *table) codeCell(c *code, cell string) bool {
	f := t.page.patterns.formOf(cell)
	switch {
	case cell == "":
		t.page.errorf(c.row.line, "the row has no code: %s", quote(strings.Join(c.row.cells, " ")))
		return false
	case f == formNone:
		t.page.errorf(c.row.line, "%s is not a code", quote(cell))
		return false
	case t.kind == catalog.KindInt && f != formInt:
		t.page.errorf(c.row.line, "%s is not a number, unlike the other codes of the table", quote(cell))
		return false
	}
	c.ID = cell
	if t.kind == catalog.KindInt {
		c.Value, _ = strconv.Atoi(cell) // areIntegers has checked it
		c.HasValue = true
	}
	return true
}

// statusCell sets the statuses of a code from its cell. A cell that is not a status costs only the status.
func (t *table) statusCell(c *code, i int, cell string) {
	if noStatus(cell) {
		return
	}
	list, ok := statuses(cell)
	if !ok {
		t.page.warnf(c.row.line, "%s in column %s is not an HTTP status: the cell is ignored", quote(cell), quote(t.header[i]))
		return
	}
	c.HTTP = list
}

func (t *table) valueCell(c *code, i int, cell string) bool {
	n, err := strconv.Atoi(cell)
	if err != nil && t.kind != catalog.KindEnum {
		t.page.warnf(c.row.line, "%s in column %s is not a number: the cell is ignored", quote(cell), quote(t.header[i]))
		return true
	}
	if err != nil {
		t.page.errorf(c.row.line, "%s in column %s is not a number", quote(cell), quote(t.header[i]))
		return false
	}
	if t.kind == catalog.KindEnum {
		c.Value, c.HasValue = n, true
	}
	return true
}

// merge adds the row of a code that was already found. Its other statuses are added, and its other texts become a quirk.
func (c *code) merge(other *code) {
	p := other.table.page
	same := c.Name == other.Name && c.Message.Text == other.Message.Text && c.Description.Text == other.Description.Text &&
		c.Remedy.Text == other.Remedy.Text && c.Value == other.Value && c.answer == other.answer
	first := fmt.Sprintf("on line %d", c.row.line+1)
	if c.table.page != p {
		first = fmt.Sprintf("in %s:%d", c.table.page.file, c.row.line+1)
	}
	if same && slices.Equal(c.HTTP, other.HTTP) {
		if c.table.page == p {
			p.warnf(other.row.line, "duplicate code %s with the same texts, first %s: the row is ignored", quote(c.ID), first)
		}
		return
	}
	for _, status := range other.HTTP {
		if !slices.Contains(c.HTTP, status) {
			c.HTTP = append(c.HTTP, status)
		}
	}
	p.warnf(other.row.line, "duplicate code %s with other texts or another status, first %s: the second row is added to the quirks",
		quote(c.ID), first)
	var words []string
	for i, cell := range other.row.cells {
		if cell != "" && other.table.roles[i] != roleCode && other.table.roles[i] != roleOther {
			words = append(words, fmt.Sprintf("%s: %s", other.table.header[i], cell))
		}
	}
	quirk := "The page has a second row for this code. " + strings.Join(words, "; ")
	if !strings.HasSuffix(quirk, ".") && !strings.HasSuffix(quirk, "。") {
		quirk += "."
	}
	c.Quirks = append(c.Quirks, quirk)
	c.mergeJudgement(other, first)
}

// mergeJudgement removes the judgements of a code if another row states the opposite.
func (c *code) mergeJudgement(other *code, first string) {
	retry := c.Retry != other.Retry && c.Retry != catalog.RetryUnspecified && other.Retry != catalog.RetryUnspecified
	if !retry && (c.Handling == other.Handling || c.Handling == "" || other.Handling == "") {
		return
	}
	one, two := c.judgements(), other.judgements()
	other.table.page.warnf(other.row.line, "the rows of %s contradict each other: %s states %s, this one %s; the code gets neither",
		quote(c.ID), "the row "+first, one, two)
	c.Quirks = append(c.Quirks, fmt.Sprintf("The rows of the page contradict each other: the first one states %s, another one %s.", one, two))
	c.unset()
}

// judgements returns the handling and the retry class for a message.
func (c *code) judgements() string {
	return strings.TrimPrefix(string(c.Handling)+" and retry "+string(c.Retry), " and ")
}
