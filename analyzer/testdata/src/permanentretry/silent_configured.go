package configured

import (
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"

	"github.com/googleapis/gax-go/v2"
	grpcretry "github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/retry"
)

// retryconfig checks codes that are passed as data.
var (
	text  = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["INVALID_ARGUMENT"]}}]}`)
	list  = gax.OnCodes([]codes.Code{codes.InvalidArgument}, gax.Backoff{})
	given = grpcretry.WithCodes(codes.InvalidArgument)
)
