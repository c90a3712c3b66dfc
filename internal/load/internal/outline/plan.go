package outline

import (
	"bytes"
	"go/ast"
	"go/token"
	"slices"
	"strconv"

	"github.com/errls/errls/internal/load/internal/skim"
)

// maxDepth is the maximum number of imports between the program and a package that is read.
const maxDepth = 4

// A Plan selects declarations of the packages that a program imports.
type Plan struct {
	open  func(path string) *Source // returns the source of a package; nil if it is not read
	names func(path string) string  // returns the name of a package

	words    map[string]bool     // names that the program mentions
	outlines map[string]*Outline // by import path; nil for packages that are not read
	types    map[string][]string // names of types in packages that are not read, by import path
	queue    []request
}

// A request is a declaration that has to be selected.
type request struct {
	outline *Outline
	name    string
}

// NewPlan returns a plan that selects nothing. The function open returns the source of a package, nil for one that is
// not read; names returns the name of a package.
func NewPlan(open func(path string) *Source, names func(path string) string) *Plan {
	return &Plan{open: open, names: names, words: map[string]bool{}, outlines: map[string]*Outline{}, types: map[string][]string{}}
}

// Outline returns the outline of a package, or nil if there is none.
func (p *Plan) Outline(path string) *Outline { return p.outlines[path] }

// Absent reports whether the program mentions a package that is not read.
func (p *Plan) Absent(path string) bool {
	o, known := p.outlines[path]
	return known && o == nil
}

// Types returns the names by which the program refers to types of a package that is not read, sorted.
func (p *Plan) Types(path string) []string { return p.types[path] }

// AddProgram adds what a program mentions, and selects the declarations of the packages that it imports.
func (p *Plan) AddProgram(program []*Mentions) {
	for _, m := range program {
		for word := range m.words {
			p.words[word] = true
		}
	}
	for _, m := range program {
		for q, isType := range m.qualified {
			path, ok := p.find(m.imports, q.qualifier)
			if !ok {
				continue
			}
			o := p.outlineOf(path, 0)
			if o == nil && isType {
				p.addType(path, q.name)
			}
			p.request(o, q.name)
		}
		for _, i := range m.imports {
			if i.Name == "." {
				o := p.outlineOf(i.Path, 0)
				for word := range m.words {
					p.request(o, word)
				}
			}
		}
	}
	for len(p.queue) > 0 {
		r := p.queue[len(p.queue)-1]
		p.queue = p.queue[:len(p.queue)-1]
		p.selectName(r.outline, r.name)
	}
}

// addType adds the name of a type of a package that is not read.
func (p *Plan) addType(path, name string) {
	if i, known := slices.BinarySearch(p.types[path], name); !known {
		p.types[path] = slices.Insert(p.types[path], i, name)
	}
}

// outlineOf returns the outline of a package; nil if it is not read.
func (p *Plan) outlineOf(path string, depth int) *Outline {
	o, known := p.outlines[path]
	if !known && depth <= maxDepth {
		if src := p.open(path); src != nil {
			o = &Outline{
				Source: src, depth: depth,
				selected: map[string]bool{}, groups: map[groupKey]bool{}, parts: map[*file]*part{},
			}
		}
		p.outlines[path] = o
	}
	return o
}

// request queues the selection of a name in a package.
func (p *Plan) request(o *Outline, name string) {
	if o != nil && !o.selected[name] && len(o.names[name]) > 0 {
		o.selected[name] = true
		p.queue = append(p.queue, request{o, name})
	}
}

// selectName selects the declarations of a name. For a type, it selects the methods that the program mentions too, and for a
// string type the constants: they may be the codes of errors.
func (p *Plan) selectName(o *Outline, name string) {
	for _, r := range o.names[name] {
		if !p.add(o, r) || r.get().Kind != skim.Type {
			continue
		}
		if r.isString(name) {
			p.requestConstants(o, name)
		}
		for _, m := range o.methods[name] {
			if p.wants(m.get().Names[0]) {
				p.add(o, m)
			}
		}
	}
}

// isString reports whether the declaration of a type with a name declares a string type.
func (r ref) isString(name string) bool {
	d := r.get()
	fields := bytes.Fields(r.file.src[d.Start:d.End])
	return len(fields) >= 2 && string(fields[0]) == name && string(fields[1]) == "string"
}

// requestConstants requests the constants of a package that are declared with a type.
func (p *Plan) requestConstants(o *Outline, typeName string) {
	for _, f := range o.files {
		for i := range f.index.Decls {
			d := &f.index.Decls[i]
			if d.Kind != skim.Const {
				continue
			}
			if fields := bytes.Fields(f.src[d.Start:d.End]); len(fields) >= 3 && string(fields[1]) == typeName {
				p.request(o, d.Names[0])
			}
		}
	}
}

// always are the methods that are selected with their type, because Go's own packages or errls look for them.
var always = map[string]bool{
	"Error": true, "Unwrap": true, "Is": true, "As": true, "GRPCStatus": true, "Timeout": true, "Temporary": true,
	"Code": true, "ErrorCode": true, "GetCode": true, "GetErrorCode": true,
}

// wants reports whether a method or field with a name is selected with its type.
func (p *Plan) wants(name string) bool { return always[name] || p.words[name] }

// maxVariable is the maximum size of a variable declaration that is parsed.
const maxVariable = 64 << 10

// add parses a declaration, adds it to its outline, and requests what it mentions. It reports whether it did so.
func (p *Plan) add(o *Outline, r ref) bool {
	d := r.get()
	text := r.file.src[d.Start:d.End]
	switch {
	case d.Body != 0:
		text = r.file.src[d.Start:d.Body]
	case d.Kind == skim.Const && d.Group != 0:
		key := groupKey{r.file, d.Group}
		if o.groups[key] {
			return false
		}
		o.groups[key] = true
		text = o.constants(r)
	case d.Kind == skim.Var && len(text) > maxVariable:
		return false
	}
	decl := parseDecl(d.Kind, text)
	if decl == nil {
		return false
	}
	mentioned := p.prune(decl)
	part := o.parts[r.file]
	if part == nil {
		part = newPart()
		o.parts[r.file] = part
	}
	part.decls = append(part.decls, decl)
	o.fingerprint(d.Start, decl)
	for _, e := range mentioned {
		p.requestMentioned(o, r.file, part, e)
	}
	return true
}

// constants returns the specs in the group of constants that a declaration belongs to, and selects all of them, because
// an omitted value is that of the constant before it.
func (o *Outline) constants(r ref) (text []byte) {
	start, end := r.get().Group, 0
	for i := range r.file.index.Decls {
		if d := &r.file.index.Decls[i]; d.Group == start && d.Kind == skim.Const {
			end = d.End
			for _, name := range d.Names {
				o.selected[name] = true
			}
		}
	}
	return r.file.src[start:end]
}

// requestMentioned requests the names in an expression of a declaration.
func (p *Plan) requestMentioned(o *Outline, f *file, part *part, e ast.Node) {
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			if n.Type != nil {
				p.requestMentioned(o, f, part, n.Type)
			}
			return false
		case *ast.SelectorExpr:
			if id, ok := n.X.(*ast.Ident); ok {
				p.requestSelector(o, f, part, id, n.Sel.Name)
				return false
			}
		case *ast.Ident:
			p.request(o, n.Name)
		}
		return true
	})
}

// requestSelector requests the name in x.name, if x is an import of the file, or x itself.
func (p *Plan) requestSelector(o *Outline, f *file, part *part, x *ast.Ident, name string) {
	if path, ok := p.find(f.imports, x.Name); ok {
		part.imports[x.Name] = path
		p.request(p.outlineOf(path, o.depth+1), name)
	} else {
		p.request(o, x.Name)
	}
}

// find returns the path of the import to which a file refers by a name.
func (p *Plan) find(imports []skim.Import, name string) (path string, ok bool) {
	for _, i := range imports {
		if i.Name == name || i.Name == "" && p.names(i.Path) == name {
			return i.Path, true
		}
	}
	return "", false
}

// newPart returns a part without declarations.
func newPart() *part { return &part{imports: map[string]string{}} }

// importDecls returns the imports that the declarations use.
func (p *part) importDecls() []ast.Decl {
	var decls []ast.Decl
	for name, path := range p.imports {
		spec := &ast.ImportSpec{Name: ast.NewIdent(name), Path: &ast.BasicLit{Kind: token.STRING, Value: strconv.Quote(path)}}
		decls = append(decls, &ast.GenDecl{Tok: token.IMPORT, Specs: []ast.Spec{spec}})
	}
	return decls
}
