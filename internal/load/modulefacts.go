package load

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"sync"

	"github.com/errls/errls/analyzer/facts"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/internal/load/internal/skim"
	"github.com/errls/errls/internal/load/internal/syntax"
)

// moduleFacts reads what functions of packages in the main modules do. It parses and type-checks single function bodies,
// each when it is first needed, against the package that was imported without bodies.
type moduleFacts struct {
	im *importer

	mu       sync.Mutex // locked before im.mu
	reader   *facts.Reader
	packages map[string]*factPackage // by import path; nil for packages of other modules
}

// A factPackage is a package of the main modules whose function bodies can be read.
type factPackage struct {
	shadow *types.Package      // has the declarations of the imported package, and no files
	decls  map[string]factDecl // functions by sites.HelperName
}

// A factDecl is the declaration of a function in a file.
type factDecl struct {
	path string
	file *cachedFile
	decl *skim.Decl
}

// init makes the zero value ready for use.
func (m *moduleFacts) init(im *importer) {
	m.im = im
	m.packages = map[string]*factPackage{}
	m.reader = facts.New(im.set, m.body, nil)
}

// fact returns what a function of an imported package does, or nil if nothing is known of it; it is the field Fact of
// sites.Input.
func (im *importer) fact(fn *types.Func) *sites.Fact {
	im.facts.mu.Lock()
	defer im.facts.mu.Unlock()
	if fn.Pkg() == nil || im.facts.packageOf(fn.Pkg()) == nil {
		return nil
	}
	return im.facts.reader.Fact(fn)
}

// packageOf returns the package whose bodies can be read, or nil if it is not in a main module.
func (m *moduleFacts) packageOf(pkg *types.Package) *factPackage {
	path := pkg.Path()
	p, known := m.packages[path]
	if !known {
		p = m.open(pkg)
		m.packages[path] = p
	}
	return p
}

// open finds the functions of a package.
func (m *moduleFacts) open(pkg *types.Package) *factPackage {
	if _, std := stdStub(pkg.Path()); std {
		return nil
	}
	dir, ok := m.im.module.MainDir(pkg.Path())
	if !ok {
		return nil
	}
	p := &factPackage{shadow: types.NewPackage(pkg.Path(), pkg.Name()), decls: map[string]factDecl{}}
	for _, name := range pkg.Scope().Names() {
		p.shadow.Scope().Insert(pkg.Scope().Lookup(name))
	}
	paths, _ := m.im.reader.List(dir) // an error is reported when the package itself is loaded
	for _, path := range paths {
		f, _, err := m.im.cache.file(m.im.reader, path)
		if err != nil || !f.inBuild || f.Pkg != pkg.Name() || f.Unbalanced {
			continue
		}
		for i := range f.Decls {
			d := &f.Decls[i]
			switch {
			case d.Body == 0:
			case d.Receiver != "":
				p.decls[d.Receiver+"."+d.Names[0]] = factDecl{path, f, d}
			default:
				p.decls[d.Names[0]] = factDecl{path, f, d}
			}
		}
	}
	return p
}

// body is a facts.BodyOf.
func (m *moduleFacts) body(fn *types.Func) (*sites.Input, *ast.FuncDecl) {
	p := m.packageOf(fn.Pkg())
	if p == nil {
		return nil, nil
	}
	d, ok := p.decls[sites.HelperName(fn)]
	if !ok || d.decl.End-d.decl.Start > facts.MaxBody {
		return nil, nil
	}
	tree, decl := m.parse(d)
	if decl == nil {
		return nil, nil
	}
	defer m.im.cache.forget(tree)
	in := &sites.Input{Fset: fileSet([]syntax.Tree{tree}, nil), Files: []*ast.File{tree.File}, Pkg: p.shadow, Set: m.im.set}
	in.Info = newInfo(in.Files)
	if !m.check(in) {
		return nil, nil
	}
	return in, decl
}

// parse parses one function, and gives it the name "_", so that it does not collide with the declaration of the package.
func (m *moduleFacts) parse(d factDecl) (syntax.Tree, *ast.FuncDecl) {
	data, err := m.im.reader.Read(d.path)
	if err != nil || int64(len(data)) != d.file.size {
		return syntax.Tree{}, nil
	}
	src := append([]byte("package "+d.file.Pkg+";"), data[d.decl.Start:d.decl.End]...)
	tree, err := syntax.Parse(m.im.cache.fset, d.path, src, 0)
	if err != nil || len(tree.File.Decls) != 1 {
		return tree, nil
	}
	decl, ok := tree.File.Decls[0].(*ast.FuncDecl)
	if !ok || decl.Body == nil {
		return tree, nil
	}
	decl.Name = ast.NewIdent("_")
	tree.File.Decls = append(m.importDecls(d.file.Imports, src), decl)
	return tree, decl
}

// importDecls returns declarations of the imports that a text mentions.
func (m *moduleFacts) importDecls(list []skim.Import, text []byte) []ast.Decl {
	words := map[string]bool{}
	skim.EachWord(text, func(word []byte) { words[string(word)] = true })
	var decls []ast.Decl
	for _, i := range list {
		name := i.Name
		if pkg, err := m.im.Import(i.Path); err == nil && name == "" {
			name = pkg.Name()
		}
		if name != "." && !words[name] {
			continue
		}
		spec := &ast.ImportSpec{Path: &ast.BasicLit{Kind: token.STRING, Value: strconv.Quote(i.Path)}}
		if i.Name != "" {
			spec.Name = ast.NewIdent(i.Name)
		}
		decls = append(decls, &ast.GenDecl{Tok: token.IMPORT, Specs: []ast.Spec{spec}})
	}
	return decls
}

// check type-checks a function and ignores type errors. It reports whether the type checker did not panic.
func (m *moduleFacts) check(in *sites.Input) (ok bool) {
	m.im.mu.Lock()
	defer m.im.mu.Unlock()
	defer func() { ok = recover() == nil }()
	config := tolerantConfig(lockedImporter{m.im})
	types.NewChecker(config, in.Fset, in.Pkg, in.Info).Files(in.Files)
	return true
}
