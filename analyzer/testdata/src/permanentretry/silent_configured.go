package configured

import (
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"

	"github.com/googleapis/gax-go/v2"
	grpcretry "github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/retry"
)

// Codes that are given as data are retryconfig's to judge.
var (
	text  = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["INVALID_ARGUMENT"]}}]}`)
	list  = gax.OnCodes([]codes.Code{codes.InvalidArgument}, gax.Backoff{})
	given = grpcretry.WithCodes(codes.InvalidArgument)
)
