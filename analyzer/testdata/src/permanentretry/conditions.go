// Package p asks conditions and predicates of libraries whether to go on.
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

// A condition that is not done, and has no error, is asked again.
func conditionOfWait(ctx context.Context) error {
	return wait.PollUntilContextTimeout(ctx, time.Second, time.Minute, true, func(ctx context.Context) (bool, error) {
		err := conditionCall(ctx)
		switch status.Code(err) {
		case codes.OK:
			return true, nil
		case codes.Unavailable:
			return false, nil
		case codes.NotFound: // what is waited for
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

// Whether a condition is done may be left open: then nothing is known.
func openCondition(backoff wait.Backoff, done func() bool) error {
	return wait.ExponentialBackoff(backoff, func() (bool, error) {
		err := conditionCall(context.Background())
		if status.Code(err) == codes.InvalidArgument {
			return done(), nil
		}
		return err == nil, err
	})
}

// A predicate beside the operation decides.
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

// Failsafe-go asks predicates of both kinds.
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
