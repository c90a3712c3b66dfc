// Package google retries with gax, as the clients of Google Cloud do.
package google

import (
	"context"
	"net/http"
	"time"

	"github.com/googleapis/gax-go/v2"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/retries/shelf"
)

var backoff = gax.Backoff{Initial: 100 * time.Millisecond, Max: 30 * time.Second, Multiplier: 1.3}

// Put passes the codes to retry.
func Put(ctx context.Context, s shelf.Shelf, title string) error {
	again := gax.WithRetry(func() gax.Retryer {
		return gax.OnCodes([]codes.Code{codes.Unavailable, codes.ResourceExhausted}, backoff)
	})
	return gax.Invoke(ctx, func(ctx context.Context, _ gax.CallSettings) error { return s.Put(ctx, title) }, again)
}

// PutUnder is like Put over HTTP, and passes the statuses to retry.
func PutUnder(ctx context.Context, call func(context.Context) error) error {
	again := gax.WithRetry(func() gax.Retryer {
		return gax.OnHTTPCodes(backoff, http.StatusServiceUnavailable, http.StatusTooManyRequests, http.StatusBadRequest) // want retryconfig "400"
	})
	return gax.Invoke(ctx, func(ctx context.Context, _ gax.CallSettings) error { return call(ctx) }, again)
}

// Asked passes one code that must not be retried.
func Asked() gax.Retryer {
	return gax.OnCodes([]codes.Code{codes.Unavailable, codes.PermissionDenied}, backoff) // want retryconfig "codes.PermissionDenied"
}

// PutAll decides with a predicate.
func PutAll(ctx context.Context, s shelf.Shelf, titles []string) error {
	again := gax.WithRetry(func() gax.Retryer {
		return gax.OnErrorFunc(backoff, func(err error) bool {
			switch status.Code(err) {
			case codes.Unavailable, codes.InvalidArgument: // want permanentretry "codes.InvalidArgument"
				return true
			}
			return false
		})
	})
	for _, title := range titles {
		err := gax.Invoke(ctx, func(ctx context.Context, _ gax.CallSettings) error {
			err := s.Put(ctx, title)
			if status.Code(err) == codes.AlreadyExists {
				return nil
			}
			return err
		}, again)
		if err != nil {
			return err
		}
	}
	return nil
}
