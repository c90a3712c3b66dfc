package bind_test

import (
	"fmt"
	"go/ast"
	"strings"
	"sync"
	"testing"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sitestest"
	"github.com/errls/errls/catalog"
)

const header = `package p

import (
	"errors"
	"net/http"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel/protocol"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

type code string

func (c code) Error() string { return string(c) }

func toCode(te *tunnel.TunnelError) error { return code(te.Code) }

func codeOf(err error) string {
	var te *tunnel.TunnelError
	if errors.As(err, &te) {
		return te.Code
	}
	return ""
}

func codeOrText(err error) string {
	var te *tunnel.TunnelError
	if errors.As(err, &te) {
		return te.Code
	}
	return err.Error()
}

func call() error { return nil }

var (
	_ = codes.OK
	_ = http.StatusOK
	_ = status.Code
	_ protocol.Error
)
`

// carriers lists expressions with the catalogs of their ties and the root that they are taken from: a variable, or "call"
// for the result of a call. An expression without a carrier has "".
var carriers = []struct{ expr, want string }{
	{`te.Code`, "alibaba.tablestore.tunnel te"},
	{`(te).Code`, "alibaba.tablestore.tunnel te"},
	{`te.Message`, ""},
	{`*pe.Code`, "alibaba.tablestore.tunnel pe"},
	{`pe.GetCode()`, "alibaba.tablestore.tunnel pe"},
	{`string(te.Code)`, "alibaba.tablestore.tunnel te"},
	{`resp.StatusCode`, "http.status resp"},
	{`status.Code(err)`, "grpc.code err"},
	{`status.Code(errors.Unwrap(err))`, "grpc.code err"},
	{`status.Convert(err).Code()`, "grpc.code err"},
	{`status.Code(call())`, "grpc.code call"},
	{`c`, "grpc.code c"},
	{`codeOf(err)`, "alibaba.tablestore.tunnel err"},
	{`codeOrText(err)`, ""},
	{`body.Code`, ""},
	{`err.Error()`, ""},
	{`n`, ""},
}

func TestCarrier(t *testing.T) {
	var source strings.Builder
	source.WriteString(header)
	for i, c := range carriers {
		fmt.Fprintf(&source, `
func f%d(err error, te *tunnel.TunnelError, pe *protocol.Error, resp *http.Response, c codes.Code, body struct{ Code string }, n int) {
	_ = %s
}
`, i, c.expr)
	}
	p := load(t, source.String())
	for i, c := range carriers {
		e := p.function(t, fmt.Sprint("f", i)).Body.List[0].(*ast.AssignStmt).Rhs[0]
		if got := describe(p.binder.Carrier(e)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.expr, got, c.want)
		}
	}
}

// resolved lists comparisons of a code with a carrier, with the catalog that Resolve chooses and the code of its entry, which
// ends with "?" if the catalog does not list it. A comparison of what the catalogs do not know has "".
var resolved = []struct{ expr, want string }{
	{`te.Code == "OTSTunnelExpired"`, "alibaba.tablestore.tunnel OTSTunnelExpired"},
	{`te.Code == "OTSTunnelExpird"`, "alibaba.tablestore.tunnel OTSTunnelExpird?"},
	{`te.Code == ""`, "alibaba.tablestore.tunnel ?"},
	{`status.Code(err) == codes.NotFound`, "grpc.code NOT_FOUND"},
	{`status.Code(err) == 5`, "grpc.code NOT_FOUND"},
	{`status.Code(err) == 99`, "grpc.code 99?"},
	{`n == http.StatusConflict`, "http.status 409"},
	{`n == 409`, ""},
	{`errors.Is(err, code("OTSTunnelExpired"))`, "alibaba.tablestore.tunnel OTSTunnelExpired"},
	{`errors.Is(err, plain("OTSTunnelExpired"))`, ""},
}

func TestResolve(t *testing.T) {
	var source strings.Builder
	source.WriteString(header + "\ntype plain string\n\nfunc (p plain) Error() string { return string(p) }\n")
	for i, c := range resolved {
		fmt.Fprintf(&source, "\nfunc f%d(err error, te *tunnel.TunnelError, n int) bool { return %s }\n", i, c.expr)
	}
	p := load(t, source.String())
	p.binder.LearnOwnErrors()
	for i, c := range resolved {
		var n bind.CodeExpr
		var carrier *bind.Carrier
		switch e := p.function(t, fmt.Sprint("f", i)).Body.List[0].(*ast.ReturnStmt).Results[0].(type) {
		case *ast.BinaryExpr:
			var ok bool
			if n, ok = p.binder.CodeExpr(e.Y); !ok {
				t.Errorf("%s: CodeExpr finds no code", c.expr)
			}
			carrier = p.binder.ComparedWith(e.X, n)
		case *ast.CallExpr:
			n, carrier = p.binder.ComparedByIs(e)
		}
		got := ""
		if carrier != nil {
			if tie, entry, ok := p.binder.Resolve(n, carrier); ok {
				got = tie.Cat.ID + " " + n.Text + "?"
				if entry != nil {
					got = tie.Cat.ID + " " + entry.ID
				}
			}
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.expr, got, c.want)
		}
	}
}

func TestLookupSubcode(t *testing.T) {
	cat := &catalog.Catalog{Kind: catalog.KindString, Codes: []catalog.Code{{ID: "QuotaExceeded", Subcodes: true}, {ID: "Busy"}}}
	for text, want := range map[string]string{
		"QuotaExceeded":           "QuotaExceeded",
		"QuotaExceeded.Disks":     "QuotaExceeded",
		"QuotaExceeded.Disks.Max": "QuotaExceeded",
		"QuotaExceededDisks":      "",
		"Busy.Disks":              "",
	} {
		got := ""
		if entry := bind.Lookup(cat, bind.CodeExpr{Text: text}); entry != nil {
			got = entry.ID
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// describe returns the catalogs of a carrier's ties and its root.
func describe(c *bind.Carrier) string {
	if c == nil {
		return ""
	}
	var words []string
	for _, tie := range c.Ties {
		words = append(words, tie.Cat.ID)
	}
	if c.Root != nil {
		words = append(words, c.Root.Name())
	}
	if c.Call != nil {
		words = append(words, "call")
	}
	return strings.Join(words, " ")
}

// A testPackage is a typed package and its binder.
type testPackage struct {
	pkg    *index.Package
	binder *bind.Binder
}

// loader is shared by the tests, because it type-checks package net/http from source.
var loader = sync.OnceValue(func() *sitestest.Loader { return sitestest.New(catalog.Embedded()) })

func load(t *testing.T, source string) testPackage {
	t.Helper()
	in, err := loader().Files(map[string][]byte{"p.go": []byte(source)})
	if err != nil {
		t.Fatal(err)
	}
	pkg := index.New(&in)
	return testPackage{pkg, bind.New(&in, pkg)}
}

// function returns the function with a name.
func (p testPackage) function(t *testing.T, name string) *index.Function {
	t.Helper()
	fn := p.pkg.Decls[p.pkg.Types.Scope().Lookup(name)]
	if fn == nil {
		t.Fatalf("no function %s", name)
	}
	return fn
}
