package analyzer

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// This file contains the wording that rules share, so that all messages say the same thing in the same words. A message
// is one sentence in lower case without a full stop. It names the code as it is in the reader's program, says what is
// wrong, what to do if there is one right way, and what the judgement is based on: a quotation of the documentation, or
// "(inferred)".

// label returns a site's code as a message shows it; see codeLabel.
func (p *pass) label(s *sites.Site) string {
	if s.Entry == nil || s.Catalog.Kind == catalog.KindString && s.Entry.Name == "" {
		return s.Written
	}
	if sel, ok := s.Expr.(*ast.SelectorExpr); ok && s.Catalog.Kind == catalog.KindEnum {
		if c, ok := p.Info.Uses[sel.Sel].(*types.Const); ok && bindsConstant(s.Catalog, c, s.Entry) {
			return types.ExprString(sel)
		}
	}
	return p.codeLabel(s.Catalog, s.Entry, s.Expr.Pos())
}

// bindsConstant reports whether a catalog binds a constant as the name of a code.
func bindsConstant(c *catalog.Catalog, constant *types.Const, e *catalog.Code) bool {
	return constant.Pkg() != nil && slices.ContainsFunc(c.Go, func(b catalog.Binding) bool {
		return b.Package == constant.Pkg().Path() && constantFor(&b, e) == constant.Name()
	})
}

// codeLabel returns a code of a catalog as a message about a place shows it: an enumerator as Go programs write it
// (codes.NotFound), and any other as it is on the wire, with its name if it has one (404 (Not Found)).
func (p *pass) codeLabel(c *catalog.Catalog, e *catalog.Code, at token.Pos) string {
	switch {
	case c.Kind == catalog.KindEnum:
		return p.constantLabel(c, e, at)
	case e.Class && e.Name != "":
		return "class " + e.ID + " (" + e.Name + ")"
	case e.Name != "":
		return e.ID + " (" + e.Name + ")"
	}
	return e.ID
}

// constantLabel returns the qualified name of the Go constant for a code: that of a package which the file at a place
// imports, else that of the first binding which has one. It returns the code's id if no binding has one.
func (p *pass) constantLabel(c *catalog.Catalog, e *catalog.Code, at token.Pos) string {
	label := ""
	for i := range c.Go {
		b := &c.Go[i]
		name := constantFor(b, e)
		if name == "" {
			continue
		}
		if pkg := p.importedAs(b, at); pkg != "" {
			return pkg + "." + name
		}
		if label == "" {
			label = b.Name + "." + name
		}
	}
	if label == "" {
		return e.ID
	}
	return label
}

// constantFor returns the name of a binding's constant for a code, "" if it has none.
func constantFor(b *catalog.Binding, e *catalog.Code) string {
	for _, c := range b.Constants {
		if c.Code == e.ID {
			return c.Name
		}
	}
	return ""
}

// importedAs returns the name by which the file at a place imports a binding's package, "" if it does not, or not by
// a name that can qualify a constant.
func (p *pass) importedAs(b *catalog.Binding, at token.Pos) string {
	spec := p.importSpec(at, b.Package)
	switch {
	case spec == nil:
		return ""
	case spec.Name == nil:
		return b.Name
	case spec.Name.Name == "_" || spec.Name.Name == ".":
		return ""
	}
	return spec.Name.Name
}

// packageName returns the name by which the file at a place refers to a package.
func (p *pass) packageName(at token.Pos, pkg *types.Package) string {
	if spec := p.importSpec(at, pkg.Path()); spec != nil && spec.Name != nil {
		return spec.Name.Name
	}
	return pkg.Name()
}

// typeText returns a type as a program writes it at a place.
func (p *pass) typeText(at token.Pos, t types.Type) string {
	return types.TypeString(t, func(pkg *types.Package) string {
		if pkg == p.Pkg {
			return ""
		}
		return p.packageName(at, pkg)
	})
}

// importSpec returns the import of a package in the file at a place, nil if the file does not import it.
func (p *pass) importSpec(at token.Pos, path string) *ast.ImportSpec {
	for _, f := range p.Files {
		if at < f.FileStart || f.FileEnd < at {
			continue
		}
		for _, spec := range f.Imports {
			if written, err := strconv.Unquote(spec.Path.Value); err == nil && written == path {
				return spec
			}
		}
	}
	return nil
}

// quoted returns a site's code as the program writes it: a string in quotes, so that white space in it shows, and a
// number as it is.
func quoted(s *sites.Site) string {
	if s.Catalog.Kind != catalog.KindString && (s.Literal == nil || s.Literal.Kind != token.STRING) {
		return s.Written
	}
	return strconv.Quote(s.Written)
}

// notKnown returns the part of a message that says that a catalog does not list a code. Code is written as in the
// program.
func notKnown(code string, c *catalog.Catalog) string {
	if c.Name != "" {
		return code + " is not a known " + c.Name + " code"
	}
	return code + " is not a known code of " + c.Title
}

// serviceName returns what messages call the service of a catalog.
func serviceName(c *catalog.Catalog) string {
	if c.Name != "" {
		return c.Name
	}
	return c.Title
}

// retryBasis returns the end of a message that judges by a site's retry class: what that judgement is based on.
func retryBasis(s *sites.Site) string {
	end, _ := basisOf(s.Catalog, s.Entry, s.Entry.Basis.Retry)
	return end
}

// basisOf returns the end of a message: what a judgement on a code is based on. Quotes reports whether it quotes the
// documentation.
func basisOf(c *catalog.Catalog, e *catalog.Code, basis string) (end string, quotes bool) {
	if basis != catalog.Stated {
		return " (inferred)", false
	}
	words, source := e.Remedy.Text, e.Remedy.Source
	if words == "" {
		words, source = firstSentence(e.Description.Text), e.Description.Source
	}
	cite := serviceName(c) + "'s documentation"
	if source < len(c.Sources) {
		from := c.Sources[source]
		if from.Cite != "" {
			cite = from.Cite
		}
		if from.Paraphrased {
			words = ""
		}
	}
	if words == "" {
		return " (" + cite + ")", false
	}
	return "; " + cite + `: "` + words + `"`, true
}

// firstSentence returns a text up to its first full stop.
func firstSentence(text string) string {
	if i := strings.Index(text, ". "); i >= 0 {
		return text[:i+1]
	}
	return text
}

// maxNamed is how many codes a message names.
const maxNamed = 3

// codesOf lists the codes of sites, each once: all of a few, or the first of many and how many more there are.
func (p *pass) codesOf(of []*sites.Site) string {
	var names []string
	seen := map[string]bool{}
	for _, s := range of {
		if l := p.label(s); !seen[l] {
			seen[l] = true
			names = append(names, l)
		}
	}
	return listed(names)
}

// returnsError reports whether a function, an *ast.FuncDecl or *ast.FuncLit, has a result of type error, or of a type that
// says in the same way whether the function failed.
func (p *pass) returnsError(fn ast.Node) bool {
	results := resultsOf(fn)
	if results == nil {
		return false
	}
	for _, field := range results.List {
		if t := p.Info.TypeOf(field.Type); t != nil && (types.Identical(t, errorType()) || sites.IsFailure(p.Set, t)) {
			return true
		}
	}
	return false
}

// resultsOf returns the results of a function, nil if it has none.
func resultsOf(fn ast.Node) *ast.FieldList {
	if t := typeOf(fn); t != nil {
		return t.Results
	}
	return nil
}

// typeOf returns the type of a function as it is written, nil at package level.
func typeOf(fn ast.Node) *ast.FuncType {
	switch fn := fn.(type) {
	case *ast.FuncDecl:
		return fn.Type
	case *ast.FuncLit:
		return fn.Type
	}
	return nil
}

// errorType returns the predeclared type error.
func errorType() types.Type { return types.Universe.Lookup("error").Type() }
