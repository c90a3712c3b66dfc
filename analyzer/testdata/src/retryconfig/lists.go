package lists

import (
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/googleapis/gax-go/v2"
	grpcretry "github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/retry"
	"google.golang.org/grpc/codes"
)

func options() []grpcretry.CallOption {
	return []grpcretry.CallOption{
		grpcretry.WithCodes(codes.Unavailable, codes.InvalidArgument), // want `INVALID_ARGUMENT is among the codes to retry, but another attempt cannot help; `
		grpcretry.WithCodes(codes.PermissionDenied),                   // want `PERMISSION_DENIED is among`
		grpcretry.WithCodes(codes.Unavailable, codes.Aborted, codes.Internal),
		grpcretry.WithCodes(three...),
	}
}

var three = []codes.Code{
	codes.Unavailable,
	codes.Unimplemented, // want `UNIMPLEMENTED is among`
}

func retryer() gax.Retryer {
	return gax.OnCodes([]codes.Code{
		codes.DataLoss, // want `DATA_LOSS is among`
		codes.Unavailable,
		codes.DeadlineExceeded,
	}, gax.Backoff{Initial: time.Second})
}

func overHTTP() gax.Retryer {
	return gax.OnHTTPCodes(gax.Backoff{}, http.StatusServiceUnavailable, http.StatusTooManyRequests, 400) // want `400 \(Bad Request\) is among`
}

var statuses = retry.RetryableHTTPStatusCode{Codes: map[int]struct{}{
	http.StatusBadGateway: {},
	http.StatusForbidden:  {}, // want `403 \(Forbidden\) is among`
}}

// Codes that nobody has a catalog for, codes that come at run time, and codes that are only named.
func silent(more []codes.Code, status int) {
	_ = retry.RetryableErrorCode{Codes: map[string]struct{}{"AccessDenied": {}, "Throttling": {}}}
	_ = grpcretry.WithCodes(more...)
	_ = gax.OnHTTPCodes(gax.Backoff{}, status, 503)
	_ = []codes.Code{codes.InvalidArgument}
	_ = grpcretry.WithCodes(codes.NotFound, codes.Canceled, codes.AlreadyExists, codes.FailedPrecondition)
}

func numbers() {
	_ = gax.OnCodes([]codes.Code{77, codes.Unavailable}, gax.Backoff{}) // want `77 is no code of gRPC status codes`
	_ = gax.OnCodes([]codes.Code{3, 14}, gax.Backoff{})                 // want `INVALID_ARGUMENT is among`
}
