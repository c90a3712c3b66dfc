package skim

import (
	"strings"
	"testing"
)

// TestShapes checks which functions can be helpers, judged by their text alone.
func TestShapes(t *testing.T) {
	for text, want := range map[string]helperShape{
		`func Is(err error, codes []string) bool { for _, c := range codes { if c == code(err) { return true } }; return false }`: takesCodes | inspectsError,
		`func Is(err error, codes ...string) bool { return slices.Contains(codes, x(err)) }`:                                      takesCodes | inspectsError,
		`func Is(err error, code string) bool { return err.(*E).Code == code }`:                                                   takesCodes | inspectsError,
		`func (e *Error) Is(code string) bool { return e.is(code) }`:                                                              takesCodes | inspectsError,
		`func Is[T any](code codes.Code, err error) bool { return status.Code(err) == code }`:                                     takesCodes | inspectsError,
		`func Is(code string, list map[string]bool) bool { return list[code] || code == x }`:                                      takesCodes | searchesList,
		`func (r *Refusal) Has(code string) bool { return r.cause == code }`:                                                      takesCodes,
		`func ok(status int) bool { return status == 200 }`:                                                                       0,
		`func has(list []string, s string) bool { for _, l := range list { if l == s { return true } }; return false }`:           searchesList,
		`func Contains(list interface{}, v interface{}) bool { return find(list, v) }`:                                            searchesList,
		`func Gone(err error) bool { e, ok := err.(*E); return ok && e.Kind == "Gone" }`:                                          inspectsError,
		`func Again(err error) bool { return errors.Is(err, syscall.EAGAIN) }`:                                                    inspectsError,
		`func Again(err error) bool { return err == syscall.EAGAIN }`:                                                             inspectsError,
		`func Again(err error) bool { switch err { case syscall.EAGAIN: return true }; return false }`:                            inspectsError,
		`func Failed(err error) bool { return err != nil }`:                                                                       0,
		`func Failed(err error) bool { return myerr == nil || err2 == x }`:                                                        0,
		`func Retry(err error, more ...string) *resource.RetryError { return is(err, more) }`:                                     takesCodes,
		`func Wrap(err error, message string) error { return &wrapped{err: err, message: message} }`:                              0,
		`func Wrap(err error, message string) error { if message == "" { return err }; return nil }`:                              0,
		`func Add(a, b int) int { return a + b }`:                                                                                 0,
		`func Log(format string, args ...any) { out(format, args) }`:                                                              0,
		`func (c *Client) Get(name string) error { return c.get(name) }`:                                                          0,
		`func() bool { return true }`: 0,
	} {
		at := strings.LastIndex(text, " { ") // find the first one: the start of the body
		for i := at; i > 0; i = strings.LastIndex(text[:i], " { ") {
			at = i
		}
		if got := helperShapeOf([]byte(text[:at]), []byte(text[at:])); got != want {
			t.Errorf("%s: %b, want %b", text, got, want)
		}
	}
}

func TestReadParams(t *testing.T) {
	for text, want := range map[string]string{
		"":                       "",
		"err error":              "err:error",
		"error, []string":        ":error :[]string",
		"a, b string, c ...int,": "a:string b:string c:...int",
		"f func(a, b int) error, m map[string]struct{ a, b int }": "f:func(a, b int) error m:map[string]struct{ a, b int }",
		"e *pkg.Error, // one\n\tcode string":                     "e:*pkg.Error code:string",
		"chan int, map[string]bool":                               ":chan int :map[string]bool",
		"a [":                                                     "",
	} {
		var got []string
		for _, p := range readParams([]byte(text)) {
			got = append(got, p.name+":"+p.typ)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
