package sites

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// An effect is what the statements of a path have done so far.
type effect uint16

const (
	logged   effect = 1 << iota // something was written to a log
	waited                      // something waits, or may
	changed                     // a call that can change something: a recovery
	did                         // something was done about the code in its own branch
	surfaced                    // the error went on: returned, stored, sent, passed
	lost                        // the variable that held the error holds something else
	narrowed                    // something else that is asked of the error decides with the code
	cleared                     // the variable that held the error was set to nil
	round                       // the head of a retry loop was passed: what follows belongs to the next attempt
)

// Names that say what a function does where its body is not at hand. They are only used to take a call as less
// than a recovery; a call that they do not know counts as one.
var (
	logNames   = compile(`^(?:Print|Debug|Info|Warn|Notice|Error|Trace|Log|Fatal|Panic)(?:f|w|ln|ing|ingf|Context|ContextF|Depth)?$|^(?:Warnings?|Logf|Msgf?|Send|Output)$`)
	logOwners  = compile(`(?i)^(?:.*log(?:s|ger|ging|rus)?|zap|.*lgr|l|lg)$`)
	noLogs     = compile(`(?i)(?:cata|dia|back|web|ana|pro|epi|change|^b|^v)logs?$`)
	logPaths   = compile(`(?:^|/)(?:log|slog|zap|zapcore|logrus|zerolog|klog|glog|tflog|hclog|logr|logger|logging)(?:/v\d+|/level|/log)?$`)
	logWriters = compile(`(?i)stderr|stdout|log`)
	waitNames  = compile(`(?i)sleep|wait|backoff|pause|delay|throttle|jitter|tick`)
	closeNames = compile(`^(?:[cC]lose\w*|[cC]ancel\w*|[dD]rain\w*|Stop|Flush|R?Lock|R?Unlock|Done|Inc|Observe|Since)$`)
	wrapNames  = compile(`(?i)^(?:wrap|annotate|errorf$|with(?:message|stack|context))|error(?:f|wrap|from)$|wrap(?:ped)?(?:error|err|f)?$`) // with an error
	plainNames = compile(`^(?:Error|String|Err|End|Code|Unwrap|Temporary|Timeout|Deadline|Len)$`)                                            // without arguments
)

// purePackages hold functions that change nothing but what is handed to them.
var purePackages = map[string]bool{
	"errors": true, "fmt": true, "strings": true, "strconv": true, "bytes": true, "math": true, "math/rand": true,
	"math/rand/v2": true, "sort": true, "slices": true, "maps": true, "unicode": true, "path": true,
	"path/filepath": true, "time": true, "context": true, "reflect": true, "regexp": true, "net/url": true,
	"cmp": true, "math/bits": true, "io": true,
}

// isPure reports whether the functions of a package change nothing but what is handed to them.
func isPure(path string) bool { return purePackages[path] }

// closes reports whether a function's name says that it releases something.
func closes(name string) bool { return closeNames.MatchString(name) }

// wraps reports whether a function's name says that it makes another error of one that it is handed.
func wraps(name string) bool { return wrapNames.MatchString(name) }

// callEffect says what one call does.
func (f *finder) callEffect(call *ast.CallExpr, depth int) effect {
	if tv, ok := f.in.Info.Types[call.Fun]; ok && tv.IsType() {
		return 0
	} else if ok && tv.IsBuiltin() {
		return builtinEffect(calledName(call))
	}
	path, name := f.qualified(call)
	switch {
	case path != "" && isLogFunc(path, name):
		return logged
	case path == "fmt" && strings.HasPrefix(name, "Print"):
		return logged
	case path == "fmt" && strings.HasPrefix(name, "Fprint"):
		return writeEffect(call)
	case path == "time" && name == "Sleep" && len(call.Args) == 1 && f.noTime(call.Args[0]):
		return 0
	case path == "time" && (name == "Sleep" || name == "After" || name == "Tick"):
		return waited
	case path == "sync/atomic" || f.isAtomic(call):
		return f.atomicEffect(call)
	case purePackages[path]:
		return pureEffect(call, name)
	case path == "" && f.isLogCall(call):
		return logged
	}
	if fn := f.bodyOf(call); fn != nil {
		return f.bodyEffect(fn, depth)
	}
	return f.namedEffect(call)
}

// builtinEffect says what a builtin function does to what is handed to it.
func builtinEffect(name string) effect {
	switch name {
	case "delete", "clear", "copy":
		return changed
	case "print", "println":
		return logged
	}
	return 0
}

// writeEffect takes fmt.Fprint to a terminal or a log file as a log entry, and to anything else as an answer.
func writeEffect(call *ast.CallExpr) effect {
	if len(call.Args) > 0 && logWriters.MatchString(types.ExprString(call.Args[0])) {
		return logged
	}
	return did
}

// pureEffect is for the packages that change nothing of the program's: what is written there is noted, unless it is
// thrown away.
func pureEffect(call *ast.CallExpr, name string) effect {
	if !strings.HasPrefix(name, "Write") && !strings.HasPrefix(name, "Copy") || isDiscard(call) {
		return 0
	}
	return did
}

// isDiscard reports whether a call writes to io.Discard.
func isDiscard(call *ast.CallExpr) bool {
	return len(call.Args) > 0 && strings.HasSuffix(types.ExprString(call.Args[0]), ".Discard")
}

// isAtomic reports whether a call is of a method of package sync/atomic.
func (f *finder) isAtomic(call *ast.CallExpr) bool {
	fn, ok := f.callee(call).(*types.Func)
	return ok && fn.Pkg() != nil && fn.Pkg().Path() == "sync/atomic"
}

// atomicEffect takes an atomic number or flag as something noted, which is no recovery; a value or a pointer that is put
// in the place of another is what the program works with from now on.
func (f *finder) atomicEffect(call *ast.CallExpr) effect {
	name := calledName(call)
	if strings.HasPrefix(name, "Load") {
		return 0
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		if tn := namedOf(f.in.Info.TypeOf(sel.X)); tn != nil && (tn.Name() == "Value" || tn.Name() == "Pointer") {
			return changed
		}
	}
	return did
}

// namedEffect judges a call whose body is not at hand by its name.
func (f *finder) namedEffect(call *ast.CallExpr) effect {
	name := calledName(call)
	switch {
	case waitNames.MatchString(name):
		return waited
	case closeNames.MatchString(name), len(call.Args) == 0 && plainNames.MatchString(name):
		return 0
	}
	if fn, ok := f.callee(call).(*types.Func); ok && fn.Pkg() != nil {
		if purePackages[fn.Pkg().Path()] {
			return pureEffect(call, name)
		}
		if len(f.b.carriers[fn]) > 0 || f.b.libraries[fn.Pkg()] != nil {
			return 0
		}
	}
	return changed | waited
}

func calledName(call *ast.CallExpr) string {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		return fun.Name
	case *ast.SelectorExpr:
		return fun.Sel.Name
	}
	return ""
}

// isLogFunc reports whether a function of a package writes to a log: any function of a known logger, and one with a
// logger's name in a package that is called one.
func isLogFunc(path, name string) bool {
	return name != "Errorf" && (logPaths.MatchString(path) || isLogName(path[strings.LastIndex(path, "/")+1:]) && logNames.MatchString(name))
}

// isLogName reports whether a name says that something is a logger.
func isLogName(name string) bool { return logOwners.MatchString(name) && !noLogs.MatchString(name) }

// isLogCall reports whether a method call is one of a logger: by its name, and by the name of what it hangs on or
// the package of its type.
func (f *finder) isLogCall(call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		id, ok := ast.Unparen(call.Fun).(*ast.Ident)
		return ok && (id.Name == "logf" || id.Name == "logln" || id.Name == "println" || id.Name == "print")
	}
	if sel.Sel.Name == "logf" {
		return true
	}
	if !logNames.MatchString(sel.Sel.Name) {
		return false
	}
	if strings.HasSuffix(sel.Sel.Name, "f") && sel.Sel.Name != "Errorf" {
		return true
	}
	if tn := namedOf(f.in.Info.TypeOf(sel.X)); tn != nil && tn.Pkg() != nil && isLogFunc(tn.Pkg().Path(), sel.Sel.Name) {
		return true
	}
	for x := ast.Unparen(sel.X); ; {
		switch y := x.(type) {
		case *ast.Ident:
			return isLogName(y.Name)
		case *ast.SelectorExpr:
			if isLogName(y.Sel.Name) {
				return true
			}
			x = ast.Unparen(y.X)
		case *ast.CallExpr:
			x = ast.Unparen(y.Fun)
		default:
			return false
		}
	}
}

// bodyOf returns the function of this package, or the literal in a variable, that a call calls.
func (f *finder) bodyOf(call *ast.CallExpr) *function {
	if lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit); ok {
		return f.functions[lit]
	}
	o := f.callee(call)
	if o == nil {
		return nil
	}
	if fn := f.decls[o]; fn != nil {
		return fn
	}
	a, ok := f.only(o)
	if !ok {
		return nil
	}
	switch rhs := ast.Unparen(a.rhs).(type) {
	case *ast.FuncLit:
		return f.functions[rhs]
	case *ast.CallExpr:
		return f.madeBy(f.decls[f.callee(rhs)])
	}
	return nil
}

// madeBy returns the function literal that a function of this package makes and returns, where it is always the same.
func (f *finder) madeBy(maker *function) *function {
	if maker == nil {
		return nil
	}
	var made *function
	ast.Inspect(maker.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			var lit *ast.FuncLit
			if len(n.Results) == 1 {
				lit, _ = ast.Unparen(n.Results[0]).(*ast.FuncLit)
			}
			if lit == nil || made != nil {
				maker = nil
				return false
			}
			made = f.functions[lit]
		}
		return true
	})
	if maker == nil {
		return nil
	}
	return made
}

// bodyEffect sums up what a function's body does; an assignment to anything but its own variables is a change.
func (f *finder) bodyEffect(fn *function, depth int) effect {
	if depth == 0 {
		return changed | waited
	}
	if e, ok := f.effects[fn]; ok {
		return e
	}
	f.effects[fn] = 0 // a function that calls itself
	var sum effect
	given := map[*ast.FuncLit]bool{} // what is returned is not called here
	ast.Inspect(fn.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ReturnStmt:
			give(n, given)
		case *ast.FuncLit:
			return !given[n]
		case *ast.ExprStmt:
			if f.polled[n] {
				return false // the select has a default: it does not wait
			}
		case *ast.CallExpr:
			sum |= f.callEffect(n, depth-1)
		case *ast.UnaryExpr:
			if n.Op == token.ARROW {
				sum |= waited
			}
		case *ast.SendStmt, *ast.GoStmt:
			sum |= changed
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				if n.Tok != token.DEFINE && !f.localTo(fn, l) && !f.keepsTime(l) {
					sum |= changed
				}
			}
		}
		return true
	})
	f.effects[fn] = sum
	return sum
}

// give notes the function literals that are returned.
func give(r *ast.ReturnStmt, given map[*ast.FuncLit]bool) {
	for _, e := range r.Results {
		if lit, ok := ast.Unparen(e).(*ast.FuncLit); ok {
			given[lit] = true
		}
	}
}

// keepsTime reports whether an assignment's target is a variable that holds a time: the next wait of a closure that
// waits is no change of what is asked for.
func (f *finder) keepsTime(target ast.Expr) bool {
	v, ok := f.object(target).(*types.Var)
	return ok && isTime(v.Type())
}

// localTo reports whether an assignment's target is a variable declared in the function.
func (f *finder) localTo(fn *function, target ast.Expr) bool {
	id, ok := ast.Unparen(target).(*ast.Ident)
	if !ok {
		return false
	}
	if id.Name == "_" {
		return true
	}
	o := f.object(id)
	return o != nil && fn.node.Pos() <= o.Pos() && o.Pos() <= fn.node.End()
}
