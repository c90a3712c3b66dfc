package helpers

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// A trace follows the parameters of a function through its variables. It follows objects, not types, so that it works if
// the SDK of an error type cannot be loaded.
type trace struct {
	reader *Reader
	params []types.Object         // the receiver, then the parameters; nil for one without a name
	vars   map[types.Object]taint // parameters and variables, with what their values come from
	flows  []flow
}

// A flow is one place where a variable gets a value.
type flow struct {
	to      types.Object
	from    []ast.Expr
	element bool // the value is an element of from
	decoded bool // a call fills the variable from its other arguments, as json.Unmarshal does
}

// traceOf traces the parameters of a function.
func (rd *Reader) traceOf(fn *index.Function) *trace {
	tr := &trace{reader: rd, params: fn.Params(), vars: map[types.Object]taint{}}
	for i, p := range tr.params {
		if p != nil && i < 32 {
			tr.vars[p] = taint{params: 1 << i, forms: codeForm}
		}
	}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		tr.addFlows(n)
		return true
	})
	for range maxRounds {
		if !tr.propagate() {
			break
		}
	}
	return tr
}

// propagate updates each variable from the values that flow into it, and reports whether one changed.
func (tr *trace) propagate() bool {
	changed := false
	for _, f := range tr.flows {
		sum := tr.vars[f.to]
		for _, e := range f.from {
			t := tr.taint(e)
			t.element = t.element || f.element && t.params != 0
			if f.decoded && t.forms&textForm != 0 {
				t.forms = codeForm
			}
			sum = sum.union(t)
		}
		if !sum.equal(tr.vars[f.to]) {
			tr.vars[f.to] = sum
			changed = true
		}
	}
	return changed
}

// addFlows adds the flows of one node.
func (tr *trace) addFlows(n ast.Node) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		tr.addAssignment(n.Lhs, n.Rhs)
	case *ast.ValueSpec:
		tr.addAssignment(index.DeclaredNames(n), n.Values)
	case *ast.RangeStmt:
		item := n.Value
		if t := tr.reader.pkg.Info.TypeOf(n.X); t != nil && index.IsMap(t) {
			item = n.Key
		}
		tr.addFlow(item, true, n.X)
	case *ast.TypeSwitchStmt:
		assign, ok := n.Assign.(*ast.AssignStmt)
		if !ok || len(assign.Rhs) != 1 {
			return
		}
		for _, c := range n.Body.List {
			if o := tr.reader.pkg.Info.Implicits[c]; o != nil {
				tr.flows = append(tr.flows, flow{to: o, from: assign.Rhs})
			}
		}
	case *ast.CallExpr:
		tr.addCall(n)
	}
}

// addFlow adds the flow of a value, or of its elements, into a variable. It does nothing if to is nil.
func (tr *trace) addFlow(to ast.Expr, element bool, from ast.Expr) {
	if to == nil {
		return
	}
	if o := tr.reader.pkg.Object(to); o != nil {
		tr.flows = append(tr.flows, flow{to: o, from: []ast.Expr{from}, element: element})
	}
}

// addAssignment adds the flows of an assignment or a declaration.
func (tr *trace) addAssignment(lhs, rhs []ast.Expr) {
	for i, l := range lhs {
		switch {
		case len(rhs) == len(lhs):
			tr.addFlow(l, false, rhs[i])
		case len(rhs) == 1 && i == 0:
			tr.addFlow(l, false, rhs[0])
		case len(rhs) == 1:
			// Only a call has further values; the second value of a type assertion or a map index is a bool.
			if call, ok := ast.Unparen(rhs[0]).(*ast.CallExpr); ok {
				tr.addFlow(l, false, call)
			}
		}
	}
}

// addCall adds the flows into variables whose address a call gets, and into the parameters of a function literal that a
// function of package slices calls with the elements of a list.
func (tr *trace) addCall(call *ast.CallExpr) {
	for i, arg := range call.Args {
		if u, ok := ast.Unparen(arg).(*ast.UnaryExpr); ok && u.Op == token.AND {
			if o := tr.reader.pkg.Object(u.X); o != nil {
				tr.flows = append(tr.flows, flow{to: o, from: slices.Delete(slices.Clone(call.Args), i, i+1), decoded: true})
			}
		}
	}
	if path, _ := tr.reader.pkg.Qualified(call); path != "slices" || len(call.Args) != 2 {
		return
	}
	if lit, ok := ast.Unparen(call.Args[1]).(*ast.FuncLit); ok {
		for _, field := range lit.Type.Params.List {
			for _, name := range field.Names {
				tr.addFlow(name, true, call.Args[0])
			}
		}
	}
}

// taint returns what the value of an expression comes from.
func (tr *trace) taint(e ast.Expr) taint {
	t := tr.operandTaint(ast.Unparen(e))
	if t.params != 0 && t.forms&codeForm != 0 && len(t.ties) == 0 {
		switch ast.Unparen(e).(type) {
		case *ast.SelectorExpr, *ast.CallExpr, *ast.StarExpr, *ast.Ident:
			if c := tr.reader.bind.Carrier(e); c != nil {
				t.ties = c.Ties
			}
		}
	}
	return t
}

// operandTaint returns what the value of an expression comes from by its operands. The caller removes parentheses around e.
func (tr *trace) operandTaint(e ast.Expr) taint {
	switch e := e.(type) {
	case *ast.Ident:
		if o := tr.reader.pkg.Object(e); o != nil {
			return tr.vars[o]
		}
	case *ast.SelectorExpr:
		t := tr.taint(e.X)
		t.ties = nil
		if tr.reader.isText(e) {
			t = t.withForm(textForm)
		}
		return t
	case *ast.StarExpr:
		return tr.taint(e.X)
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return tr.taint(e.X)
		}
	case *ast.TypeAssertExpr:
		return tr.taint(e.X)
	case *ast.IndexExpr:
		t := tr.taint(e.X)
		t.element = t.params != 0
		return t
	case *ast.SliceExpr:
		t := tr.taint(e.X)
		if e.Low == nil && e.High != nil && !t.element {
			t = t.withForm(dotPrefixForm)
		}
		return t
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			return tr.taint(e.X).union(tr.taint(e.Y))
		}
	case *ast.CallExpr:
		return tr.callTaint(e)
	}
	return taint{}
}

// callTaint returns what the result of a call comes from: the arguments, and the receiver of a method.
func (tr *trace) callTaint(call *ast.CallExpr) taint {
	var t taint
	for _, arg := range call.Args {
		t = t.union(tr.taint(arg))
	}
	if tv, ok := tr.reader.pkg.Info.Types[call.Fun]; ok && tv.IsType() {
		return t
	}
	path, name := tr.reader.pkg.Qualified(call)
	if path == "" {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
			t = t.union(tr.taint(sel.X))
			name = sel.Sel.Name
		}
	}
	if !formPackages[path] && (path != "" || !tr.isReflection(call.Fun, index.MaxDepth)) {
		t.viaCall, t.ties = true, nil
	}
	switch {
	case t.params == 0:
	case path == "strings" && tr.reader.splitsAtDot(name, call):
		return t.withForm(dotPrefixForm)
	case path == "strings" && (name == "ToLower" || name == "ToUpper"):
		return t.withForm(foldedForm)
	case path == "fmt" || path == "errors" && name == "New":
		return t.withForm(textForm)
	case path == "" && (name == "Index" && len(call.Args) == 1 || name == "MapKeys") && tr.isReflection(call.Fun, index.MaxDepth):
		t.element = true
	case path == "" && tr.reader.isText(call.Fun):
		return t.withForm(textForm)
	}
	return t
}

// formPackages are the packages whose functions return the same code in another form.
var formPackages = map[string]bool{"strings": true, "reflect": true, "strconv": true}

// isReflection reports whether an expression is a method of a reflect.Value, or a value that a function of package reflect
// returns.
func (tr *trace) isReflection(e ast.Expr, depth int) bool {
	if depth == 0 {
		return false
	}
	switch x := ast.Unparen(e).(type) {
	case *ast.SelectorExpr:
		return tr.isReflection(x.X, depth-1)
	case *ast.CallExpr:
		path, _ := tr.reader.pkg.Qualified(x)
		return path == "reflect" || path == "" && tr.isReflection(x.Fun, depth-1)
	case *ast.Ident:
		o := tr.reader.pkg.Object(x)
		if o == nil {
			return false
		}
		if tn := sites.TypeNameOf(o.Type()); tn != nil && tn.Pkg() != nil {
			return tn.Pkg().Path() == "reflect"
		}
		a, ok := tr.reader.pkg.OnlyAssignment(o)
		return ok && tr.isReflection(a.RHS, depth-1)
	}
	return false
}

// isText reports whether an expression is the method that returns the text of an error, or a field or method of a bound
// error type that returns a text other than the code.
func (rd *Reader) isText(e ast.Expr) bool {
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	t := rd.pkg.Info.TypeOf(sel.X)
	if index.IsUnknown(t) {
		return false
	}
	o := rd.pkg.Info.Uses[sel.Sel]
	if fn, ok := o.(*types.Func); ok && fn.Name() == "Error" && index.IsError(t) {
		return true
	}
	return len(rd.bind.Errors[sites.TypeNameOf(t)]) > 0 && len(rd.bind.Carriers[o]) == 0 && isStringMember(o)
}

// isStringMember reports whether a field is a text, or a method returns one. It is true for a member that is not known.
func isStringMember(o types.Object) bool {
	switch o := o.(type) {
	case nil:
		return true
	case *types.Var:
		t := o.Type()
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		return index.IsString(t)
	case *types.Func:
		results := o.Signature().Results()
		return results.Len() == 1 && index.IsString(results.At(0).Type())
	}
	return false
}

// splitsAtDot reports whether a call of the function of package strings with this name splits a string at a dot.
func (rd *Reader) splitsAtDot(name string, call *ast.CallExpr) bool {
	if name != "Split" && name != "SplitN" && name != "Cut" || len(call.Args) < 2 {
		return false
	}
	n, ok := rd.bind.CodeExpr(call.Args[1])
	return ok && n.Text == "."
}
