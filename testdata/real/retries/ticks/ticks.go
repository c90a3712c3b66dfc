// Package ticks retries with sethvargo/go-retry, which retries only errors marked as retryable.
package ticks

import (
	"context"
	"time"

	"github.com/sethvargo/go-retry"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/retries/shelf"
)

// Put retries if the library is busy, and also for an error that a retry cannot help.
func Put(ctx context.Context, s shelf.Shelf, title string) error {
	return retry.Do(ctx, retry.WithMaxRetries(5, retry.NewExponential(time.Second)), func(ctx context.Context) error {
		err := s.Put(ctx, title)
		if shelf.Busy(err) {
			return retry.RetryableError(err)
		}
		switch status.Code(err) {
		case codes.InvalidArgument: // want permanentretry "codes.InvalidArgument"
			return retry.RetryableError(err)
		case codes.PermissionDenied:
			return err
		}
		return err
	})
}

// Find looks for a book, and retries if it does not exist yet.
func Find(ctx context.Context, s shelf.Shelf, title string) (int, error) {
	return retry.DoValue(ctx, retry.NewFibonacci(time.Second), func(ctx context.Context) (int, error) {
		place, err := s.Find(ctx, title)
		switch status.Code(err) {
		case codes.NotFound, codes.Unavailable:
			return 0, retry.RetryableError(err)
		}
		return place, err
	})
}

// Wait is like Put, but retries until the context is done.
func Wait(ctx context.Context, s shelf.Shelf, title string) error {
	return retry.Constant(ctx, time.Minute, func(ctx context.Context) error {
		err := s.Put(ctx, title)
		if status.Code(err) == codes.PermissionDenied { // want permanentretry "codes.PermissionDenied"
			return retry.RetryableError(err)
		}
		return err
	})
}
