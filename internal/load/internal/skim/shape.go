package skim

import (
	"bytes"
	"slices"
	"strings"
)

// MayExportHelper reports whether a function of the file can be a helper for other packages.
func (x *Index) MayExportHelper() bool {
	return slices.ContainsFunc(x.Decls, func(d Decl) bool { return d.HelperShape != 0 && d.Exported() })
}

// Exported reports whether the name of the function or method is exported.
func (d *Decl) Exported() bool { return d.Names[0][0] < 'a' || d.Names[0][0] > 'z' }

// MayContainSite reports whether a declaration may contain a site. errorBody reports whether the package declares a
// type for the body of an error response. The fields of such a type have any name, so in such a package a code in a
// string is enough evidence, without a selector of a carrier, the name of a bound package or the key of a code.
func (d *Decl) MayContainSite(errorBody bool) bool {
	switch e := d.Evidence; {
	case d.Body == 0:
		return e != 0
	case e&(HasPackage|HasSelector|HasPrefix|HasText) != 0:
		return true
	default:
		return e&HasCode != 0 && (errorBody || e&HasKey != 0)
	}
}

// LikelyContainsSite reports whether a site in the declaration is so likely that the functions that mention it are
// parsed too.
func (d *Decl) LikelyContainsSite() bool {
	e := d.Evidence
	return e&(HasPackage|HasPrefix) != 0 || e&HasCode != 0 && e&(HasSelector|HasKey) != 0 || d.Body == 0 && e&HasKey != 0
}

// A helperShape is a set of reasons why a function may be a helper, that is, may compare codes with an error. Only
// types decide whether it is one (find.Helpers). A package in which no function has such a shape need not be
// type-checked for its helpers.
type helperShape uint8

const (
	takesCodes    helperShape = 1 << iota // its parameters are an error, or the code of one, and codes that it uses
	searchesList                          // its parameters are a list and a value, and it returns a number or a bool
	inspectsError                         // it has an error as parameter and examines it
)

// helperShapeOf returns the shape of a function, given its text up to the body, and the body.
func helperShapeOf(signature, body []byte) helperShape {
	receiver, params, results, ok := parseSignature(signature)
	if !ok || len(params)+len(receiver) == 0 || len(results) == 0 {
		return 0
	}
	var s helperShape
	errors, codes, used, lists, others := 0, 0, 0, 0, 0
	compared := false // an error is compared with a value
	for _, p := range append(params, receiver...) {
		switch {
		case p.isError():
			errors++
			compared = compared || p.name != "" && comparesParam(body, p.name)
			continue
		case p.mayBeCodeList():
			lists++
		case !p.mayBeCode():
			others++
			continue
		}
		if p.isNamedCode() {
			codes++
		}
		if p.name != "" && p.name != "_" && usesParam(body, p.name) {
			used++
		}
	}
	returnsBool := bytes.Contains(results, []byte("bool")) || bytes.Contains(results, []byte("int"))
	if errors > 0 && used > 0 || codes > 0 && used > 1 || others > 0 && codes > 0 && used > 0 && returnsBool {
		s |= takesCodes // the type and the name of an error may be any
	}
	if lists > 0 && len(params) == 2 && used == 2 && returnsBool {
		s |= searchesList
	}
	if errors > 0 && (compared || mayInspectError(body)) {
		s |= inspectsError
	}
	return s
}

// mayInspectError reports whether a body may test the type, the code or the text of an error.
func mayInspectError(body []byte) bool {
	for _, sign := range []string{".(", "As(", "AsType", ".Is", "Code", "code", ".Error()"} {
		if bytes.Contains(body, []byte(sign)) {
			return true
		}
	}
	return false
}

// comparesParam reports whether a body compares the parameter, an error, with another value than nil.
func comparesParam(body []byte, name string) bool {
	if bytes.Contains(body, []byte("switch "+name+" {")) {
		return true
	}
	for i := 0; ; {
		at := bytes.Index(body[i:], []byte(name))
		if at < 0 {
			return false
		}
		i += at + len(name)
		rest := body[i:]
		if (bytes.HasPrefix(rest, []byte(" == ")) || bytes.HasPrefix(rest, []byte(" != "))) && !bytes.HasPrefix(rest[4:], []byte("nil")) {
			return true
		}
	}
}

// A param is one parameter: its name and the text of its type.
type param struct{ name, typ string }

// isError reports whether a parameter may be an error, according to its type or its name.
func (p *param) isError() bool {
	typ := strings.TrimLeft(p.typ, "*")
	if typ == "error" {
		return true
	}
	if strings.HasPrefix(typ, "[") || strings.HasPrefix(typ, ".") || strings.HasPrefix(typ, "map[") || strings.HasPrefix(typ, "func") {
		return false
	}
	name := typ[strings.LastIndexByte(typ, '.')+1:]
	if strings.Contains(strings.ToLower(name), "err") && !strings.Contains(strings.ToLower(name), "code") {
		return true
	}
	return (typ == "any" || typ == "interface{}") && p.name != "e" && IsErrorName(p.name)
}

// mayBeCodeList reports whether a parameter may be a list of codes.
func (p *param) mayBeCodeList() bool {
	return strings.HasPrefix(p.typ, "[]") || strings.HasPrefix(p.typ, "...") || strings.HasPrefix(p.typ, "map[") ||
		p.typ == "any" || p.typ == "interface{}"
}

// mayBeCode reports whether a parameter may be a code: its type is string or int, or isNamedCode.
func (p *param) mayBeCode() bool {
	return p.typ == "string" || p.typ == "int" || p.isNamedCode()
}

// isNamedCode reports whether the name or the type of a parameter contains a word for a code.
func (p *param) isNamedCode() bool {
	for _, text := range []string{p.name, p.typ[strings.LastIndexByte(p.typ, '.')+1:]} {
		text = strings.ToLower(text)
		if strings.Contains(text, "code") || strings.Contains(text, "reason") || strings.Contains(text, "status") {
			return true
		}
	}
	return false
}

// parseSignature returns the receiver, the parameters and the text of the results of a function; ok is false if its
// brackets do not match.
func parseSignature(text []byte) (receiver, params []param, results []byte, ok bool) {
	i, _ := SkipSpace(text, len("func"))
	if i < len(text) && text[i] == '(' {
		end, ok := SkipBlock(text, i)
		if !ok {
			return nil, nil, nil, false
		}
		receiver = readParams(text[i+1 : end-1])
		i, _ = SkipSpace(text, end)
	}
	i, _ = SkipSpace(text, SkipWord(text, i))
	if i < len(text) && text[i] == '[' {
		if i, ok = SkipBlock(text, i); !ok {
			return nil, nil, nil, false
		}
		i, _ = SkipSpace(text, i)
	}
	if i >= len(text) || text[i] != '(' {
		return nil, nil, nil, false
	}
	end, ok := SkipBlock(text, i)
	if !ok {
		return nil, nil, nil, false
	}
	return receiver, readParams(text[i+1 : end-1]), bytes.TrimSpace(text[end:]), true
}

// readParams reads the text between the parentheses of a parameter list; nil if brackets do not match.
func readParams(text []byte) []param {
	var list []param
	named := false
	for len(bytes.TrimSpace(text)) > 0 {
		part := text
		text = nil
		for i := 0; i < len(part); {
			if c := part[i]; c == ',' {
				part, text = part[:i], part[i+1:]
				break
			} else if c == '(' || c == '[' || c == '{' {
				end, ok := SkipBlock(part, i)
				if !ok {
					return nil
				}
				i = end
				continue
			}
			i = max(i+1, SkipLiteral(part, i))
		}
		p := readParam(part)
		named = named || p.name != ""
		list = append(list, p)
	}
	for i := len(list) - 1; named && i >= 0; i-- { // a, b string
		if p := &list[i]; p.name == "" && i+1 < len(list) {
			p.name, p.typ = p.typ, list[i+1].typ
		}
	}
	return list
}

// readParam reads one parameter. A single word is returned as the type, since it may be either.
func readParam(text []byte) param {
	i, _ := SkipSpace(text, 0)
	j := SkipWord(text, i)
	k, _ := SkipSpace(text, j)
	if j > i && k > j && k < len(text) && !isTypeKeyword(string(text[i:j])) {
		return param{string(text[i:j]), string(bytes.TrimSpace(text[k:]))}
	}
	return param{"", string(bytes.TrimSpace(text[i:]))}
}

// usesParam reports whether a body compares the parameter, ranges over it, indexes it or passes it to a function.
func usesParam(body []byte, name string) bool {
	found := false
	last := []byte(nil) // the word or operator before the current word
	for i := 0; i < len(body) && !found; {
		c := body[i]
		if Class[c]&(ClassLetter|ClassDigit) != 0 {
			j := SkipWord(body, i)
			if string(body[i:j]) == name {
				found = isUse(last, body[j:])
			}
			last = body[i:j]
			i = j
			continue
		}
		j := SkipLiteral(body, i)
		switch {
		case j > i && c == '/':
			i = j
			continue
		case j > i:
			last = body[i:j]
			i = j
			continue
		case c == '=' && i > 0 && (body[i-1] == '=' || body[i-1] == '!'):
			last = body[i-1 : i+1]
		case c != ' ' && c != '\t' && c != '\n' && c != '\r':
			last = body[i : i+1]
		}
		i++
	}
	return found
}

// isUse reports whether a parameter is used as usesParam describes, given the word or operator before it and the rest
// of the body after it.
func isUse(before, rest []byte) bool {
	i, _ := SkipSpace(rest, 0)
	rest = rest[i:]
	switch string(before) {
	case "range", "case", "switch", "==", "!=":
		return len(rest) == 0 || rest[0] != '.'
	case "(", ",": // an argument
		return len(rest) > 0 && (rest[0] == ',' || rest[0] == ')' || rest[0] == '.' && bytes.HasPrefix(rest, []byte("...")))
	case ".": // a field or method of that name
		return false
	}
	if len(rest) > 1 && (rest[0] == '=' || rest[0] == '!') && rest[1] == '=' {
		i, _ := SkipSpace(rest, 2)
		return i < len(rest) && rest[i] != '"' && !bytes.HasPrefix(rest[i:], []byte("nil"))
	}
	return len(rest) > 0 && rest[0] == '['
}
