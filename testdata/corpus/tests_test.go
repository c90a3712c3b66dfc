package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTestsIn(t *testing.T) {
	const src = `package p

import (
	"errors"
	"net/http"
	"strings"
	"syscall"

	apierrors "example.com/api/errors"
	"example.com/sdk/v2"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func tests(resp *http.Response, err error, n, color int) {
	_ = resp.StatusCode == http.StatusNotFound
	_ = n == http.StatusOK
	_ = resp.StatusCode >= 500
	_ = status.Code(err) == codes.NotFound
	_ = err.(sdk.Error).Code() == "X"
	_ = int(err.Errno.Code) == n
	_ = err == syscall.ENOENT
	_ = err != sdk.ErrGone
	_ = errors.Is(err, sdk.ErrGone)
	_ = errors.Is(err, syscall.EINTR)
	var e *sdk.Error
	_ = errors.As(err, &e)
	f := &sdk.Other{}
	_ = errors.As(err, &f)
	_ = strings.Contains(strings.ToLower(err.Error()), "x")
	_ = err.Error() == "gone away"
	_ = apierrors.IsNotFound(err)
	_ = isMissing(err)
	switch status.Code(err) {
	case codes.Aborted, codes.Canceled:
	}
	switch err := err.(type) {
	case nil:
	case *sdk.Error:
	}
}

func others(err error, e sdk.Error, color int) {
	_ = err == nil
	_ = e.Code == ""
	_ = color == 3
	_ = sdk.Count(err)
	_ = strings.Contains("a", "b")
	_ = "x" == sdk.Name
}
`
	var got []string
	for _, c := range testsIn("p.go", []byte(src)) {
		got = append(got, c.kind+": "+c.what)
	}
	want := []string{
		"HTTP status: _.StatusCode with net/http.StatusNotFound",
		"HTTP status: _ with net/http.StatusOK",
		"HTTP status: _.StatusCode with int literal",
		"gRPC code: google.golang.org/grpc/status.Code(…) with google.golang.org/grpc/codes.NotFound",
		"code of another service: _.Code() with string literal",
		"error type: example.com/sdk/v2.Error",
		"code of another service: _(…) with _",
		"error number of the system: _ with syscall.ENOENT",
		"error value: == example.com/sdk/v2.ErrGone",
		"error value: errors.Is example.com/sdk/v2.ErrGone",
		"error number of the system: errors.Is syscall.EINTR",
		"error type: *example.com/sdk/v2.Error",
		"error type: *example.com/sdk/v2.Other",
		"text of an error: strings.Contains",
		"text of an error: _.Error() with string literal",
		"function of an error: example.com/api/errors.IsNotFound",
		"function of an error: _",
		"gRPC code: google.golang.org/grpc/status.Code(…) with google.golang.org/grpc/codes.Aborted",
		"gRPC code: google.golang.org/grpc/status.Code(…) with google.golang.org/grpc/codes.Canceled",
		"error type: *example.com/sdk/v2.Error",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if found := testsIn("p.go", []byte("package p\nfunc f(err error) { _ = err == io.EOF\n}}}")); len(found) > 1 {
		t.Errorf("a file that does not parse: got %v", found)
	}
	if found := testsIn("p.go", nil); found != nil {
		t.Errorf("an empty file: got %v", found)
	}
}

// TestCountTests counts the tests in two modules, of which errls sees one.
func TestCountTests(t *testing.T) {
	dir := writeTree(t, map[string]string{
		"go.mod": "module example.com/m\n",
		"p/p.go": "package p\n\nimport (\n\t\"google.golang.org/grpc/codes\"\n\t\"google.golang.org/grpc/status\"\n)\n\n" +
			"func gone(err error) bool {\n\treturn status.Code(err) == codes.NotFound || isGone(err)\n}\n",
		"sub/go.mod": "module example.com/m/sub\n",
		"sub/s.go":   "package sub\n\nfunc f(err error) bool { return err.(*E).Code == \"Gone\" }\n",
	})
	var out, errs bytes.Buffer
	if code := run(context.Background(), &out, &errs, []string{"-sites", dir}); code != exitSame || errs.Len() > 0 {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	got := out.String()
	for _, want := range []string{
		"4 tests of codes, 1 of them are sites\n",
		"gRPC code                         1      1\n",
		"no site: code of another service\n     1  _.Code with string literal\n        sub/s.go:3: func f(err error) bool {",
		"no site: function of an error\n     1  _\n        p/p.go:9: return status.Code(err) ==",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if code := run(context.Background(), &out, &errs, []string{"-sites", filepath.Join(dir, "nosuch")}); code != exitBadInput {
		t.Errorf("exit code %d for a directory that does not exist", code)
	}
}

func TestReportTests(t *testing.T) {
	var all []codeTest
	for i := range maxGroups + 2 {
		for n := range i + 1 {
			all = append(all, codeTest{kind: kindCode, what: string(rune('a' + i)), file: "/r/a.go", line: n + 1, text: "if x {"})
		}
	}
	got := reportTests("/r", all)
	if !strings.Contains(got, "    27  {\n        a.go:1: if x {\n        a.go:2: if x {\n        a.go:3: if x {\n    26  z\n") {
		t.Errorf("the largest groups are not first:\n%s", got)
	}
	if !strings.HasSuffix(got, "       and 2 other groups\n") {
		t.Errorf("the number of other groups is missing:\n%s", got)
	}
}
