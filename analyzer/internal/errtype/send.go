package errtype

import (
	"go/ast"
	"slices"

	"github.com/errls/errls/analyzer/internal/errflow"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// sendCodes are the codes of the errors that a gRPC client makes when it sends into a stream, and of io.EOF.
var sendCodes = []string{"OK", "UNKNOWN", "INTERNAL"}

// FindOnSend returns the tests for a code of gRPC on the error of a client that sends into a stream.
func (f *Finder) FindOnSend(tested []*sites.Site) []sites.DeadTest {
	if !f.sends() {
		return nil
	}
	var out []sites.DeadTest
	asks := map[ast.Node]*errflow.Ask{}
	for i, a := range f.trace.Asks() {
		if a.How == errflow.Code {
			asks[a.Node] = &f.trace.Asks()[i]
		}
	}
	judged := map[*errflow.Ask]*sites.DeadTest{}
	for _, s := range tested {
		if s.Role != sites.Tested || s.Carrier == nil || s.Entry == nil || !errflow.IsStatusCatalog(s.Catalog) || slices.Contains(sendCodes, s.Entry.ID) {
			continue
		}
		a := f.askOf(s.Carrier, asks, index.MaxDepth)
		if a == nil {
			continue
		}
		d, known := judged[a]
		if !known {
			d = f.forAll(a, f.sendCall)
			judged[a] = d
		}
		if d != nil {
			this := *d
			this.Node, this.Reason = s.Expr, sites.OnSend
			out = append(out, this)
		}
	}
	return out
}

// findSend reports whether the package contains a call of a client that sends into a stream.
func (f *Finder) findSend() bool {
	found := false
	for _, decls := range f.pkg.NodesByFile {
		index.EachNode(decls, func(at *index.NodeInfo) {
			if call, ok := at.Node.(*ast.CallExpr); ok && !found {
				found = f.trace.StubCallOf(call) == errflow.Sending
			}
		})
	}
	return found
}

// askOf returns the call of package status, such as status.Code, from which a code comes; nil if there is none.
func (f *Finder) askOf(e ast.Expr, asks map[ast.Node]*errflow.Ask, depth int) *errflow.Ask {
	if e == nil || depth == 0 {
		return nil
	}
	switch x := ast.Unparen(e).(type) {
	case *ast.Ident:
		if a, ok := f.pkg.OnlyAssignment(f.pkg.Object(x)); ok && a.Index == 0 {
			return f.askOf(a.RHS, asks, depth-1)
		}
	case *ast.CallExpr:
		if a := asks[x]; a != nil {
			return a
		}
		return f.askOf(f.bind.TakenFrom(x), asks, depth-1)
	}
	return nil
}

// sendCall returns a call of a client that sends into a stream with which each way begins, or nil.
func (f *Finder) sendCall(ways []errflow.Way) ast.Node {
	var from ast.Node
	for i := range ways {
		w := &ways[i]
		if w.Kind == errflow.Nil {
			continue
		}
		call, ok := ast.Unparen(w.Expr).(*ast.CallExpr)
		if w.Kind != errflow.Called || !ok || f.trace.StubCallOf(call) != errflow.Sending {
			return nil
		}
		from = call
	}
	return from
}
