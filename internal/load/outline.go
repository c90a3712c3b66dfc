package load

import (
	"bytes"
	"cmp"
	"fmt"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/skim"
)

// An outline is what the way of an error code to the program needs of a package, as Go source that only a type checker
// reads: the types that are errors with their accessors, the interfaces, and of every other exported type the methods
// that return an error, with the functions that make such a type. Parameters and all other results are left open, so
// that nothing of what they name has to be read. It is found by the lexer alone.
type outline struct {
	name         string
	imports      map[string]string // import path → the name by which its file knows it
	types        map[string]string // name of a type → its declaration behind the keyword
	errors       map[string]bool   // types that are errors
	clients      map[string]bool   // types with methods that return an error
	methods      []method
	constructors []constructor
}

// A method is one method of a type. What many types have alike, as each request has its check, is no client's.
type method struct{ receiver, name, text string }

// maxSameMethod is how many types may have a method that returns an error under one name.
const maxSameMethod = 16

// A constructor is a function of a package: its name and its results.
type constructor struct{ name, results string }

// newOutline reads files of one package, by their names in its directory; name is the package's where it is known.
func newOutline(r *gofiles.Reader, dir string, names []string, name string) *outline {
	o := &outline{
		name:    name,
		imports: map[string]string{},
		types:   map[string]string{},
		errors:  map[string]bool{},
		clients: map[string]bool{},
	}
	for _, file := range names {
		path := filepath.Join(dir, file)
		src, err := r.Read(path)
		if err != nil {
			continue
		}
		h, ok := skim.ReadHeader(src)
		if !ok || !r.MatchesBuild(path, src, &h) || o.name != "" && h.Pkg != o.name {
			continue
		}
		o.name = h.Pkg
		o.addFile(src, h)
	}
	return o
}

// addFile takes in one file.
func (o *outline) addFile(src []byte, h skim.Header) {
	x := skim.ReadIndex(src, h, nil)
	if x.Unbalanced {
		return
	}
	for i := range x.Decls {
		d := &x.Decls[i]
		text := src[d.Start:d.End]
		switch {
		case bytes.HasPrefix(text, []byte("func")):
			if d.Body != 0 {
				text = src[d.Start:d.Body]
			}
			o.addFunc(d, text)
		case len(d.Names) == 1 && isTypeSpec(text, d.Names[0]):
			o.types[d.Names[0]] = string(text)
			o.addImports(h, text)
		}
	}
}

// addImports takes in the imports that a type names: an interface may embed one of another package.
func (o *outline) addImports(h skim.Header, text []byte) {
	if !bytes.Contains(text, []byte("interface")) {
		return
	}
	for _, i := range h.Imports {
		name := cmp.Or(i.Name, skim.GuessPackageName(i.Path))
		if bytes.Contains(text, []byte(name+".")) {
			o.imports[i.Path] = i.Name
		}
	}
}

// isTypeSpec reports whether a spec declares a struct or an interface of its own. A variable of such a type without a name
// looks like one up to its value.
func isTypeSpec(text []byte, name string) bool {
	rest := bytes.TrimSpace(text[len(name):])
	if !bytes.HasPrefix(rest, []byte("struct")) && !bytes.HasPrefix(rest, []byte("interface")) {
		return false
	}
	open := bytes.IndexByte(rest, '{')
	if open < 0 || !token.IsExported(name) {
		return false
	}
	end, ok := skim.SkipBlock(rest, open)
	return ok && end == len(rest)
}

// accessors are the methods of an error that are kept as they are.
var accessors = map[string]bool{"Error": true, "Code": true, "ErrorCode": true, "GetCode": true, "GetErrorCode": true}

// addFunc takes in a function without its body.
func (o *outline) addFunc(d *skim.Decl, text []byte) {
	name := d.Names[0]
	if !token.IsExported(name) || d.Receiver != "" && !token.IsExported(d.Receiver) {
		return
	}
	head, results, ok := splitFunc(text)
	switch {
	case !ok:
	case d.Receiver == "":
		o.constructors = append(o.constructors, constructor{name, results})
	case accessors[name] && results == "string" && bytes.HasSuffix(head, []byte("()")):
		o.errors[d.Receiver] = o.errors[d.Receiver] || name == "Error"
		o.methods = append(o.methods, method{d.Receiver, name, string(text)})
	case results == "error" || strings.HasSuffix(results, "error)"):
		open := strings.Repeat("_ open, ", strings.Count(results, ",")) // a type that is not declared
		receiver := head[:bytes.IndexByte(head, ')')+1]
		text := fmt.Sprintf("%s %s(_ ...any) (%s_ error)", receiver, name, open)
		o.methods = append(o.methods, method{d.Receiver, name, text})
	}
}

// splitFunc parts a function's text into what stands up to its parameters' end and its results.
func splitFunc(text []byte) (head []byte, results string, ok bool) {
	i := len("func")
	i, _ = skim.SkipSpace(text, i)
	if i < len(text) && text[i] == '(' {
		if i, ok = skim.SkipBlock(text, i); !ok {
			return nil, "", false
		}
		i, _ = skim.SkipSpace(text, i)
	}
	i = skim.SkipWord(text, i)
	if i >= len(text) || text[i] != '(' { // type parameters
		return nil, "", false
	}
	if i, ok = skim.SkipBlock(text, i); !ok {
		return nil, "", false
	}
	return text[:i], strings.TrimSpace(string(text[i:])), true
}

// selectMethods keeps the methods that tell something, and finds whose they are.
func (o *outline) selectMethods() {
	alike := map[string]int{}
	for _, m := range o.methods {
		alike[m.name]++
	}
	o.methods = slices.DeleteFunc(o.methods, func(m method) bool { return alike[m.name] > maxSameMethod && !accessors[m.name] })
	for _, m := range o.methods {
		if !accessors[m.name] {
			o.clients[m.receiver] = true
		}
	}
}

// source writes the outline as Go.
func (o *outline) source() string {
	o.selectMethods()
	var b strings.Builder
	fmt.Fprintf(&b, "package %s\n", o.name)
	for _, path := range slices.Sorted(maps.Keys(o.imports)) {
		fmt.Fprintf(&b, "import %s %q\n", o.imports[path], path)
	}
	for _, name := range slices.Sorted(maps.Keys(o.types)) {
		if o.errors[name] || strings.Contains(o.types[name], "interface") {
			fmt.Fprintf(&b, "type %s\n", o.types[name])
		} else if o.clients[name] {
			fmt.Fprintf(&b, "type %s struct{}\n", name)
		}
	}
	for _, m := range o.methods {
		fmt.Fprintln(&b, m.text)
	}
	for _, m := range o.constructors {
		if o.returnsOutlined(m.results) {
			fmt.Fprintf(&b, "func %s(_ ...any) %s\n", m.name, m.results)
		}
	}
	return b.String()
}

// returnsOutlined reports whether a function's results hold a type whose methods return errors.
func (o *outline) returnsOutlined(results string) bool {
	made := false
	skim.EachWord([]byte(results), func(word []byte) { made = made || o.clients[string(word)] || o.errors[string(word)] })
	return made
}
