package p

import (
	"context"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// The error that is lost is not the parameter.
func ignoreOther(ctx context.Context, before error, call func(context.Context) error) error {
	if before != nil {
		return before
	}
	err := call(ctx)
	if status.Code(err) == codes.PermissionDenied { // want "codes.PermissionDenied ends here as success"
		return nil
	}
	return err
}

// The parameter is a variable for the error of the call.
func ignoreReused(ctx context.Context, err error, call func(context.Context) error) error {
	if err = call(ctx); status.Code(err) == codes.PermissionDenied { // want "codes.PermissionDenied ends here as success"
		return nil
	}
	return err
}
