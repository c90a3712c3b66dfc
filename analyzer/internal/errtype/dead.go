package errtype

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/errflow"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// FindDead returns the tests that no error passes because of the way in which errors come to them, or because of the value
// with which they compare them.
func (f *Finder) FindDead() []sites.DeadTest {
	asks := f.trace.Asks()
	out := f.findFresh()
	for i := range asks {
		if d := f.dead(&asks[i]); d != nil {
			out = append(out, *d)
		}
	}
	return out
}

// dead returns a place as a test that no error passes, or nil.
func (f *Finder) dead(a *errflow.Ask) *sites.DeadTest {
	if name, ok := f.trace.StandardTarget(a); ok && !f.alsoAsks(a, errflow.Code) && !f.intercepts() {
		if d := f.forAll(a, func(ways []errflow.Way) ast.Node { return f.stubCall(ways, name == "io.EOF") }); d != nil {
			d.Reason, d.Name = sites.InStatus, name
			return d
		}
	}
	if a.How != errflow.Assert && a.How != errflow.Equal || f.alsoAsks(a, errflow.As) || f.alsoAsks(a, errflow.Is) {
		return nil
	}
	if d := f.forAll(a, func(ways []errflow.Way) ast.Node { return f.wrappedBy(ways, a) }); d != nil {
		d.Reason, d.Name = sites.Wrapped, f.functionName(a)
		if a.How == errflow.Equal {
			d.Compared.Err, d.Compared.Value = a.Err, a.Target
			b, ok := a.Node.(*ast.BinaryExpr)
			d.Always = ok && b.Op == token.NEQ
		}
		return d
	}
	if a.How == errflow.Assert {
		if d := f.forAll(a, func(ways []errflow.Way) ast.Node { return f.wrappedBySDK(ways, a) }); d != nil {
			d.Reason = sites.Wrapped
			return d
		}
	}
	return nil
}

// forAll returns a place as a test that no error passes, if from returns a call for the ways of each occasion on which an
// error comes to it, and all occasions are seen; otherwise nil.
func (f *Finder) forAll(a *errflow.Ask, from func([]errflow.Way) ast.Node) *sites.DeadTest {
	var d *sites.DeadTest
	for _, o := range f.trace.Occasions(a.Func, a.Err) {
		at := from(o.Ways)
		if at == nil || o.Open {
			return nil
		}
		if d == nil {
			d = &sites.DeadTest{Node: a.Node, From: at, Passed: nodeOf(o.Call)}
		}
	}
	return d
}

// nodeOf returns a call as a node, which is nil if the call is nil.
func nodeOf(call *ast.CallExpr) ast.Node {
	if call == nil {
		return nil
	}
	return call
}

// functionName returns the name of the function that a place calls, as in "os.IsNotExist", or "" if the place is no call.
func (f *Finder) functionName(a *errflow.Ask) string {
	call, ok := a.Node.(*ast.CallExpr)
	if !ok {
		return ""
	}
	return types.ExprString(call.Fun)
}

// alsoAsks reports whether the function of a place also asks in another way for something of the same variable: the test
// is one of several on purpose.
func (f *Finder) alsoAsks(a *errflow.Ask, how errflow.How) bool {
	o := f.pkg.Object(a.Err)
	if o == nil {
		return false
	}
	if f.asked == nil {
		f.asked = map[askKey]int{}
		for _, other := range f.trace.Asks() {
			f.asked[askKey{other.Func, f.pkg.Object(other.Err), other.How}]++
		}
	}
	others := f.asked[askKey{a.Func, o, how}]
	if a.How == how {
		others--
	}
	return others > 0
}

// wrappedBy returns a call that wraps an error which may be what a place tests for, if each such error is wrapped on its way
// to the place; otherwise nil.
func (f *Finder) wrappedBy(ways []errflow.Way, a *errflow.Ask) ast.Node {
	if a.Type != nil && types.IsInterface(a.Type) && !errflow.IsBeyondWrapper(a.Type) {
		return nil
	}
	var by ast.Node
	for i := range ways {
		w := &ways[i]
		if s := w.Wrapped(); s != nil {
			if begin := (errflow.Way{Kind: w.Kind, Type: w.Type, Var: w.Var}); by == nil && w.Flattened() == nil && !f.isOther(&begin, a) {
				by = s.Call
			}
			continue
		}
		if !f.isOther(w, a) {
			return nil
		}
	}
	return by
}

// isOther reports whether an error that comes in one way is certainly not what a place tests for.
func (f *Finder) isOther(w *errflow.Way, a *errflow.Ask) bool {
	switch {
	case w.Kind == errflow.Nil || w.Kind == errflow.Text || w.Flattened() != nil:
		return true
	case w.Kind == errflow.Typed:
		return a.How == errflow.Assert && !index.IsUnknown(a.Type) && !types.IsInterface(a.Type) && !types.Identical(w.Type, a.Type)
	case w.Kind == errflow.Sentinel:
		return a.How == errflow.Equal && w.Var != f.pkg.Named(a.Target)
	}
	return false
}

// stubCall returns a call of generated code for gRPC with which each way begins, or nil. If unary is true, methods of
// streams do not count.
func (f *Finder) stubCall(ways []errflow.Way, unary bool) ast.Node {
	var from ast.Node
	for i := range ways {
		w := &ways[i]
		if w.Kind == errflow.Nil || w.Kind == errflow.Text {
			continue
		}
		call, ok := ast.Unparen(w.Expr).(*ast.CallExpr)
		if w.Kind != errflow.Called || !ok {
			return nil
		}
		if kind := f.trace.StubCallOf(call); kind == errflow.NoStub || unary && kind != errflow.Unary {
			return nil
		}
		from = call
	}
	return from
}

// interceptors are the functions of package grpc that take a function which may change the error of a call or a stream.
var interceptors = []string{
	"WithUnaryInterceptor", "WithChainUnaryInterceptor", "WithStreamInterceptor", "WithChainStreamInterceptor",
	"StreamInterceptor", "ChainStreamInterceptor",
}

// findInterceptor reports whether the package gives gRPC a function that may change the errors of calls.
func (f *Finder) findInterceptor() bool {
	found := false
	for _, decls := range f.pkg.NodesByFile {
		index.EachNode(decls, func(at *index.NodeInfo) {
			if call, ok := at.Node.(*ast.CallExpr); ok && !found {
				path, name := f.pkg.Qualified(call)
				found = path == "google.golang.org/grpc" && slices.Contains(interceptors, name)
			}
		})
	}
	return found
}
