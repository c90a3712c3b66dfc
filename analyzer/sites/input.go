// Package sites defines what is known of the places where a Go package names error codes. A Site is one expression that
// names a code, with its catalog and with what happens if the code matches; a List, a Group or a Policy combines several
// sites. The package also says which string constants of an SDK name error codes.
//
// It contains the data only: package find fills a Result, the rules and the editor read it. It knows no rules.
package sites

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/errls/errls/catalog"
)

// Input is one package, completely or partly type-checked.
type Input struct {
	Fset  *token.FileSet
	Files []*ast.File // with function bodies
	Pkg   *types.Package
	Info  *types.Info // Types, Defs, Uses, Selections and Implicits are read
	Set   *catalog.Set

	// Broken are the parts of the files that do not parse, as in code that is being typed: whole declarations or whole
	// files. Rules that follow paths report nothing there, since the code that handles an error may not be written yet.
	Broken []Span

	// Helper returns what is known of a function of an imported package, or nil if it is not a helper. It may be nil.
	Helper func(*types.Func) *Helper

	// Fact returns what a function of an imported package does, or nil if nothing is known of it. It may be nil.
	Fact func(*types.Func) *Fact

	// Replaced maps objects that are in scopes of Pkg, but not in Info, to those in Info that have the same declarations. It
	// may be nil.
	Replaced map[types.Object]types.Object

	// Comment returns the doc comment of a constant of an imported package, for editors. It may be nil.
	Comment func(*types.Const) string
}

// Lookup returns the object that a name denotes at a position, or nil if there is none.
func (in *Input) Lookup(name string, at token.Pos) types.Object {
	scope := in.Pkg.Scope().Innermost(at)
	if scope == nil {
		return nil
	}
	_, o := scope.LookupParent(name, at)
	for in.Replaced[o] != nil {
		o = in.Replaced[o]
	}
	return o
}

// A Span is a part of a file, from Pos up to but not including End.
type Span struct{ Pos, End token.Pos }

// Parses reports whether pos is outside the parts of the files that do not parse.
func (in *Input) Parses(pos token.Pos) bool {
	return !slices.ContainsFunc(in.Broken, func(s Span) bool { return s.Pos <= pos && pos < s.End })
}

// A Result is everything that is found in a package. The slices are in source order.
type Result struct {
	Input
	Sites           []*Site
	Lists           []*List
	Groups          []*Group
	TypeTests       []*TypeTest
	Decisions       []*Decision
	Policies        []*Policy
	ImpossibleTypes []ImpossibleType
	CaseMismatches  []*CaseMismatch
	LostErrors      []LostError
	DeadTests       []DeadTest
	ForeignNumbers  []ForeignNumber

	Effort

	helpers func() map[string]*Helper
}

// Any reports whether anything was found that a rule may report.
func (r *Result) Any() bool {
	return len(r.Sites)+len(r.Lists)+len(r.Groups)+len(r.Policies)+len(r.Decisions) > 0 ||
		len(r.TypeTests)+len(r.ImpossibleTypes)+len(r.CaseMismatches)+len(r.LostErrors)+len(r.DeadTests)+len(r.ForeignNumbers) > 0
}

// An Effort says how much work it took to follow the paths of a package, and what was given up.
type Effort struct {
	Steps    int        // each takes about a microsecond
	TooLarge []TooLarge // functions in which not all paths were followed
}

// A TooLarge is a function that takes too many steps to follow all of its paths. The outcome of its sites is Unknown.
type TooLarge struct {
	Name string // as in "T.Method"; empty for the rest of the package
	Pos  token.Pos
}

// Message says what was given up.
func (t *TooLarge) Message() string {
	if t.Name == "" {
		return "the package is too large to follow all of its paths: rules about outcomes and retries may report nothing in it"
	}
	return "function " + t.Name + " is too large to follow all of its paths: rules about outcomes and retries report nothing in it"
}

// Helpers returns what is known of the helpers of the package, by HelperName. It may take long, so that a caller that needs
// it twice should keep the map. It returns nil if SetHelpers was not called.
func (r *Result) Helpers() map[string]*Helper {
	if r.helpers == nil {
		return nil
	}
	return r.helpers()
}

// SetHelpers sets the function that Helpers calls. A function is used since most callers do not need the helpers.
func (r *Result) SetHelpers(read func() map[string]*Helper) { r.helpers = read }
