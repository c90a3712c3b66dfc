package eval_test

import (
	"fmt"
	"go/ast"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/helpers"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/analyzer/sitestest"
	"github.com/errls/errls/catalog"
)

const header = `package p

import (
	"slices"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

var transient = []codes.Code{codes.Unavailable, codes.Aborted}

var retryable = map[codes.Code]bool{codes.Unavailable: true, codes.NotFound: false}

func isTransient(err error) bool { return slices.Contains(transient, status.Code(err)) }

func byVariable(err error) bool {
	retry := false
	if status.Code(err) == codes.Unavailable {
		retry = true
	}
	return retry
}

func byOption(err error, option bool) bool { return option && status.Code(err) == codes.Unavailable }

func hasCode(err error, cs ...codes.Code) bool {
	for _, c := range cs {
		if status.Code(err) == c {
			return true
		}
	}
	return false
}

func recursive(err error, n int) bool {
	if n == 0 {
		return status.Code(err) == codes.Unavailable
	}
	return recursive(err, n-1)
}

var _ = retryable
`

// conditions lists what conditions evaluate to if err has the code Unavailable, if it has the code NotFound, and if there
// is no error.
var conditions = []struct {
	cond                           string
	unavailable, notFound, success eval.Truth
}{
	{"status.Code(err) == codes.Unavailable", eval.Yes, eval.No, eval.No},
	{"codes.Unavailable != status.Code(err)", eval.No, eval.Yes, eval.Yes},
	{"!(status.Code(err) == codes.Unavailable)", eval.No, eval.Yes, eval.Yes},
	{"status.Code(err) > codes.NotFound", eval.Yes, eval.No, eval.No},
	{"err == nil", eval.No, eval.No, eval.Yes},
	{"err != nil && status.Code(err) == codes.Unavailable", eval.Yes, eval.No, eval.No},
	{"n > 3", eval.Unknown, eval.Unknown, eval.Unknown},
	{"n > 3 || status.Code(err) == codes.Unavailable", eval.Yes, eval.Unknown, eval.Unknown},
	{"n > 3 && status.Code(err) == codes.Unavailable", eval.Unknown, eval.No, eval.No},
	{"status.Code(other) == codes.Unavailable", eval.Unknown, eval.Unknown, eval.Unknown},
	{"slices.Contains(transient, status.Code(err))", eval.Yes, eval.No, eval.No},
	{"isTransient(err)", eval.Yes, eval.No, eval.No},
	{"isTransient(other)", eval.Unknown, eval.Unknown, eval.Unknown},
	{"byVariable(err)", eval.Yes, eval.No, eval.No},
	{"byOption(err, n > 3)", eval.Unknown, eval.No, eval.No},
	{"hasCode(err, codes.Aborted, codes.Unavailable)", eval.Yes, eval.No, eval.No},
	{"hasCode(err)", eval.No, eval.No, eval.No},
	{"recursive(err, n)", eval.Yes, eval.No, eval.No},
}

func TestEval(t *testing.T) {
	var source strings.Builder
	source.WriteString(header)
	for i, c := range conditions {
		fmt.Fprintf(&source, "\nfunc f%d(err, other error, n int) {\n\tif %s {\n\t}\n}\n", i, c.cond)
	}
	p := load(t, source.String())
	for i, c := range conditions {
		fn := p.pkg.Functions[p.declaration(t, fmt.Sprint("f", i))]
		cond := fn.Body.List[0].(*ast.IfStmt).Cond
		root := fn.Params()[1]
		for _, x := range []struct {
			assumed string
			e       eval.Assumption
			want    eval.Truth
		}{
			{"Unavailable", eval.Assumption{Root: root, Code: p.code(t, "UNAVAILABLE")}, c.unavailable},
			{"NotFound", eval.Assumption{Root: root, Code: p.code(t, "NOT_FOUND")}, c.notFound},
			{"success", eval.Assumption{Root: root, Code: p.code(t, "UNAVAILABLE"), Succeeded: eval.Succeeded{Success: true}}, c.success},
		} {
			if got := p.eval.Eval(cond, &x.e); got != x.want {
				t.Errorf("%s, assuming %s: got %s, want %s", c.cond, x.assumed, truths[got], truths[x.want])
			}
		}
	}
}

var truths = map[eval.Truth]string{eval.Unknown: "unknown", eval.Yes: "yes", eval.No: "no"}

// A testPackage is a typed package with what is needed to evaluate it.
type testPackage struct {
	in   sites.Input
	pkg  *index.Package
	eval *eval.Evaluator
}

func load(t *testing.T, source string) testPackage {
	t.Helper()
	in, err := sitestest.New(catalog.Embedded()).Files(map[string][]byte{"p.go": []byte(source)})
	if err != nil {
		t.Fatal(err)
	}
	pkg := index.New(&in)
	binder := bind.New(&in, pkg)
	pkg.CollectNodes(binder.Names())
	reader := helpers.New(pkg, binder)
	reader.ReadPackage()
	return testPackage{in, pkg, eval.New(pkg, binder, reader)}
}

// declaration returns the function with a name.
func (p testPackage) declaration(t *testing.T, name string) *ast.FuncDecl {
	t.Helper()
	for _, d := range p.in.Files[0].Decls {
		if d, ok := d.(*ast.FuncDecl); ok && d.Name.Name == name {
			return d
		}
	}
	t.Fatalf("no function %s", name)
	return nil
}

// code returns a code of the catalog of gRPC.
func (p testPackage) code(t *testing.T, id string) eval.Code {
	t.Helper()
	for _, ref := range p.in.Set.Lookup(id) {
		if ref.Catalog.ID == "grpc.code" {
			return eval.Code{Cat: ref.Catalog, Entry: ref.Code, Text: id, Number: ref.Code.Value, IsInt: true}
		}
	}
	t.Fatalf("no gRPC code %s", id)
	return eval.Code{}
}
