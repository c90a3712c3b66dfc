package lint

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/regular"
)

// A sdkPackage contains the names that a package declares, according to its syntax.
type sdkPackage struct {
	name   string
	consts map[string]string // name -> value if it is a literal, else ""
	others map[string]bool   // functions and variables
	types  map[string]*sdkType
}

// A sdkType is a type with its fields and methods.
type sdkType struct {
	members map[string]bool
	embeds  []string // types of this package
	open    bool     // it may have members that are not declared in this package
}

func parseSource(source string) (*sdkPackage, error) {
	file, err := parser.ParseFile(token.NewFileSet(), "", source, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	pkg := newPackage(file.Name.Name)
	pkg.add(file)
	return pkg, nil
}

func newPackage(name string) *sdkPackage {
	return &sdkPackage{name, map[string]string{}, map[string]bool{}, map[string]*sdkType{}}
}

// sdk parses the bound package. If the package could not be looked up, why is the reason. If its module does not contain
// the package, pkg is nil and why is empty.
func (c *checker) sdk(b *catalog.Binding) (pkg *sdkPackage, why string) {
	if c.Module != "" && b.Module == c.Module {
		return inModule(c.ModuleDir, b), ""
	}
	if b.Module == "" {
		if c.GoRoot == "" {
			return nil, "no Go installation was found: " + b.Package + " was not checked"
		}
		dir := filepath.Join(c.GoRoot, "src", filepath.FromSlash(b.Package))
		if pkg = parseDir(dir); pkg == nil {
			why = dir + " does not exist: " + b.Package + " was not checked"
		}
		return pkg, why
	}
	if b.Version == "" {
		return nil, "no version of " + b.Module + " is given: its packages were not checked"
	}
	dir := filepath.Join(c.ModCache, escape(b.Module)+"@"+escape(b.Version))
	if info, err := os.Stat(dir); c.ModCache == "" || err != nil || !info.IsDir() {
		return nil, b.Module + "@" + b.Version + " is not in the module cache: its packages were not checked"
	}
	return inModule(dir, b), ""
}

// inModule parses the bound package in its module's root directory.
func inModule(root string, b *catalog.Binding) *sdkPackage {
	return parseDir(filepath.Join(root, filepath.FromSlash(strings.TrimPrefix(b.Package, b.Module))))
}

// escape returns a module path or version as it is written in the module cache: "!a" for "A".
func escape(module string) string {
	var b strings.Builder
	for _, r := range module {
		if unicode.IsUpper(r) {
			b.WriteByte('!')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// parseDir parses the Go files of a directory, ignoring build constraints. It returns nil if there are none.
func parseDir(dir string) *sdkPackage {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	fset := token.NewFileSet()
	var pkg *sdkPackage
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		path := filepath.Join(dir, e.Name())
		src, err := regular.ReadFile(path, regular.MaxGoFile)
		if err != nil {
			continue
		}
		file, err := parser.ParseFile(fset, path, src, parser.SkipObjectResolution)
		if err != nil || file.Name.Name == "main" && pkg != nil {
			continue // names in a file with syntax errors are reported as not found
		}
		if pkg == nil {
			pkg = newPackage(file.Name.Name)
		}
		if file.Name.Name == pkg.name {
			pkg.add(file)
		}
	}
	return pkg
}

// add adds the names that a file declares.
func (p *sdkPackage) add(file *ast.File) {
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				p.others[d.Name.Name] = true
			} else if receiver := baseName(d.Recv.List[0].Type); receiver != "" {
				p.typ(receiver).members[d.Name.Name] = true
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				p.spec(d.Tok, spec)
			}
		}
	}
}

// spec adds the names that a type, constant or variable specification declares.
func (p *sdkPackage) spec(tok token.Token, spec ast.Spec) {
	switch s := spec.(type) {
	case *ast.TypeSpec:
		p.typ(s.Name.Name).declare(s)
	case *ast.ValueSpec:
		for i, name := range s.Names {
			if tok != token.CONST {
				p.others[name.Name] = true
				continue
			}
			p.consts[name.Name] = ""
			if i < len(s.Values) {
				p.consts[name.Name] = literal(s.Values[i])
			}
		}
	}
}

// literal returns the value of a constant in the format of catalog.Constant.Value, or "" if e is not a literal.
func literal(e ast.Expr) string {
	lit, ok := e.(*ast.BasicLit)
	if !ok {
		return ""
	}
	if lit.Kind == token.STRING {
		if s, err := strconv.Unquote(lit.Value); err == nil {
			return strconv.Quote(s)
		}
	}
	return lit.Value
}

// typ returns the type with a name, and adds it if necessary.
func (p *sdkPackage) typ(name string) *sdkType {
	if p.types[name] == nil {
		p.types[name] = &sdkType{members: map[string]bool{}}
	}
	return p.types[name]
}

// declare adds the fields or methods in the declaration of a type.
func (t *sdkType) declare(s *ast.TypeSpec) {
	var fields *ast.FieldList
	switch x := s.Type.(type) {
	case *ast.StructType:
		fields = x.Fields
	case *ast.InterfaceType:
		fields = x.Methods
	default:
		t.open = true // an alias, or a type defined by another type
		return
	}
	for _, f := range fields.List {
		for _, name := range f.Names {
			t.members[name.Name] = true
		}
		if len(f.Names) > 0 {
			continue
		}
		embedded := baseName(f.Type)
		if embedded == "" {
			t.open = true
			continue
		}
		t.members[embedded] = true
		t.embeds = append(t.embeds, embedded)
	}
}

// baseName returns the name of a type of this package, without pointer and type arguments. It returns "" for any other
// type.
func baseName(e ast.Expr) string {
	switch x := e.(type) {
	case *ast.Ident:
		return x.Name
	case *ast.StarExpr:
		return baseName(x.X)
	case *ast.IndexExpr:
		return baseName(x.X)
	case *ast.IndexListExpr:
		return baseName(x.X)
	}
	return ""
}

// has reports whether the package may have Name, Type.Field or Type.Method.
func (p *sdkPackage) has(at string) bool {
	first, member, ok := strings.Cut(at, ".")
	if !ok {
		_, isConst := p.consts[first]
		return isConst || p.others[first] || p.types[first] != nil
	}
	return p.types[first] != nil && p.hasMember(first, member, 0)
}

func (p *sdkPackage) hasMember(name, member string, depth int) bool {
	const maxDepth = 8
	t := p.types[name]
	if t == nil || depth > maxDepth {
		return true // unknown
	}
	if t.open || t.members[member] {
		return true
	}
	for _, embedded := range t.embeds {
		if p.hasMember(embedded, member, depth+1) {
			return true
		}
	}
	return false
}
