package catalog

import "strings"

// A blockHeader is the header of a block scalar: the indicators after | or >.
type blockHeader struct {
	folded bool
	chomp  byte // chomping indicator: '-', '+' or 0
	indent int  // 0-based column of the text; 0 if its first line determines it
}

// blockScalar reads a literal or folded block scalar after a key or dash that is indented by indent columns.
func (r *subsetReader) blockScalar(indent int) *node {
	n := r.node(scalarNode, r.at)
	head := blockHeader{folded: r.text[r.at] == '>'}
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
		n.value, ok = foldLines(lines)
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
	return r.finish(n)
}

// blockLines reads the lines of a block scalar. It returns them without their indentation, and the number of blank lines
// after them.
func (r *subsetReader) blockLines(indent int, head blockHeader) (lines []string, blanks int, ok bool) {
	column := head.indent
	lines = r.lines[:0]
	defer func() { r.lines = lines }()
	for r.next < len(r.text) {
		i := strings.IndexByte(r.text[r.next:], '\n')
		if i < 0 {
			return nil, 0, false // the file does not end with a line break, which decides how the block ends
		}
		line := r.text[r.next : r.next+i]
		at := len(line) - len(strings.TrimLeft(line, " "))
		if at == len(line) {
			if column == 0 || at > column {
				return nil, 0, false // a line of spaces that may belong to the text
			}
			blanks++
			r.skipLine(i)
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
		r.skipLine(i)
	}
	return lines, blanks, true
}

// skipLine moves the reader past the next line, which has the given number of bytes.
func (r *subsetReader) skipLine(bytes int) {
	r.next += bytes + 1
	r.line++
}

// foldLines joins the lines of a folded block scalar. It returns false if a line is indented more than the others, or
// if the first one is blank.
func foldLines(lines []string) (string, bool) {
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
