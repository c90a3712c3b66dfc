package eval

import (
	"go/ast"
	"strings"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// evalCall answers a call in a condition: errors.As, slices.Contains, a predicate of the package.
func (ev *Evaluator) evalCall(call *ast.CallExpr, e *Assumption) Truth {
	path, name := ev.pkg.Qualified(call)
	switch {
	case path == "errors" && name == "As" && len(call.Args) == 2:
		if u, ok := ast.Unparen(call.Args[1]).(*ast.UnaryExpr); ok {
			return ev.IsType(call.Args[0], u.X, e)
		}
		return Unknown
	case path == "errors" && name == "Is" && len(call.Args) == 2:
		if root, _ := ev.bind.RootAt(call.Args[0], index.MaxDepth); e.Success && root != nil && root == e.Root {
			return No
		}
		if n, c := ev.bind.Sentinel(call); e.holds(c) {
			return e.meets(ev.sameCode(n, c, e))
		}
		return Unknown
	case path == "slices" && name == "Contains" && len(call.Args) == 2:
		return ev.evalMember(call.Args[0], call.Args[1], e)
	case path == "strings" && len(call.Args) == 2:
		return ev.evalText(name, call, e)
	}
	return ev.evalPredicate(call, e)
}

// evalMember answers whether the code is in a list.
func (ev *Evaluator) evalMember(list, by ast.Expr, e *Assumption) Truth {
	c := ev.bind.Carrier(by)
	h := ev.holding(list)
	if c == nil && h != nil && h.known != nil {
		c = ev.bind.ComparedWith(by, *h.known)
	}
	if h == nil || !e.holds(c) {
		return Unknown
	}
	return e.meets(h.has(sites.Exact, e))
}

// evalIndex answers a look-up in a map literal: the presence of the code, or the boolean under it.
func (ev *Evaluator) evalIndex(x *ast.IndexExpr, e *Assumption) Truth {
	if t := ev.pkg.Info.TypeOf(x.X); t == nil || !index.IsMap(t) {
		return Unknown
	}
	if v, ok := ev.evalCompared(x, e); ok {
		return v
	}
	v := ev.evalMember(x.X, x.Index, e)
	if v != Yes {
		return v
	}
	h := ev.holding(x.X)
	if h.denied[e.Text] {
		return No
	}
	return Yes
}

// evalText answers strings.HasPrefix and its kin on a code.
func (ev *Evaluator) evalText(name string, call *ast.CallExpr, e *Assumption) Truth {
	n, ok := ev.bind.CodeExpr(call.Args[1])
	if !ok || e.Success || e.IsInt || !e.holds(ev.bind.Carrier(call.Args[0])) {
		return Unknown
	}
	if e.Other && name != "EqualFold" {
		return Unknown
	}
	switch name {
	case "HasPrefix":
		return TruthOf(strings.HasPrefix(e.Text, n.Text))
	case "HasSuffix":
		return TruthOf(strings.HasSuffix(e.Text, n.Text))
	case "Contains":
		return TruthOf(strings.Contains(e.Text, n.Text))
	case "EqualFold":
		return TruthOf(strings.EqualFold(e.Text, n.Text))
	}
	return Unknown
}

// evalPredicate answers a call of a function whose first result is a boolean.
func (ev *Evaluator) evalPredicate(call *ast.CallExpr, e *Assumption) Truth {
	switch ev.CallAnswer(call, e) {
	case sites.AnswerTrue:
		return Yes
	case sites.AnswerFalse:
		return No
	}
	return Unknown
}
