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

// IsStubCall reports whether a call calls a method of a generated gRPC client. Such a method takes a context, a message
// and call options, and returns a message and an error with a status.
func (t *Tracer) IsStubCall(call *ast.CallExpr) bool {
	fn, ok := t.pkg.Callee(call).(*types.Func)
	if !ok || fn.Signature().Recv() == nil {
		return false
	}
	sig := fn.Signature()
	params, results := sig.Params(), sig.Results()
	if !sig.Variadic() || params.Len() != 3 || results.Len() != 2 || !types.Identical(results.At(1).Type(), index.ErrorType) {
		return false
	}
	if first := params.At(0).Type(); !index.IsContext(first) && first != types.Typ[types.Invalid] {
		return false
	}
	options, ok := params.At(2).Type().(*types.Slice)
	if !ok || !index.IsPointer(params.At(1).Type()) {
		return false
	}
	tn := sites.TypeNameOf(options.Elem())
	return tn != nil && tn.Name() == "CallOption" && tn.Pkg() != nil && tn.Pkg().Path() == grpcPackage
}
