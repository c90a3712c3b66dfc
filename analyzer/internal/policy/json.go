package policy

import (
	"encoding/json"
	"strings"
)

// A jsonValue is one value in a JSON text, with its offsets.
type jsonValue struct {
	kind       byte // '{', '[', '"', '0' for a number, 't' for a boolean, 'n' for null, 'u' if it is not known
	start, end int
	raw        string
	members    []jsonMember
	items      []*jsonValue
	unknown    bool // a part of it is not known
	open       bool // it is an object that may have other keys
}

// A jsonMember is one key of an object with its value.
type jsonMember struct {
	name       string
	start, end int
	value      *jsonValue
}

// maxJSONDepth is the maximum depth of nested objects and arrays. A deeper text is not read.
const maxJSONDepth = 64

// readJSON reads a JSON text. If the text is not valid, it returns the error of encoding/json and the offset of the
// error. If the text is nested too deeply, v is nil without an error.
//
// The function known reports whether a part of the text is known; nil if all is.
func readJSON(text string, known func(start, end int) bool) (v *jsonValue, at int, err error) {
	var raw json.RawMessage
	if err := json.Unmarshal([]byte(text), &raw); err != nil {
		at := len(text)
		if syntax, ok := err.(*json.SyntaxError); ok {
			at = int(syntax.Offset)
		}
		return nil, max(at-1, 0), err
	}
	p := &jsonReader{text: text, known: known}
	return p.readValue(0), 0, nil
}

// A jsonReader reads a text that is known to be valid JSON.
type jsonReader struct {
	text  string
	i     int
	known func(start, end int) bool // nil if all is known
}

// isKnown reports whether all of a part of the text is known.
func (p *jsonReader) isKnown(start, end int) bool { return p.known == nil || p.known(start, end) }

// skipSpace moves to the next byte that is not white space.
func (p *jsonReader) skipSpace() {
	for p.i < len(p.text) && strings.IndexByte(" \t\r\n", p.text[p.i]) >= 0 {
		p.i++
	}
}

// accept skips white space. If the next byte is c, it skips it too and returns true.
func (p *jsonReader) accept(c byte) bool {
	p.skipSpace()
	if p.i < len(p.text) && p.text[p.i] == c {
		p.i++
		return true
	}
	return false
}

// readValue reads the next value. It returns nil if it is nested too deeply.
func (p *jsonReader) readValue(depth int) *jsonValue {
	p.skipSpace()
	if depth > maxJSONDepth || p.i >= len(p.text) {
		return nil
	}
	v := &jsonValue{start: p.i}
	switch c := p.text[p.i]; c {
	case '{', '[':
		v.kind = c
		p.i++
		if !p.readElements(v, depth) {
			return nil
		}
	case '"':
		v.kind = c
		p.skipString()
		v.unknown = !p.isKnown(v.start, p.i)
	default:
		v.kind = map[byte]byte{'t': 't', 'f': 't', 'n': 'n'}[c]
		if v.kind == 0 {
			v.kind = '0'
		}
		for p.i < len(p.text) && strings.IndexByte(" \t\r\n,:]}", p.text[p.i]) < 0 {
			p.i++
		}
		if !p.isKnown(v.start, p.i) {
			if p.i > v.start+1 { // it is unknown where the value ends
				return nil
			}
			v.kind, v.unknown = 'u', true
		}
	}
	v.end = p.i
	v.raw = p.text[v.start:v.end]
	return v
}

// readElements reads the elements of an object or array, and its closing bracket. It returns false if they are nested
// too deeply.
func (p *jsonReader) readElements(v *jsonValue, depth int) bool {
	closing := byte('}')
	if v.kind == '[' {
		closing = ']'
	}
	for !p.accept(closing) {
		if p.i >= len(p.text) {
			return false
		}
		if p.accept(',') {
			continue
		}
		var key jsonMember
		if v.kind == '{' {
			p.skipSpace()
			key.start = p.i
			p.skipString()
			key.end = p.i
			if json.Unmarshal([]byte(p.text[key.start:key.end]), &key.name) != nil || !p.accept(':') {
				return false
			}
		}
		item := p.readValue(depth + 1)
		if item == nil {
			return false
		}
		if v.kind == '[' {
			v.items = append(v.items, item)
			continue
		}
		key.value = item
		v.open = v.open || item.kind == 'u' || !p.isKnown(key.start, key.end)
		v.members = append(v.members, key)
	}
	return true
}

// skipString skips the string that begins at the current byte.
func (p *jsonReader) skipString() {
	for p.i++; p.i < len(p.text) && p.text[p.i] != '"'; p.i++ {
		if p.text[p.i] == '\\' {
			p.i++
		}
	}
	p.i = min(p.i+1, len(p.text))
}

// key returns a key of an object in the way that encoding/json finds it: without regard to case, and the last one if
// there are several. It returns nil if there is none or its value is null.
func (v *jsonValue) key(name string) *jsonMember {
	var found *jsonMember
	for i := range v.members {
		if strings.EqualFold(v.members[i].name, name) {
			found = &v.members[i]
		}
	}
	if found == nil || found.value.kind == 'n' {
		return nil
	}
	return found
}

// text returns the decoded value of a string.
func (v *jsonValue) text() string {
	var s string
	if json.Unmarshal([]byte(v.raw), &s) != nil {
		return ""
	}
	return s
}
