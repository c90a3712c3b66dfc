package docpage

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"slices"
	"strconv"
	"strings"
)

// readGo reads the constants in the Go source between two lines: a file, or declarations without a package clause. Each
// block of constants with strings or integers as values is a table of names, codes and comments.
func readGo(p *page, at, end int) {
	src := strings.Join(p.lines[at:end], "\n")
	g := &goConsts{page: p, at: at}
	if _, err := parser.ParseFile(token.NewFileSet(), "", src, parser.PackageClauseOnly); err != nil {
		src = "package p;" + src // without a line break, so that line numbers do not change
	}
	g.files = token.NewFileSet()
	file, err := parser.ParseFile(g.files, "", src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		g.syntax(err)
		return
	}
	if p.title == "" {
		p.title = "Constants of package " + file.Name.Name
	}
	var singles []goConst // constants of consecutive declarations without parentheses
	for _, decl := range file.Decls {
		d, ok := decl.(*ast.GenDecl)
		if ok && d.Tok == token.CONST && !d.Lparen.IsValid() {
			singles = g.constants(d, singles)
			continue
		}
		g.addConsts(singles)
		singles = nil
		if ok && d.Tok == token.CONST {
			g.addConsts(g.constants(d, nil))
		}
	}
	g.addConsts(singles)
}

// A goConsts reads the constants of one piece of source.
type goConsts struct {
	*page
	at    int // the line of the page where the source begins
	files *token.FileSet
}

// syntax reports the first syntax error.
func (g *goConsts) syntax(err error) {
	var list scanner.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		g.errorf(g.at+list[0].Pos.Line-1, "parsing Go source: %s", list[0].Msg)
		return
	}
	g.errorf(g.at, "parsing Go source: %v", err)
}

func (g *goConsts) line(p token.Pos) int { return g.at + g.files.Position(p).Line - 1 }

// A goConst is a constant with its value.
type goConst struct {
	name, typ, value, comment string
	isString                  bool
	line, end                 int
}

// constants appends the constants of a declaration to a list. It is an error if the list contains codes and a value
// cannot be evaluated.
func (g *goConsts) constants(d *ast.GenDecl, list []goConst) []goConst {
	var last *ast.ValueSpec // the last one with values; they are repeated for specs without values
	for i, s := range d.Specs {
		spec := s.(*ast.ValueSpec)
		if spec.Values != nil || last == nil {
			last = spec
		}
		if !d.Lparen.IsValid() {
			spec.Doc = d.Doc
		}
		for k, name := range spec.Names {
			if name.Name == "_" {
				continue
			}
			c, ok := g.constant(spec, last, k, i)
			switch {
			case ok:
				list = append(list, c)
			case g.isCodes(list):
				g.mark(rowLine, c.line, c.end)
				g.errorf(c.line, "the value of %s is not a string or integer that can be evaluated", name.Name)
			}
		}
	}
	return list
}

// isCodes reports whether constants may be codes: all integers, or all strings and most of them in the form of a code.
func (g *goConsts) isCodes(list []goConst) bool {
	words, strs := 0, 0
	for _, c := range list {
		if c.isString {
			strs++
			if f := g.patterns.formOf(c.value); f != formNone {
				words++
			}
		}
	}
	return len(list) > 0 && (strs == 0 || strs == len(list) && 5*words >= 4*strs)
}

// addConsts adds a table of constants if there are at least two and isCodes is true. Otherwise their lines are prose.
func (g *goConsts) addConsts(list []goConst) {
	if len(list) < 2 || !g.isCodes(list) {
		return
	}
	t := &table{shape: "go", line: list[0].line, header: []string{"Name", "Error Code", "Description"}}
	if !list[0].isString && list[0].typ != "" {
		t.header[1], t.enum = "Value", true
	}
	exported := slices.ContainsFunc(list, func(c goConst) bool { return ast.IsExported(c.name) })
	for _, c := range list {
		if exported && !ast.IsExported(c.name) {
			g.warnf(c.line, "the constant %s is ignored: it is not exported, but others are", c.name)
			continue
		}
		t.rows = append(t.rows, row{c.line, c.end, []string{c.name, c.value, c.comment}})
	}
	g.add(t)
}

// constant returns the k-th constant of a spec. Its value is in values, which may be an earlier spec; index is the value
// of iota.
func (g *goConsts) constant(spec, values *ast.ValueSpec, k, index int) (goConst, bool) {
	c := goConst{name: spec.Names[k].Name, line: g.line(spec.Pos()), end: g.line(spec.End()) + 1}
	if id, ok := values.Type.(*ast.Ident); ok {
		c.typ = id.Name
	}
	var words []string
	for _, doc := range []*ast.CommentGroup{spec.Doc, spec.Comment} {
		if doc != nil {
			words = append(words, strings.Fields(doc.Text())...)
			c.line = min(c.line, g.line(doc.Pos()))
		}
	}
	c.comment = strings.Join(words, " ")
	if before, after, ok := strings.Cut(c.comment, ` = "`); ok && strings.Contains(after, `"`) {
		name := before[strings.LastIndexByte(before, ' ')+1:]
		g.warnf(c.line, "the comment of %s contains another constant, %s, which is ignored", quote(c.name), quote(name))
	}
	if k >= len(values.Values) {
		return c, false
	}
	v, ok := evaluate(values.Values[k], index, 0)
	c.value, c.isString = v.text, v.isString
	if v.typ != "" {
		c.typ = v.typ
	}
	return c, ok
}

// A goValue is the value of an expression.
type goValue struct {
	text     string
	number   int64
	isString bool
	typ      string // the type of a conversion
}

// evaluate evaluates literals, iota, integer expressions and conversions. It does not concatenate strings, because a
// small file could then produce a huge text.
func evaluate(e ast.Expr, index, depth int) (goValue, bool) {
	const limit = 1 << 40 // of the absolute value
	if depth > maxDepth {
		return goValue{}, false
	}
	number := func(n int64, ok bool) (goValue, bool) {
		return goValue{text: strconv.FormatInt(n, 10), number: n}, ok && -limit < n && n < limit
	}
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			s, err := strconv.Unquote(e.Value)
			return goValue{text: s, isString: true}, err == nil
		}
		n, err := strconv.ParseInt(e.Value, 0, 64)
		return number(n, e.Kind == token.INT && err == nil)
	case *ast.Ident:
		return number(int64(index), e.Name == "iota")
	case *ast.ParenExpr:
		return evaluate(e.X, index, depth+1)
	case *ast.UnaryExpr:
		v, ok := evaluate(e.X, index, depth+1)
		return number(-v.number, ok && !v.isString && e.Op == token.SUB)
	case *ast.CallExpr:
		if fun, ok := e.Fun.(*ast.Ident); ok && len(e.Args) == 1 {
			v, ok := evaluate(e.Args[0], index, depth+1)
			v.typ = fun.Name
			return v, ok
		}
	case *ast.BinaryExpr:
		x, okX := evaluate(e.X, index, depth+1)
		y, okY := evaluate(e.Y, index, depth+1)
		n, ok := calculate(e.Op, x.number, y.number)
		return number(n, ok && okX && okY && !x.isString && !y.isString)
	}
	return goValue{}, false
}

// calculate applies an operator to two numbers. It returns false for operators that it does not support and for operands
// that are too large.
func calculate(op token.Token, x, y int64) (int64, bool) {
	const maxFactor = 1 << 20
	switch op {
	case token.ADD:
		return x + y, true
	case token.SUB:
		return x - y, true
	case token.MUL:
		return x * y, -maxFactor < x && x < maxFactor && -maxFactor < y && y < maxFactor
	case token.SHL:
		if 0 <= y && y < 32 && 0 <= x && x < 1<<8 {
			return x << y, true
		}
	}
	return 0, false
}
