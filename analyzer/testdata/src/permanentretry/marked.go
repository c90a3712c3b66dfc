package p

import (
	"context"
	"fmt"

	"github.com/cenkalti/backoff/v4"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// The error is the same after the assignment, or has no mark.
func same(err error) error { return err }

func assignedSame(ctx context.Context, check func(context.Context) error) error {
	return backoff.Retry(func() error {
		err := check(ctx)
		if status.Code(err) == codes.InvalidArgument { // want "codes.InvalidArgument is retried"
			err = same(err)
			return err
		}
		return err
	}, backoff.NewExponentialBackOff())
}

func assignedWrapped(ctx context.Context, check func(context.Context) error) error {
	return backoff.Retry(func() error {
		err := check(ctx)
		if status.Code(err) == codes.InvalidArgument { // want "codes.InvalidArgument is retried"
			err = fmt.Errorf("checking: %w", err)
		}
		return err
	}, backoff.NewExponentialBackOff())
}
