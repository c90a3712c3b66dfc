// Package p passes conditions and predicates to retry libraries.
package p

import (
	"context"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/retrypolicy"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/util/retry"
)

func conditionCall(context.Context) error { return nil }

// The library calls a condition again that is not done and has no error.
func conditionOfWait(ctx context.Context) error {
	return wait.PollUntilContextTimeout(ctx, time.Second, time.Minute, true, func(ctx context.Context) (bool, error) {
		err := conditionCall(ctx)
		switch status.Code(err) {
		case codes.OK:
			return true, nil
		case codes.Unavailable:
			return false, nil
		case codes.NotFound: // the expected state
			return false, nil
		case codes.InvalidArgument: // want "^codes.InvalidArgument is retried"
			return false, nil
		case codes.PermissionDenied:
			return false, err
		case codes.AlreadyExists:
			return true, nil
		}
		return false, err
	})
}

// It is not known whether the condition is done.
func openCondition(backoff wait.Backoff, done func() bool) error {
	return wait.ExponentialBackoff(backoff, func() (bool, error) {
		err := conditionCall(context.Background())
		if status.Code(err) == codes.InvalidArgument {
			return done(), nil
		}
		return err == nil, err
	})
}

// A predicate decides, not the operation.
func predicateOfRetry(ctx context.Context) error {
	return retry.OnError(retry.DefaultRetry, func(err error) bool {
		return status.Code(err) == codes.Unavailable || status.Code(err) == codes.InvalidArgument // want "^codes.InvalidArgument is retried"
	}, func() error {
		err := conditionCall(ctx)
		if status.Code(err) == codes.PermissionDenied {
			return err
		}
		return err
	})
}

// Failsafe-go takes two kinds of predicates.
func predicatesOfFailsafe(ctx context.Context) error {
	policy := retrypolicy.NewBuilder[any]().
		HandleIf(func(_ any, err error) bool {
			return status.Code(err) == codes.Unimplemented // want "^codes.Unimplemented is retried"
		}).
		AbortIf(func(_ any, err error) bool {
			return status.Code(err) == codes.InvalidArgument
		}).
		Build()
	return failsafe.With(policy).Run(func() error { return conditionCall(ctx) })
}
