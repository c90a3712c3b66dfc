// Conditions over codes that depend on the code.
package p

import (
	"net/http"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func inside(r *http.Response) bool { return r.StatusCode >= 200 && r.StatusCode < 300 }

func outside(r *http.Response) bool { return r.StatusCode < 200 || r.StatusCode >= 300 }

func neither(err error) bool {
	return status.Code(err) != codes.NotFound && status.Code(err) != codes.Aborted
}

func either(r *http.Response) bool { return r.StatusCode == 404 || r.StatusCode == 410 }

func twoResponses(a, b *http.Response) bool { return a.StatusCode < 200 && b.StatusCode >= 300 }

func withOther(r *http.Response, ok bool) bool {
	return r.StatusCode != 404 || ok && r.StatusCode != 410
}

// The number is not a code.
func number(n int) bool { return n < 200 && n >= 300 }
