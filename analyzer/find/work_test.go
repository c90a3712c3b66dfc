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
	{"parentheses", func(n int) string {
		return "func f(te *tunnel.TunnelError) error {\nif " + strings.Repeat("(", n) + is(0) + strings.Repeat(")", n) + " {\nreturn nil\n}\nreturn te\n}\n"
	}},
}

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
			if large.Steps > 6*small.Steps+slack && len(large.TooLarge) == 0 && large.Steps > 1<<18 {
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
	head := "package p\n\nimport (\n\t\"errors\"\n\t\"log\"\n\n\t\"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel\"\n)\n\nvar _, _, _ = errors.As, log.Print, tunnel.ErrCodeParamInvalid\n\n"
	in, err := loader.Files(map[string][]byte{"large.go": []byte(head + body)})
	if err != nil {
		t.Fatal(err)
	}
	return find.Find(in).Effort
}
