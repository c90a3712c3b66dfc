package effects

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/internal/lazyregexp"
	"github.com/errls/errls/analyzer/sites"
)

// An Effect is what the statements of a path have done so far.
type Effect uint16

const (
	Logged      Effect = 1 << iota // something was written to a log
	Waited                         // something waits, or may
	Changed                        // a call that can change something: a recovery
	Acted                          // something was done about the code in its own branch
	Surfaced                       // the error went on: returned, stored, sent, passed
	Overwritten                    // the variable that held the error holds something else
	Narrowed                       // something else that is asked of the error decides with the code
	Cleared                        // the variable that held the error was set to nil
	NextAttempt                    // the head of a retry loop was passed: what follows belongs to the next attempt
)

// Names that say what a function does where its body is not at hand. They are only used to take a call as less
// than a recovery; a call that they do not know counts as one.
var (
	logNames   = lazyregexp.New(`^(?:Print|Debug|Info|Warn|Notice|Error|Trace|Log|Fatal|Panic)(?:f|w|ln|ing|ingf|Context|ContextF|Depth)?$|^(?:Warnings?|Logf|Msgf?|Send|Output)$`)
	logOwners  = lazyregexp.New(`(?i)^(?:.*log(?:s|ger|ging|rus)?|zap|.*lgr|l|lg)$`)
	noLogs     = lazyregexp.New(`(?i)(?:cata|dia|back|web|ana|pro|epi|change|^b|^v)logs?$`)
	logPaths   = lazyregexp.New(`(?:^|/)(?:log|slog|zap|zapcore|logrus|zerolog|klog|glog|tflog|hclog|logr|logger|logging)(?:/v\d+|/level|/log)?$`)
	logWriters = lazyregexp.New(`(?i)stderr|stdout|log`)
	waitNames  = lazyregexp.New(`(?i)sleep|wait|backoff|pause|delay|throttle|jitter|tick`)
	closeNames = lazyregexp.New(`^(?:[cC]lose\w*|[cC]ancel\w*|[dD]rain\w*|Stop|Flush|R?Lock|R?Unlock|Done|Inc|Observe|Since)$`)
	wrapNames  = lazyregexp.New(`(?i)^(?:wrap|annotate|errorf$|with(?:message|stack|context))|error(?:f|wrap|from)$|wrap(?:ped)?(?:error|err|f)?$`) // with an error
	plainNames = lazyregexp.New(`^(?:Error|String|Err|End|Code|Unwrap|Temporary|Timeout|Deadline|Len)$`)                                            // without arguments
)

// purePackages hold functions that change nothing but what is handed to them.
var purePackages = map[string]bool{
	"errors": true, "fmt": true, "strings": true, "strconv": true, "bytes": true, "math": true, "math/rand": true,
	"math/rand/v2": true, "sort": true, "slices": true, "maps": true, "unicode": true, "path": true,
	"path/filepath": true, "time": true, "context": true, "reflect": true, "regexp": true, "net/url": true,
	"cmp": true, "math/bits": true, "io": true,
}

// IsPure reports whether the functions of a package change nothing but what is handed to them.
func IsPurePackage(path string) bool { return purePackages[path] }

// Closes reports whether a function's name says that it releases something.
func IsCleanupName(name string) bool { return closeNames.MatchString(name) }

// Wraps reports whether a function's name says that it makes another error of one that it is handed.
func IsWrapName(name string) bool { return wrapNames.MatchString(name) }

// OfCall says what one call does.
func (c *Calls) OfCall(call *ast.CallExpr, depth int) Effect {
	if tv, ok := c.pkg.Info.Types[call.Fun]; ok && tv.IsType() {
		return 0
	} else if ok && tv.IsBuiltin() {
		return builtinEffect(index.CalledName(call))
	}
	path, name := c.pkg.Qualified(call)
	switch {
	case path != "" && isLogFunc(path, name):
		return Logged
	case path == "fmt" && strings.HasPrefix(name, "Print"):
		return Logged
	case path == "fmt" && strings.HasPrefix(name, "Fprint"):
		return writeEffect(call)
	case path == "time" && name == "Sleep" && len(call.Args) == 1 && c.noTime(call.Args[0]):
		return 0
	case path == "time" && (name == "Sleep" || name == "After" || name == "Tick"):
		return Waited
	case path == "sync/atomic" || c.isAtomic(call):
		return c.atomicEffect(call)
	case purePackages[path]:
		return pureEffect(call, name)
	case path == "" && c.isLogCall(call):
		return Logged
	}
	if fn := c.pkg.CalledFunction(call); fn != nil {
		return c.bodyEffect(fn, depth)
	}
	return c.namedEffect(call)
}

// builtinEffect says what a builtin function does to what is handed to it.
func builtinEffect(name string) Effect {
	switch name {
	case "delete", "clear", "copy":
		return Changed
	case "print", "println":
		return Logged
	}
	return 0
}

// writeEffect takes fmt.Fprint to a terminal or a log file as a log entry, and to anything else as an answer.
func writeEffect(call *ast.CallExpr) Effect {
	if len(call.Args) > 0 && logWriters.MatchString(types.ExprString(call.Args[0])) {
		return Logged
	}
	return Acted
}

// pureEffect is for the packages that change nothing of the program's: what is written there is noted, unless it is
// thrown away.
func pureEffect(call *ast.CallExpr, name string) Effect {
	if !strings.HasPrefix(name, "Write") && !strings.HasPrefix(name, "Copy") || WritesToDiscard(call) {
		return 0
	}
	return Acted
}

// IsDiscard reports whether a call writes to io.Discard.
func WritesToDiscard(call *ast.CallExpr) bool {
	return len(call.Args) > 0 && strings.HasSuffix(types.ExprString(call.Args[0]), ".Discard")
}

// isAtomic reports whether a call is of a method of package sync/atomic.
func (c *Calls) isAtomic(call *ast.CallExpr) bool {
	fn, ok := c.pkg.Callee(call).(*types.Func)
	return ok && fn.Pkg() != nil && fn.Pkg().Path() == "sync/atomic"
}

// atomicEffect takes an atomic number or flag as something noted, which is no recovery; a value or a pointer that is put
// in the place of another is what the program works with from now on.
func (c *Calls) atomicEffect(call *ast.CallExpr) Effect {
	name := index.CalledName(call)
	if strings.HasPrefix(name, "Load") {
		return 0
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		if tn := sites.TypeNameOf(c.pkg.Info.TypeOf(sel.X)); tn != nil && (tn.Name() == "Value" || tn.Name() == "Pointer") {
			return Changed
		}
	}
	return Acted
}

// namedEffect judges a call whose body is not at hand by its name.
func (c *Calls) namedEffect(call *ast.CallExpr) Effect {
	name := index.CalledName(call)
	switch {
	case waitNames.MatchString(name):
		return Waited
	case closeNames.MatchString(name), len(call.Args) == 0 && plainNames.MatchString(name):
		return 0
	}
	if fn, ok := c.pkg.Callee(call).(*types.Func); ok && fn.Pkg() != nil {
		if purePackages[fn.Pkg().Path()] {
			return pureEffect(call, name)
		}
		if len(c.bind.Carriers[fn]) > 0 || c.bind.Libraries[fn.Pkg()] != nil {
			return 0
		}
	}
	return Changed | Waited
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
func (c *Calls) isLogCall(call *ast.CallExpr) bool {
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
	if tn := sites.TypeNameOf(c.pkg.Info.TypeOf(sel.X)); tn != nil && tn.Pkg() != nil && isLogFunc(tn.Pkg().Path(), sel.Sel.Name) {
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

// bodyEffect sums up what a function's body does; an assignment to anything but its own variables is a change.
func (c *Calls) bodyEffect(fn *index.Function, depth int) Effect {
	if depth == 0 {
		return Changed | Waited
	}
	if e, ok := c.effects[fn]; ok {
		return e
	}
	c.effects[fn] = 0 // a function that calls itself
	var sum Effect
	given := map[*ast.FuncLit]bool{} // what is returned is not called here
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ReturnStmt:
			give(n, given)
		case *ast.FuncLit:
			return !given[n]
		case *ast.ExprStmt:
			if c.pkg.NonBlocking[n] {
				return false // the select has a default: it does not wait
			}
		case *ast.CallExpr:
			sum |= c.OfCall(n, depth-1)
		case *ast.UnaryExpr:
			if n.Op == token.ARROW {
				sum |= Waited
			}
		case *ast.SendStmt, *ast.GoStmt:
			sum |= Changed
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				if n.Tok != token.DEFINE && !c.localTo(fn, l) && !c.keepsTime(l) {
					sum |= Changed
				}
			}
		}
		return true
	})
	c.effects[fn] = sum
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
func (c *Calls) keepsTime(target ast.Expr) bool {
	v, ok := c.pkg.Object(target).(*types.Var)
	return ok && index.IsTime(v.Type())
}

// localTo reports whether an assignment's target is a variable declared in the function.
func (c *Calls) localTo(fn *index.Function, target ast.Expr) bool {
	id, ok := ast.Unparen(target).(*ast.Ident)
	if !ok {
		return false
	}
	if id.Name == "_" {
		return true
	}
	o := c.pkg.Object(id)
	return o != nil && fn.Node.Pos() <= o.Pos() && o.Pos() <= fn.Node.End()
}

// Then adds what a further statement does. Between the head of a retry loop and the attempt nothing is done about
// the code that was matched before: that is how every attempt begins.
func (e Effect) Then(next Effect) Effect {
	if e&NextAttempt != 0 {
		next &^= Changed | Acted
	}
	if next&Overwritten != 0 {
		e &^= Cleared
	}
	return e | next
}
