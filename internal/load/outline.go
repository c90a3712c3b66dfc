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

// An sdkOutline is the part of a package of an SDK through which error codes reach a program, as Go source for the type
// checker: error types with their accessors, interfaces, of every other exported type the methods that return an
// error, and the functions that return such a type. Parameters and other results have no type, so that the types in
// them need not be read. The package is not parsed; see package skim.
type sdkOutline struct {
	name         string            // name of the package
	imports      map[string]string // import path → the name before it in the import, or ""
	types        map[string]string // name of a type → its declaration without the keyword
	errors       map[string]bool   // types that are errors
	clients      map[string]bool   // types with methods that return an error
	methods      []method
	constructors []constructor
}

// A method is one method of a type: the name of the type, its own name, and its declaration without the body.
type method struct{ receiver, name, text string }

// maxSameMethod is the maximum number of types that have a method with the same name which returns an error. A method
// of more types, such as Validate of each request, is not a call of the service.
const maxSameMethod = 16

// A constructor is a function of a package: its name and its results.
type constructor struct{ name, results string }

// newSDKOutline returns the outline of files in a directory. name is the name of the package, or "" to use that of the
// first file.
func newSDKOutline(r *gofiles.Reader, dir string, names []string, name string) *sdkOutline {
	o := &sdkOutline{
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

// addFile adds the declarations of one file.
func (o *sdkOutline) addFile(src []byte, h skim.Header) {
	x := skim.ReadDecls(src, h)
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

// addImports adds the imports that an interface uses, since it may embed an interface of another package.
func (o *sdkOutline) addImports(h skim.Header, text []byte) {
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

// isTypeSpec reports whether a spec declares an exported struct or interface type. It is false for a variable of an
// unnamed struct type with a value.
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

// accessors are the methods of an error type that are included with their exact signature.
var accessors = map[string]bool{"Error": true, "Code": true, "ErrorCode": true, "GetCode": true, "GetErrorCode": true}

// addFunc adds a function, given its text without the body.
func (o *sdkOutline) addFunc(d *skim.Decl, text []byte) {
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
		open := strings.Repeat("_ open, ", strings.Count(results, ",")) // open is not declared, so the results have no type
		receiver := head[:bytes.IndexByte(head, ')')+1]
		text := fmt.Sprintf("%s %s(_ ...any) (%s_ error)", receiver, name, open)
		o.methods = append(o.methods, method{d.Receiver, name, text})
	}
}

// splitFunc returns the text of a function up to the end of its parameters, and the text of its results. ok is false
// for a function with type parameters, or if brackets do not match.
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

// selectMethods removes the methods that too many types have, and sets o.clients.
func (o *sdkOutline) selectMethods() {
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

// source returns the outline as Go source.
func (o *sdkOutline) source() string {
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

// returnsOutlined reports whether the text of a function's results contains the name of a client or an error type.
func (o *sdkOutline) returnsOutlined(results string) bool {
	made := false
	skim.EachWord([]byte(results), func(word []byte) { made = made || o.clients[string(word)] || o.errors[string(word)] })
	return made
}
