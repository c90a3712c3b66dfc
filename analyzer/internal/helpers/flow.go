package helpers

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/internal/lazyregexp"
)

// A form says what of an error a value is: one or several, where several values reach it.
type form uint8

const (
	plainForm form = 1 << iota // the error itself, or its code
	headForm                   // the code up to a dot
	foldForm                   // the code in one case
	textForm                   // a message, a body, the error's text
)

// A taint says what a value of a function's body was taken out of.
type taint struct {
	params uint32 // bit 0 is the receiver, bit i+1 the parameter i
	elem   bool   // it is an element of one
	far    bool   // a call lies between, which may make something else of it
	forms  form
	ties   []bind.Tie // the catalogs whose codes it holds, where it was taken out of a bound type
}

func (t taint) with(o taint) taint {
	t.params |= o.params
	t.elem = t.elem || o.elem
	t.far = t.far || o.far
	t.forms |= o.forms
	if len(o.ties) > 0 && !bind.SameTies(t.ties, o.ties) {
		for _, tie := range o.ties {
			t.ties = bind.AppendTie(t.ties[:len(t.ties):len(t.ties)], tie)
		}
	}
	return t
}

func (t taint) same(o taint) bool {
	return t.params == o.params && t.elem == o.elem && t.far == o.far && t.forms == o.forms && len(t.ties) == len(o.ties)
}

// as gives what was taken out of an error another form.
func (t taint) as(form form) taint {
	if t.forms != 0 && t.forms != textForm {
		t.forms = form
	}
	return t
}

// A trace follows a function's parameters through its variables: by objects, so that it needs no type of an SDK.
type trace struct {
	f      *Reader
	params []types.Object // the receiver, then the parameters; nil for one without a name
	from   map[types.Object]taint
	moves  []move
}

// A move is one way in which a variable gets a value.
type move struct {
	to   types.Object
	from []ast.Expr
	elem bool
	read bool // it is read out of a text: what a decoder fills
}

// maxRounds bounds how often a flow is followed through a function's variables.
const maxRounds = 6

// traceOf reads a function's flow.
func (h *Reader) traceOf(fn *index.Function) *trace {
	fl := &trace{f: h, params: fn.Params(), from: map[types.Object]taint{}}
	for i, p := range fl.params {
		if p != nil && i < 32 {
			fl.from[p] = taint{params: 1 << i, forms: formOf(p)}
		}
	}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		fl.note(n)
		return true
	})
	for range maxRounds {
		moved := false
		for _, m := range fl.moves {
			sum := fl.from[m.to]
			for _, e := range m.from {
				t := fl.taint(e)
				t.elem = t.elem || m.elem && t.params != 0
				if m.read && t.forms&textForm != 0 {
					t.forms = plainForm
				}
				sum = sum.with(t)
			}
			if !sum.same(fl.from[m.to]) {
				fl.from[m.to] = sum
				moved = true
			}
		}
		if !moved {
			break
		}
	}
	return fl
}

func (fl *trace) move(to ast.Expr, elem bool, from ...ast.Expr) {
	if to == nil {
		return
	}
	if o := fl.f.pkg.Object(to); o != nil {
		fl.moves = append(fl.moves, move{to: o, from: from, elem: elem})
	}
}

// note takes down the moves of one node.
func (fl *trace) note(n ast.Node) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		fl.assign(n.Lhs, n.Rhs)
	case *ast.ValueSpec:
		fl.assign(index.DeclaredNames(n), n.Values)
	case *ast.RangeStmt:
		item := n.Value
		if t := fl.f.pkg.Info.TypeOf(n.X); t != nil && index.IsMap(t) {
			item = n.Key
		}
		fl.move(item, true, n.X)
	case *ast.TypeSwitchStmt:
		assign, ok := n.Assign.(*ast.AssignStmt)
		if !ok || len(assign.Rhs) != 1 {
			return
		}
		for _, c := range n.Body.List {
			if o := fl.f.pkg.Info.Implicits[c]; o != nil {
				fl.moves = append(fl.moves, move{to: o, from: assign.Rhs})
			}
		}
	case *ast.CallExpr:
		fl.call(n)
	}
}

func (fl *trace) assign(lhs, rhs []ast.Expr) {
	for i, l := range lhs {
		switch {
		case len(rhs) == len(lhs):
			fl.move(l, false, rhs[i])
		case len(rhs) == 1 && i == 0:
			fl.move(l, false, rhs[0])
		case len(rhs) == 1:
			if call, ok := ast.Unparen(rhs[0]).(*ast.CallExpr); ok {
				fl.move(l, false, call) // a second value of a call; what an assertion or look-up says beside is none
			}
		}
	}
}

// call takes down what a call fills, and what a function literal gets for its parameter.
func (fl *trace) call(call *ast.CallExpr) {
	for i, arg := range call.Args {
		if u, ok := ast.Unparen(arg).(*ast.UnaryExpr); ok && u.Op == token.AND {
			if o := fl.f.pkg.Object(u.X); o != nil {
				fl.moves = append(fl.moves, move{to: o, from: slices.Delete(slices.Clone(call.Args), i, i+1), read: true})
			}
		}
	}
	if path, _ := fl.f.pkg.Qualified(call); path != "slices" || len(call.Args) != 2 {
		return
	}
	if lit, ok := ast.Unparen(call.Args[1]).(*ast.FuncLit); ok {
		for _, field := range lit.Type.Params.List {
			for _, name := range field.Names {
				fl.move(name, true, call.Args[0])
			}
		}
	}
}

// formOf says what of an error a parameter is: a text where its name says so.
func formOf(p types.Object) form {
	if b, ok := p.Type().Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 && textNames.MatchString(p.Name()) {
		return textForm
	}
	return plainForm
}

// textNames are the names of fields and methods of an error that give its message, its body or its text.
var textNames = lazyregexp.New(`(?i)message|msg|^error$|^string$|data|body|text|detail|raw|reason`)

// taint says what an expression was taken out of.
func (fl *trace) taint(e ast.Expr) taint {
	t := fl.plainTaint(ast.Unparen(e))
	if t.params != 0 && t.forms&plainForm != 0 && len(t.ties) == 0 {
		switch ast.Unparen(e).(type) {
		case *ast.SelectorExpr, *ast.CallExpr, *ast.StarExpr, *ast.Ident:
			if c := fl.f.bind.Carrier(e); c != nil {
				t.ties = c.Ties
			}
		}
	}
	return t
}

func (fl *trace) plainTaint(e ast.Expr) taint {
	switch e := e.(type) {
	case *ast.Ident:
		if o := fl.f.pkg.Object(e); o != nil {
			return fl.from[o]
		}
	case *ast.SelectorExpr:
		t := fl.taint(e.X)
		t.ties = nil
		if textNames.MatchString(e.Sel.Name) {
			t = t.as(textForm)
		}
		return t
	case *ast.StarExpr:
		return fl.taint(e.X)
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return fl.taint(e.X)
		}
	case *ast.TypeAssertExpr:
		return fl.taint(e.X)
	case *ast.IndexExpr:
		t := fl.taint(e.X)
		t.elem = t.params != 0
		return t
	case *ast.SliceExpr:
		t := fl.taint(e.X)
		if e.Low == nil && e.High != nil && !t.elem {
			t = t.as(headForm)
		}
		return t
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			return fl.taint(e.X).with(fl.taint(e.Y))
		}
	case *ast.CallExpr:
		return fl.callTaint(e)
	}
	return taint{}
}

func (fl *trace) callTaint(call *ast.CallExpr) taint {
	var t taint
	for _, arg := range call.Args {
		t = t.with(fl.taint(arg))
	}
	if tv, ok := fl.f.pkg.Info.Types[call.Fun]; ok && tv.IsType() {
		return t
	}
	path, name := fl.f.pkg.Qualified(call)
	if path == "" {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
			t = t.with(fl.taint(sel.X))
			name = sel.Sel.Name
		}
	}
	if !near[path] && (path != "" || !reflected[name]) {
		t.far, t.ties = true, nil
	}
	switch {
	case t.params == 0:
	case path == "strings" && fl.f.cutsAtDot(name, call):
		return t.as(headForm)
	case path == "strings" && (name == "ToLower" || name == "ToUpper"):
		return t.as(foldForm)
	case path == "fmt" || path == "errors" && name == "New":
		return t.as(textForm)
	case path == "" && (name == "Index" && len(call.Args) == 1 || name == "MapKeys"):
		t.elem = true
	case path == "" && textNames.MatchString(name):
		return t.as(textForm)
	}
	return t
}

// near are the packages whose functions only give a code another form.
var near = map[string]bool{"strings": true, "reflect": true, "strconv": true}

// reflected are the methods of reflect.Value that do so.
var reflected = map[string]bool{"Elem": true, "Index": true, "Interface": true, "MapKeys": true, "String": true}

// cutsAtDot reports whether a function of package strings takes a text apart at a dot.
func (h *Reader) cutsAtDot(name string, call *ast.CallExpr) bool {
	if name != "Split" && name != "SplitN" && name != "Cut" || len(call.Args) < 2 {
		return false
	}
	n, ok := h.bind.CodeExpr(call.Args[1])
	return ok && n.Text == "."
}
