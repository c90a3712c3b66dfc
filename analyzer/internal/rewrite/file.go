package rewrite

import (
	"bytes"
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/errls/errls/analyzer/sites"
)

// A file is one file that is being rewritten.
type file struct {
	src     []byte
	start   token.Pos
	syntax  *ast.File
	info    *types.Info
	pkg     *types.Package
	parents map[ast.Node]ast.Node

	edits   []edit
	tail    []any // parts to add at the end of the file
	second  []byte
	origin  map[string]string
	touched map[string]bool
	names   int // number of names that were made
}

// An edit replaces the source from pos to end by parts.
type edit struct {
	pos, end token.Pos
	parts    []any // strings, nodes, originals and spans
}

// An original is a node whose own replacement is not applied, so that its source can move elsewhere.
type original struct{ ast.Node }

// A span is a part of the original source. Edits inside it are applied.
type span struct{ pos, end token.Pos }

// newFile returns a file without edits.
func newFile(in sites.Input, text []byte) *file {
	f := &file{
		src: text, start: in.Files[0].FileStart, syntax: in.Files[0], info: in.Info, pkg: in.Pkg,
		parents: map[ast.Node]ast.Node{}, origin: map[string]string{}, touched: map[string]bool{},
	}
	var stack []ast.Node
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		if len(stack) > 0 {
			f.parents[n] = stack[len(stack)-1]
		}
		stack = append(stack, n)
		return true
	})
	return f
}

// each calls visit for each node of type N in the declarations of the file, outer ones first.
func each[N ast.Node](f *file, visit func(N)) {
	for _, d := range f.syntax.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
			continue
		}
		ast.Inspect(d, func(n ast.Node) bool {
			if n, ok := n.(N); ok {
				visit(n)
			}
			return true
		})
	}
}

// replace replaces a node by parts, which may contain the node itself.
func (f *file) replace(n ast.Node, parts ...any) { f.replaceSpan(span{n.Pos(), n.End()}, parts...) }

// replaceSpan replaces a part of the source.
func (f *file) replaceSpan(s span, parts ...any) {
	f.edits = append(f.edits, edit{s.pos, s.end, parts})
	f.touch(s.pos)
}

// insert inserts text.
func (f *file) insert(at token.Pos, parts ...any) { f.replaceSpan(span{at, at}, parts...) }

// touch records that the declaration around a position was rewritten.
func (f *file) touch(at token.Pos) {
	if d := f.declAt(at); d != nil {
		f.touched[DeclName(d)] = true
	}
}

// declAt returns the declaration around a position.
func (f *file) declAt(at token.Pos) ast.Decl {
	for _, d := range f.syntax.Decls {
		if d.Pos() <= at && at <= d.End() {
			return d
		}
	}
	return nil
}

// declare adds a package-level declaration with a new name, which was made from the code at a position.
func (f *file) declare(name string, from token.Pos, parts ...any) {
	f.tail = append(append(f.tail, parts...), "\n")
	if d := f.declAt(from); d != nil {
		f.origin[name] = DeclName(d)
	}
}

// name returns a new name that begins with prefix.
func (f *file) name(prefix string) string {
	f.names++
	return fmt.Sprintf("%sRw%d", prefix, f.names)
}

// text returns the file with all edits applied.
func (f *file) text() []byte {
	slices.SortStableFunc(f.edits, func(a, b edit) int {
		return cmp.Or(cmp.Compare(a.pos, b.pos), cmp.Compare(b.end, a.end))
	})
	var out bytes.Buffer
	f.emit(&out, f.start, f.start+token.Pos(len(f.src)), 0)
	out.WriteString("\n")
	f.emitParts(&out, f.tail, 0)
	return out.Bytes()
}

// emit writes a part of the source, with the edits from index next on applied.
func (f *file) emit(out *bytes.Buffer, pos, end token.Pos, next int) {
	for i := next; i < len(f.edits); i++ {
		e := f.edits[i]
		if e.pos < pos || e.end > end || e.pos == end && pos != end {
			continue
		}
		out.Write(f.source(pos, e.pos))
		f.emitParts(out, e.parts, i+1)
		pos = e.end
	}
	out.Write(f.source(pos, end))
}

// emitParts writes the parts of an edit.
func (f *file) emitParts(out *bytes.Buffer, parts []any, next int) {
	for _, p := range parts {
		switch p := p.(type) {
		case string:
			out.WriteString(p)
		case span:
			f.emit(out, p.pos, p.end, next)
		case original:
			i := next
			for i < len(f.edits) && (f.edits[i].pos < p.Pos() || f.edits[i].pos == p.Pos() && f.edits[i].end >= p.End()) {
				i++
			}
			f.emit(out, p.Pos(), p.End(), i)
		case ast.Node:
			f.emit(out, p.Pos(), p.End(), next)
		default:
			panic(fmt.Sprintf("part of type %T", p))
		}
	}
}

// source returns the original text between two positions.
func (f *file) source(pos, end token.Pos) []byte {
	if end < pos {
		return nil
	}
	return f.src[pos-f.start : end-f.start]
}

// textOf returns the original text of a node.
func (f *file) textOf(n ast.Node) string { return string(f.source(n.Pos(), n.End())) }

// list returns the statements of the list that contains a statement; nil if it is not in a list.
func (f *file) list(s ast.Stmt) []ast.Stmt {
	var list []ast.Stmt
	switch p := f.parents[s].(type) {
	case *ast.BlockStmt:
		list = p.List
	case *ast.CaseClause:
		list = p.Body
	case *ast.CommClause:
		list = p.Body
	}
	if slices.Contains(list, s) {
		return list
	}
	return nil
}

// mayDeclare reports whether a statement may be replaced by several, of which some declare variables: it is in a list, and
// no goto jumps over it.
func (f *file) mayDeclare(s ast.Stmt) bool { return f.list(s) != nil && !f.hasGoto(f.body(s)) }

// body returns the body of the innermost function around a node.
func (f *file) body(n ast.Node) *ast.BlockStmt {
	for ; n != nil; n = f.parents[n] {
		switch fn := n.(type) {
		case *ast.FuncDecl:
			return fn.Body
		case *ast.FuncLit:
			return fn.Body
		}
	}
	return nil
}

// hasGoto reports whether a function contains a goto statement.
func (f *file) hasGoto(body *ast.BlockStmt) bool {
	return contains(body, func(n ast.Node) bool {
		b, ok := n.(*ast.BranchStmt)
		return ok && b.Tok == token.GOTO
	})
}

// contains reports whether a node below root, or root itself, satisfies test.
func contains(root ast.Node, test func(ast.Node) bool) bool {
	found := false
	if root == nil {
		return false
	}
	ast.Inspect(root, func(n ast.Node) bool {
		found = found || n != nil && test(n)
		return !found
	})
	return found
}

// object returns the object that an identifier defines or uses.
func (f *file) object(e ast.Expr) types.Object {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return nil
	}
	return f.info.ObjectOf(id)
}

// isLocal reports whether an object is a variable that a function of the file declares.
func (f *file) isLocal(o types.Object) bool {
	v, ok := o.(*types.Var)
	return ok && !v.IsField() && v.Pkg() == f.pkg && v.Parent() != f.pkg.Scope()
}

// uses reports whether a node contains an identifier of an object.
func (f *file) uses(n ast.Node, o types.Object) bool {
	return contains(n, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		return ok && f.info.ObjectOf(id) == o
	})
}

// typeText returns the text of a type at package level; ok is false if the type cannot be written there with the imports of
// the file.
func (f *file) typeText(t types.Type) (text string, ok bool) {
	ok = true
	text = types.TypeString(t, func(p *types.Package) string {
		if p == f.pkg {
			return ""
		}
		name := f.importName(p.Path())
		ok = ok && name != ""
		return name
	})
	return text, ok && !strings.Contains(text, "invalid type") && f.isGlobalType(t)
}

// isGlobalType reports whether a type contains no type that a function declares, and no type parameter.
func (f *file) isGlobalType(t types.Type) bool {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		return t.Obj().Parent() == nil || t.Obj().Pkg() != f.pkg || t.Obj().Parent() == f.pkg.Scope()
	case *types.TypeParam:
		return false
	case *types.Pointer:
		return f.isGlobalType(t.Elem())
	case *types.Slice:
		return f.isGlobalType(t.Elem())
	case *types.Map:
		return f.isGlobalType(t.Key()) && f.isGlobalType(t.Elem())
	case *types.Chan:
		return f.isGlobalType(t.Elem())
	}
	return true
}

// importName returns the name by which the file refers to an imported package; "" if it does not import it.
func (f *file) importName(importPath string) string {
	for _, spec := range f.syntax.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err != nil || p != importPath {
			continue
		}
		if pn := f.info.PkgNameOf(spec); pn != nil {
			return pn.Name()
		}
		return path.Base(importPath)
	}
	return ""
}

// isCallTo reports whether an expression calls a function of an imported package, and returns the call.
func (f *file) isCallTo(e ast.Node, importPath, name string) (*ast.CallExpr, bool) {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return nil, false
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != name {
		return nil, false
	}
	id, ok := sel.X.(*ast.Ident)
	if !ok {
		return nil, false
	}
	pn, ok := f.info.Uses[id].(*types.PkgName)
	return call, ok && pn.Imported().Path() == importPath
}
