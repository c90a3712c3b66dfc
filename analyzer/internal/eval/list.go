package eval

import (
	"go/ast"
	"go/constant"
	"strings"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/helpers"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// A holding is what the lists of one expression hold, made ready to be asked for a code.
type holding struct {
	texts   map[string]bool
	numbers map[int]bool
	entries []string        // the texts, where a part of a code may match
	denied  map[string]bool // keys of a map that stand for false
	known   *bind.CodeExpr  // an element that names a code by itself
	open    bool
}

// holding returns what the lists hold that an expression may be; nil where one of them is not seen.
func (ev *Evaluator) holding(list ast.Expr) *holding {
	list = ast.Unparen(list)
	if h, ok := ev.holdings[list]; ok {
		return h
	}
	ev.holdings[list] = nil
	lists, ok := ev.pkg.ListLiterals(list, index.MaxDepth)
	if !ok {
		return nil
	}
	h := &holding{texts: map[string]bool{}, numbers: map[int]bool{}, denied: map[string]bool{}}
	for _, l := range lists {
		h.open = h.open || l.Open
		ev.fill(h, l.Elems)
		if lit, ok := l.Node.(*ast.CompositeLit); ok {
			ev.deny(h, lit)
		}
	}
	ev.holdings[list] = h
	return h
}

// handedOver returns what a call hands to a helper as codes; nil where that is not seen.
func (ev *Evaluator) handedOver(s *helpers.Summary, call *ast.CallExpr) *holding {
	if spread, ok := s.Spread(call); ok {
		if h, known := ev.holdings[call]; known {
			return h
		}
		h := &holding{texts: map[string]bool{}, numbers: map[int]bool{}}
		ev.fill(h, spread)
		ev.holdings[call] = h
		return h
	}
	arg := s.CodesArg(call)
	if arg == nil {
		return nil
	}
	return ev.holding(arg)
}

func (ev *Evaluator) fill(h *holding, elems []ast.Expr) {
	for _, e := range elems {
		n, ok := ev.bind.CodeExpr(e)
		switch {
		case !ok:
			h.open = true
		case n.IsInt:
			h.numbers[n.Number] = true
		default:
			h.texts[n.Text] = true
			h.entries = append(h.entries, n.Text)
		}
		if ok && n.Known != nil && h.known == nil {
			h.known = &n
		}
	}
}

// deny notes the keys of a map literal that stand for false.
func (ev *Evaluator) deny(h *holding, lit *ast.CompositeLit) {
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		if id, ok := kv.Value.(*ast.Ident); ok && id.Name == "false" {
			if n, ok := ev.bind.CodeExpr(kv.Key); ok {
				h.denied[n.Text] = true
			}
		}
	}
}

// evalCompared answers a comparison that a function makes between the error and the codes that it is handed.
func (ev *Evaluator) evalCompared(x ast.Node, e *Assumption) (v Truth, ok bool) {
	if e.Codes == nil {
		return Unknown, false
	}
	c, ok := ev.helpers.Comparisons[x]
	if !ok || c.Codes != e.Codes || c.Err != e.Root {
		return Unknown, false
	}
	switch {
	case e.Success:
		v = No
	case c.Match == 0 && e.Member == Yes:
		v = Unknown
	default:
		v = e.meets(e.Member)
	}
	if c.Negated {
		v = v.Not()
	}
	return v, true
}

// evalElement answers the comparison of a carrier with the variable of a range over a list: in one round it is the code,
// where the list holds it.
func (ev *Evaluator) evalElement(x, y ast.Expr, e *Assumption) Truth {
	list := ev.pkg.ListOf(y)
	if list == nil {
		return Unknown
	}
	return e.meets(ev.evalMember(list, x, e))
}

// evalCount answers a question for the number of codes that a function is handed: len(codes) > 0.
func (ev *Evaluator) evalCount(x *ast.BinaryExpr, e *Assumption) Truth {
	call, ok := ast.Unparen(x.X).(*ast.CallExpr)
	n, isConst := ev.bind.CodeExpr(x.Y)
	if !ok || !isConst || !n.IsInt || e.Codes == nil || len(call.Args) != 1 || ev.pkg.Object(call.Args[0]) != e.Codes || index.CalledName(call) != "len" {
		return Unknown
	}
	count := func(of int64) Truth {
		return TruthOf(constant.Compare(constant.MakeInt64(of), x.Op, constant.MakeInt64(int64(n.Number))))
	}
	switch {
	case e.none:
		return count(0)
	case e.Member == Yes && count(1) == count(1<<30):
		return count(1)
	}
	return Unknown
}

// meets notes that the code was found equal to one.
func (e *Assumption) meets(v Truth) Truth {
	if v == Yes && !e.Success {
		e.met = true
	}
	return v
}

// has answers whether the code that is assumed is held, as codes are compared there.
func (h *holding) has(match sites.Match, e *Assumption) Truth {
	switch {
	case e.Success:
		return TruthOf(h.texts[""])
	case e.IsInt && h.numbers[e.Number], !e.IsInt && h.texts[e.Text], !e.IsInt && h.hasPart(match, e.Text):
		return Yes
	case h.open, e.Other && match&^sites.Exact != 0:
		return Unknown
	}
	return No
}

// hasPart reports whether a code matches one that is held but for case, by its head, or by a part of it.
func (h *holding) hasPart(match sites.Match, code string) bool {
	if match&(sites.DotPrefix|sites.Prefix|sites.Substring|sites.InText|sites.Fold) == 0 {
		return false
	}
	for _, held := range h.entries {
		switch {
		case match&(sites.Substring|sites.InText) != 0 && strings.Contains(code, held),
			match&sites.Prefix != 0 && strings.HasPrefix(code, held),
			match&sites.DotPrefix != 0 && strings.HasPrefix(code, held+"."),
			match&sites.Fold != 0 && strings.EqualFold(code, held):
			return true
		}
	}
	return false
}
