package find_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer/find"
	"github.com/errls/errls/analyzer/sites"
)

// repeat returns the texts of n parts.
func repeat(n int, part func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(part(i))
	}
	return b.String()
}

// is returns a comparison with a code of the catalog.
func is(i int) string {
	codes := []string{"ErrCodeParamInvalid", "ErrCodePermissionDenied", "ErrCodeServerUnavailable", "ErrCodeResourceGone"}
	return "te.Code == tunnel." + codes[i%len(codes)]
}

// attempts begins a function that makes attempts in a loop.
const attempts = "func g() error\nfunc f() error {\nfor {\nerr := g()\nvar te *tunnel.TunnelError\nif !errors.As(err, &te) {\nreturn err\n}\n"

// statusBlocks returns a function that assigns the error of each of n calls and tests its code.
func statusBlocks(param, call string, n int) string {
	return "func f(" + param + ") (err error) {\n" + repeat(n, func(i int) string {
		return "err = " + fmt.Sprintf(call, i) + "\nif status.Code(err) == codes.NotFound {\nerr = nil\n} else if status.Code(err) == codes.InvalidArgument && " +
			fmt.Sprint(i) + " > 4 {\nreturn nil\n}\n"
	}) + "return err\n}\n"
}

// workShapes are functions whose analysis takes long if they are large.
var workShapes = []struct {
	name string
	body func(n int) string
}{
	{"condition", func(n int) string {
		return "func f(te *tunnel.TunnelError) error {\nif " + repeat(n, func(i int) string { return is(i) + " ||\n" }) + "false {\nreturn nil\n}\nreturn te\n}\n"
	}},
	{"equal codes", func(n int) string {
		return "func f(te *tunnel.TunnelError) error {\nif " + repeat(n, func(int) string { return is(0) + " ||\n" }) + "false {\nreturn nil\n}\nreturn te\n}\n"
	}},
	{"equal status codes", func(n int) string {
		return "func f(err error) bool {\nreturn " + repeat(n, func(int) string { return "status.Code(err) == codes.NotFound ||\n" }) + "false\n}\n"
	}},
	{"status codes of assigned errors", func(n int) string { return statusBlocks("call func(int) error", "call(%d)", n) }},
	{"status codes of errors of a stream", func(n int) string {
		return "type stream interface {\ngrpc.ClientStream\nSend(i int) error\n}\n" + statusBlocks("s stream", "s.Send(%d)", n)
	}},
	{"mixed condition", func(n int) string {
		return "func f(te *tunnel.TunnelError, a, b bool) error {\nif " + repeat(n, func(i int) string { return "(a && " + is(i) + " || b) ||\n" }) + "false {\nreturn nil\n}\nreturn te\n}\n"
	}},
	{"helpers in a ring", func(n int) string {
		return repeat(n, func(i int) string {
			return fmt.Sprintf("func h%d(te *tunnel.TunnelError) bool {\nif %s {\nreturn true\n}\nreturn h%d(te)\n}\n", i, is(i), (i+1)%n)
		})
	}},
	{"nested if", func(n int) string {
		return "func f(te *tunnel.TunnelError, a []bool) error {\n" + repeat(n, func(i int) string { return fmt.Sprintf("if a[%d] {\n", i) }) +
			"if " + is(0) + " {\nreturn nil\n}\n" + strings.Repeat("}\n", n) + "return te\n}\n"
	}},
	{"else if", func(n int) string {
		return "func f(te *tunnel.TunnelError) error {\n" + repeat(n, func(i int) string { return "if " + is(i) + " {\nlog.Print(1)\n} else " }) + "{\nreturn nil\n}\nreturn te\n}\n"
	}},
	{"list in many tests", func(n int) string {
		return "var m = map[string]bool{\n" + repeat(n, func(i int) string { return fmt.Sprintf("\"C%d\": true,\n", i) }) + "}\nfunc f(te *tunnel.TunnelError) error {\n" +
			repeat(n, func(int) string { return "if m[te.Code] {\nreturn nil\n}\n" }) + "return te\n}\n"
	}},
	{"flat ifs", func(n int) string {
		return "func f(te *tunnel.TunnelError, a []bool) error {\n" + repeat(n, func(i int) string { return "if " + is(i) + " {\nlog.Print(1)\n}\n" }) + "return te\n}\n"
	}},
	{"many returns", func(n int) string {
		return "func f(te *tunnel.TunnelError, a []bool) error {\n" + repeat(n, func(i int) string { return fmt.Sprintf("if a[%d] {\nreturn te\n}\n", i) }) +
			"if " + is(0) + " {\nreturn nil\n}\nreturn te\n}\n"
	}},
	{"returns in a loop", func(n int) string {
		return attempts + repeat(n, func(i int) string { return "if " + is(i) + " {\nreturn err\n}\n" }) + "if te.Code == \"x\" {\nreturn nil\n}\n}\n}\n"
	}},
	{"gotos", func(n int) string {
		return "func f(te *tunnel.TunnelError, a []bool) error {\n" + repeat(n, func(i int) string {
			return fmt.Sprintf("l%d:\nif a[%d] {\ngoto l%d\n}\nif %s {\ngoto l%d\n}\n", i, i, (i*7)%n, is(i), (i*5+1)%n)
		}) + "return te\n}\n"
	}},
	{"concatenation", func(n int) string {
		return "func f(te *tunnel.TunnelError) error {\nif te.Code == " + strings.Repeat("\"OTS\" +\n", n) + "\"\" {\nreturn nil\n}\nreturn te\n}\n"
	}},
	{"concatenation of calls", func(n int) string {
		return "func g() string\nfunc f(te *tunnel.TunnelError) error {\ns := " + strings.Repeat("g() +\n", n) + "te.Code\nif s == \"x\" || " + is(0) + " {\nreturn nil\n}\nreturn te\n}\n"
	}},
	{"nested loops", func(n int) string {
		n /= 20
		return "func g() *tunnel.TunnelError\nfunc f(a []bool) error {\n" + strings.Repeat("for range 5 {\nte := g()\nif "+is(0)+" {\ncontinue\n}\n", n) +
			strings.Repeat("}\n", n) + "return nil\n}\n"
	}},
	{"nested closures", func(n int) string {
		n /= 10
		return "func g() *tunnel.TunnelError\nfunc f() error {\n" + strings.Repeat("return func() error {\nte := g()\nif "+is(1)+" {\nreturn nil\n}\n", n) +
			"return nil\n" + strings.Repeat("}()\n", n) + "}\n"
	}},
	{"switch", func(n int) string {
		return "func f(te *tunnel.TunnelError) error {\nswitch te.Code {\n" + repeat(n, func(i int) string { return fmt.Sprintf("case \"C%d\":\nreturn nil\n", i) }) +
			"case tunnel.ErrCodeParamInvalid:\nlog.Print(1)\n}\nreturn te\n}\n"
	}},
	{"switch that falls through", func(n int) string {
		return "func f(te *tunnel.TunnelError) error {\nswitch te.Code {\n" + repeat(n, func(i int) string { return fmt.Sprintf("case \"C%d\":\nfallthrough\n", i) }) +
			"case tunnel.ErrCodeParamInvalid:\nlog.Print(1)\n}\nreturn te\n}\n"
	}},
	{"composite literal", func(n int) string {
		return "var m = map[string]error{\n" + repeat(n, func(i int) string { return fmt.Sprintf("\"C%d\": &tunnel.TunnelError{Code: \"C%d\"},\n", i, i) }) +
			"}\nfunc f(te *tunnel.TunnelError) error {\nif " + is(0) + " {\nreturn m[te.Code]\n}\nreturn te\n}\n"
	}},
	{"functions", func(n int) string {
		return repeat(n, func(i int) string {
			return fmt.Sprintf("func f%d(te *tunnel.TunnelError) error {\nif %s {\nreturn nil\n}\nreturn te\n}\n", i, is(i))
		})
	}},
	{"functions in a chain", func(n int) string {
		return "func f0(te *tunnel.TunnelError) error {\nreturn te\n}\n" + repeat(n, func(i int) string {
			return fmt.Sprintf("func f%d(te *tunnel.TunnelError) error {\nif err := f%d(te); err != nil && %s {\nreturn err\n}\nreturn nil\n}\n", i+1, i, is(i))
		})
	}},
	{"assignments", func(n int) string {
		return "func g() error\nfunc f(a []bool) error {\nvar err error\n" + repeat(n, func(i int) string { return fmt.Sprintf("if a[%d] {\nerr = g()\n}\n", i) }) +
			"var te *tunnel.TunnelError\nif errors.As(err, &te) && " + is(0) + " {\nreturn nil\n}\nreturn err\n}\n"
	}},
	{"attempts in a loop", func(n int) string {
		return "func g() error\nfunc f() error {\nfor {\nvar te *tunnel.TunnelError\n" + repeat(n, func(i int) string {
			return "if err := g(); errors.As(err, &te) && " + is(i) + " {\ncontinue\n}\n"
		}) + "return nil\n}\n}\n"
	}},
	{"wrapped errors", func(n int) string {
		return "func g() error\nfunc f(a []bool) error {\nerr := g()\n" + repeat(n, func(i int) string { return fmt.Sprintf("if a[%d] {\nerr = fmt.Errorf(\"x: %%w\", err)\n}\n", i) }) +
			"if te, ok := err.(*tunnel.TunnelError); ok && " + is(0) + " {\nreturn nil\n}\nreturn err\n}\n"
	}},
	{"negations", func(n int) string {
		return "func f(te *tunnel.TunnelError) error {\nif " + strings.Repeat("!(", 2*n) + is(0) + strings.Repeat(")", 2*n) + " {\nreturn nil\n}\nreturn te\n}\n"
	}},
	{"conditions in variables", func(n int) string {
		return "func f(te *tunnel.TunnelError) error {\nc0 := " + is(0) + "\n" + repeat(n, func(i int) string { return fmt.Sprintf("c%d := c%d || %s\n", i+1, i, is(i)) }) +
			fmt.Sprintf("if c%d {\nreturn nil\n}\nreturn te\n}\n", n)
	}},
	{"parentheses", func(n int) string {
		return "func f(te *tunnel.TunnelError) error {\nif " + strings.Repeat("(", n) + is(0) + strings.Repeat(")", n) + " {\nreturn nil\n}\nreturn te\n}\n"
	}},
}

// maxWorkSteps is the number of steps up to which TestWork accepts any growth.
const maxWorkSteps = 1 << 18

// TestWork checks that the number of steps grows linearly with the size of the source, or that Find says which function is
// too large.
func TestWork(t *testing.T) {
	for _, shape := range workShapes {
		t.Run(shape.name, func(t *testing.T) {
			const n = 50
			small, large := workOf(t, shape.body(n)), workOf(t, shape.body(4*n))
			if len(small.TooLarge) > 0 {
				t.Errorf("%d repetitions are too large: %v", n, small.TooLarge)
			}
			const slack = 1000
			if large.Steps > 6*small.Steps+slack && len(large.TooLarge) == 0 && large.Steps > maxWorkSteps {
				t.Errorf("%d steps for %d repetitions, and %d for %d", small.Steps, n, large.Steps, 4*n)
			}
			if large.Steps > 1<<21 {
				t.Errorf("%d steps", large.Steps)
			}
		})
	}
}

// workOf returns the effort for a package with the source.
func workOf(t *testing.T, body string) sites.Effort {
	t.Helper()
	head := "package p\n\nimport (\n\t\"errors\"\n\t\"fmt\"\n\t\"log\"\n\n\t\"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel\"\n\t\"google.golang.org/grpc\"\n\t\"google.golang.org/grpc/codes\"\n\t\"google.golang.org/grpc/status\"\n)\n\nvar _ grpc.ClientStream\n\nvar _, _, _, _, _, _ = errors.As, fmt.Errorf, log.Print, tunnel.ErrCodeParamInvalid, codes.NotFound, status.Code\n\n"
	in, err := loader.Files(map[string][]byte{"large.go": []byte(head + body)})
	if err != nil {
		t.Fatal(err)
	}
	return find.Find(in).Effort
}
