// Package errlost finds errors of which only the text is left where the program, or a retry library, asks for their
// type, value, code or mark. Both places must be seen: the call that turns the error into text, and the one that asks.
//
// The main type is Finder; its only method is Find.
package errlost

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/errflow"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// A Finder finds the lost errors of one package.
type Finder struct {
	pkg   *index.Package
	bind  *bind.Binder
	trace *errflow.Tracer

	tested map[types.Object][]ast.Node // variable → the places that ask for something of the error in it
	found  []sites.LostError
	seen   map[*ast.CallExpr]bool // calls in found
}

// New returns a finder for a package.
func New(pkg *index.Package, binder *bind.Binder, trace *errflow.Tracer) *Finder {
	return &Finder{pkg: pkg, bind: binder, trace: trace, seen: map[*ast.CallExpr]bool{}}
}

// A Callback is a function that a retry library calls, and that returns an error to it.
type Callback struct {
	Func *index.Function
	Lib  *catalog.Library
	Rule *catalog.Callback
}

// Find returns the lost errors: those that the places of the package ask for, and those that callbacks return.
func (f *Finder) Find(callbacks []Callback) []sites.LostError {
	asks := f.trace.Asks()
	if len(asks) > 0 || len(callbacks) > 0 {
		f.recordTests(asks)
	}
	for i := range asks {
		for _, o := range f.trace.Occasions(asks[i].Func, asks[i].Err) {
			f.judge(&asks[i], o)
		}
	}
	for _, c := range callbacks {
		f.judgeCallback(c)
	}
	return f.found
}

// recordTests fills f.tested.
func (f *Finder) recordTests(asks []errflow.Ask) {
	f.tested = map[types.Object][]ast.Node{}
	for i := range asks {
		if o := f.pkg.Object(asks[i].Err); o != nil {
			f.tested[o] = append(f.tested[o], asks[i].Node)
		}
	}
	for _, decls := range f.pkg.NodesByFile {
		index.EachNode(decls, func(at *index.NodeInfo) {
			call, ok := at.Node.(*ast.CallExpr)
			if !ok || !f.returnsBool(call) {
				return
			}
			for _, arg := range call.Args {
				if o := f.pkg.Object(arg); o != nil {
					f.tested[o] = append(f.tested[o], call)
				}
			}
		})
	}
}

// returnsBool reports whether the only result of a call is a boolean, so that it may test its arguments.
func (f *Finder) returnsBool(call *ast.CallExpr) bool {
	t := f.pkg.Info.TypeOf(call)
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// testedBefore reports whether the program asks for something of an error before a step turns it into text: what the
// text loses was not wanted.
func (f *Finder) testedBefore(s *errflow.Step) bool {
	o := f.pkg.Object(s.Err)
	if o == nil || s.Func == nil {
		return false
	}
	for _, n := range f.tested[o] {
		if n.Pos() < s.Call.Pos() && index.Contains(s.Func.Node, n) {
			return true
		}
	}
	return false
}

// add adds the error that a step turns into text, unless it was added for another place.
func (f *Finder) add(s *errflow.Step, e sites.LostError) {
	if f.seen[s.Call] || f.testedBefore(s) {
		return
	}
	f.seen[s.Call] = true
	e.Call, e.Err, e.By = s.Call, s.Err, s.Imported
	e.Verb, e.Method = f.trace.Verb(s)
	f.found = append(f.found, e)
}
