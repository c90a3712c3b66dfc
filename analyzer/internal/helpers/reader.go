// Package helpers reads functions that compare codes with an error: which parameter is the error, which are the codes, and
// how they are compared.
package helpers

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
)

// A Reader reads the helpers of one package, and knows those of the packages that it imports.
type Reader struct {
	pkg  *index.Package
	bind *bind.Binder

	Readings    map[*types.Func]*Reading
	Comparisons map[ast.Node]Comparison
	foreign     map[*types.Func]*Summary // helpers of imported packages
}

// New returns a reader for a package. ReadPackage reads the helpers of the package.
func New(pkg *index.Package, binder *bind.Binder) *Reader {
	return &Reader{
		pkg: pkg, bind: binder,
		Readings:    map[*types.Func]*Reading{},
		Comparisons: map[ast.Node]Comparison{},
		foreign:     map[*types.Func]*Summary{},
	}
}
