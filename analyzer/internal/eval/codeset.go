package eval

import (
	"go/ast"
	"strings"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/helpers"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// A codeSet is the set of codes in the lists that an expression may be.
type codeSet struct {
	texts      map[string]bool
	numbers    map[int]bool
	ordered    []string        // the keys of texts, in the order of the source
	falseKeys  map[string]bool // keys of a map literal whose value is false
	named      *bind.CodeExpr  // the first element from which its catalog is known, such as a constant of an SDK; nil if there is none
	incomplete bool            // there may be other elements
}

// codeSet returns the codes in the lists that an expression may be; nil if one of the lists is not known.
func (ev *Evaluator) codeSet(list ast.Expr) *codeSet {
	list = ast.Unparen(list)
	if s, ok := ev.codeSets[list]; ok {
		return s
	}
	ev.codeSets[list] = nil
	lists, ok := ev.pkg.ListLiterals(list, index.MaxDepth)
	if !ok {
		return nil
	}
	s := &codeSet{texts: map[string]bool{}, numbers: map[int]bool{}, falseKeys: map[string]bool{}}
	for _, l := range lists {
		s.incomplete = s.incomplete || l.Open
		ev.add(s, l.Elems)
		if lit, ok := l.Node.(*ast.CompositeLit); ok {
			ev.addFalseKeys(s, lit)
		}
	}
	ev.codeSets[list] = s
	return s
}

// passedCodes returns the codes that a call passes to a helper; nil if they are not known.
func (ev *Evaluator) passedCodes(helper *helpers.Summary, call *ast.CallExpr) *codeSet {
	if spread, ok := helper.Spread(call); ok {
		if s, known := ev.codeSets[call]; known {
			return s
		}
		s := &codeSet{texts: map[string]bool{}, numbers: map[int]bool{}}
		ev.add(s, spread)
		ev.codeSets[call] = s
		return s
	}
	arg := helper.CodesArg(call)
	if arg == nil {
		return nil
	}
	return ev.codeSet(arg)
}

// add adds the codes of elements.
func (ev *Evaluator) add(s *codeSet, elems []ast.Expr) {
	for _, e := range elems {
		n, ok := ev.bind.CodeExpr(e)
		switch {
		case !ok:
			s.incomplete = true
		case n.IsInt:
			s.numbers[n.Number] = true
		default:
			s.texts[n.Text] = true
			s.ordered = append(s.ordered, n.Text)
		}
		if ok && n.Known != nil && s.named == nil {
			s.named = &n
		}
	}
}

// addFalseKeys adds the keys of a map literal that have the value false.
func (ev *Evaluator) addFalseKeys(s *codeSet, lit *ast.CompositeLit) {
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		if id, ok := kv.Value.(*ast.Ident); ok && id.Name == "false" {
			if n, ok := ev.bind.CodeExpr(kv.Key); ok {
				s.falseKeys[n.Text] = true
			}
		}
	}
}

// contains reports whether a set contains the assumed code, if codes are compared as match says.
func (s *codeSet) contains(match sites.Match, e *Assumption) Truth {
	switch {
	case e.Success && e.Cat != nil && e.Cat.HTTP && s.numbers[e.successStatus()]:
		return Yes
	case e.Success && e.Cat != nil && e.Cat.HTTP && s.incomplete:
		return Unknown
	case e.Success:
		return TruthOf(s.texts[""])
	case e.IsInt && s.numbers[e.Number], s.texts[e.Text], !e.IsInt && s.matchesPart(match, e.Text):
		return Yes
	case s.incomplete, e.Other && match&^sites.Exact != 0:
		return Unknown
	}
	return No
}

// matchesPart reports whether a code matches an element other than exactly: without regard to case, by its first
// component, by a prefix, or by a part of it.
func (s *codeSet) matchesPart(match sites.Match, code string) bool {
	if match&(sites.DotPrefix|sites.Prefix|sites.Substring|sites.InText|sites.Fold) == 0 {
		return false
	}
	for _, text := range s.ordered {
		switch {
		case match&(sites.Substring|sites.InText) != 0 && strings.Contains(code, text),
			match&sites.Prefix != 0 && strings.HasPrefix(code, text),
			match&sites.DotPrefix != 0 && strings.HasPrefix(code, text+"."),
			match&sites.Fold != 0 && strings.EqualFold(code, text):
			return true
		}
	}
	return false
}
