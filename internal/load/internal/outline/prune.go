package outline

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"

	"github.com/errls/errls/internal/load/internal/skim"
)

// parseDecl parses the text of a function, or the specs of another declaration. It returns nil if there is a syntax
// error. Positions in the result have no meaning.
func parseDecl(kind skim.Kind, text []byte) ast.Decl {
	before, after := map[skim.Kind]string{skim.Type: "type (", skim.Var: "var (", skim.Const: "const ("}[kind], "\n"
	if before != "" {
		after = "\n)\n"
	}
	src := slices.Concat([]byte("package p\n"+before), text, []byte(after))
	f, err := parser.ParseFile(token.NewFileSet(), "", src, parser.SkipObjectResolution)
	if err != nil || len(f.Decls) != 1 {
		return nil
	}
	return f.Decls[0]
}

// prune removes from a declaration what the program does not use, and returns the expressions that contain the names
// which the rest needs. The types of most parameters are kept, but need not be known.
func (p *Plan) prune(decl ast.Decl) []ast.Node {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		return pruneFunc(d)
	case *ast.GenDecl:
		var needed []ast.Node
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				needed = append(needed, p.pruneType(s)...)
			case *ast.ValueSpec:
				needed = append(needed, pruneValues(d.Tok, s)...)
			}
		}
		return needed
	}
	return nil
}

// pruneFunc is prune for a function.
func pruneFunc(d *ast.FuncDecl) []ast.Node {
	var needed []ast.Node
	if d.Recv != nil {
		needed = append(needed, d.Recv)
	}
	return append(needed, signature(d.Type)...)
}

// signature returns the parts of a function's type whose names are needed: the results, the options, which tell what
// makes the call, and all parameters if the results depend on them.
func signature(t *ast.FuncType) []ast.Node {
	var needed []ast.Node
	if t.TypeParams != nil {
		needed = append(needed, t.TypeParams, t.Params)
	}
	if n := len(t.Params.List); n > 0 {
		if options, ok := t.Params.List[n-1].Type.(*ast.Ellipsis); ok {
			needed = append(needed, options)
		}
	}
	if t.Results != nil {
		needed = append(needed, t.Results)
	}
	return needed
}

// pruneType is prune for a type: it removes fields and methods that are not wanted, but no embedded types.
func (p *Plan) pruneType(s *ast.TypeSpec) []ast.Node {
	var needed []ast.Node
	if s.TypeParams != nil {
		needed = append(needed, s.TypeParams)
	}
	switch t := s.Type.(type) {
	case *ast.StructType:
		p.pruneFields(t.Fields)
		return append(needed, t.Fields)
	case *ast.InterfaceType:
		return append(needed, p.pruneMethods(t)...)
	}
	return append(needed, s.Type)
}

// pruneFields removes the fields of a struct that are not wanted. If it removes all, it adds a field without a name, so
// that values of the type have a size.
func (p *Plan) pruneFields(fields *ast.FieldList) {
	var kept []*ast.Field
	for _, f := range fields.List {
		var names []*ast.Ident
		for _, id := range f.Names {
			if p.wants(id.Name) {
				names = append(names, id)
			}
		}
		if len(f.Names) == 0 || len(names) > 0 {
			f.Names = names
			kept = append(kept, f)
		}
	}
	if len(kept) == 0 && len(fields.List) > 0 {
		kept = []*ast.Field{{Names: []*ast.Ident{ast.NewIdent("_")}, Type: ast.NewIdent("byte")}}
	}
	fields.List = kept
}

// pruneMethods removes the methods of an interface that are not wanted. It keeps one, so that the interface does not
// become any.
func (p *Plan) pruneMethods(t *ast.InterfaceType) []ast.Node {
	var kept []*ast.Field
	var needed []ast.Node
	for i, f := range t.Methods.List {
		method, ok := f.Type.(*ast.FuncType)
		switch {
		case !ok || len(f.Names) != 1:
			kept, needed = append(kept, f), append(needed, f)
		case p.wants(f.Names[0].Name):
			kept, needed = append(kept, f), append(needed, signature(method)...)
		case i == len(t.Methods.List)-1 && len(kept) == 0:
			kept = append(kept, &ast.Field{Names: f.Names, Type: &ast.FuncType{Params: &ast.FieldList{}}})
		}
	}
	t.Methods.List = kept
	return needed
}

// pruneValues is prune for constants and variables. It removes the value of a variable with a type, the elements of
// composite literals and the bodies of functions.
func pruneValues(keyword token.Token, s *ast.ValueSpec) []ast.Node {
	var needed []ast.Node
	if s.Type != nil {
		needed = append(needed, s.Type)
	}
	if s.Type != nil && keyword == token.VAR {
		s.Values = nil
	}
	for _, v := range s.Values {
		ast.Inspect(v, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CompositeLit:
				n.Elts = nil
			case *ast.FuncLit:
				n.Body = &ast.BlockStmt{}
			}
			return true
		})
		needed = append(needed, v)
	}
	return needed
}
