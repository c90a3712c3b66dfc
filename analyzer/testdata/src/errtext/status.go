package statuses

import (
	"strings"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func printed(err error) bool {
	return strings.Contains(err.Error(), "code = NotFound") // want `"code = NotFound" is searched for in the error's text; use status.Code instead`
}

func prefixed(err error) bool {
	return !strings.HasPrefix(err.Error(), "rpc error: code = Unavailable desc = ") && // want `"rpc error: code = Unavailable desc = "`
		status.Code(err) != codes.Internal
}

// English words are not codes, nor are names that gRPC does not have.
func words(err error) bool {
	return strings.Contains(err.Error(), "Unavailable") || strings.Contains(err.Error(), "NotFound") ||
		strings.Contains(err.Error(), "UNAVAILABLE") || strings.Contains(err.Error(), "RESOURCE_EXHAUSTED") ||
		strings.Contains(err.Error(), "code = Unavailble") || strings.Contains(err.Error(), "error code = 5")
}
