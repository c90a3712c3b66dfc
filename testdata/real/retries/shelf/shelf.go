// Package shelf adds books to the shelves of a library, which is a gRPC service.
package shelf

import (
	"context"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// A Shelf stores books.
type Shelf interface {
	Put(ctx context.Context, title string) error
	Find(ctx context.Context, title string) (place int, err error)
}

// Busy reports whether the library is temporarily unavailable.
func Busy(err error) bool { return status.Code(err) == codes.Unavailable }
