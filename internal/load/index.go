package load

import (
	"bytes"
	"slices"
	"strconv"
)

// An imported is one import of a file.
type imported struct {
	name string // as written; "" for none
	path string
}

// A header is what a Go file says before its first declaration.
type header struct {
	pkg     string
	imports []imported
	end     int  // offset behind the imports
	build   bool // a build constraint may stand before the package clause
}

// readHeader reads the package clause and the imports. ok is false where the file has no package clause.
func readHeader(src []byte) (h header, ok bool) {
	i := 0
	if bytes.HasPrefix(src, []byte("\xef\xbb\xbf")) {
		i = 3
	}
	i, _ = skipSpace(src, i)
	h.build = bytes.Contains(src[:i], []byte("go:build")) || bytes.Contains(src[:i], []byte("+build"))
	j := skipWord(src, i)
	if string(src[i:j]) != "package" {
		return h, false
	}
	i, _ = skipSpace(src, j)
	j = skipWord(src, i)
	h.pkg = string(src[i:j])
	for {
		i, _ = skipSpace(src, j)
		if i < len(src) && src[i] == ';' {
			j = i + 1
			continue
		}
		if j = skipWord(src, i); string(src[i:j]) != "import" {
			h.end = i
			return h, h.pkg != ""
		}
		j = h.readImports(src, j)
	}
}

// readImports reads what stands behind the keyword import and returns the offset behind it.
func (h *header) readImports(src []byte, i int) int {
	i, _ = skipSpace(src, i)
	if i >= len(src) || src[i] != '(' {
		return h.readImport(src, i)
	}
	for i++; ; {
		i, _ = skipSpace(src, i)
		if i >= len(src) {
			return i
		}
		if src[i] == ')' {
			return i + 1
		}
		if j := h.readImport(src, i); j > i {
			i = j
		} else {
			i++
		}
	}
}

// readImport reads one import spec at i and returns the offset behind it.
func (h *header) readImport(src []byte, i int) int {
	var name string
	if j := skipWord(src, i); j > i {
		name = string(src[i:j])
		i, _ = skipSpace(src, j)
	} else if i < len(src) && src[i] == '.' {
		name = "."
		i, _ = skipSpace(src, i+1)
	}
	if i >= len(src) || src[i] != '"' && src[i] != '`' {
		return i
	}
	j := skipLiteral(src, i)
	if path, err := strconv.Unquote(string(src[i:j])); err == nil {
		h.imports = append(h.imports, imported{name, path})
	}
	return j
}

// A declared is one top-level declaration, or one spec of a declaration in parentheses.
type declared struct {
	names      []string // what it declares; a method by its own name
	receiver   string   // the name of a method's type
	start, end int
	body       int      // offset of the opening brace of a function's body; 0 where there is none
	evidence   evidence // what speaks for a site in it
	shape      shape    // what speaks for a helper in it
}

// An index is what the lexer knows of a file.
type index struct {
	decls []declared
	odd   bool // brackets do not match: where bodies end is not known
}

// readIndex reads a whole file. look, which may be nil, says what speaks for a site in it.
func readIndex(src []byte, h header, look *lookout) *index {
	x := &index{}
	for i := h.end; i < len(src) && !x.odd; {
		if i, _ = skipSpace(src, i); i >= len(src) {
			break
		}
		first, start := len(x.decls), i
		j := skipWord(src, i)
		switch string(src[i:j]) {
		case "func":
			i = x.readFunc(src, start, j)
		case "type", "var", "const":
			i = x.readGroup(src, j)
		default:
			i = x.skipToken(src, i)
		}
		if look == nil {
			continue
		}
		for k := first; k < len(x.decls); k++ {
			x.decls[k].evidence = look.look(src[x.decls[k].start:x.decls[k].end])
		}
	}
	return x
}

// speaks reports whether anything in the file speaks for a site.
func (x *index) speaks() bool {
	return slices.ContainsFunc(x.decls, func(d declared) bool { return d.evidence != 0 })
}

// skipToken returns the offset behind the token at i, or behind the brackets that open there.
func (x *index) skipToken(src []byte, i int) int {
	if j := skipWord(src, i); j > i {
		return j
	}
	switch src[i] {
	case '(', '[', '{':
		j, ok := skipBlock(src, i)
		x.odd = x.odd || !ok
		return j
	case ')', ']', '}':
		x.odd = true
	}
	return max(i+1, skipLiteral(src, i))
}

// readFunc reads a function whose keyword stands at start and ends at i. A function literal that begins a line
// declares nothing.
func (x *index) readFunc(src []byte, start, i int) int {
	i, _ = skipSpace(src, i)
	var receiver string
	if i < len(src) && src[i] == '(' { // a receiver, or the parameters of a literal
		open := i
		i = x.skipToken(src, i)
		receiver = receiverType(src[open:i])
		i, _ = skipSpace(src, i)
	}
	j := skipWord(src, i)
	name := string(src[i:j])
	j, _ = skipSpace(src, j)
	if name == "" || typeKeyword(name) || j >= len(src) || src[j] != '(' && src[j] != '[' {
		return i
	}
	if i = j; src[i] == '[' {
		i, _ = skipSpace(src, x.skipToken(src, i))
	}
	if i < len(src) && src[i] == '(' {
		i = x.skipToken(src, i)
	}
	body, end := x.readResults(src, i)
	d := declared{names: []string{name}, receiver: receiver, start: start, end: end, body: body}
	if body != 0 {
		d.shape = shapeOf(src[start:body], src[body:end])
	}
	x.decls = append(x.decls, d)
	return end
}

// receiverType returns the name of the type in a receiver: T for "(t *T[K, V])".
func receiverType(text []byte) string {
	text, _, _ = bytes.Cut(text, []byte("["))
	text = bytes.TrimRight(text, " \t\r\n)")
	from := len(text)
	for from > 0 && class[text[from-1]]&(classLetter|classDigit) != 0 {
		from--
	}
	return string(text[from:])
}

// typeKeyword reports whether a word is a keyword that begins a type, so that a line does not end behind it.
func typeKeyword(word string) bool {
	switch word {
	case "chan", "func", "interface", "map", "struct":
		return true
	}
	return false
}

// readResults reads what follows a function's parameters and returns the offsets of its body and of its end.
func (x *index) readResults(src []byte, i int) (body, end int) {
	var word string
	for i < len(src) && !x.odd {
		next, newline := skipSpace(src, i)
		goesOn := typeKeyword(word) || src[i-1] == '*' || src[i-1] == '.' || src[i-1] == '-'
		if newline && !goesOn || next >= len(src) || src[next] == ';' {
			return 0, i
		}
		i = next
		if src[i] == '{' && word != "struct" && word != "interface" {
			end, ok := skipBody(src, i)
			x.odd = x.odd || !ok
			return i, end
		}
		j := skipWord(src, i)
		word = string(src[i:j])
		i = x.skipToken(src, i)
	}
	return 0, i
}

// skipBody returns the offset behind the brace that closes the one at i, and whether there is one.
func skipBody(src []byte, i int) (end int, ok bool) {
	depth := 0
	for i < len(src) {
		c := src[i]
		if class[c]&classStop == 0 {
			i++
			continue
		}
		switch c {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i + 1, true
			}
		case '"', '\'', '`', '/':
			if j := skipLiteral(src, i); j > i {
				i = j
				continue
			}
		}
		i++
	}
	return i, false
}

// readGroup reads the specs behind the keyword type, var or const.
func (x *index) readGroup(src []byte, i int) int {
	i, _ = skipSpace(src, i)
	if i >= len(src) || src[i] != '(' {
		return x.readSpec(src, i)
	}
	for i++; i < len(src) && !x.odd; {
		i, _ = skipSpace(src, i)
		if i < len(src) && src[i] == ')' {
			return i + 1
		}
		i = x.readSpec(src, i)
	}
	return i
}

// readSpec reads one spec up to the end of its line or group. A spec that goes on in the next line gives that
// line's first word as another name: a name too many does no harm.
func (x *index) readSpec(src []byte, i int) int {
	d := declared{start: i}
	for {
		j := skipWord(src, i)
		if j > i {
			d.names = append(d.names, string(src[i:j]))
		}
		i, _ = skipSpace(src, j)
		if i >= len(src) || src[i] != ',' {
			i = j
			break
		}
		i, _ = skipSpace(src, i+1)
	}
	for i < len(src) && !x.odd {
		next, newline := skipSpace(src, i)
		if newline || next >= len(src) || src[next] == ')' {
			break
		}
		i = x.skipToken(src, next)
		if src[next] == ';' {
			break
		}
	}
	d.end = i
	if d.end > d.start {
		x.decls = append(x.decls, d)
	} else if i < len(src) {
		i++ // never stand still on what no spec begins with
	}
	return i
}
