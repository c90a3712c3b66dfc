package policy

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// findServiceConfigs finds the gRPC service configs in a file: constants that are passed to a function that takes one,
// and any other string constant that has the form of one.
func (f *Finder) findServiceConfigs(decls []index.DeclNodes) {
	cat := f.configCatalog()
	if cat == nil {
		return
	}
	index.EachNode(decls, func(at *index.NodeInfo) {
		if call, ok := at.Node.(*ast.CallExpr); ok {
			if arg, policy := f.configArg(call, at.Callee); arg != nil {
				for _, text := range f.configs(arg, index.MaxDepth) {
					f.readServiceConfig(text, cat, policy)
				}
			}
		}
	})
	var end token.Pos // of the last constant; its parts are not service configs themselves
	index.EachNode(decls, func(at *index.NodeInfo) {
		if e, ok := at.Node.(ast.Expr); ok && end <= e.Pos() && f.isStringConstant(e) {
			if strings.Contains(constant.StringVal(f.pkg.Info.Types[e].Value), `"methodConfig"`) {
				f.readServiceConfig(e, cat, sites.Policy{Text: true})
			}
			end = e.End()
		}
	})
}

// isStringConstant reports whether an expression is a string literal, or a constant sum of them.
func (f *Finder) isStringConstant(e ast.Expr) bool {
	switch e.(type) {
	case *ast.BasicLit, *ast.BinaryExpr:
	default:
		return false
	}
	v := f.pkg.Info.Types[e].Value
	return v != nil && v.Kind() == constant.String
}

// configCatalog returns the catalog of the codes in service configs, or nil if the set has none.
func (f *Finder) configCatalog() *catalog.Catalog {
	libraries := f.bind.Set.Libraries()
	for i := range libraries {
		for _, l := range libraries[i].Lists {
			if l.ServiceConfig {
				return f.bind.Set.Catalog(l.Catalog)
			}
		}
	}
	return nil
}

// configArg returns the argument of a call that is a service config, and the policy without its content. The argument is
// nil if callee takes no service config.
func (f *Finder) configArg(call *ast.CallExpr, callee types.Object) (ast.Expr, sites.Policy) {
	lib, name := f.bind.LibraryFunc(callee)
	if lib == nil {
		return nil, sites.Policy{}
	}
	for _, l := range lib.Lists {
		if l.ServiceConfig && l.Func == name && l.Arg < len(call.Args) {
			return call.Args[l.Arg], sites.Policy{Call: call, Text: true, Specified: l.Specified}
		}
	}
	return nil, sites.Policy{}
}

// configs returns the expressions whose values an expression may have: those that are assigned to the variable that it
// names, those that the function that it calls returns, or the expression itself.
func (f *Finder) configs(e ast.Expr, depth int) []ast.Expr {
	e = ast.Unparen(e)
	if depth == 0 || f.isStringConstant(e) {
		return []ast.Expr{e}
	}
	var values []ast.Expr
	switch x := e.(type) {
	case *ast.Ident:
		o := f.pkg.Object(x)
		if value := f.pkg.ConstValue(o); value != nil {
			return []ast.Expr{value}
		}
		if init, ok := f.pkg.Globals[o]; ok {
			values = append(values, init)
		}
		for _, a := range f.pkg.Assignments[o] {
			if a.RHS != nil && a.Index == 0 && !slices.Contains(values, a.RHS) {
				values = append(values, a.RHS)
			}
		}
	case *ast.CallExpr:
		values = f.returned(x)
	}
	if len(values) == 0 {
		return []ast.Expr{e}
	}
	var all []ast.Expr
	for _, v := range values {
		all = append(all, f.configs(v, depth-1)...)
	}
	return all
}

// readServiceConfig reads the service config that an expression is and adds its policy. If it is not known whether the
// text is passed to gRPC (policy.Call is nil), a text that is not JSON or has no methods is not a service config.
func (f *Finder) readServiceConfig(e ast.Expr, cat *catalog.Catalog, policy sites.Policy) {
	e = ast.Unparen(e)
	if f.found.ConfigTexts[e] {
		return
	}
	text, ok := f.text(e)
	if policy.Call == nil {
		text.maskPlaceholders()
	} else { // the parts are no service configs of their own
		for _, source := range append(text.sources, e) {
			f.found.ConfigTexts[source] = true
		}
	}
	if !ok {
		return
	}
	policy.Node = e
	c := &configReader{Policy: &policy, finder: f, text: text, cat: cat, paths: map[string]bool{}}
	root, at, err := readJSON(string(text.text), text.isKnown)
	switch {
	case err != nil && policy.Call != nil && text.isKnown(0, len(text.text)):
		c.addProblem(at, at+1, "the service config is not valid JSON: "+err.Error())
	case root == nil:
		return
	case policy.Call == nil && !hasMethodConfig(root):
		return
	default:
		c.readConfig(root)
	}
	f.found.ConfigTexts[e] = true
	f.found.Policies = append(f.found.Policies, c.Policy)
}

// hasMethodConfig reports whether a JSON text has a list of methods, as a service config does.
func hasMethodConfig(root *jsonValue) bool {
	k := root.key("methodConfig")
	return k != nil && k.value.kind == '['
}

// A configReader reads one service config and checks it against gRPC's rules: gRFC A6 and the checks of grpc-go.
type configReader struct {
	*sites.Policy
	finder *Finder
	text   *configText
	cat    *catalog.Catalog
	paths  map[string]bool // names of methods, as service/method, that an entry has
}

// addProblem adds a problem that makes gRPC reject the service config. Start and end are offsets in the text.
func (c *configReader) addProblem(start, end int, message string) {
	from, to := c.text.Span(start, end)
	if !c.finder.tell(from, message) {
		return
	}
	c.Problems = append(c.Problems, sites.Problem{Pos: from, End: to, Message: message, Refused: true})
}

// addIgnoredKey adds a problem with a key that gRPC ignores.
func (c *configReader) addIgnoredKey(k *jsonMember, message string) {
	before := len(c.Problems)
	c.addProblem(k.start, k.end, message)
	for i := before; i < len(c.Problems); i++ {
		c.Problems[i].Refused = false
	}
}

// checkKind reports whether a value is known and of a kind, and adds a problem if it is of another kind.
func (c *configReader) checkKind(v *jsonValue, kind byte, name string) bool {
	if v.kind == 'u' || v.unknown && v.kind == kind {
		return false
	}
	if v.kind == kind {
		return true
	}
	what := map[byte]string{'{': "an object", '[': "a list", '"': "a string", '0': "a number", 't': "true or false"}[kind]
	c.addProblem(v.start, v.end, name+" must be "+what)
	return false
}

// addCode adds the site of one code of a policy to a list.
func (c *configReader) addCode(list *sites.List, v *jsonValue) {
	if v.unknown {
		list.Open = true
		return
	}
	start, end := v.start, v.end
	var entry *catalog.Code
	written := v.raw
	switch v.kind {
	case '"':
		start, end = start+1, end-1
		written = v.raw[1 : len(v.raw)-1] // gRPC compares the text without decoding its escapes
		entry = c.cat.Lookup(written)
	case '0':
		if n, err := strconv.ParseUint(v.raw, 10, 31); err == nil {
			entry = c.cat.LookupValue(int(n))
		}
	case 'n':
		return
	default:
		c.addProblem(v.start, v.end, "a status code must be a name or a number")
		return
	}
	expr := c.exprAt(start, end, written)
	s := &sites.Site{
		Role: sites.Configured, Catalog: c.cat, Entry: entry, Written: written, Expr: expr, List: list, Policy: c.Policy,
	}
	if fn := c.finder.pkg.FunctionAt(expr.Pos()); fn != nil {
		s.Func = fn.Node
	}
	list.Elements = append(list.Elements, sites.Element{Expr: c.exprAt(v.start, v.end, v.raw), Written: written, Site: s})
	if !c.finder.tell(expr.Pos(), "code "+written) {
		return
	}
	c.finder.found.Sites = append(c.finder.found.Sites, s)
}

// exprAt returns a part of the text as an expression with a position in the source.
func (c *configReader) exprAt(start, end int, written string) *ast.BasicLit {
	from, to := c.text.Span(start, end)
	if start == end {
		to = from
	}
	return &ast.BasicLit{ValuePos: from, ValueEnd: to, Kind: token.STRING, Value: written}
}
