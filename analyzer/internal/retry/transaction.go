package retry

import "go/ast"

// isInTx reports whether an attempt is a call of a method of a database transaction: tx.Exec(…), tx.QueryRow(…).Scan(…).
// The transaction is the same for each attempt, because a loop in which the receiver varies is no retry.
func (d *Detector) isInTx(attempt *ast.CallExpr) bool {
	for attempt != nil {
		sel, ok := ast.Unparen(attempt.Fun).(*ast.SelectorExpr)
		if !ok {
			return false
		}
		receiver, isCall := ast.Unparen(sel.X).(*ast.CallExpr)
		if !isCall {
			return d.effects.IsTransaction(attempt)
		}
		attempt = receiver
	}
	return false
}
