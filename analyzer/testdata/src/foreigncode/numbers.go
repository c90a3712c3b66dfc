// The number of a code of one kind given as a code of another kind.
package p

import (
	"net/http"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func deny(w http.ResponseWriter) {
	w.WriteHeader(int(codes.PermissionDenied)) // want `codes.PermissionDenied is a code of gRPC, but a code of HTTP is expected here, where its number 7 means something else`
}

func fail(w http.ResponseWriter, err error) {
	http.Error(w, err.Error(), int(status.Code(err))) // want `status.Code\(err\) is a code of gRPC, but a code of HTTP is expected here`
}

func variable(w http.ResponseWriter) {
	n := int(codes.NotFound)
	w.WriteHeader(n) // want `codes.NotFound is a code of gRPC, but a code of HTTP is expected here`
}

func convert(r *http.Response) error {
	return status.Error(codes.Code(r.StatusCode), r.Status) // want `r.StatusCode is a code of HTTP, but a code of gRPC is expected here`
}

func constant() error {
	return status.Errorf(codes.Code(http.StatusNotFound), "none") // want `http.StatusNotFound is a code of HTTP, but a code of gRPC is expected here, where its number 404 means something else`
}

func literal() error {
	return status.New(codes.Code(503), "later").Err() // want `503 is a code of HTTP, but a code of gRPC is expected here, where its number 503 means something else`
}
