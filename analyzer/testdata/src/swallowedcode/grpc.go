package p

import (
	"context"
	"log"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

type keeper interface {
	Get(ctx context.Context, key string) (string, error)
	Put(ctx context.Context, key, value string) error
}

func statusFunction(ctx context.Context, k keeper) error {
	err := k.Put(ctx, "a", "b")
	if status.Code(err) == codes.PermissionDenied { // want `^codes.PermissionDenied ends here as success; return the error: the credentials or permissions must be fixed \(inferred\)$`
		return nil
	}
	return err
}

func accessor(ctx context.Context, k keeper) (string, error) {
	value, err := k.Get(ctx, "a")
	if err != nil {
		st, ok := status.FromError(err)
		if !ok {
			return "", err
		}
		switch st.Code() {
		case codes.NotFound:
			return "", nil
		case codes.InvalidArgument: // want `codes.InvalidArgument is only logged here; return the error: the request must be fixed \(`
			log.Print(st.Message())
			return "", nil
		}
		return "", err
	}
	return value, nil
}

func convert(ctx context.Context, k keeper) error {
	if err := k.Put(ctx, "a", "b"); err != nil {
		if s := status.Convert(err); s.Code() == codes.Unauthenticated { // want "codes.Unauthenticated ends here as success"
			return nil
		}
		return err
	}
	return nil
}

func tagged(ctx context.Context, k keeper) error {
	err := k.Put(ctx, "a", "b")
	switch code := status.Code(err); code {
	case codes.OK, codes.AlreadyExists:
		return nil
	case codes.FailedPrecondition: // want "codes.FailedPrecondition ends here as success"
		return nil
	default:
		return err
	}
}

func initialised(ctx context.Context, k keeper) error {
	if err := k.Put(ctx, "a", "b"); err != nil && status.Code(err) != codes.DataLoss { // want "codes.DataLoss ends here as success"
		return err
	}
	return nil
}

// A program that tests for a missing feature handles the code.
func probing(ctx context.Context, k keeper) error {
	err := k.Put(ctx, "a", "b")
	if status.Code(err) == codes.Unimplemented {
		return nil
	}
	return err
}

const denied = codes.PermissionDenied

// Messages show the name of the code for a number and for a constant of the program.
func byNumber(ctx context.Context, k keeper) error {
	err := k.Put(ctx, "a", "b")
	if status.Code(err) == denied || status.Code(err) == 3 { // want "^codes.PermissionDenied ends here as success" "^codes.InvalidArgument ends here as success"
		return nil
	}
	return err
}
