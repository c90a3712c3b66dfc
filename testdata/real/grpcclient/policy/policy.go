// Package policy decides which errors of a call are retried.
package policy

import (
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Final reports whether retrying cannot help.
func Final(err error) bool {
	switch status.Code(err) {
	case codes.InvalidArgument, codes.PermissionDenied, codes.Unimplemented, codes.DataLoss, codes.FailedPrecondition:
		return true
	}
	return false
}
