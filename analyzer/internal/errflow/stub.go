package errflow

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// grpcPackage is the package whose types mark generated code for gRPC.
const grpcPackage = "google.golang.org/grpc"

// IsStatusCatalog reports whether a catalog lists the status codes of gRPC: it binds package status.
func IsStatusCatalog(c *catalog.Catalog) bool {
	for i := range c.Go {
		if c.Go[i].Package == grpcPackage+"/status" {
			return true
		}
	}
	return false
}

// A StubCall says what a call of generated code for gRPC does.
type StubCall uint8

const (
	NoStub    StubCall = iota // it is no such call
	Unary                     // a method of a client that sends one message and returns the answer, or that opens a stream
	Receiving                 // a method of a stream that receives a message
	Sending                   // a method of a stream that sends one
)

// IsStubCall reports whether a call calls a method of a generated gRPC client. Such a method takes a context, a message
// and call options, and returns a message and an error with a status. A method that opens a stream may take no message.
func (t *Tracer) IsStubCall(call *ast.CallExpr) bool { return t.StubCallOf(call) == Unary }

// StubCallOf returns what a call of generated code for gRPC does.
func (t *Tracer) StubCallOf(call *ast.CallExpr) StubCall {
	fn, ok := t.pkg.Callee(call).(*types.Func)
	if !ok || fn.Signature().Recv() == nil {
		return NoStub
	}
	if kind := streamMethods[fn.Name()]; kind != NoStub {
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if !ok || !isStream(t.pkg.Info.TypeOf(sel.X), index.MaxDepth) {
			return NoStub
		}
		return kind
	}
	if isStubMethod(fn.Signature()) {
		return Unary
	}
	return NoStub
}

// isStubMethod reports whether a signature is that of a method of a generated client.
func isStubMethod(sig *types.Signature) bool {
	params, results := sig.Params(), sig.Results()
	n := params.Len()
	if !sig.Variadic() || n < 2 || n > 3 || results.Len() != 2 || !types.Identical(results.At(1).Type(), index.ErrorType) {
		return false
	}
	if first := params.At(0).Type(); !index.IsContext(first) && first != types.Typ[types.Invalid] {
		return false
	}
	options, ok := params.At(n - 1).Type().(*types.Slice)
	if !ok || n == 3 && !index.IsPointer(params.At(1).Type()) || n == 2 && !isStream(results.At(0).Type(), index.MaxDepth) {
		return false
	}
	tn := sites.TypeNameOf(options.Elem())
	return tn != nil && tn.Name() == "CallOption" && tn.Pkg() != nil && tn.Pkg().Path() == grpcPackage
}

// streamMethods are the methods of gRPC's streams that return the error of a message.
var streamMethods = map[string]StubCall{
	"Recv": Receiving, "RecvMsg": Receiving, "CloseAndRecv": Receiving,
	"Send": Sending, "SendMsg": Sending, "SendAndClose": Sending,
}

// isStream reports whether a type is an interface for a stream that package grpc declares, or one that embeds it.
func isStream(t types.Type, depth int) bool {
	if t == nil || depth == 0 {
		return false
	}
	if tn := sites.TypeNameOf(t); tn != nil && tn.Pkg() != nil && tn.Pkg().Path() == grpcPackage {
		return types.IsInterface(tn.Type()) && tn.Name() != "CallOption"
	}
	i, ok := t.Underlying().(*types.Interface)
	if !ok {
		return false
	}
	for e := range i.EmbeddedTypes() {
		if isStream(e, depth-1) {
			return true
		}
	}
	return false
}
