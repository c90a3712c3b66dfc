// Package backoffs retries with four versions of cenkalti/backoff.
package backoffs

import (
	"context"

	backoff2 "github.com/cenkalti/backoff"
	backoff3 "github.com/cenkalti/backoff/v3"
	backoff4 "github.com/cenkalti/backoff/v4"
	backoff5 "github.com/cenkalti/backoff/v5"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/retries/shelf"
)

// Put2 retries all errors except invalid titles.
func Put2(ctx context.Context, s shelf.Shelf, title string) error {
	return backoff2.Retry(func() error {
		err := s.Put(ctx, title)
		switch status.Code(err) { // want openretry "codes.Unimplemented"
		case codes.InvalidArgument:
			return backoff2.Permanent(err)
		case codes.PermissionDenied: // want permanentretry "codes.PermissionDenied"
			return err
		}
		return err
	}, backoff2.WithContext(backoff2.NewExponentialBackOff(), ctx))
}

// Put3 retries all errors except titles that the library already has.
func Put3(ctx context.Context, s shelf.Shelf, title string) error {
	return backoff3.Retry(func() error {
		err := s.Put(ctx, title)
		switch status.Code(err) { // want openretry "codes.Unimplemented"
		case codes.AlreadyExists:
			return nil
		case codes.PermissionDenied: // want permanentretry "codes.PermissionDenied"
			return err
		case codes.InvalidArgument:
			return backoff3.Permanent(err)
		}
		return err
	}, backoff3.WithContext(backoff3.NewExponentialBackOff(), ctx))
}

// Put4 is like Put3, with version 4.
func Put4(ctx context.Context, s shelf.Shelf, title string) error {
	return backoff4.RetryNotify(func() error {
		err := s.Put(ctx, title)
		if c := status.Code(err); c == codes.InvalidArgument || c == codes.Unimplemented {
			return backoff4.Permanent(err)
		}
		if status.Code(err) == codes.PermissionDenied { // want permanentretry "codes.PermissionDenied"
			return err
		}
		return err
	}, backoff4.WithContext(backoff4.NewExponentialBackOff(), ctx), nil)
}

// Find5 looks for a book until the library responds.
func Find5(ctx context.Context, s shelf.Shelf, title string) (int, error) {
	return backoff5.Retry(ctx, func() (int, error) {
		place, err := s.Find(ctx, title)
		switch status.Code(err) {
		case codes.OK, codes.Unavailable, codes.ResourceExhausted:
			return place, err
		case codes.OutOfRange, codes.InvalidArgument: // want permanentretry "codes.InvalidArgument"
			return 0, err
		}
		return 0, backoff5.Permanent(err)
	})
}
