package sites

import (
	"go/ast"
	"go/constant"
	"strings"
)

// A holding is what the lists of one expression hold, made ready to be asked for a code.
type holding struct {
	texts   map[string]bool
	numbers map[int]bool
	entries []string        // the texts, where a part of a code may match
	denied  map[string]bool // keys of a map that stand for false
	known   *named          // an element that names a code by itself
	open    bool
}

// holding returns what the lists hold that an expression may be; nil where one of them is not seen.
func (f *finder) holding(list ast.Expr) *holding {
	list = ast.Unparen(list)
	if h, ok := f.holdings[list]; ok {
		return h
	}
	f.holdings[list] = nil
	lists, ok := f.held(list, depth)
	if !ok {
		return nil
	}
	h := &holding{texts: map[string]bool{}, numbers: map[int]bool{}, denied: map[string]bool{}}
	for _, l := range lists {
		h.open = h.open || l.open
		f.fill(h, l.elems)
		if lit, ok := l.node.(*ast.CompositeLit); ok {
			f.deny(h, lit)
		}
	}
	f.holdings[list] = h
	return h
}

// handedOver returns what a call hands to a helper as codes; nil where that is not seen.
func (f *finder) handedOver(s *summary, call *ast.CallExpr) *holding {
	if spread, ok := s.spread(call); ok {
		if h, known := f.holdings[call]; known {
			return h
		}
		h := &holding{texts: map[string]bool{}, numbers: map[int]bool{}}
		f.fill(h, spread)
		f.holdings[call] = h
		return h
	}
	arg := s.codesArg(call)
	if arg == nil {
		return nil
	}
	return f.holding(arg)
}

func (f *finder) fill(h *holding, elems []ast.Expr) {
	for _, e := range elems {
		n, ok := f.names(e)
		switch {
		case !ok:
			h.open = true
		case n.isInt:
			h.numbers[n.number] = true
		default:
			h.texts[n.text] = true
			h.entries = append(h.entries, n.text)
		}
		if ok && n.known != nil && h.known == nil {
			h.known = &n
		}
	}
}

// deny notes the keys of a map literal that stand for false.
func (f *finder) deny(h *holding, lit *ast.CompositeLit) {
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		if id, ok := kv.Value.(*ast.Ident); ok && id.Name == "false" {
			if n, ok := f.names(kv.Key); ok {
				h.denied[n.text] = true
			}
		}
	}
}

// evalCompared answers a comparison that a function makes between the error and the codes that it is handed.
func (f *finder) evalCompared(x ast.Node, e *env) (v tri, ok bool) {
	if e.codes == nil {
		return unknown, false
	}
	c, ok := f.compares[x]
	if !ok || c.codes != e.codes || c.err != e.root {
		return unknown, false
	}
	switch {
	case e.success:
		v = no
	case c.match == 0 && e.member == yes:
		v = unknown
	default:
		v = e.meets(e.member)
	}
	if c.negated {
		v = v.not()
	}
	return v, true
}

// evalElement answers the comparison of a carrier with the variable of a range over a list: in one round it is the code,
// where the list holds it.
func (f *finder) evalElement(x, y ast.Expr, e *env) tri {
	list := f.elementOf(y)
	if list == nil {
		return unknown
	}
	return e.meets(f.evalMember(list, x, e))
}

// evalCount answers a question for the number of codes that a function is handed: len(codes) > 0.
func (f *finder) evalCount(x *ast.BinaryExpr, e *env) tri {
	call, ok := ast.Unparen(x.X).(*ast.CallExpr)
	n, isConst := f.names(x.Y)
	if !ok || !isConst || !n.isInt || e.codes == nil || len(call.Args) != 1 || f.object(call.Args[0]) != e.codes || calledName(call) != "len" {
		return unknown
	}
	count := func(of int64) tri {
		return truth(constant.Compare(constant.MakeInt64(of), x.Op, constant.MakeInt64(int64(n.number))))
	}
	switch {
	case e.none:
		return count(0)
	case e.member == yes && count(1) == count(1<<30):
		return count(1)
	}
	return unknown
}

// meets notes that the code was found equal to one.
func (e *env) meets(v tri) tri {
	if v == yes && !e.success {
		e.met = true
	}
	return v
}

// has answers whether the code that is assumed is held, as codes are compared there.
func (h *holding) has(match Match, e *env) tri {
	switch {
	case e.success:
		return truth(h.texts[""])
	case e.isInt && h.numbers[e.number], !e.isInt && h.texts[e.text], !e.isInt && h.hasPart(match, e.text):
		return yes
	case h.open, e.other && match&^Exact != 0:
		return unknown
	}
	return no
}

// hasPart reports whether a code matches one that is held but for case, by its head, or by a part of it.
func (h *holding) hasPart(match Match, code string) bool {
	if match&(Head|Prefix|Part|InText|Fold) == 0 {
		return false
	}
	for _, held := range h.entries {
		switch {
		case match&(Part|InText) != 0 && strings.Contains(code, held),
			match&Prefix != 0 && strings.HasPrefix(code, held),
			match&Head != 0 && strings.HasPrefix(code, held+"."),
			match&Fold != 0 && strings.EqualFold(code, held):
			return true
		}
	}
	return false
}
