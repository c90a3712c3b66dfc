package errflow

import (
	"go/ast"
	"go/types"
	"slices"

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
	NoStub    StubCall = iota // the call is none of the others
	Unary                     // a method of a client that sends one message and returns the answer, or that opens a stream
	Streaming                 // a method of a stream that receives a message, or with which a server sends one
	Sending                   // a method of a stream with which a client sends a message
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
	if sends, ok := streamMethods[fn.Name()]; ok {
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if !ok {
			return NoStub
		}
		return streamCall(sends, streamOf(t.pkg.Info.TypeOf(sel.X), index.MaxDepth))
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
	if !ok || n == 3 && !index.IsPointer(params.At(1).Type()) || n == 2 && streamOf(results.At(0).Type(), index.MaxDepth) == nil {
		return false
	}
	tn := sites.TypeNameOf(options.Elem())
	return tn != nil && tn.Name() == "CallOption" && tn.Pkg() != nil && tn.Pkg().Path() == grpcPackage
}

// streamMethods are the methods of gRPC's streams that return the error of a message, with whether they send one.
var streamMethods = map[string]bool{
	"Recv": false, "RecvMsg": false, "CloseAndRecv": false, "Send": true, "SendMsg": true, "SendAndClose": true,
}

// clientStreams are the types of package grpc for the client's end of a stream.
var clientStreams = []string{"ClientStream", "ServerStreamingClient", "ClientStreamingClient", "BidiStreamingClient"}

// streamCall returns what a call of a method of streamMethods does. The stream is the type of package grpc that has the
// method, or nil.
func streamCall(sends bool, stream *types.TypeName) StubCall {
	switch {
	case stream == nil:
		return NoStub
	case sends && slices.Contains(clientStreams, stream.Name()):
		return Sending
	}
	return Streaming
}

// streamOf returns the interface for a stream that package grpc declares and that a type is or embeds, or nil.
func streamOf(t types.Type, depth int) *types.TypeName {
	if t == nil || depth == 0 {
		return nil
	}
	if tn := sites.TypeNameOf(t); tn != nil && tn.Pkg() != nil && tn.Pkg().Path() == grpcPackage {
		if !types.IsInterface(tn.Type()) || tn.Name() == "CallOption" {
			return nil
		}
		return tn
	}
	i, ok := t.Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	for e := range i.EmbeddedTypes() {
		if s := streamOf(e, depth-1); s != nil {
			return s
		}
	}
	return nil
}
