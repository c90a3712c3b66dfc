package helpers

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/sites"
)

// A Comparison is a place where a helper compares its codes with its error.
type Comparison struct {
	Err, Codes types.Object // the parameters
	Negated    bool         // the comparison is true if the code does not match
	Match      sites.Match  // how it compares; 0 for the reverse test, such as whether a code begins with the code of the error
}

// A pair is a place where a function compares values that come from two of its parameters.
type pair struct {
	node     ast.Node
	x, y     taint
	how      sites.Match // how x and y are compared; if a helper compares them, how the helper does
	directed bool        // x can only come from the error and y only from the codes
	negated  bool
	callee   *Summary // the helper that compares them; nil if the function itself does
}

// compare adds a pair that compares x and y, if both come from parameters.
func (r *Reading) compare(p pair, x, y ast.Expr) {
	p.x, p.y = r.trace.taint(x), r.trace.taint(y)
	if p.x.params != 0 && p.y.params != 0 {
		r.pairs = append(r.pairs, p)
	}
}

// chooseParams returns the indexes of the parameters that most pairs support as the error and as the codes. Both are 0 if
// there are none.
func (r *Reading) chooseParams() (err, codes int) {
	votes := map[[2]int]int{}
	for _, p := range r.pairs {
		for c := 1; c < len(r.classes); c++ {
			for e := range r.classes {
				if x, y, ok := p.sidesFor(e, c); ok && r.supports(p, e, c, x, y) {
					votes[[2]int{e, c}]++
				}
			}
		}
	}
	best := [2]int{}
	for v, n := range votes {
		if n > votes[best] || n == votes[best] && slices.Compare(v[:], best[:]) < 0 {
			best = v
		}
	}
	return best[0], best[1]
}

// supports reports whether a pair is a reason to assume that parameter e is the error and parameter c is the codes. The
// sides x and y of the pair come from e and c.
func (r *Reading) supports(p pair, e, c int, x, y taint) bool {
	if e == c || y.params != 1<<c {
		return false
	}
	if r.classes[e] != errorClass && (x.viaCall || y.viaCall || x.params != 1<<e) {
		return false
	}
	for other := range r.classes {
		// A value that comes from an error and from another parameter is attributed to the error.
		if x.params&(1<<other) != 0 && r.classes[other] == errorClass && other != e {
			return false
		}
	}
	switch r.classes[c] {
	case listClass:
		return r.classes[e] != otherClass && r.classes[e] != listClass
	case codeClass:
		return r.classes[e] == errorClass || r.classes[e] == codeClass && p.directed && x.params == 1<<e
	case anyClass:
		return r.classes[e] == anyClass && y.element && !x.element
	}
	return false
}

// sidesFor returns the sides of a pair that come from parameter e, the error, and from parameter c, the codes. Ok is false
// if the pair does not compare the two.
func (p pair) sidesFor(e, c int) (errSide, codesSide taint, ok bool) {
	if c == 0 {
		return taint{}, taint{}, false
	}
	bitE, bitC := uint32(1)<<e, uint32(1)<<c
	if p.x.params&bitE != 0 && p.y.params == bitC && p.x.params&bitC == 0 {
		return p.x, p.y, true
	}
	if !p.directed && p.y.params&bitE != 0 && p.x.params == bitC && p.y.params&bitC == 0 {
		return p.y, p.x, true
	}
	return taint{}, taint{}, false
}

// isReversed reports whether a directed pair compares e and c the other way round: it tests, for example, whether a code
// in c begins with the code of the error e.
func (p pair) isReversed(e, c int) bool {
	return c != 0 && p.directed && p.x.params == 1<<c && p.y.params&(1<<e) != 0
}

// addPair adds to the reading how a pair compares, and from which error types its code comes. The side errSide of the pair
// comes from the error.
func (r *Reading) addPair(p pair, errSide taint) {
	r.match |= errSide.forms.match(p.how)
	if r.classes[r.err] == codeClass || r.classes[r.err] == anyClass {
		return
	}
	ties := errSide.ties
	switch {
	case p.callee != nil && !p.callee.TakesCode:
		r.loose = r.loose || p.callee.loose
		ties = p.callee.ties
	case len(ties) == 0 || errSide.forms&textForm != 0:
		r.loose = true
	}
	for _, t := range ties {
		if !t.Indirect {
			r.Ties = bind.AppendTie(r.Ties, t)
		}
	}
}

// match returns how codes are compared with an error if a comparison uses a value of these forms.
func (fs form) match(how sites.Match) sites.Match {
	var m sites.Match
	if fs&codeForm != 0 {
		m |= how
	}
	if fs&dotPrefixForm != 0 {
		m |= how&^sites.Exact | sites.DotPrefix
	}
	if fs&foldedForm != 0 {
		m |= how&^sites.Exact | sites.Fold
	}
	if fs&textForm != 0 {
		m |= sites.InText
	}
	return m
}

// addComparisons adds the places where the function compares its error with its codes, if it is a helper.
func (r *Reading) addComparisons(comparisons map[ast.Node]Comparison) {
	if !r.ComparesParams() {
		return
	}
	for _, p := range r.pairs {
		c := Comparison{Err: r.ErrParam(), Codes: r.CodesParam(), Negated: p.negated}
		if errSide, _, ok := p.sidesFor(r.err, r.codes); ok {
			c.Match = errSide.forms.match(p.how)
		} else if !p.isReversed(r.err, r.codes) {
			continue
		}
		comparisons[p.node] = c
	}
}
