package sites

import (
	"go/ast"

	"github.com/errls/errls/catalog"
)

// A ForeignNumber is the number of a code that is given as a code of another kind: that of gRPC as an HTTP status, or the
// reverse.
type ForeignNumber struct {
	Expr ast.Expr         // the argument, or the conversion
	Code ast.Expr         // the code, without conversions
	From *catalog.Catalog // the catalog of the code
	To   *catalog.Catalog // the catalog of what is expected
}
