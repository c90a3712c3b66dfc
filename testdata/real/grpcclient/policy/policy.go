// Package policy says which failures of a call are worth another attempt.
package policy

import (
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Final reports whether no further attempt can change a failure.
func Final(err error) bool {
	switch status.Code(err) {
	case codes.InvalidArgument, codes.PermissionDenied, codes.Unimplemented, codes.DataLoss, codes.FailedPrecondition:
		return true
	}
	return false
}
