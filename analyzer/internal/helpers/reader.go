// Package helpers reads functions that compare error codes with an error, such as IsErrorCode(err error, codes ...string)
// bool: which parameter is the error, which one is the code or the list of codes, and how they are compared. It knows
// helpers by their bodies, never by their names, and it reads those of imported packages through sites.Input.Helper. It
// does not evaluate what a helper returns, and it does not look at codes that the helper itself contains.
//
// The main type is Reader. ReadPackage reads the functions of the package; after that, SummaryOf returns what is known of
// the function that a call calls.
package helpers

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// A Reader reads the helpers of one package, and looks up the helpers of the packages that it imports.
type Reader struct {
	pkg  *index.Package
	bind *bind.Binder

	Readings    map[*types.Func]*Reading // functions of the package whose signature allows that they are helpers
	Comparisons map[ast.Node]Comparison  // where the helpers of the package compare, by expression
	imported    map[*types.Func]*Summary // functions of imported packages, as far as they were looked up; nil if not a helper
}

// New returns a reader for a package. It knows no helper of the package until ReadPackage is called.
func New(pkg *index.Package, binder *bind.Binder) *Reader {
	return &Reader{
		pkg: pkg, bind: binder,
		Readings:    map[*types.Func]*Reading{},
		Comparisons: map[ast.Node]Comparison{},
		imported:    map[*types.Func]*Summary{},
	}
}

// maxRounds is the number of times that the functions of a package, or the variables of a function, are read again
// because the last round has changed what is known of them.
const maxRounds = 6

// ReadPackage reads the functions of the package that may be helpers. It reads them again until nothing changes, since one
// helper may call another.
func (rd *Reader) ReadPackage() {
	var readings []*Reading
	for _, file := range rd.pkg.Files {
		for _, d := range file.Decls {
			if d, ok := d.(*ast.FuncDecl); ok {
				if r := rd.candidate(d); r != nil {
					readings = append(readings, r)
				}
			}
		}
	}
	for range maxRounds {
		changed := false
		for _, r := range readings {
			changed = rd.read(r) || changed
		}
		if !changed {
			break
		}
	}
	for _, r := range readings {
		r.addComparisons(rd.Comparisons)
	}
}

// candidate returns an empty reading of a function that may be a helper by its signature; otherwise nil.
func (rd *Reader) candidate(d *ast.FuncDecl) *Reading {
	fn := rd.pkg.Functions[d]
	o, ok := rd.pkg.Info.Defs[d.Name].(*types.Func)
	if fn == nil || !ok || d.Type.Results.NumFields() == 0 {
		return nil
	}
	params := fn.Params()
	if len(params) > 8 {
		return nil
	}
	classes, counts := make([]class, len(params)), map[class]int{}
	for i, p := range params {
		if p != nil {
			classes[i] = rd.classOf(p.Type(), i == 0)
			counts[classes[i]]++
		}
	}
	codes := counts[listClass] + counts[codeClass]
	switch {
	case counts[errorClass] > 0 && codes > 0, counts[listClass] > 0 && counts[codeClass]+counts[anyClass] > 0:
	case counts[codeClass] > 1 && fn.ReturnsBool(), counts[anyClass] == 2 && codes == 0 && fn.ReturnsBool():
	default:
		return nil
	}
	r := &Reading{Fn: fn, trace: rd.traceOf(fn), classes: classes}
	rd.Readings[o] = r
	return r
}

// A class says what a parameter may be, by its type.
type class uint8

const (
	otherClass class = iota
	errorClass       // an error
	codeClass        // one code: a string or an integer
	listClass        // several codes: a slice, an array or the keys of a map
	anyClass         // an empty interface
)

// classOf returns the class of a parameter or receiver of type t. An error type that is a string counts as a code,
// except for a receiver, which is either an error or not relevant here.
func (rd *Reader) classOf(t types.Type, receiver bool) class {
	if index.IsUnknown(t) {
		return otherClass
	}
	if tn := sites.TypeNameOf(t); tn != nil && len(rd.bind.Errors[tn]) > 0 || index.IsError(t) {
		if b, ok := t.Underlying().(*types.Basic); !ok || b.Info()&types.IsString == 0 || receiver {
			return errorClass
		}
	}
	if receiver {
		return otherClass
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if mayBeCode(u) {
			return codeClass
		}
	case *types.Slice:
		return listClassOf(u.Elem())
	case *types.Array:
		return listClassOf(u.Elem())
	case *types.Map:
		return listClassOf(u.Key())
	case *types.Interface:
		if u.Empty() {
			return anyClass
		}
	}
	return otherClass
}

// listClassOf returns the class of a list with elements of type elem.
func listClassOf(elem types.Type) class {
	if mayBeCode(elem) {
		return listClass
	}
	return otherClass
}

// mayBeCode reports whether the underlying type of t is a string or an integer.
func mayBeCode(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&(types.IsString|types.IsInteger) != 0
}
