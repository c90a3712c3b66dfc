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
	if status.Code(err) == codes.PermissionDenied { // want "^PERMISSION_DENIED is dropped here, but the caller has to see it; by its meaning the credentials or permissions have to be mended$"
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
		case codes.InvalidArgument: // want "INVALID_ARGUMENT is only logged here, though the function returns an error; the page says: "
			log.Print(st.Message())
			return "", nil
		}
		return "", err
	}
	return value, nil
}

func convert(ctx context.Context, k keeper) error {
	if err := k.Put(ctx, "a", "b"); err != nil {
		if s := status.Convert(err); s.Code() == codes.Unauthenticated { // want "UNAUTHENTICATED is dropped"
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
	case codes.FailedPrecondition: // want "FAILED_PRECONDITION is dropped"
		return nil
	default:
		return err
	}
}

func initialised(ctx context.Context, k keeper) error {
	if err := k.Put(ctx, "a", "b"); err != nil && status.Code(err) != codes.DataLoss { // want "DATA_LOSS is dropped"
		return err
	}
	return nil
}

// A program that asks for what a server may not have has handled that.
func probing(ctx context.Context, k keeper) error {
	err := k.Put(ctx, "a", "b")
	if status.Code(err) == codes.Unimplemented {
		return nil
	}
	return err
}

const denied = codes.PermissionDenied

// A number, and a constant of the program's own, are called by the enumerator's name.
func byNumber(ctx context.Context, k keeper) error {
	err := k.Put(ctx, "a", "b")
	if status.Code(err) == denied || status.Code(err) == 3 { // want "^PERMISSION_DENIED is dropped" "^INVALID_ARGUMENT is dropped"
		return nil
	}
	return err
}
