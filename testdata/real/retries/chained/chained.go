// Package chained retries with the interceptors of two versions of go-grpc-middleware.
package chained

import (
	"time"

	grpc_retry "github.com/grpc-ecosystem/go-grpc-middleware/retry"
	"github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/retry"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Options1 returns the options for version 1.
func Options1() []grpc.DialOption {
	return []grpc.DialOption{grpc.WithUnaryInterceptor(grpc_retry.UnaryClientInterceptor(
		grpc_retry.WithMax(3),
		grpc_retry.WithCodes(codes.Unavailable, codes.Unimplemented), // want retryconfig "codes.Unimplemented"
	))}
}

// Options2 returns the options for version 2.
func Options2() []grpc.DialOption {
	return []grpc.DialOption{grpc.WithUnaryInterceptor(retry.UnaryClientInterceptor(
		retry.WithMax(3),
		retry.WithCodes(codes.Unavailable, codes.InvalidArgument), // want retryconfig "codes.InvalidArgument"
		retry.WithBackoff(retry.BackoffExponential(100*time.Millisecond)),
	))}
}

// Asked decides with a predicate.
func Asked() grpc.UnaryClientInterceptor {
	return retry.UnaryClientInterceptor(retry.WithMax(3), retry.WithRetriable(func(err error) bool {
		if status.Code(err) == codes.PermissionDenied { // want permanentretry "codes.PermissionDenied"
			return true
		}
		return status.Code(err) == codes.Unavailable
	}))
}
