// Numbers of codes that are given as what they are.
package p

import (
	"net/http"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func statusOfCode(c codes.Code) int {
	switch c {
	case codes.NotFound:
		return http.StatusNotFound
	case codes.PermissionDenied:
		return http.StatusForbidden
	}
	return http.StatusInternalServerError
}

func translated(w http.ResponseWriter, err error) { w.WriteHeader(statusOfCode(status.Code(err))) }

func plain(w http.ResponseWriter) { w.WriteHeader(http.StatusNotFound) }

func number(w http.ResponseWriter, n int) { w.WriteHeader(n) }

func codeOfStatus(n int) codes.Code {
	if n == http.StatusNotFound {
		return codes.NotFound
	}
	return codes.Code(n)
}

func small() codes.Code { return codes.Code(5) }

func wire(n uint32) error { return status.Error(codes.Code(n), "from the wire") }

func passed(c codes.Code) error { return status.Error(c, "passed on") }

func logged(err error) int { return int(status.Code(err)) }

// Another function named WriteHeader takes any number.
type frame struct{ n int }

func (f *frame) WriteHeader(n int) { f.n = n }

func framed(f *frame) { f.WriteHeader(int(codes.NotFound)) }

// A variable that is set twice.
func changed(w http.ResponseWriter, ok bool) {
	n := int(codes.NotFound)
	if ok {
		n = http.StatusOK
	} else {
		n = http.StatusNotFound
	}
	w.WriteHeader(n)
}
