package skim

import (
	"bytes"
	"slices"
	"strconv"
)

// An Import is one import of a file.
type Import struct {
	Name string // the name before the path, which may be "." or "_"; "" if there is none
	Path string
}

// A Header is the package clause and the imports of a Go file.
type Header struct {
	Pkg         string
	Imports     []Import
	End         int  // offset after the imports
	Constrained bool // the text before the package clause may contain a build constraint
}

// ReadHeader reads the package clause and the imports of a file. ok is false if the file has no package clause.
func ReadHeader(src []byte) (h Header, ok bool) {
	i := 0
	if bytes.HasPrefix(src, []byte("\xef\xbb\xbf")) {
		i = 3
	}
	i, _ = SkipSpace(src, i)
	h.Constrained = bytes.Contains(src[:i], []byte("go:build")) || bytes.Contains(src[:i], []byte("+build"))
	j := SkipWord(src, i)
	if string(src[i:j]) != "package" {
		return h, false
	}
	i, _ = SkipSpace(src, j)
	j = SkipWord(src, i)
	h.Pkg = string(src[i:j])
	for {
		i, _ = SkipSpace(src, j)
		if i < len(src) && src[i] == ';' {
			j = i + 1
			continue
		}
		if j = SkipWord(src, i); string(src[i:j]) != "import" {
			h.End = i
			return h, h.Pkg != ""
		}
		j = h.readImports(src, j)
	}
}

// readImports reads the import specs after the keyword import, which ends at i, and returns the offset after them.
func (h *Header) readImports(src []byte, i int) int {
	i, _ = SkipSpace(src, i)
	if i >= len(src) || src[i] != '(' {
		return h.readImport(src, i)
	}
	for i++; ; {
		i, _ = SkipSpace(src, i)
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

// readImport reads one import spec at i and returns the offset after it.
func (h *Header) readImport(src []byte, i int) int {
	var name string
	if j := SkipWord(src, i); j > i {
		name = string(src[i:j])
		i, _ = SkipSpace(src, j)
	} else if i < len(src) && src[i] == '.' {
		name = "."
		i, _ = SkipSpace(src, i+1)
	}
	if i >= len(src) || src[i] != '"' && src[i] != '`' {
		return i
	}
	j := SkipLiteral(src, i)
	if path, err := strconv.Unquote(string(src[i:j])); err == nil {
		h.Imports = append(h.Imports, Import{name, path})
	}
	return j
}

// A Kind is the keyword of a declaration.
type Kind byte

// The kinds of declarations.
const (
	Func Kind = iota
	Type
	Var
	Const
)

// A Decl is one top-level declaration, or one spec of a declaration with parentheses.
type Decl struct {
	Kind        Kind
	Names       []string // the names that it declares; for a method without the name of the type
	Receiver    string   // for a method, the name of the receiver's type
	Start, End  int
	Group       int         // for a spec of a declaration with parentheses, the offset after the opening one; otherwise 0
	Body        int         // offset of the opening brace of a function's body; 0 if there is none
	Evidence    Evidence    // evidence for a site in it
	HelperShape helperShape // not 0 if it is a function that may be a helper
}

// An Index lists the declarations of a file.
type Index struct {
	Decls      []Decl
	Unbalanced bool // brackets do not match, so the ends of bodies are not known

	shapes bool // Decl.HelperShape is set
}

// ReadIndex finds the declarations of a file with the header h. The evidence in each declaration is searched for by
// m; with a nil m it is not searched for.
func ReadIndex(src []byte, h Header, m *Matcher) *Index {
	x := &Index{shapes: true}
	x.read(src, h, m)
	return x
}

// ReadDecls is ReadIndex for a file of which only the declarations are needed: it searches neither for evidence nor for
// functions that may be helpers.
func ReadDecls(src []byte, h Header) *Index {
	x := &Index{}
	x.read(src, h, nil)
	return x
}

// read adds the declarations of a file.
func (x *Index) read(src []byte, h Header, m *Matcher) {
	for i := h.End; i < len(src) && !x.Unbalanced; {
		if i, _ = SkipSpace(src, i); i >= len(src) {
			break
		}
		first, start := len(x.Decls), i
		j := SkipWord(src, i)
		switch string(src[i:j]) {
		case "func":
			i = x.readFunc(src, start, j)
		case "type":
			i = x.readGroup(src, j, Type)
		case "var":
			i = x.readGroup(src, j, Var)
		case "const":
			i = x.readGroup(src, j, Const)
		default:
			i = x.skipToken(src, i)
		}
		if m == nil {
			continue
		}
		for k := first; k < len(x.Decls); k++ {
			x.Decls[k].Evidence = m.Match(src[x.Decls[k].Start:x.Decls[k].End])
		}
	}
}

// HasEvidence reports whether a declaration of the file contains evidence for a site.
func (x *Index) HasEvidence() bool {
	return slices.ContainsFunc(x.Decls, func(d Decl) bool { return d.Evidence != 0 })
}

// skipToken returns the offset after the token at i; for an opening bracket, after the bracket that closes it.
func (x *Index) skipToken(src []byte, i int) int {
	if j := SkipWord(src, i); j > i {
		return j
	}
	switch src[i] {
	case '(', '[', '{':
		j, ok := SkipBlock(src, i)
		x.Unbalanced = x.Unbalanced || !ok
		return j
	case ')', ']', '}':
		x.Unbalanced = true
	}
	return max(i+1, SkipLiteral(src, i))
}

// readFunc reads the function whose keyword func begins at start and ends at i, and returns the offset after it. It
// ignores a function literal.
func (x *Index) readFunc(src []byte, start, i int) int {
	i, _ = SkipSpace(src, i)
	var receiver string
	if i < len(src) && src[i] == '(' { // a receiver, or the parameters of a literal
		open := i
		i = x.skipToken(src, i)
		receiver = receiverType(src[open:i])
		i, _ = SkipSpace(src, i)
	}
	j := SkipWord(src, i)
	name := string(src[i:j])
	j, _ = SkipSpace(src, j)
	if name == "" || isTypeKeyword(name) || j >= len(src) || src[j] != '(' && src[j] != '[' {
		return i
	}
	if i = j; src[i] == '[' {
		i, _ = SkipSpace(src, x.skipToken(src, i))
	}
	if i < len(src) && src[i] == '(' {
		i = x.skipToken(src, i)
	}
	body, end := x.readResults(src, i)
	d := Decl{Names: []string{name}, Receiver: receiver, Start: start, End: end, Body: body}
	if body != 0 && x.shapes {
		d.HelperShape = helperShapeOf(src[start:body], src[body:end])
	}
	x.Decls = append(x.Decls, d)
	return end
}

// receiverType returns the name of the type in a receiver, as T in "(t *T[K, V])".
func receiverType(text []byte) string {
	text, _, _ = bytes.Cut(text, []byte("["))
	text = bytes.TrimRight(text, " \t\r\n)")
	from := len(text)
	for from > 0 && Class[text[from-1]]&(ClassLetter|ClassDigit) != 0 {
		from--
	}
	return string(text[from:])
}

// readResults reads the results and the body after the parameters of a function. It returns the offset of the body, 0
// if there is none, and the offset of the function's end.
func (x *Index) readResults(src []byte, i int) (body, end int) {
	var word string
	for i < len(src) && !x.Unbalanced {
		next, newline := SkipSpace(src, i)
		continues := isTypeKeyword(word) || src[i-1] == '*' || src[i-1] == '.' || src[i-1] == '-'
		if newline && !continues || next >= len(src) || src[next] == ';' {
			return 0, i
		}
		i = next
		if src[i] == '{' && word != "struct" && word != "interface" {
			end, ok := skipBody(src, i)
			x.Unbalanced = x.Unbalanced || !ok
			return i, end
		}
		j := SkipWord(src, i)
		word = string(src[i:j])
		i = x.skipToken(src, i)
	}
	return 0, i
}

// skipBody returns the offset after the brace that closes the one at i, and whether there is one.
func skipBody(src []byte, i int) (end int, ok bool) {
	depth := 0
	for i < len(src) {
		c := src[i]
		if Class[c]&ClassStop == 0 {
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
			if j := SkipLiteral(src, i); j > i {
				i = j
				continue
			}
		}
		i++
	}
	return i, false
}

// readGroup reads the specs after the keyword of a kind, which ends at i, and returns the offset after them.
func (x *Index) readGroup(src []byte, i int, kind Kind) int {
	i, _ = SkipSpace(src, i)
	if i >= len(src) || src[i] != '(' {
		return x.readSpec(src, i, Decl{Kind: kind, Start: i})
	}
	i++
	for group := i; i < len(src) && !x.Unbalanced; {
		i, _ = SkipSpace(src, i)
		if i < len(src) && src[i] == ')' {
			return i + 1
		}
		i = x.readSpec(src, i, Decl{Kind: kind, Group: group, Start: i})
	}
	return i
}

// readSpec reads the spec d up to the end of its line or group and returns the offset after it. If a spec continues on
// the next line, the first word of that line is recorded as a declared name: an additional name does no harm.
func (x *Index) readSpec(src []byte, i int, d Decl) int {
	for {
		j := SkipWord(src, i)
		if j > i {
			d.Names = append(d.Names, string(src[i:j]))
		}
		i, _ = SkipSpace(src, j)
		if i >= len(src) || src[i] != ',' {
			i = j
			break
		}
		i, _ = SkipSpace(src, i+1)
	}
	for i < len(src) && !x.Unbalanced {
		next, newline := SkipSpace(src, i)
		if newline || next >= len(src) || src[next] == ')' {
			break
		}
		i = x.skipToken(src, next)
		if src[next] == ';' {
			break
		}
	}
	d.End = i
	if d.End > d.Start {
		x.Decls = append(x.Decls, d)
	} else if i < len(src) {
		i++ // always advance, also over a byte that cannot begin a spec
	}
	return i
}
