package skim

import (
	"bytes"
	"slices"
	"strings"
)

// Shaped reports whether a function of the file can be a helper for other packages.
func (x *Index) MayExportHelper() bool {
	return slices.ContainsFunc(x.Decls, func(d Decl) bool { return d.HelperShape != 0 && d.Exported() })
}

// Exported reports whether other packages can call a function, or its method's type lets them.
func (d *Decl) Exported() bool { return d.Names[0][0] < 'a' || d.Names[0][0] > 'z' }

// Possible reports whether a declaration can hold a site; bodies says whether the package declares an error body.
// Only then can a function hold one that neither selects a carrier, nor names a bound package, nor indexes a decoded
// body by its key: fields bear any name.
func (d *Decl) MayContainSite(bodies bool) bool {
	switch e := d.Evidence; {
	case d.Body == 0:
		return e != 0
	case e&(HasPackage|HasSelector|HasPrefix) != 0:
		return true
	default:
		return e&HasCode != 0 && (bodies || e&HasKey != 0)
	}
}

// Likely reports whether a site is so likely that what mentions the declaration is worth a look.
func (d *Decl) LikelyContainsSite() bool {
	e := d.Evidence
	return e&(HasPackage|HasPrefix) != 0 || e&HasCode != 0 && e&(HasSelector|HasKey) != 0 || d.Body == 0 && e&HasKey != 0
}

// A shape is what a function's text tells of it as a helper: one that holds codes against an error. Only types say
// whether it is one (find.Helpers); where no function has a shape, nothing has to be typed for that.
type helperShape uint8

const (
	takesCodes    helperShape = 1 << iota // it takes an error, or the code of one, and codes that it uses
	searchesList                          // it takes a list and a value, and answers with a number or a truth
	inspectsError                         // it takes an error and looks into it
)

// shapeOf judges a function by its text up to its body, and by its body.
func helperShapeOf(head, body []byte) helperShape {
	receiver, params, results, ok := parseSignature(head)
	if !ok || len(params)+len(receiver) == 0 || len(results) == 0 {
		return 0
	}
	var s helperShape
	errors, codes, used, lists, others := 0, 0, 0, 0, 0
	for _, p := range append(params, receiver...) {
		switch {
		case p.isError():
			errors++
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
	truth := bytes.Contains(results, []byte("bool")) || bytes.Contains(results, []byte("int"))
	if errors > 0 && used > 0 || codes > 0 && used > 1 || others > 0 && codes > 0 && used > 0 && truth {
		s |= takesCodes // an error may be called anything
	}
	if lists > 0 && len(params) == 2 && used == 2 && truth {
		s |= searchesList
	}
	if errors > 0 && mayInspectError(body) {
		s |= inspectsError
	}
	return s
}

// looksInto reports whether a body may take an error apart.
func mayInspectError(body []byte) bool {
	for _, sign := range []string{".(", "As(", "AsType", "Code", "code", ".Error()"} {
		if bytes.Contains(body, []byte(sign)) {
			return true
		}
	}
	return false
}

// A param is one parameter as it is written.
type param struct{ name, typ string }

// isError reports whether a parameter is an error by its type or its name.
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

// isList reports whether a parameter may be a list of codes.
func (p *param) mayBeCodeList() bool {
	return strings.HasPrefix(p.typ, "[]") || strings.HasPrefix(p.typ, "...") || strings.HasPrefix(p.typ, "map[") ||
		p.typ == "any" || p.typ == "interface{}"
}

// isText reports whether a parameter may be a code: a text, or of a type that says so.
func (p *param) mayBeCode() bool {
	return p.typ == "string" || p.typ == "int" || p.isNamedCode()
}

// isCode reports whether a parameter says that it is a code, by its name or its type.
func (p *param) isNamedCode() bool {
	for _, text := range []string{p.name, p.typ[strings.LastIndexByte(p.typ, '.')+1:]} {
		text = strings.ToLower(text)
		if strings.Contains(text, "code") || strings.Contains(text, "reason") || strings.Contains(text, "status") {
			return true
		}
	}
	return false
}

// signature parts a function's text up to its body.
func parseSignature(head []byte) (receiver, params []param, results []byte, ok bool) {
	i, _ := SkipSpace(head, len("func"))
	if i < len(head) && head[i] == '(' {
		end, ok := SkipBlock(head, i)
		if !ok {
			return nil, nil, nil, false
		}
		receiver = readParams(head[i+1 : end-1])
		i, _ = SkipSpace(head, end)
	}
	i, _ = SkipSpace(head, SkipWord(head, i))
	if i < len(head) && head[i] == '[' {
		if i, ok = SkipBlock(head, i); !ok {
			return nil, nil, nil, false
		}
		i, _ = SkipSpace(head, i)
	}
	if i >= len(head) || head[i] != '(' {
		return nil, nil, nil, false
	}
	end, ok := SkipBlock(head, i)
	if !ok {
		return nil, nil, nil, false
	}
	return receiver, readParams(head[i+1 : end-1]), bytes.TrimSpace(head[end:]), true
}

// readParams reads what stands between the parentheses of parameters.
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

// readParam reads one parameter: a name and a type, or either of them as the type.
func readParam(text []byte) param {
	i, _ := SkipSpace(text, 0)
	j := SkipWord(text, i)
	k, _ := SkipSpace(text, j)
	if j > i && k > j && k < len(text) && !isTypeKeyword(string(text[i:j])) {
		return param{string(text[i:j]), string(bytes.TrimSpace(text[k:]))}
	}
	return param{"", string(bytes.TrimSpace(text[i:]))}
}

// uses reports whether a body compares a parameter, goes through it, indexes it or hands it on.
func usesParam(body []byte, name string) bool {
	found := false
	last := []byte(nil) // the word or the sign before a word
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

// usedBetween judges the use of a parameter between what stands before it and behind it.
func isUse(before, rest []byte) bool {
	i, _ := SkipSpace(rest, 0)
	rest = rest[i:]
	switch string(before) {
	case "range", "case", "switch", "==", "!=":
		return len(rest) == 0 || rest[0] != '.'
	case "(", ",": // an argument
		return len(rest) > 0 && (rest[0] == ',' || rest[0] == ')' || rest[0] == '.' && bytes.HasPrefix(rest, []byte("...")))
	case ".": // somebody else's
		return false
	}
	if len(rest) > 1 && (rest[0] == '=' || rest[0] == '!') && rest[1] == '=' {
		i, _ := SkipSpace(rest, 2)
		return i < len(rest) && rest[i] != '"' && !bytes.HasPrefix(rest[i:], []byte("nil"))
	}
	return len(rest) > 0 && rest[0] == '['
}
