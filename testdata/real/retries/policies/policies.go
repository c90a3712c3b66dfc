// Package policies retries with failsafe-go, whose policies use predicates.
package policies

import (
	"context"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/retrypolicy"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/retries/shelf"
)

// Put retries if the predicate returns true.
func Put(ctx context.Context, s shelf.Shelf, title string) error {
	policy := retrypolicy.NewBuilder[any]().
		HandleIf(func(_ any, err error) bool {
			code := status.Code(err)
			return code == codes.Unavailable || code == codes.Unimplemented // want permanentretry "codes.Unimplemented"
		}).
		WithBackoff(100*time.Millisecond, 10*time.Second).
		Build()
	return failsafe.With(policy).WithContext(ctx).Run(func() error { return s.Put(ctx, title) })
}

// Find retries unless the predicate returns true.
func Find(ctx context.Context, s shelf.Shelf, title string) (int, error) {
	policy := retrypolicy.NewBuilder[int]().
		AbortIf(func(_ int, err error) bool {
			return status.Code(err) == codes.InvalidArgument || status.Code(err) == codes.PermissionDenied
		}).
		WithBackoff(100*time.Millisecond, 10*time.Second).
		Build()
	return failsafe.With(policy).Get(func() (int, error) { return s.Find(ctx, title) })
}
