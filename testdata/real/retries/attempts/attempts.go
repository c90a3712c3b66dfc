// Package attempts retries with two versions of avast/retry-go.
package attempts

import (
	"context"

	retry4 "github.com/avast/retry-go/v4"
	retry5 "github.com/avast/retry-go/v5"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/retries/shelf"
)

// Put4 makes up to ten attempts.
func Put4(ctx context.Context, s shelf.Shelf, title string) error {
	return retry4.Do(func() error {
		err := s.Put(ctx, title)
		switch status.Code(err) { // want openretry "codes.PermissionDenied"
		case codes.InvalidArgument:
			return retry4.Unrecoverable(err)
		case codes.Unimplemented: // want permanentretry "codes.Unimplemented"
			return err
		}
		return err
	}, retry4.Context(ctx))
}

// Put5 makes up to ten attempts, with a Retrier that can be shared.
func Put5(ctx context.Context, s shelf.Shelf, title string) error {
	return retry5.New(retry5.Context(ctx)).Do(func() error {
		err := s.Put(ctx, title)
		switch status.Code(err) { // want openretry "codes.Unimplemented"
		case codes.InvalidArgument:
			return retry5.Unrecoverable(err)
		case codes.PermissionDenied: // want permanentretry "codes.PermissionDenied"
			return err
		}
		return err
	})
}

// Find5 retries while a predicate returns true.
func Find5(ctx context.Context, s shelf.Shelf, title string) (int, error) {
	again := retry5.RetryIf(func(err error) bool {
		switch status.Code(err) {
		case codes.Unavailable, codes.ResourceExhausted, codes.PermissionDenied: // want permanentretry "codes.PermissionDenied"
			return true
		case codes.InvalidArgument:
			return false
		}
		return false
	})
	return retry5.NewWithData[int](again, retry5.Context(ctx)).Do(func() (int, error) { return s.Find(ctx, title) })
}
