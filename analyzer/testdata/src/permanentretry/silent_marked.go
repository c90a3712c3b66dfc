package p

import (
	"context"
	"fmt"

	"github.com/avast/retry-go/v4"
	"github.com/cenkalti/backoff/v4"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func final(err error) error {
	if status.Code(err) == codes.InvalidArgument {
		return backoff.Permanent(err)
	}
	return err
}

// The helper's mark stops the library.
func assigned(ctx context.Context, check func(context.Context) error) error {
	return backoff.Retry(func() error {
		err := check(ctx)
		err = final(err)
		return err
	}, backoff.NewExponentialBackOff())
}

func inVariable(ctx context.Context, check func(context.Context) error) error {
	return backoff.Retry(func() error {
		err := check(ctx)
		marked := final(err)
		return marked
	}, backoff.NewExponentialBackOff())
}

func returned(ctx context.Context, check func(context.Context) error) error {
	return backoff.Retry(func() error {
		return final(check(ctx))
	}, backoff.NewExponentialBackOff())
}

func wrapped(ctx context.Context, check func(context.Context) error) error {
	return backoff.Retry(func() error {
		err := check(ctx)
		return fmt.Errorf("checking: %w", final(err))
	}, backoff.NewExponentialBackOff())
}

func inIf(ctx context.Context, check func(context.Context) error) error {
	return backoff.Retry(func() error {
		err := check(ctx)
		if err != nil {
			err = final(err)
		}
		return err
	}, backoff.NewExponentialBackOff())
}

func unrecoverable(err error) error {
	if status.Code(err) == codes.PermissionDenied {
		return retry.Unrecoverable(err)
	}
	return err
}

func other(ctx context.Context, check func(context.Context) error) error {
	return retry.Do(func() error {
		err := check(ctx)
		err = unrecoverable(err)
		return err
	})
}

// What the function does to the error is not known.
func unknown(ctx context.Context, check func(context.Context) error, mark func(error) error) error {
	return backoff.Retry(func() error {
		err := check(ctx)
		if status.Code(err) == codes.InvalidArgument {
			err = mark(err)
		}
		return err
	}, backoff.NewExponentialBackOff())
}
