package analyzer

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/sites"
)

// deadTest reports a test that no error passes because of the way in which errors come to it.
func (p *pass) deadTest(d *sites.DeadTest) {
	if p.inTestFile(d.Node.Pos()) {
		return
	}
	f := Finding{}
	switch d.Reason {
	case sites.InStatus:
		f.Message = "this never matches: a gRPC call returns a status instead of " + d.Name + "; "
		if code := statusName[d.Name]; code != "" {
			f.Message += "compare status.Code of the error with codes." + code
		} else {
			f.Message += "test status.Code of the error"
		}
		f.Related = []Related{{Pos: d.From.Pos(), End: d.From.End(), Message: "the error is from this call"}}
	case sites.OnSend:
		f.Message = "this never matches: a client that sends into a stream gets io.EOF when the call has ended; the status is returned by Recv or CloseAndRecv"
		f.Related = []Related{{Pos: d.From.Pos(), End: d.From.End(), Message: "the error is from this call"}}
	case sites.Panics:
		p.panickingTest(d, &f)
	case sites.Fresh:
		f.Message = freshTest(d)
	case sites.Constant:
		f.Message = "this condition is never true: no code meets it"
		if d.Always {
			f.Message = "this condition is always true: each code meets it"
		}
	default:
		f.Message = p.wrappedTest(d)
		f.Related = []Related{{Pos: d.From.Pos(), End: d.From.End(), Message: "this wraps the error"}}
	}
	if d.Passed != nil {
		f.Related = append(f.Related, Related{Pos: d.Passed.Pos(), End: d.Passed.End(), Message: "this passes the error to the test"})
	}
	p.report(d.Node, f)
}

// statusName maps the errors of package context to the names of the codes that a status has in their place.
var statusName = map[string]string{"context.Canceled": "Canceled", "context.DeadlineExceeded": "DeadlineExceeded"}

// wrappedTest returns the message for a test that does not look at wrapped errors.
func (p *pass) wrappedTest(d *sites.DeadTest) string {
	switch {
	case d.Always:
		return "this comparison is always true: the error is wrapped on each path to it; use errors.Is with " + types.ExprString(d.Compared.Value)
	case d.Compared.Value != nil:
		return "this comparison is never true: the error is wrapped on each path to it; use errors.Is with " + types.ExprString(d.Compared.Value)
	case d.Name != "":
		return d.Name + " never matches: it does not look at wrapped errors, and the error is wrapped on each path to it; use errors.Is"
	}
	text := "the type"
	if e, ok := d.Node.(ast.Expr); ok {
		text = types.ExprString(e)
	}
	return "this never matches: the error is wrapped on each path to it; use errors.As to find " + text
}

// panickingTest sets the message and the fix for a call of errors.As that panics because of its target.
func (p *pass) panickingTest(d *sites.DeadTest, f *Finding) {
	if d.Name == "" {
		f.Message = "this panics: the target must be the address of a variable that can hold the error"
		return
	}
	f.Message = "this panics: " + d.Name + " is the target, and not the address of a variable that can hold the error; pass &" + d.Name
	f.Fixes = []Fix{{Message: "Pass &" + d.Name, Edits: []Edit{{Pos: d.Node.Pos(), End: d.Node.Pos(), New: "&"}}}}
}

// freshTest returns the message for a comparison of an error with a value that is made in the test.
func freshTest(d *sites.DeadTest) string {
	text := "this never matches: "
	switch {
	case d.Always:
		text = "this comparison is always true: "
	case d.Compared.Err != nil:
		text = "this comparison is never true: "
	}
	if call, ok := ast.Unparen(d.Compared.Value).(*ast.CallExpr); ok && types.ExprString(call.Fun) == d.Name {
		return text + d.Name + " makes a new error here, and no other error is equal to it; compare with a variable"
	}
	return text + "the pointer is new, and no other pointer is equal to it; use errors.As to find *" + d.Name
}
