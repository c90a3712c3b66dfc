package rewrite

import (
	"bytes"
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// nameClasses returns the rewrites of names, and those that move whole functions.
func nameClasses() []Class {
	return []Class{
		{Name: "rename-locals", apply: renameLocals},
		{Name: "rename-funcs", apply: renameFuncs},
		{Name: "alias-import", apply: aliasImport},
		{Name: "funcs-to-methods", apply: funcsToMethods},
		{Name: "move-to-file", apply: moveToFile},
	}
}

// renameLocals renames the variables, parameters and results of functions.
func renameLocals(f *file) {
	renamed := map[types.Object]string{}
	guards := map[types.Object]string{} // variables of type switches, one for each clause
	each(f, func(s *ast.TypeSwitchStmt) {
		a, ok := s.Assign.(*ast.AssignStmt)
		if !ok {
			return
		}
		name := f.name("v")
		for _, c := range s.Body.List {
			if o := f.info.Implicits[c]; o != nil {
				guards[o] = name
			}
		}
		f.replace(a.Lhs[0], name)
	})
	each(f, func(id *ast.Ident) {
		o := f.info.ObjectOf(id)
		if id.Name == "_" || o == nil {
			return
		}
		if name, ok := guards[o]; ok {
			f.replace(id, name)
			return
		}
		if !f.isLocal(o) || f.info.Defs[id] == nil && f.info.Uses[id] == nil {
			return
		}
		if renamed[o] == "" {
			renamed[o] = f.name("v")
		}
		f.replace(id, renamed[o])
	})
}

// isNamed reports whether a declaration is a function whose name may change.
func isNamed(d ast.Decl) (*ast.FuncDecl, bool) {
	fn, ok := d.(*ast.FuncDecl)
	if !ok || fn.Recv != nil || fn.Name.Name == "main" || fn.Name.Name == "init" || fn.Name.Name == "_" || fn.Body == nil {
		return nil, false
	}
	return fn, true
}

// renameFuncs renames the functions of the package.
func renameFuncs(f *file) {
	renamed := map[types.Object]string{}
	for _, d := range f.syntax.Decls {
		if fn, ok := isNamed(d); ok {
			prefix := "fn"
			if fn.Name.IsExported() {
				prefix = "Fn"
			}
			name := f.name(prefix)
			renamed[f.info.Defs[fn.Name]] = name
			f.origin[name] = fn.Name.Name
		}
	}
	each(f, func(id *ast.Ident) {
		if name := renamed[f.info.ObjectOf(id)]; name != "" {
			f.replace(id, name)
		}
	})
}

// aliasImport imports each package under another name.
func aliasImport(f *file) {
	names := map[types.Object]string{}
	for _, spec := range f.syntax.Imports {
		pn := f.info.PkgNameOf(spec)
		if pn == nil || spec.Name != nil && (spec.Name.Name == "_" || spec.Name.Name == ".") {
			continue
		}
		names[pn] = f.name("imported")
		f.edits = append(f.edits, edit{spec.Pos(), spec.End(), []any{names[pn] + " " + spec.Path.Value}})
	}
	each(f, func(id *ast.Ident) {
		if name := names[f.info.Uses[id]]; name != "" {
			f.replace(id, name)
		}
	})
}

// funcsToMethods makes functions methods of an empty struct.
func funcsToMethods(f *file) {
	methods := map[types.Object]string{}
	recv := f.name("recv")
	for _, d := range f.syntax.Decls {
		if fn, ok := isNamed(d); ok && fn.Type.TypeParams == nil {
			methods[f.info.Defs[fn.Name]] = "(" + recv + "{})." + fn.Name.Name
			f.insert(fn.Name.Pos(), "("+recv+") ")
			f.origin[recv+"."+fn.Name.Name] = fn.Name.Name
		}
	}
	if len(methods) == 0 {
		return
	}
	f.tail = append(f.tail, "type "+recv+" struct{}\n")
	each(f, func(id *ast.Ident) {
		if text := methods[f.info.Uses[id]]; text != "" {
			f.replace(id, text)
		}
	})
}

// moveToFile moves every second function to another file of the package. Each file imports what it uses.
func moveToFile(f *file) {
	var moved []ast.Decl
	i := 0
	for _, d := range f.syntax.Decls {
		if _, ok := d.(*ast.FuncDecl); ok {
			if i++; i%2 == 0 {
				moved = append(moved, d)
			}
		}
	}
	if len(moved) == 0 {
		return
	}
	in := func(pos token.Pos) bool {
		for _, d := range moved {
			if d.Pos() <= pos && pos < d.End() {
				return true
			}
		}
		return false
	}
	here, there := map[types.Object]bool{}, map[types.Object]bool{}
	for id, o := range f.info.Uses {
		if in(id.Pos()) {
			there[o] = true
		} else {
			here[o] = true
		}
	}
	var head strings.Builder
	head.WriteString("package " + f.syntax.Name.Name + "\n\nimport (\n")
	for _, spec := range f.syntax.Imports {
		pn := f.info.PkgNameOf(spec)
		text, _ := strconv.Unquote(spec.Path.Value)
		name := ""
		if spec.Name != nil {
			name = spec.Name.Name + " "
		}
		blank := name == "_ "
		if there[pn] {
			head.WriteString(name + strconv.Quote(text) + "\n")
		}
		if !here[pn] && !blank {
			f.edits = append(f.edits, edit{spec.Pos(), spec.End(), []any{"_ " + spec.Path.Value}})
		}
	}
	var out bytes.Buffer
	out.WriteString(head.String() + ")\n\n")
	for _, d := range moved {
		from, end := d.Pos(), d.End()
		if doc := d.(*ast.FuncDecl).Doc; doc != nil {
			from = doc.Pos()
		}
		// A comment may follow on the last line.
		if nl := bytes.IndexByte(f.src[end-f.start:], '\n'); nl >= 0 {
			end += token.Pos(nl)
		}
		out.Write(f.source(from, end))
		out.WriteString("\n\n")
		f.edits = append(f.edits, edit{from, end, nil})
	}
	f.second = out.Bytes()
	for _, d := range f.syntax.Decls {
		f.touched[DeclName(d)] = true
	}
}
