// Package p marks its errors by hand.
package p

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/retry"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func byHand(ctx context.Context, get func() error) error {
	return retry.RetryContext(ctx, time.Minute, func() *retry.RetryError {
		err := get()
		if err == nil {
			return nil
		}
		switch status.Code(err) {
		case codes.Unavailable: // = retries, again waited bounded
			return &retry.RetryError{Err: err, Retryable: true}
		case codes.Aborted: // = retries, again waited bounded
			return &retry.RetryError{err, true}
		case codes.Internal: // = surfaces
			return &retry.RetryError{Err: err}
		case codes.NotFound: // = surfaces
			return &retry.RetryError{Err: err, Retryable: false}
		case codes.DataLoss: // = surfaces
			return &retry.RetryError{Err: err, Retryable: transient(err)}
		}
		return retry.NonRetryableError(err)
	})
}

func transient(err error) bool { return err.Error() == "transient" }
