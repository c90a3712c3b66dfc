package catalog

import (
	"strings"
	"unicode/utf8"
)

// readPlain reads YAML of the shape that catalogs are written in: mappings and lists told apart by indentation,
// scalars of one line or folded, quoted ones without escapes, literal and folded blocks, and short lists and mappings
// in brackets. It returns nil for anything else, well-formed or not, which is then the YAML library's to read or to
// refuse; what it does read, the library would read to the same nodes. It is here because it is some ten times as fast.
func readPlain(a *arena, text string) *node {
	plain, ascii := plainText(text)
	if !plain {
		return nil
	}
	a.reset()
	r := &plainReader{text: text, arena: a, ascii: ascii}
	r.advance()
	if r.more && r.marker() {
		if r.end-r.at > len("---") {
			return nil
		}
		r.advance()
	}
	if !r.more || r.column() != 0 {
		return nil
	}
	root := r.block(0, 0)
	if r.bad || r.more {
		return nil
	}
	return root
}

// plainText reports whether text has none of the characters that YAML treats in ways of its own, and whether it is
// ASCII.
func plainText(text string) (plain, ascii bool) {
	ascii = true
	for i := range len(text) {
		c := text[i]
		if ' ' <= c && c < 0x7f || c == '\n' {
			continue
		}
		if c < utf8.RuneSelf && c != '\t' {
			return false, false
		}
		if c == 0xc2 && i+1 < len(text) && text[i+1] < 0xa0 { // the controls of Latin-1, a line break among them
			return false, false
		}
		ascii = ascii && c < utf8.RuneSelf
	}
	if ascii {
		return true, true
	}
	// Line breaks of Unicode, marks of the byte order, and what is no character.
	for _, odd := range []string{"\u2028", "\u2029", "\ufeff", "\ufffe", "\uffff"} {
		if strings.Contains(text, odd) {
			return false, false
		}
	}
	return true, false
}

// A plainReader reads text line by line. Where it meets what it does not know it sets bad, and all that follows is in
// vain.
type plainReader struct {
	text  string
	arena *arena
	ascii bool
	bad   bool

	// The current line, which is neither blank nor a comment. In a list's item that is a mapping, at stands behind
	// the dash.
	more  bool
	line  int
	start int // offset of the line
	at    int // offset of its first character
	end   int // offset behind its last one that is no space
	next  int // offset of the next line

	lines []string // those of the block that was read last, for the next one to use again
}

// column is the indentation of what stands at at.
func (r *plainReader) column() int { return r.at - r.start }

func (r *plainReader) refuse() *node {
	r.bad, r.more = true, false
	return nil
}

// advance goes to the next line that is neither blank nor a comment.
func (r *plainReader) advance() {
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
		if c := r.text[r.at]; r.at == r.start && (c == '%' || c == '.' || c == '-' && r.marker() && r.line > 1) {
			r.refuse()
		} else if strings.IndexByte(r.text[r.at:r.end], '\t') >= 0 {
			r.refuse()
		}
		return
	}
	r.more = false
}

// marker reports whether the line begins as the mark of a document does.
func (r *plainReader) marker() bool { return strings.HasPrefix(r.text[r.start:r.end], "---") }

// node makes a node that stands at an offset of the current line.
func (r *plainReader) node(kind nodeKind, at int) *node {
	n := r.arena.new()
	n.kind, n.line = kind, int32(r.line)
	if r.ascii {
		n.column = int32(at - r.start + 1)
	} else {
		n.column = int32(utf8.RuneCountInString(r.text[r.start:at]) + 1)
	}
	return n
}

// block reads the list or mapping that begins at the current line, at the column indent.
func (r *plainReader) block(indent, depth int) *node {
	if depth > maxDepth {
		return r.refuse()
	}
	if r.isItem() {
		return r.list(indent, depth)
	}
	return r.mapping(indent, depth)
}

// isItem reports whether an item of a list begins at the current place.
func (r *plainReader) isItem() bool {
	return r.text[r.at] == '-' && (r.at+1 == r.end || r.text[r.at+1] == ' ')
}

func (r *plainReader) list(indent, depth int) *node {
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
			return r.refuse()
		case r.isKey():
			item = r.mapping(r.column(), depth+1)
		default:
			item = r.value(indent, depth)
		}
		if item == nil {
			return r.refuse()
		}
		*end = item
		end = &item.next
	}
	if r.more && r.column() > indent {
		return r.refuse()
	}
	return n
}

func (r *plainReader) mapping(indent, depth int) *node {
	if depth > maxDepth {
		return r.refuse()
	}
	n := r.node(mappingNode, r.at)
	end := &n.first
	for r.more && r.column() == indent {
		if r.isItem() {
			return r.refuse()
		}
		key := r.key()
		if key == nil {
			return r.refuse()
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
			return r.refuse()
		}
		*end, key.next = key, value
		end = &value.next
	}
	if r.more && r.column() > indent {
		return r.refuse()
	}
	return n
}

// below reads what stands in the lines below a key or dash; there may be nothing, which is null. Behind a key a list
// need not be indented.
func (r *plainReader) below(at, indent, depth int, behindKey bool) *node {
	empty := r.node(nullNode, at)
	r.advance()
	switch {
	case r.bad:
		return nil
	case r.more && r.column() > indent:
		if !r.isItem() && !r.isKey() {
			return nil // a scalar that begins in a line of its own
		}
		return r.block(r.column(), depth+1)
	case behindKey && r.more && r.column() == indent && r.isItem():
		return r.list(indent, depth+1)
	}
	return empty
}

// isKey reports whether a key begins at the current place.
func (r *plainReader) isKey() bool {
	_, _, ok := r.keyAt()
	return ok
}

// key reads a key and its colon.
func (r *plainReader) key() *node {
	text, end, ok := r.keyAt()
	if !ok || text == "<<" || r.text[r.at] != '\'' && kindOf(text) != scalarNode {
		return nil
	}
	n := r.node(scalarNode, r.at)
	n.value = text
	r.at = end
	return n
}

// keyAt finds a key at the current place, and the offset behind its colon.
func (r *plainReader) keyAt() (text string, end int, ok bool) {
	if r.text[r.at] == '\'' {
		text, end, ok = r.quoted()
		if !ok {
			return "", 0, false
		}
	} else {
		if !plainStart(r.text[r.at:r.end]) {
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
	const longest = 1000 // YAML allows 1024 characters
	if end >= r.end || r.text[end] != ':' || end+1 < r.end && r.text[end+1] != ' ' || end-r.at > longest {
		return "", 0, false
	}
	return text, end + 1, true
}

// plainStart reports whether a scalar without quotes may begin as s does.
func plainStart(s string) bool {
	switch s[0] {
	case '-', '?', ':':
		return len(s) > 1 && s[1] != ' ' && strings.IndexByte(",[]{}", s[1]) < 0
	}
	return strings.IndexByte(",[]{}#&*!|>'\"%@`", s[0]) < 0
}

// kindOf says what YAML takes a scalar without quotes for, as far as catalogs care.
func kindOf(s string) nodeKind {
	switch s {
	case "", "~", "null", "Null", "NULL":
		return nullNode
	case "true", "True", "TRUE", "false", "False", "FALSE":
		return boolNode
	}
	return scalarNode
}
