package catalog

import "strings"

// A blockHead is what stands behind the sign of a literal or folded block.
type blockHead struct {
	folded bool
	chomp  byte // '-', '+', or 0: what becomes of the line ends at its end
	indent int  // the column of its text where that is said; 0 where its first line shows it
}

// blockScalar reads a literal or folded block behind a key or dash of a block at the column indent.
func (r *plainReader) blockScalar(indent int) *node {
	n := r.node(scalarNode, r.at)
	head := blockHead{folded: r.text[r.at] == '>'}
	r.at++
	for ; r.at < r.end && r.text[r.at] != ' '; r.at++ {
		switch c := r.text[r.at]; {
		case (c == '-' || c == '+') && head.chomp == 0:
			head.chomp = c
		case '1' <= c && c <= '9' && head.indent == 0:
			head.indent = indent + int(c-'0')
		default:
			return nil
		}
	}
	if !r.endOfLine() {
		return nil
	}
	lines, blanks, ok := r.blockLines(indent, head)
	if !ok || len(lines) == 0 {
		return nil
	}
	if head.folded {
		n.value, ok = fold(lines)
	} else {
		n.value = strings.Join(lines, "\n")
	}
	if !ok {
		return nil
	}
	switch head.chomp {
	case 0:
		n.value += "\n"
	case '+':
		n.value += strings.Repeat("\n", 1+blanks)
	}
	return r.done(n)
}

// blockLines takes the lines of a block, without their indentation; blanks counts the empty ones behind the last.
func (r *plainReader) blockLines(indent int, head blockHead) (lines []string, blanks int, ok bool) {
	column := head.indent
	lines = r.lines[:0]
	defer func() { r.lines = lines }()
	for r.next < len(r.text) {
		i := strings.IndexByte(r.text[r.next:], '\n')
		if i < 0 {
			return nil, 0, false // the last line end is the block's too
		}
		line := r.text[r.next : r.next+i]
		at := len(line) - len(strings.TrimLeft(line, " "))
		if at == len(line) {
			if column == 0 || at > column {
				return nil, 0, false // an empty line that may be more than that
			}
			blanks++
			r.take(i)
			continue
		}
		if column == 0 {
			if at <= indent || line[at] == '\t' {
				return nil, 0, false
			}
			column = at
		}
		if at < column {
			return lines, blanks, line[at] != '\t'
		}
		for ; blanks > 0; blanks-- {
			lines = append(lines, "")
		}
		lines = append(lines, line[column:])
		r.take(i)
	}
	return lines, blanks, true
}

// take passes over a line of so many bytes.
func (r *plainReader) take(bytes int) {
	r.next += bytes + 1
	r.line++
}

// fold joins the lines of a folded block, where none is indented further and none is empty before the first.
func fold(lines []string) (string, bool) {
	size := len(lines)
	for _, line := range lines {
		size += len(line)
	}
	var b strings.Builder
	b.Grow(size)
	blanks := 0
	for i, line := range lines {
		switch {
		case line == "":
			if i == 0 {
				return "", false
			}
			blanks++
			continue
		case line[0] == ' ' || line[0] == '\t':
			return "", false
		case i > 0 && blanks == 0:
			b.WriteByte(' ')
		}
		for ; blanks > 0; blanks-- {
			b.WriteByte('\n')
		}
		b.WriteString(line)
	}
	return b.String(), true
}
