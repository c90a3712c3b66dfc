package catalog

import "strings"

// value reads the value that begins at the current place, behind a key or a dash of a block at the column indent, and
// goes on to the line behind it.
func (r *plainReader) value(indent, depth int) *node {
	switch r.text[r.at] {
	case '|', '>':
		return r.blockScalar(indent)
	case '[', '{':
		n := r.flow(depth + 1)
		if n == nil || !r.endOfLine() {
			return nil
		}
		return r.done(n)
	case '\'', '"':
		text, end, ok := r.quoted()
		if !ok {
			return nil
		}
		n := r.node(scalarNode, r.at)
		n.value = text
		r.at = end
		if !r.endOfLine() {
			return nil
		}
		return r.done(n)
	}
	return r.plainScalar(indent)
}

// done goes to the next line.
func (r *plainReader) done(n *node) *node {
	r.advance()
	if r.bad {
		return nil
	}
	return n
}

// endOfLine reports whether nothing but a comment follows.
func (r *plainReader) endOfLine() bool {
	rest := r.text[r.at:r.end]
	trimmed := strings.TrimLeft(rest, " ")
	return trimmed == "" || trimmed[0] == '#' && len(trimmed) < len(rest)
}

// quoted reads a scalar in quotes, of one line and, in double ones, without escapes.
func (r *plainReader) quoted() (text string, end int, ok bool) {
	quote := r.text[r.at]
	from := r.at + 1
	escaped := false
	for i := from; i < r.end; i++ {
		switch c := r.text[i]; {
		case c == '\\' && quote == '"':
			return "", 0, false
		case c != quote:
		case quote == '\'' && i+1 < r.end && r.text[i+1] == quote:
			escaped = true
			i++
		default:
			text = r.text[from:i]
			if escaped {
				text = strings.ReplaceAll(text, "''", "'")
			}
			return text, i + 1, true
		}
	}
	return "", 0, false
}

// plainScalar reads a scalar without quotes, with the lines that it goes on in.
func (r *plainReader) plainScalar(indent int) *node {
	n := r.node(scalarNode, r.at)
	text, whole, ok := r.plainLine()
	if !ok {
		return nil
	}
	n.value, n.kind = text, kindOf(text)
	line := r.line
	r.advance()
	if r.bad {
		return nil
	}
	if !r.more || r.column() <= indent {
		return n
	}
	var b strings.Builder
	b.WriteString(text)
	for r.more && r.column() > indent {
		if !whole || r.line != line+1 {
			return nil // it ended in a comment, or blank lines break it
		}
		if text, whole, ok = r.plainLine(); !ok {
			return nil
		}
		b.WriteByte(' ')
		b.WriteString(text)
		line = r.line
		r.advance()
	}
	if r.bad {
		return nil
	}
	n.value, n.kind = b.String(), scalarNode
	return n
}

// plainLine reads one line of a scalar without quotes; whole says that no comment ends it.
func (r *plainReader) plainLine() (text string, whole, ok bool) {
	text = r.text[r.at:r.end]
	if !plainStart(text) {
		return "", false, false
	}
	whole = true
	if i := commentAt(text); i >= 0 {
		text, whole = strings.TrimRight(text[:i], " "), false
	}
	if text[len(text)-1] == ':' || hasColon(text) {
		return "", false, false
	}
	return text, whole, true
}

// commentAt returns the index of the space before a comment, or -1.
func commentAt(text string) int {
	for from := 0; ; {
		i := strings.IndexByte(text[from:], '#')
		if i < 0 {
			return -1
		}
		if from += i; from > 0 && text[from-1] == ' ' {
			return from - 1
		}
		from++
	}
}

// hasColon reports whether a colon with a space behind it stands in text.
func hasColon(text string) bool {
	for from := 0; ; {
		i := strings.IndexByte(text[from:], ':')
		if i < 0 {
			return false
		}
		if from += i + 1; from < len(text) && text[from] == ' ' {
			return true
		}
	}
}

// flow reads a list or mapping in brackets, of one line and with nothing in it that would need quotes or has them.
func (r *plainReader) flow(depth int) *node {
	if depth > maxDepth {
		return nil
	}
	kind, closing := listNode, byte(']')
	if r.text[r.at] == '{' {
		kind, closing = mappingNode, '}'
	}
	n := r.node(kind, r.at)
	r.at++
	r.spaces()
	end := &n.first
	for r.at < r.end && r.text[r.at] != closing {
		if n.first != nil {
			if r.text[r.at] != ',' {
				return nil
			}
			r.at++
			r.spaces()
		}
		item := r.flowItem(kind == mappingNode, depth)
		if item == nil {
			return nil
		}
		for *end = item; *end != nil; end = &(*end).next {
		}
		r.spaces()
	}
	if r.at == r.end {
		return nil
	}
	r.at++
	return n
}

// flowItem reads an item of a list, or a key with its value.
func (r *plainReader) flowItem(pair bool, depth int) *node {
	if !pair {
		return r.flowValue(depth)
	}
	key := r.flowWord()
	if key == nil || key.kind != scalarNode || r.at+1 >= r.end || r.text[r.at] != ':' || r.text[r.at+1] != ' ' {
		return nil
	}
	r.at++
	r.spaces()
	key.next = r.flowValue(depth)
	if key.next == nil {
		return nil
	}
	return key
}

func (r *plainReader) flowValue(depth int) *node {
	if r.at < r.end && (r.text[r.at] == '[' || r.text[r.at] == '{') {
		return r.flow(depth + 1)
	}
	return r.flowWord()
}

// flowWord reads a scalar of letters, digits and a few signs.
func (r *plainReader) flowWord() *node {
	from := r.at
	for r.at < r.end && flowByte(r.text[r.at], r.at == from) {
		r.at++
	}
	if r.at == from {
		return nil
	}
	n := r.node(scalarNode, from)
	n.value = r.text[from:r.at]
	n.kind = kindOf(n.value)
	return n
}

func flowByte(c byte, first bool) bool {
	switch {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '_':
		return true
	}
	return !first && (c == '-' || c == '.' || c == '/')
}

func (r *plainReader) spaces() {
	for r.at < r.end && r.text[r.at] == ' ' {
		r.at++
	}
}
