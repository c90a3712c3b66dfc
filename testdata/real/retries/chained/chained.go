// Package chained leaves the attempts to interceptors of two versions of go-grpc-middleware.
package chained

import (
	"time"

	grpc_retry "github.com/grpc-ecosystem/go-grpc-middleware/retry"
	"github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/retry"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Options1 is for the first version.
func Options1() []grpc.DialOption {
	return []grpc.DialOption{grpc.WithUnaryInterceptor(grpc_retry.UnaryClientInterceptor(
		grpc_retry.WithMax(3),
		grpc_retry.WithCodes(codes.Unavailable, codes.Unimplemented), // want retryconfig "UNIMPLEMENTED"
	))}
}

// Options2 is for the second version.
func Options2() []grpc.DialOption {
	return []grpc.DialOption{grpc.WithUnaryInterceptor(retry.UnaryClientInterceptor(
		retry.WithMax(3),
		retry.WithCodes(codes.Unavailable, codes.InvalidArgument), // want retryconfig "INVALID_ARGUMENT"
		retry.WithBackoff(retry.BackoffExponential(100*time.Millisecond)),
	))}
}

// Asked leaves it to a predicate.
func Asked() grpc.UnaryClientInterceptor {
	return retry.UnaryClientInterceptor(retry.WithMax(3), retry.WithRetriable(func(err error) bool {
		if status.Code(err) == codes.PermissionDenied { // want permanentretry "PERMISSION_DENIED"
			return true
		}
		return status.Code(err) == codes.Unavailable
	}))
}
