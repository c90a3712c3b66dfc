package analyzer

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/tools/go/ast/astutil"

	"github.com/errls/errls/analyzer/sites"
)

// textFixes makes the fixes of errtext: they replace a search in the text of an error by a test of its type.
type textFixes struct {
	p    *pass
	done map[ast.Stmt]bool            // statements for which a fix declares a variable
	vars map[ast.Node]map[string]bool // function → names of the variables that fixes declare in it
}

func (p *pass) newTextFixes() *textFixes {
	return &textFixes{p: p, done: map[ast.Stmt]bool{}, vars: map[ast.Node]map[string]bool{}}
}

// code returns the fix for a code: errors.As and the field, or the function that returns the code. It returns nil if
// the search is not a condition of its own, or if one fix is not enough.
func (t *textFixes) code(s *sites.Site) []Fix {
	typed := s.CodeAccess
	err, ok := repeatable(typed.Error)
	if typed.Test == nil || typed.Message || !ok || typed.Type == nil && typed.Func == nil {
		return nil
	}
	e := t.edit(typed.Test)
	switch {
	case e == nil:
		return nil
	case typed.Func != nil:
		fn, constant := e.qualify(typed.Func), e.constant(s)
		if fn == "" || constant == "" {
			return nil
		}
		return e.fix("Use "+fn, fn+"("+err+") == "+constant)
	case typed.Type == named(t.p.Info.TypeOf(typed.Error)):
		return e.fix("Compare "+typed.Code, err+"."+typed.Code+" == "+codeText(s))
	}
	name := e.declare(typed)
	pkg := e.use("errors")
	if name == "" || pkg == "" {
		return nil
	}
	return e.fix("Use errors.As and compare "+typed.Code, pkg+".As("+err+", &"+name+") && "+name+"."+typed.Code+" == "+codeText(s))
}

// caseFix returns the fix for a search for the text of one of Go's own errors.
func (t *textFixes) caseFix(w *sites.CaseMismatch) []Fix {
	err, ok := repeatable(w.Error)
	if w.Test == nil || !ok {
		return nil
	}
	e := t.edit(w.Test)
	if e == nil {
		return nil
	}
	path, name, _ := strings.Cut(w.GoError, ".")
	pkg, of := e.use("errors"), e.use(path)
	if pkg == "" || of == "" {
		return nil
	}
	return e.fix("Use errors.Is with "+w.GoError, pkg+".Is("+err+", "+of+"."+name+")")
}

// repeatable returns the source of an expression that can be evaluated twice: a variable, or a field of one.
func repeatable(e ast.Expr) (string, bool) {
	switch x := ast.Unparen(e).(type) {
	case *ast.Ident:
		return x.Name, true
	case *ast.SelectorExpr:
		of, ok := repeatable(x.X)
		return of + "." + x.Sel.Name, ok
	}
	return "", false
}

// codeText returns the source of the code in the new comparison.
func codeText(s *sites.Site) string {
	if text, ok := repeatable(s.Expr); ok {
		return text
	}
	return strconv.Quote(s.Entry.ID)
}

// A textEdit replaces one search by another condition, and adds what the new condition needs.
type textEdit struct {
	t     *textFixes
	file  *ast.File
	test  ast.Expr
	stmt  ast.Stmt // the innermost statement around the search
	block bool     // a declaration can be put before stmt
	outer ast.Node // the innermost function around the search
	inner ast.Node // the parent of the search
	edits []Edit
	adds  []string // import paths to add
}

// edit returns the edit of a search, nil if the search is not in a statement that can be edited.
func (t *textFixes) edit(test ast.Expr) *textEdit {
	for _, file := range t.p.Files {
		if test.Pos() < file.FileStart || file.FileEnd <= test.Pos() {
			continue
		}
		path, _ := astutil.PathEnclosingInterval(file, test.Pos(), test.End())
		e := &textEdit{t: t, file: file, test: test}
		for i, n := range path {
			if e.inner == nil && i > 0 && path[i-1] == test {
				e.inner = n
			}
			if stmt, ok := n.(ast.Stmt); ok && e.stmt == nil {
				e.stmt = stmt
				e.block = i+1 < len(path) && hasStatements(path[i+1])
			}
			switch n.(type) {
			case *ast.FuncDecl, *ast.FuncLit:
				if e.stmt == nil {
					return nil
				}
				e.outer = n
			}
		}
		if e.stmt == nil || e.inner == nil || e.outer == nil {
			return nil
		}
		return e
	}
	return nil
}

// hasStatements reports whether a node contains a list of statements.
func hasStatements(n ast.Node) bool {
	switch n.(type) {
	case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
		return true
	}
	return false
}

// fix returns the fix that replaces the search by a condition.
func (e *textEdit) fix(message, condition string) []Fix {
	replaced := e.test
	if b, ok := e.test.(*ast.BinaryExpr); ok && b.Op == token.NEQ {
		condition = negated(condition)
	} else if not, ok := e.inner.(*ast.UnaryExpr); ok && not.Op == token.NOT {
		replaced, condition = not, negated(condition)
	}
	edits := append([]Edit{{Pos: replaced.Pos(), End: replaced.End(), New: condition}}, e.edits...)
	edits = append(edits, e.imports()...)
	return []Fix{{Message: message, Edits: edits}}
}

// negated returns the negation of a condition.
func negated(condition string) string {
	if left, right, ok := strings.Cut(condition, " == "); ok && !strings.Contains(left, " ") {
		return left + " != " + right
	}
	if strings.Contains(condition, " ") {
		return "!(" + condition + ")"
	}
	return "!" + condition
}

// declare adds the declaration of a variable of the error type, in the if statement or before the statement, and
// returns the variable's name. It returns "" if neither is possible, or if another fix declares a variable
// there.
func (e *textEdit) declare(typed *sites.CodeAccess) string {
	typ := e.qualify(typed.Type)
	if typ == "" || e.t.done[e.stmt] {
		return ""
	}
	base := initials(typed.Type.Name())
	if s, ok := e.stmt.(*ast.IfStmt); ok && s.Init == nil {
		name, value := e.unusedName(base, nil), "("+typ+"{})"
		if typed.Pointer {
			value = "(*" + typ + ")(nil)"
		}
		e.edits = append(e.edits, Edit{Pos: s.Cond.Pos(), End: s.Cond.Pos(), New: name + " := " + value + "; "})
		e.t.done[e.stmt] = true
		return name
	}
	switch e.stmt.(type) {
	case *ast.IfStmt, *ast.ReturnStmt, *ast.AssignStmt:
	default:
		return ""
	}
	at := e.stmt.Pos()
	indent, ok := e.t.p.tabs(at)
	if !e.block || !ok {
		return ""
	}
	taken := e.t.vars[e.outer]
	if taken == nil {
		taken = map[string]bool{}
		e.t.vars[e.outer] = taken
	}
	name := e.unusedName(base, taken)
	taken[name] = true
	if typed.Pointer {
		typ = "*" + typ
	}
	e.edits = append(e.edits, Edit{Pos: at, End: at, New: "var " + name + " " + typ + "\n" + indent})
	e.t.done[e.stmt] = true
	return name
}

// initials returns a variable name for a type: te for TunnelError.
func initials(name string) string {
	var b strings.Builder
	for _, r := range name {
		if unicode.IsUpper(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	if b.Len() == 0 || token.IsKeyword(b.String()) {
		return "typed"
	}
	return b.String()
}

// unusedName returns a name that is not used in the function or in a scope around it.
func (e *textEdit) unusedName(base string, taken map[string]bool) string {
	name := base
	for i := 2; taken[name] || e.names(name) || e.t.p.Pkg.Scope().Lookup(name) != nil || e.imported(name); i++ {
		name = base + strconv.Itoa(i)
	}
	return name
}

// names reports whether the function contains an identifier with a name.
func (e *textEdit) names(name string) bool {
	found := false
	ast.Inspect(e.outer, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && id.Name == name
		return !found
	})
	return found
}

// declares reports whether the function declares a name, and so hides one that is declared outside.
func (e *textEdit) declares(name string) bool {
	found := false
	ast.Inspect(e.outer, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name == name && e.t.p.Info.Defs[id] != nil {
			_, field := e.t.p.Info.Defs[id].(*types.Var)
			found = found || !field || !e.t.p.Info.Defs[id].(*types.Var).IsField()
		}
		return !found
	})
	return found
}

// named returns the name of a type, or of the type that it points to.
func named(t types.Type) *types.TypeName {
	if t == nil {
		return nil
	}
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Obj()
	}
	return nil
}
