// Package outline answers: what do the types and functions of an imported package look like, as far as a program uses
// them?
//
// Read reads the source of a package without parsing it. A Plan selects the declarations that a program mentions, and
// those that they mention in turn, also in other packages; only these are parsed. A selected type has the fields and
// methods whose names the program mentions. An Outline contains the declarations of one package as syntax trees for
// the type checker.
package outline

import (
	"fmt"
	"go/ast"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/skim"
)

// maxPackageBytes is the maximum size of a package that is read.
const maxPackageBytes = 48 << 20

// A Source is the source of one package: where its declarations are.
type Source struct {
	Name    string // the name of the package
	files   []*file
	names   map[string][]ref // package-level declarations, by name
	methods map[string][]ref // methods, by the name of their type
}

// A file is one file of a package.
type file struct {
	src     []byte
	index   *skim.Index
	imports []skim.Import
}

// A ref is one declaration of a file.
type ref struct {
	file *file
	decl int // index in file.index.Decls
}

// get returns the declaration.
func (r ref) get() *skim.Decl { return &r.file.index.Decls[r.decl] }

// Read reads the source of the package in a directory. It returns nil if the directory contains no package, or a
// package that is too large.
func Read(r *gofiles.Reader, dir string) *Source {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	s := &Source{names: map[string][]ref{}, methods: map[string][]ref{}}
	size := 0
	for _, e := range entries {
		if e.IsDir() || !r.Accepts(e.Name()) || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		path := filepath.Join(dir, e.Name())
		src, err := r.Read(path)
		if size += len(src); size > maxPackageBytes {
			return nil
		}
		h, ok := skim.ReadHeader(src)
		if err != nil || !ok || s.Name != "" && h.Pkg != s.Name || !r.MatchesBuild(path, src, &h) {
			continue
		}
		s.Name = h.Pkg
		s.add(&file{src, skim.ReadDecls(src, h), h.Imports})
	}
	if s.Name == "" {
		return nil
	}
	return s
}

// add adds the declarations of a file.
func (s *Source) add(f *file) {
	if f.index.Unbalanced {
		return
	}
	s.files = append(s.files, f)
	for i := range f.index.Decls {
		d := &f.index.Decls[i]
		if d.Receiver != "" {
			s.methods[d.Receiver] = append(s.methods[d.Receiver], ref{f, i})
			continue
		}
		for _, name := range d.Names {
			s.names[name] = append(s.names[name], ref{f, i})
		}
	}
}

// An Outline contains the selected declarations of one package.
type Outline struct {
	*Source
	depth    int    // number of imports between the program and the package
	state    uint64 // see State
	selected map[string]bool
	groups   map[groupKey]bool // groups of constants that are selected
	parts    map[*file]*part
}

// A part contains the selected declarations of one file.
type part struct {
	imports map[string]string // the name in the file → import path, if a selected declaration uses it
	decls   []ast.Decl
}

// A groupKey is one declaration with parentheses.
type groupKey struct {
	file  *file
	group int // as in skim.Decl
}

// State returns a number that depends on what is selected of the package.
func (o *Outline) State() uint64 { return o.state }

// fingerprint adds a declaration to the state.
func (o *Outline) fingerprint(start int, decl ast.Decl) {
	h := fnv.New64a()
	fmt.Fprint(h, start)
	ast.Inspect(decl, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			io.WriteString(h, id.Name)
		}
		return true
	})
	o.state += h.Sum64()
}

// Files returns the selected declarations of the package as files.
func (o *Outline) Files() []*ast.File {
	var files []*ast.File
	for _, f := range o.files {
		if p := o.parts[f]; p != nil {
			decls := append(p.importDecls(), p.decls...)
			files = append(files, &ast.File{Name: ast.NewIdent(o.Name), Decls: decls})
		}
	}
	return files
}
