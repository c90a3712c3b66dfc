package catalog

import "strings"

// value reads the value that begins at the next character, after a key or dash that is indented by indent columns. It
// moves the reader to the line after the value.
func (r *subsetReader) value(indent, depth int) *node {
	switch r.text[r.at] {
	case '|', '>':
		return r.blockScalar(indent)
	case '[', '{':
		n := r.flow(depth + 1)
		if n == nil || !r.endOfLine() {
			return nil
		}
		return r.finish(n)
	case '\'', '"':
		n := r.quotedScalar()
		if n == nil || !r.endOfLine() {
			return nil
		}
		return r.finish(n)
	}
	return r.plainScalar(indent)
}

// finish moves to the next line and returns n, or nil if the next line is outside of the subset.
func (r *subsetReader) finish(n *node) *node {
	r.advance()
	if r.failed {
		return nil
	}
	return n
}

// endOfLine reports whether the rest of the line is empty or a comment.
func (r *subsetReader) endOfLine() bool {
	rest := r.text[r.at:r.end]
	trimmed := strings.TrimLeft(rest, " ")
	return trimmed == "" || trimmed[0] == '#' && len(trimmed) < len(rest)
}

// quotedScalar reads the quoted scalar at the next character. It returns nil if it is outside of the subset.
func (r *subsetReader) quotedScalar() *node {
	text, end, ok := r.quoted()
	if !ok {
		return nil
	}
	n := r.node(scalarNode, r.at)
	n.value, r.at = text, end
	return n
}

// quoted returns the quoted scalar at the next character, and the offset after it. It supports scalars of one line and,
// in double quotes, without escapes. It does not move the reader.
func (r *subsetReader) quoted() (text string, end int, ok bool) {
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

// plainScalar reads a plain (unquoted) scalar with its continuation lines.
func (r *subsetReader) plainScalar(indent int) *node {
	n := r.node(scalarNode, r.at)
	text, whole, ok := r.plainLine()
	if !ok {
		return nil
	}
	n.value, n.kind = text, kindOf(text)
	line := r.line
	r.advance()
	if r.failed {
		return nil
	}
	if !r.more || r.column() <= indent {
		return n
	}
	var b strings.Builder
	b.WriteString(text)
	for r.more && r.column() > indent {
		if !whole || r.line != line+1 {
			return nil // the scalar ended with a comment, or contains blank lines
		}
		if text, whole, ok = r.plainLine(); !ok {
			return nil
		}
		b.WriteByte(' ')
		b.WriteString(text)
		line = r.line
		r.advance()
	}
	if r.failed {
		return nil
	}
	n.value, n.kind = b.String(), scalarNode
	return n
}

// plainLine returns the text of a plain scalar on the current line. The result whole is false if a comment ends it.
func (r *subsetReader) plainLine() (text string, whole, ok bool) {
	text = r.text[r.at:r.end]
	if !startsPlainScalar(text) {
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

// hasColon reports whether text contains a colon followed by a space.
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

// flow reads a flow list or mapping: one in brackets. It supports those of one line that contain only words (see
// flowWord), quoted scalars, lists and mappings.
func (r *subsetReader) flow(depth int) *node {
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

// flowItem reads an item of a flow list or, with pair, a key and its value in a flow mapping.
func (r *subsetReader) flowItem(pair bool, depth int) *node {
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

func (r *subsetReader) flowValue(depth int) *node {
	if r.at < r.end && (r.text[r.at] == '[' || r.text[r.at] == '{') {
		return r.flow(depth + 1)
	}
	if r.at < r.end && (r.text[r.at] == '\'' || r.text[r.at] == '"') {
		return r.quotedScalar()
	}
	return r.flowWord()
}

// flowWord reads a scalar of the characters that flowByte accepts.
func (r *subsetReader) flowWord() *node {
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

func (r *subsetReader) spaces() {
	for r.at < r.end && r.text[r.at] == ' ' {
		r.at++
	}
}
