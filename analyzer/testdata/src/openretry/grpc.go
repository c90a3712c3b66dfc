// Package p ends its attempts on some gRPC codes and retries all others.
package p

import (
	"context"
	"errors"
	"log"
	"time"

	"github.com/avast/retry-go/v4"
	"github.com/cenkalti/backoff/v4"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

type getter func(context.Context) error

func bySwitch(ctx context.Context, get getter) error {
	for {
		err := get(ctx)
		if err == nil {
			return nil
		}
		switch status.Code(err) { // want `^codes that this test does not name are retried, among them codes.PermissionDenied, codes.Unimplemented and codes.DataLoss, for which retrying cannot help \(inferred\)$`
		case codes.InvalidArgument, codes.NotFound, codes.FailedPrecondition:
			return err
		}
		time.Sleep(time.Second)
	}
}

func byDefault(ctx context.Context, get getter) error {
	for range 5 {
		err := get(ctx)
		switch status.Code(err) { // want `among them codes.InvalidArgument, codes.Unimplemented and codes.DataLoss`
		case codes.OK:
			return nil
		case codes.PermissionDenied, codes.Unauthenticated:
			return err
		default:
			time.Sleep(time.Second)
		}
	}
	return errors.New("gave up")
}

func byIf(ctx context.Context, get getter) error {
	var err error
	for i := 0; i < 3; i++ {
		if err = get(ctx); err == nil {
			return nil
		}
		code := status.Code(err)
		if code == codes.InvalidArgument || code == codes.NotFound { // want `among them codes.PermissionDenied, codes.Unimplemented and codes.DataLoss`
			return err
		}
		log.Print(err)
		time.Sleep(time.Duration(i) * time.Second)
	}
	return err
}

var final = map[codes.Code]bool{
	codes.InvalidArgument:    true,
	codes.FailedPrecondition: true,
}

func byMap(ctx context.Context, get getter) error {
	for {
		err := get(ctx)
		if err == nil || final[status.Code(err)] { // want `among them codes.PermissionDenied, codes.Unimplemented and codes.DataLoss`
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
		}
	}
}

func retryable(err error) bool {
	st, ok := status.FromError(err)
	if !ok {
		return true
	}
	switch st.Code() { // want `among them codes.PermissionDenied, codes.Unimplemented and codes.DataLoss`
	case codes.InvalidArgument:
		return false
	default:
		return true
	}
}

func byPredicate(ctx context.Context, get getter) error {
	for {
		err := get(ctx)
		if err == nil || !retryable(err) {
			return err
		}
		time.Sleep(time.Second)
	}
}

func byBackoff(ctx context.Context, get getter) error {
	return backoff.Retry(func() error {
		err := get(ctx)
		if status.Code(err) == codes.InvalidArgument { // want `among them codes.PermissionDenied`
			return backoff.Permanent(err)
		}
		return err
	}, backoff.NewExponentialBackOff())
}

func byRetryIf(ctx context.Context, get getter) error {
	return retry.Do(func() error { return get(ctx) }, retry.RetryIf(func(err error) bool {
		return status.Code(err) != codes.Unimplemented // want `among them codes.InvalidArgument, codes.PermissionDenied and codes.DataLoss`
	}))
}

func byRecursion(ctx context.Context, get getter, left int) error {
	err := get(ctx)
	if err == nil || left == 0 {
		return err
	}
	switch status.Code(err) { // want `among them codes.PermissionDenied`
	case codes.InvalidArgument, codes.Unimplemented:
		return err
	}
	time.Sleep(time.Second)
	return byRecursion(ctx, get, left-1)
}
