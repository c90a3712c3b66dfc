package main

import (
	"cmp"
	"go/ast"
	"go/token"
	"strings"
)

// visit records the test that a node is, if it is one.
func (f *testFinder) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		switch n.Op {
		case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
			f.compared(n, n.X, n.Y)
		}
	case *ast.SwitchStmt:
		for _, c := range n.Body.List {
			for _, x := range c.(*ast.CaseClause).List {
				if n.Tag != nil {
					f.compared(x, n.Tag, x)
				}
			}
		}
	case *ast.TypeAssertExpr:
		if n.Type != nil && isError(n.X) {
			f.add(n, kindType, f.describe(n.Type))
		}
	case *ast.TypeSwitchStmt:
		f.typeSwitch(n)
	case *ast.CallExpr:
		f.call(n)
	}
	return true
}

// compared records a comparison of x and y if one of them is a code. It ignores comparisons with nil, with an empty text
// and with a number below 100, which mostly test whether there is an error or a code at all.
func (f *testFinder) compared(n ast.Node, x, y ast.Expr) {
	for _, operand := range []ast.Expr{x, y} {
		if id, ok := operand.(*ast.Ident); ok && id.Name == "nil" {
			return
		}
		if l, ok := operand.(*ast.BasicLit); ok && len(l.Value) <= 2 {
			return
		}
	}
	xKind, yKind := f.operandKind(x), f.operandKind(y)
	kind := cmp.Or(xKind, yKind)
	for _, k := range []string{xKind, yKind} {
		if k == kindStatus || k == kindGRPC || k == kindErrno { // the constant says more than the carrier's name
			kind = k
		}
	}
	switch kind {
	case "":
	case kindSentinel:
		if xKind == kindSentinel {
			x, y = y, x
		}
		if isError(x) {
			f.add(n, kind, "== "+f.describe(y))
		}
	default:
		f.add(n, kind, f.describe(x)+" with "+f.describe(y))
	}
}

// operandKind returns the kind of a comparison with an operand, or "" if the operand is no code.
func (f *testFinder) operandKind(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.ParenExpr:
		return f.operandKind(x.X)
	case *ast.StarExpr:
		return f.operandKind(x.X)
	case *ast.CallExpr:
		if len(x.Args) == 1 && !isSelectorOf(x.Fun, "Code") && f.operandKind(x.Fun) == "" {
			return f.operandKind(x.Args[0]) // a conversion
		}
		if isSelectorOf(x.Fun, "Error") && len(x.Args) == 0 {
			return kindText
		}
		if path, name := f.qualified(x.Fun); name == "Code" && strings.HasSuffix(path, "/status") {
			return kindGRPC
		}
		return f.operandKind(x.Fun)
	case *ast.SelectorExpr:
		if path, name := f.qualified(x); path != "" {
			return constantKind(path, name)
		}
		return nameKind(x.Sel.Name)
	case *ast.Ident:
		return nameKind(x.Name)
	}
	return ""
}

// constantKind returns the kind of a comparison with a constant or variable of another package.
func constantKind(path, name string) string {
	switch {
	case path == "net/http" && strings.HasPrefix(name, "Status"):
		return kindStatus
	case strings.HasSuffix(path, "grpc/codes"):
		return kindGRPC
	case (path == "syscall" || strings.HasPrefix(path, "golang.org/x/sys/")) && errnoName.MatchString(name):
		return kindErrno
	case strings.HasPrefix(name, "ErrCode") || strings.HasPrefix(name, "ErrorCode"):
		return kindCode
	case sentinelName.MatchString(name):
		return kindSentinel
	}
	return ""
}

// nameKind returns the kind of a comparison with a field, method or variable of this name.
func nameKind(name string) string {
	switch {
	case statusName.MatchString(name):
		return kindStatus
	case codeName.MatchString(name):
		return kindCode
	case sentinelName.MatchString(name):
		return kindSentinel
	}
	return ""
}

// typeSwitch records the types of a type switch over an error.
func (f *testFinder) typeSwitch(n *ast.TypeSwitchStmt) {
	var x ast.Expr
	switch a := n.Assign.(type) {
	case *ast.ExprStmt:
		x = a.X
	case *ast.AssignStmt:
		x = a.Rhs[0]
	}
	assertion, ok := x.(*ast.TypeAssertExpr)
	if !ok || !isError(assertion.X) {
		return
	}
	for _, c := range n.Body.List {
		for _, t := range c.(*ast.CaseClause).List {
			if id, ok := t.(*ast.Ident); !ok || id.Name != "nil" {
				f.add(t, kindType, f.describe(t))
			}
		}
	}
}

// call records a call that tests an error: errors.Is and errors.As, a search in its text, and functions of an error
// whose names are those of predicates.
func (f *testFinder) call(n *ast.CallExpr) {
	path, name := f.qualified(n.Fun)
	switch {
	case name == "Is" && len(n.Args) == 2 && isErrorsPackage(path):
		kind := cmp.Or(f.operandKind(n.Args[1]), kindSentinel)
		f.add(n, kind, "errors.Is "+f.describe(n.Args[1]))
	case name == "As" && len(n.Args) == 2 && isErrorsPackage(path):
		f.add(n, kindType, f.targetType(n.Args[1]))
	case (path == "strings" || path == "regexp") && searchName.MatchString(name) && searchesError(n):
		f.add(n, kindText, path+"."+name)
	case len(n.Args) > 0 && takesError(n) && predicateName.MatchString(calledName(n.Fun)):
		f.add(n, kindPredicate, f.describe(n.Fun))
	}
}

// targetType returns the type of the target of errors.As.
func (f *testFinder) targetType(x ast.Expr) string {
	if u, ok := x.(*ast.UnaryExpr); ok && u.Op == token.AND {
		x = u.X
		if id, ok := x.(*ast.Ident); ok {
			return cmp.Or(f.targets[id.Name], "?")
		}
	}
	return f.describe(x)
}

// searchesError reports whether an argument of a call is the text of an error, or is made of it.
func searchesError(n *ast.CallExpr) bool {
	for _, a := range n.Args {
		if c, ok := a.(*ast.CallExpr); ok {
			if isSelectorOf(c.Fun, "Error") && len(c.Args) == 0 || searchesError(c) {
				return true
			}
		}
	}
	return false
}

func isErrorsPackage(path string) bool { return path == "errors" || strings.HasSuffix(path, "errors") }

// takesError reports whether an argument of a call is an error, by its name.
func takesError(n *ast.CallExpr) bool {
	for _, a := range n.Args {
		if isError(a) {
			return true
		}
	}
	return false
}

// isError reports whether an expression is an error, by its name.
func isError(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.ParenExpr:
		return isError(x.X)
	case *ast.Ident:
		return errorName.MatchString(x.Name)
	case *ast.SelectorExpr:
		return errorName.MatchString(x.Sel.Name)
	case *ast.CallExpr:
		return isSelectorOf(x.Fun, "Cause") || isSelectorOf(x.Fun, "Unwrap")
	}
	return false
}

func isSelectorOf(x ast.Expr, name string) bool {
	s, ok := x.(*ast.SelectorExpr)
	return ok && s.Sel.Name == name
}

func calledName(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		return x.Sel.Name
	case *ast.IndexExpr:
		return calledName(x.X)
	}
	return ""
}

// qualified returns the import path and the name of pkg.Name, or "" for other expressions.
func (f *testFinder) qualified(x ast.Expr) (path, name string) {
	if s, ok := x.(*ast.SelectorExpr); ok {
		if id, ok := s.X.(*ast.Ident); ok && f.imports[id.Name] != "" {
			return f.imports[id.Name], s.Sel.Name
		}
	}
	return "", ""
}

// describe returns an expression without the names of its variables: _.Code(), net/http.StatusNotFound.
func (f *testFinder) describe(x ast.Expr) string {
	switch x := x.(type) {
	case nil:
		return ""
	case *ast.Ident:
		if x.IsExported() {
			return x.Name
		}
		return "_"
	case *ast.BasicLit:
		return strings.ToLower(x.Kind.String()) + " literal"
	case *ast.ParenExpr:
		return f.describe(x.X)
	case *ast.StarExpr:
		return "*" + f.describe(x.X)
	case *ast.UnaryExpr:
		return x.Op.String() + f.describe(x.X)
	case *ast.IndexExpr:
		return f.describe(x.X) + "[…]"
	case *ast.TypeAssertExpr:
		return f.describe(x.X) + ".(" + f.describe(x.Type) + ")"
	case *ast.CallExpr:
		if len(x.Args) == 0 {
			return f.describe(x.Fun) + "()"
		}
		return f.describe(x.Fun) + "(…)"
	case *ast.SelectorExpr:
		if path, name := f.qualified(x); path != "" {
			return path + "." + name
		}
		return "_." + x.Sel.Name
	}
	return "…"
}
