package p

import (
	"context"
	"log"

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

// A function that logs the error is no filter, whatever its name.
type quiet struct{ name string }

func (q quiet) skipMistakes(name string, err error) error {
	switch status.Code(err) {
	case codes.InvalidArgument, codes.FailedPrecondition: // want "codes.InvalidArgument is only logged" "codes.FailedPrecondition is only logged"
		log.Printf("%s: %s: %v", q.name, name, err)
		return nil
	}
	return err
}
