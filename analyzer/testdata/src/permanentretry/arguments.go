package permanentretry

import (
	"context"

	"k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/client-go/util/retry"
)

// A client changes objects in a cluster.
type client interface {
	Update(ctx context.Context, name string) error
}

// Predicates as arguments: the library calls them.

func forbidden(ctx context.Context, c client) error {
	return retry.OnError(retry.DefaultRetry, errors.IsForbidden, func() error { // want "Forbidden is retried, but retrying cannot help"
		return c.Update(ctx, "a")
	})
}

func invalidInVariable(ctx context.Context, c client) error {
	update := func() error { return c.Update(ctx, "a") }
	return retry.OnError(retry.DefaultBackoff, errors.IsInvalid, update) // want "Invalid is retried, but retrying cannot help"
}

func unavailable(ctx context.Context, c client) error {
	return retry.OnError(retry.DefaultRetry, errors.IsServiceUnavailable, func() error {
		return c.Update(ctx, "a")
	})
}

// The library's own test for a conflict does not say what the callback does about it.
func conflict(ctx context.Context, c client) error {
	return retry.OnError(retry.DefaultRetry, errors.IsConflict, func() error {
		return c.Update(ctx, "a")
	})
}

// The object may appear.
func missing(ctx context.Context, c client) error {
	return retry.OnError(retry.DefaultRetry, errors.IsNotFound, func() error {
		return c.Update(ctx, "a")
	})
}

// Nothing is known of what the function does with a predicate.
func passed(ask func(func(error) bool)) { ask(errors.IsForbidden) }
