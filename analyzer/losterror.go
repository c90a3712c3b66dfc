package analyzer

import (
	_ "embed"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/errls/errls/analyzer/sites"
)

//go:embed losterror.md
var losterrorPage string

// losterror reports an error that is turned into text although a place to which it comes asks for its type, value, code
// or mark.
var losterror = rule{
	name:     "losterror",
	title:    "report errors that are turned into text before their type, code or mark is asked for",
	page:     losterrorPage,
	severity: Warning,
	run: func(p *pass) {
		for i := range p.LostErrors {
			p.lostError(&p.LostErrors[i])
		}
	},
}

// lostError reports one lost error.
func (p *pass) lostError(e *sites.LostError) {
	if p.inTestFile(e.Call.Pos()) {
		return
	}
	f := Finding{Message: p.textOnly(e) + ", so " + p.missed(e)}
	if e.Verb.Pos.IsValid() {
		f.Pos, f.End = e.Verb.Pos, e.Verb.End
	}
	if e.Verb.Pos.IsValid() && e.Wraps {
		f.Message += "; use %w"
		fix := Fix{Message: "Wrap the error with %w", Edits: []Edit{{Pos: e.Verb.Pos, End: e.Verb.End, New: "%w"}}}
		if e.Method.Pos.IsValid() {
			fix.Edits = append(fix.Edits, Edit{Pos: e.Method.Pos, End: e.Method.End})
		}
		f.Fixes = []Fix{fix}
	}
	message := "the error is tested here"
	if e.Library != nil {
		message = "the error is returned to " + e.Library.Name + " here"
	}
	f.Related = []Related{{Pos: e.Asks.Pos(), End: firstLineEnd(e.Asks), Message: message}}
	p.report(e.Call, f)
}

// textOnly says what turns the error into text.
func (p *pass) textOnly(e *sites.LostError) string {
	err := types.ExprString(e.Err)
	if _, ok := repeatable(e.Err); !ok {
		err = "the error"
	}
	if e.By != nil {
		return types.ExprString(e.Call.Fun) + " returns only the text of " + err
	}
	return types.ExprString(e.Call.Fun) + " keeps only the text of " + err
}

// missed says who does not find what.
func (p *pass) missed(e *sites.LostError) string {
	switch {
	case e.Mark != nil:
		return e.Library.Name + " does not find the mark of " + e.Library.Name + "." + e.Mark.Name()
	case e.Predicate != "":
		return e.Library.Name + ", which asks " + shortName(e.Predicate) + ", never retries it"
	}
	if call, ok := e.Asks.(*ast.CallExpr); ok {
		name := types.ExprString(call.Fun)
		switch {
		case e.What == sites.WantsType && e.Type != nil:
			return name + " does not find the type " + p.typeText(e.Asks.Pos(), e.Type)
		case e.What == sites.WantsType:
			return name + " does not find its type"
		case e.Target != nil:
			return name + " does not find " + types.ExprString(e.Target)
		case e.What == sites.WantsCode:
			return name + " does not find its code"
		}
		return name + " does not recognize it"
	}
	if t, ok := e.Asks.(ast.Expr); ok && e.What == sites.WantsType {
		return "it never has the type " + types.ExprString(t)
	}
	if e.Target != nil {
		return "a comparison with " + types.ExprString(e.Target) + " never recognizes it"
	}
	return "a comparison never recognizes it"
}

// shortName returns a function's name with an import path as a program writes it: "errors.IsBusy" for
// "example.com/errors.IsBusy".
func shortName(qualified string) string { return qualified[strings.LastIndexByte(qualified, '/')+1:] }

// firstLineEnd returns the end of a node, or, for a function, the end of its type.
func firstLineEnd(n ast.Node) token.Pos {
	switch n := n.(type) {
	case *ast.FuncLit:
		return n.Type.End()
	case *ast.FuncDecl:
		return n.Type.End()
	}
	return n.End()
}
