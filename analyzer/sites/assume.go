package sites

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/catalog"
)

// tri is a truth value of which nothing may be known.
type tri int8

const (
	unknown tri = iota
	yes
	no
)

func truth(b bool) tri {
	if b {
		return yes
	}
	return no
}

func (t tri) not() tri {
	switch t {
	case yes:
		return no
	case no:
		return yes
	}
	return unknown
}

// An env is what is assumed on a path: that the error or response in root carries a code, or, for success, that
// there was no error.
type env struct {
	root    types.Object
	call    *ast.CallExpr // what made the error where no variable holds it
	cat     *catalog.Catalog
	entry   *catalog.Code
	text    string
	number  int
	isInt   bool
	success bool
	other   bool           // the code is none that the program names, and nothing else is known of it
	flip    ast.Expr       // a test that is taken the other way round, to see whether it matters
	vars    []types.Object // the boolean variables that steer the function on whose path this is,
	now     flags          // and what is known of them there
	cleared types.Object   // the variable that held the error, where it was set to nil since

	// In a function that is handed codes: the parameter that holds them, whether they hold the code, and whether there
	// are none at all.
	codes  types.Object
	member tri
	none   bool

	met   bool                 // the code was found equal to one since this was last cleared
	known map[types.Object]tri // what boolean variables hold at this point
}

// envOf assumes that a test's site is matched.
func (f *finder) envOf(t *test) env {
	e := env{cat: t.site.Catalog, entry: t.site.Entry, text: t.site.Written}
	if t.carrier != nil {
		e.root, e.call = t.carrier.root, t.carrier.call
	}
	if e.cat.Kind != catalog.KindString {
		e.isInt = true
		if e.entry != nil {
			e.number = e.entry.Value
		} else if n, ok := f.names(t.site.Expr); ok {
			e.number = n.number
		}
	}
	return e
}

// holds reports whether a carrier holds the code of the error that is assumed.
func (e *env) holds(c *carrier) bool {
	if c == nil {
		return false
	}
	return c.root != nil && c.root == e.root || c.call != nil && c.call == e.call
}
