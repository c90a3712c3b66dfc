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
		grpcretry.WithCodes(codes.Unavailable, codes.InvalidArgument), // want `codes.InvalidArgument is listed as retryable, but retrying cannot help; remove it `
		grpcretry.WithCodes(codes.PermissionDenied),                   // want `codes.PermissionDenied is listed as retryable`
		grpcretry.WithCodes(codes.Unavailable, codes.Aborted, codes.Internal),
		grpcretry.WithCodes(three...),
	}
}

var three = []codes.Code{
	codes.Unavailable,
	codes.Unimplemented, // want `codes.Unimplemented is listed as retryable`
}

func retryer() gax.Retryer {
	return gax.OnCodes([]codes.Code{
		codes.DataLoss, // want `codes.DataLoss is listed as retryable`
		codes.Unavailable,
		codes.DeadlineExceeded,
	}, gax.Backoff{Initial: time.Second})
}

func overHTTP() gax.Retryer {
	return gax.OnHTTPCodes(gax.Backoff{}, http.StatusServiceUnavailable, http.StatusTooManyRequests, 400) // want `400 \(Bad Request\) is listed as retryable`
}

var statuses = retry.RetryableHTTPStatusCode{Codes: map[int]struct{}{
	http.StatusBadGateway: {},
	http.StatusForbidden:  {}, // want `403 \(Forbidden\) is listed as retryable`
}}

// Codes that no catalog lists, codes that are known at run time, and codes that are only named.
func silent(more []codes.Code, status int) {
	_ = retry.RetryableErrorCode{Codes: map[string]struct{}{"AccessDenied": {}, "Throttling": {}}}
	_ = grpcretry.WithCodes(more...)
	_ = grpcretry.WithCodes(append(unknownCodes(), codes.Internal)...)
	_ = grpcretry.WithCodes(append(unknownCodes(), codes.PermissionDenied)...) // want `codes.PermissionDenied is listed as retryable`
	_ = gax.OnHTTPCodes(gax.Backoff{}, status, 503)
	_ = []codes.Code{codes.InvalidArgument}
	_ = grpcretry.WithCodes(codes.NotFound, codes.Canceled, codes.AlreadyExists, codes.ResourceExhausted)
	_ = grpcretry.WithCodes(codes.FailedPrecondition) // want `codes.FailedPrecondition is listed as retryable, but nobody can fix the state`
}

func numbers() {
	_ = gax.OnCodes([]codes.Code{77, codes.Unavailable}, gax.Backoff{}) // want `77 is not a known gRPC code`
	_ = gax.OnCodes([]codes.Code{3, 14}, gax.Backoff{})                 // want `codes.InvalidArgument is listed as retryable`
}

func unknownCodes() []codes.Code
