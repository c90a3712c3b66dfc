// Package eval evaluates conditions and functions under an assumption: what they return when an error has a given code.
package eval

import (
	"go/ast"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/helpers"
	"github.com/errls/errls/analyzer/internal/index"
)

// An Evaluator evaluates the conditions and functions of one package.
type Evaluator struct {
	pkg     *index.Package
	bind    *bind.Binder
	helpers *helpers.Reader

	answers map[question]*inquiry

	// Of the questions that are open: how many there are, the lowest of those that the current answer depends on, and
	// how many blocks may still be walked.
	asking, lowest, patience int

	chained    map[*ast.BinaryExpr]bool
	holdings   map[ast.Expr]*holding
	longChains map[*ast.BinaryExpr]*chainIndex
}

// New returns an evaluator for a package.
func New(pkg *index.Package, binder *bind.Binder, reader *helpers.Reader) *Evaluator {
	return &Evaluator{
		pkg: pkg, bind: binder, helpers: reader,
		answers:    map[question]*inquiry{},
		chained:    map[*ast.BinaryExpr]bool{},
		holdings:   map[ast.Expr]*holding{},
		longChains: map[*ast.BinaryExpr]*chainIndex{},
	}
}
