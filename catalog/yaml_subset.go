package catalog

import (
	"strings"
	"unicode/utf8"
)

// readSubset parses the subset of YAML that catalogs are written in: block mappings and lists, plain scalars of one or
// more lines, quoted scalars of one line without escapes, literal and folded block scalars, and flow lists and mappings
// of one line. It returns nil for anything else, valid or not, so that the caller uses the YAML library. For the subset
// it returns the same nodes as the YAML library, about ten times as fast.
func readSubset(a *arena, text string) *node {
	ok, ascii := isSubsetText(text)
	if !ok {
		return nil
	}
	a.reset()
	r := &subsetReader{text: text, arena: a, ascii: ascii}
	r.advance()
	if r.more && r.isDocumentMarker() {
		if r.end-r.at > len("---") {
			return nil
		}
		r.advance()
	}
	if !r.more || r.column() != 0 {
		return nil
	}
	root := r.block(0, 0)
	if r.failed || r.more {
		return nil
	}
	return root
}

// isSubsetText reports whether text contains no characters that YAML forbids or treats specially (control characters,
// Unicode line breaks), and whether it is ASCII.
func isSubsetText(text string) (ok, ascii bool) {
	ascii = true
	for i := range len(text) {
		c := text[i]
		if ' ' <= c && c < 0x7f || c == '\n' {
			continue
		}
		if c < utf8.RuneSelf && c != '\t' {
			return false, false
		}
		if c == 0xc2 && i+1 < len(text) && text[i+1] < 0xa0 { // Latin-1 control characters, including the line break U+0085
			return false, false
		}
		ascii = ascii && c < utf8.RuneSelf
	}
	if ascii {
		return true, true
	}
	// Unicode line breaks, byte order marks and noncharacters.
	for _, special := range []string{"\u2028", "\u2029", "\ufeff", "\ufffe", "\uffff"} {
		if strings.Contains(text, special) {
			return false, false
		}
	}
	return true, false
}

// A subsetReader reads text line by line. Methods that return a node return nil for text outside of the subset.
type subsetReader struct {
	text   string
	arena  *arena
	ascii  bool // one character is one byte
	failed bool // the text is outside of the subset, so that the result is unusable

	// The current line, which is neither blank nor a comment.
	more  bool // there is a current line
	line  int  // 1-based
	start int  // offset of the line
	at    int  // offset of the next character to read
	end   int  // offset after its last character that is not a space
	next  int  // offset of the next line

	lines []string // buffer that blockLines reuses
}

// column returns the 0-based column of the next character.
func (r *subsetReader) column() int { return r.at - r.start }

// fail records that the text is outside of the subset.
func (r *subsetReader) fail() *node {
	r.failed, r.more = true, false
	return nil
}

// advance moves to the next line that is neither blank nor a comment.
func (r *subsetReader) advance() {
	for r.next < len(r.text) {
		r.line++
		r.start = r.next
		r.end = len(r.text)
		r.next = r.end
		if i := strings.IndexByte(r.text[r.start:], '\n'); i >= 0 {
			r.end = r.start + i
			r.next = r.end + 1
		}
		r.at = r.start
		for r.at < r.end && r.text[r.at] == ' ' {
			r.at++
		}
		for r.end > r.at && r.text[r.end-1] == ' ' {
			r.end--
		}
		if r.at == r.end || r.text[r.at] == '#' {
			continue
		}
		r.more = true
		if c := r.text[r.at]; r.at == r.start && (c == '%' || c == '.' || c == '-' && r.isDocumentMarker() && r.line > 1) {
			r.fail()
		} else if strings.IndexByte(r.text[r.at:r.end], '\t') >= 0 {
			r.fail()
		}
		return
	}
	r.more = false
}

// isDocumentMarker reports whether the line begins with "---".
func (r *subsetReader) isDocumentMarker() bool {
	return strings.HasPrefix(r.text[r.start:r.end], "---")
}

// node returns a new node with the position of an offset in the current line.
func (r *subsetReader) node(kind nodeKind, at int) *node {
	n := r.arena.new()
	n.kind, n.line = kind, int32(r.line)
	if r.ascii {
		n.column = int32(at - r.start + 1)
	} else {
		n.column = int32(utf8.RuneCountInString(r.text[r.start:at]) + 1)
	}
	return n
}

// block reads the list or mapping that begins at the current line and is indented by indent columns.
func (r *subsetReader) block(indent, depth int) *node {
	if depth > maxDepth {
		return r.fail()
	}
	if r.isItem() {
		return r.list(indent, depth)
	}
	return r.mapping(indent, depth)
}

// isItem reports whether a list item begins at the next character.
func (r *subsetReader) isItem() bool {
	return r.text[r.at] == '-' && (r.at+1 == r.end || r.text[r.at+1] == ' ')
}

// list reads the block list whose first item begins at the next character. Its items are indented by indent columns.
func (r *subsetReader) list(indent, depth int) *node {
	n := r.node(listNode, r.at)
	end := &n.first
	for r.more && r.column() == indent && r.isItem() {
		r.at++
		dash := r.at
		for r.at < r.end && r.text[r.at] == ' ' {
			r.at++
		}
		var item *node
		switch {
		case r.at == r.end || r.text[r.at] == '#':
			item = r.below(dash, indent, depth, false)
		case r.isItem():
			return r.fail()
		case r.isKey():
			item = r.mapping(r.column(), depth+1)
		default:
			item = r.value(indent, depth)
		}
		if item == nil {
			return r.fail()
		}
		*end = item
		end = &item.next
	}
	if r.more && r.column() > indent {
		return r.fail()
	}
	return n
}

// mapping reads the block mapping whose first key begins at the next character. Its keys are indented by indent
// columns.
func (r *subsetReader) mapping(indent, depth int) *node {
	if depth > maxDepth {
		return r.fail()
	}
	n := r.node(mappingNode, r.at)
	end := &n.first
	for r.more && r.column() == indent {
		if r.isItem() {
			return r.fail()
		}
		key := r.key()
		if key == nil {
			return r.fail()
		}
		colon := r.at
		for r.at < r.end && r.text[r.at] == ' ' {
			r.at++
		}
		var value *node
		if r.at == r.end || r.text[r.at] == '#' {
			value = r.below(colon, indent, depth, true)
		} else {
			value = r.value(indent, depth)
		}
		if value == nil {
			return r.fail()
		}
		*end, key.next = key, value
		end = &value.next
	}
	if r.more && r.column() > indent {
		return r.fail()
	}
	return n
}

// below reads the value on the lines after a key or dash, which is at the offset at and indented by indent columns. It
// returns a null node if there is no value. A list after a key need not be indented.
func (r *subsetReader) below(at, indent, depth int, afterKey bool) *node {
	empty := r.node(nullNode, at)
	r.advance()
	switch {
	case r.failed:
		return nil
	case r.more && r.column() > indent:
		if !r.isItem() && !r.isKey() {
			return nil // a scalar on the line after its key or dash
		}
		return r.block(r.column(), depth+1)
	case afterKey && r.more && r.column() == indent && r.isItem():
		return r.list(indent, depth+1)
	}
	return empty
}

// isKey reports whether a key begins at the next character.
func (r *subsetReader) isKey() bool {
	_, _, ok := r.keyAt()
	return ok
}

// key reads a key and the colon after it.
func (r *subsetReader) key() *node {
	text, end, ok := r.keyAt()
	if !ok || text == "<<" || r.text[r.at] != '\'' && kindOf(text) != scalarNode {
		return nil
	}
	n := r.node(scalarNode, r.at)
	n.value = text
	r.at = end
	return n
}

// keyAt returns the key at the next character, and the offset after its colon. It does not move the reader.
func (r *subsetReader) keyAt() (text string, end int, ok bool) {
	if r.text[r.at] == '\'' {
		text, end, ok = r.quoted()
		if !ok {
			return "", 0, false
		}
	} else {
		if !startsPlainScalar(r.text[r.at:r.end]) {
			return "", 0, false
		}
		for end = r.at; ; end++ {
			i := strings.IndexByte(r.text[end:r.end], ':')
			if i < 0 {
				return "", 0, false
			}
			if end += i; end+1 == r.end || r.text[end+1] == ' ' {
				break
			}
		}
		text = r.text[r.at:end]
		if commentAt(text) >= 0 || strings.HasSuffix(text, " ") {
			return "", 0, false
		}
	}
	const maxKeyBytes = 1000 // YAML allows 1024 characters
	if end >= r.end || r.text[end] != ':' || end+1 < r.end && r.text[end+1] != ' ' || end-r.at > maxKeyBytes {
		return "", 0, false
	}
	return text, end + 1, true
}

// startsPlainScalar reports whether s may be the beginning of a plain (unquoted) scalar.
func startsPlainScalar(s string) bool {
	switch s[0] {
	case '-', '?', ':':
		return len(s) > 1 && s[1] != ' ' && strings.IndexByte(",[]{}", s[1]) < 0
	}
	return strings.IndexByte(",[]{}#&*!|>'\"%@`", s[0]) < 0
}

// kindOf returns the type of a plain scalar.
func kindOf(s string) nodeKind {
	switch s {
	case "", "~", "null", "Null", "NULL":
		return nullNode
	case "true", "True", "TRUE", "false", "False", "FALSE":
		return boolNode
	}
	return scalarNode
}
