package helpers

import (
	"go/ast"
	"slices"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/sites"
)

// A pair is one place in a function's body where what was taken out of one parameter is held against another.
type pair struct {
	node     ast.Node
	x, y     taint
	how      sites.Match // Exact, Fold, Prefix, Part or Head, as of x and y; or what a helper does
	oriented bool        // x is the error's, y the code's
	negated  bool
	callee   *Summary // of a helper that compares; nil where the place itself does
}

func (r *Reading) pair(p pair, x, y ast.Expr) {
	p.x, p.y = r.trace.taint(x), r.trace.taint(y)
	if p.x.params != 0 && p.y.params != 0 {
		r.pairs = append(r.pairs, p)
	}
}

// sides says which parameter is the error and which the codes: what most pairs say.
func (r *Reading) sides() (err, codes int) {
	votes := map[[2]int]int{}
	for _, p := range r.pairs {
		for c := 1; c < len(r.class); c++ {
			for e := range r.class {
				if x, y, ok := p.as(e, c); ok && r.may(p, e, c, x, y) {
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

// may reports whether a pair tells that e is the error and c the codes.
func (r *Reading) may(p pair, e, c int, x, y taint) bool {
	if e == c || y.params != 1<<c {
		return false
	}
	if r.class[e] != errorClass && (x.far || y.far || x.params != 1<<e) {
		return false
	}
	for other := range r.class {
		// What was taken out of an error with the help of something else is the error's.
		if x.params&(1<<other) != 0 && r.class[other] == errorClass && other != e {
			return false
		}
	}
	switch r.class[c] {
	case listClass:
		return r.class[e] != otherClass && r.class[e] != listClass
	case codeClass:
		return r.class[e] == errorClass || r.class[e] == codeClass && p.oriented && x.params == 1<<e
	case anyClass:
		return r.class[e] == anyClass && y.elem && !x.elem
	}
	return false
}

// as returns a pair's sides where the error is the parameter e, and the codes are c.
func (p pair) as(e, c int) (x, y taint, ok bool) {
	if c == 0 {
		return taint{}, taint{}, false
	}
	bitE, bitC := uint32(1)<<e, uint32(1)<<c
	if p.x.params&bitE != 0 && p.y.params == bitC && p.x.params&bitC == 0 {
		return p.x, p.y, true
	}
	if !p.oriented && p.y.params&bitE != 0 && p.x.params == bitC && p.y.params&bitC == 0 {
		return p.y, p.x, true
	}
	return taint{}, taint{}, false
}

// reversed reports whether a pair asks the other way round: whether the error's code begins what is listed.
func (p pair) reversed(e, c int) bool {
	return c != 0 && p.oriented && p.x.params == 1<<c && p.y.params&(1<<e) != 0
}

// add adds what one pair says to the reading.
func (r *Reading) add(p pair, e taint) {
	r.match |= e.forms.match(p.how)
	if r.class[r.err] == codeClass || r.class[r.err] == anyClass {
		return
	}
	switch {
	case p.callee != nil && !p.callee.TakesCode:
		r.loose = r.loose || p.callee.loose
		e.ties = p.callee.ties
	case len(e.ties) == 0 || e.forms&textForm != 0:
		r.loose = true
	}
	for _, t := range e.ties {
		if !t.Indirect {
			r.Ties = bind.AppendTie(r.Ties, t)
		}
	}
}

// match says how codes are held against an error where what was taken out of it has these forms.
func (fs form) match(how sites.Match) sites.Match {
	var m sites.Match
	if fs&plainForm != 0 {
		m |= how
	}
	if fs&headForm != 0 {
		m |= how&^sites.Exact | sites.DotPrefix
	}
	if fs&foldForm != 0 {
		m |= how&^sites.Exact | sites.Fold
	}
	if fs&textForm != 0 {
		m |= sites.InText
	}
	return m
}

// settle notes the places where the function compares.
func (r *Reading) settle(compares map[ast.Node]Comparison) {
	if r.codes == 0 {
		return
	}
	err, codes := r.trace.params[r.err], r.trace.params[r.codes]
	for _, p := range r.pairs {
		c := Comparison{Err: err, Codes: codes, Negated: p.negated}
		if e, _, ok := p.as(r.err, r.codes); ok {
			c.Match = e.forms.match(p.how)
		} else if !p.reversed(r.err, r.codes) {
			continue
		}
		compares[p.node] = c
	}
}
