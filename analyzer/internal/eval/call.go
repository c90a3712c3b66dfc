package eval

import (
	"go/ast"
	"strings"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// evalCall evaluates a call in a condition: of errors.As, errors.Is, slices.Contains, package strings, or a predicate.
func (q *query) evalCall(call *ast.CallExpr) Truth {
	if v := q.stepBool(call); v != Unknown {
		return v
	}
	if v := q.evalBoundPredicate(call); v != Unknown {
		return v
	}
	path, name := q.pkg.Qualified(call)
	switch {
	case path == "errors" && name == "As" && len(call.Args) == 2:
		if u, ok := ast.Unparen(call.Args[1]).(*ast.UnaryExpr); ok {
			return q.isType(call.Args[0], u.X)
		}
		return Unknown
	case path == "errors" && name == "Is" && len(call.Args) == 2:
		if v := q.stepEqual(call.Args[0], call.Args[1]); v != Unknown {
			return v
		}
		if root, _ := q.bind.RootAt(call.Args[0], index.MaxDepth); q.Success && root != nil && root == q.Root {
			return No
		}
		if n, c := q.bind.ComparedByIs(call); q.carries(c) {
			return q.compared(q.sameCode(n, c))
		}
		return q.evalElement(call.Args[0], call.Args[1])
	case path == "slices" && name == "Contains" && len(call.Args) == 2:
		return q.evalContains(call.Args[0], call.Args[1])
	case path == "strings" && len(call.Args) == 2:
		return q.evalText(name, call)
	}
	return q.evalPredicate(call)
}

// evalContains reports whether a list contains an expression that holds the assumed code.
func (q *query) evalContains(list, elem ast.Expr) Truth {
	c := q.bind.Carrier(elem)
	s := q.codeSet(list)
	if c == nil && s != nil && s.named != nil {
		c = q.bind.ComparedWith(elem, *s.named)
	}
	if s == nil || !q.carries(c) {
		return Unknown
	}
	return q.compared(s.contains(sites.Exact, q.Assumption))
}

// evalIndex evaluates a look-up in a map literal: whether it has the code as a key, and not with the value false.
func (q *query) evalIndex(x *ast.IndexExpr) Truth {
	if t := q.pkg.Info.TypeOf(x.X); t == nil || !index.IsMap(t) {
		return Unknown
	}
	if v, ok := q.evalHelperComparison(x); ok {
		return v
	}
	v := q.evalContains(x.X, x.Index)
	if v != Yes {
		return v
	}
	if q.codeSet(x.X).falseKeys[q.Text] {
		return No
	}
	return Yes
}

// evalText evaluates a function of package strings that compares the assumed code with a constant.
func (q *query) evalText(name string, call *ast.CallExpr) Truth {
	n, ok := q.bind.CodeExpr(call.Args[1])
	if !ok || q.Success || q.IsInt || !q.carries(q.bind.Carrier(call.Args[0])) {
		return Unknown
	}
	if q.Other && name != "EqualFold" {
		return Unknown
	}
	switch name {
	case "HasPrefix":
		return TruthOf(strings.HasPrefix(q.Text, n.Text))
	case "HasSuffix":
		return TruthOf(strings.HasSuffix(q.Text, n.Text))
	case "Contains":
		return TruthOf(strings.Contains(q.Text, n.Text))
	case "EqualFold":
		return TruthOf(strings.EqualFold(q.Text, n.Text))
	}
	return Unknown
}

// evalPredicate evaluates a call of a function whose first result is a boolean.
func (q *query) evalPredicate(call *ast.CallExpr) Truth {
	switch q.callAnswer(call) {
	case sites.AnswerTrue:
		return Yes
	case sites.AnswerFalse:
		return No
	}
	return Unknown
}

// evalBoundPredicate evaluates the use of a function, method or field of which a catalog says for which codes it is true.
func (q *query) evalBoundPredicate(e ast.Expr) Truth {
	for _, p := range q.bind.Predicates(e) {
		if !q.carries(p.Carrier) {
			continue
		}
		if q.Success {
			return No
		}
		if p.Cat == q.Cat {
			return q.compared(TruthOf(!q.Other && p.Has(q.Entry)))
		}
	}
	return Unknown
}
