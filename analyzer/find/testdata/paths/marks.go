// Package p wraps its errors to say whether they can be retried.
package p

import (
	"context"
	"strings"
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
		case codes.Unavailable: // outcome retries, retry waited bounded
			return &retry.RetryError{Err: err, Retryable: true}
		case codes.Aborted: // outcome retries, retry waited bounded
			return &retry.RetryError{err, true}
		case codes.Internal: // outcome surfaces
			return &retry.RetryError{Err: err}
		case codes.NotFound: // outcome surfaces
			return &retry.RetryError{Err: err, Retryable: false}
		case codes.DataLoss: // outcome surfaces
			return &retry.RetryError{Err: err, Retryable: transient(err)}
		}
		return retry.NonRetryableError(err)
	})
}

func transient(err error) bool { return err.Error() == "transient" }

type failure struct {
	err   error
	place string
}

func (f *failure) Error() string { return f.place }

func WrapErrorf(err error, place string) error { return &failure{err, strings.ToUpper(place)} }

// Wrapping an error is not a recovery.
func wrapped(ctx context.Context, get func() error, place string) error {
	return retry.RetryContext(ctx, time.Minute, func() *retry.RetryError {
		if err := get(); status.Code(err) == codes.Unavailable { // outcome retries, retry waited bounded
			return retry.RetryableError(WrapErrorf(err, place))
		} else if err != nil {
			return retry.NonRetryableError(err)
		}
		return nil
	})
}

// A bound and another condition decide about the retry.
func bounded(ctx context.Context, get func() error) error {
	tries := 0
	return retry.RetryContext(ctx, time.Minute, func() *retry.RetryError {
		err := get()
		if (status.Code(err) == codes.Unavailable || other(err)) && tries < 2 { // outcome mixed, retry waited bounded
			tries++
			return retry.RetryableError(err)
		}
		return retry.NonRetryableError(err)
	})
}

func other(err error) bool { return err.Error() == "other" }
