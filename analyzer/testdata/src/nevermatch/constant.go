// Conditions over one code that have the same value for each code.
package p

import (
	"net/http"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func succeeded(r *http.Response) bool {
	return !(r.StatusCode < 200 && r.StatusCode >= 300) // want `this condition is never true: no code meets it`
}

func other(err error) bool {
	return err != nil && (status.Code(err) != codes.NotFound || status.Code(err) != codes.Aborted) // want `this condition is always true: each code meets it`
}

func both(r *http.Response) bool {
	code := r.StatusCode
	return code == http.StatusNotFound && code == http.StatusGone // want `this condition is never true: no code meets it`
}

func inverted(r *http.Response) bool {
	return 200 <= r.StatusCode || 299 >= r.StatusCode // want `this condition is always true: each code meets it`
}
