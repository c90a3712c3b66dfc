package p

import (
	"context"
	"math/rand"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Less than a microsecond is no wait.

func sleepsZero(ctx context.Context, call func(context.Context) error) error {
	for range 5 {
		err := call(ctx)
		if status.Code(err) == codes.Unavailable { // want "retried without a wait"
			time.Sleep(0)
			continue
		}
		return err
	}
	return nil
}

func sleepsNanoseconds(ctx context.Context, call func(context.Context) error) error {
	pause := 100
	for range 5 {
		err := call(ctx)
		if status.Code(err) == codes.Unavailable { // want "retried without a wait"
			time.Sleep(time.Duration(pause))
			continue
		}
		return err
	}
	return nil
}

func sleepsRandomNanoseconds(ctx context.Context, call func(context.Context) error) error {
	for range 5 {
		err := call(ctx)
		if status.Code(err) == codes.Unavailable { // want "retried without a wait"
			time.Sleep(time.Duration(rand.Intn(500)))
			continue
		}
		return err
	}
	return nil
}

func receivesAtOnce(ctx context.Context, call func(context.Context) error) error {
	for range 5 {
		err := call(ctx)
		if status.Code(err) == codes.Unavailable { // want "retried without a wait"
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(0):
			}
			continue
		}
		return err
	}
	return nil
}

// A random wait of milliseconds.
func sleepsRandom(ctx context.Context, call func(context.Context) error) error {
	for range 5 {
		err := call(ctx)
		if status.Code(err) == codes.Unavailable {
			time.Sleep(time.Duration(rand.Intn(500)) * time.Millisecond)
			continue
		}
		return err
	}
	return nil
}

// A wait that is set later.
func sleepsLater(ctx context.Context, call func(context.Context) error) error {
	pause := time.Duration(0)
	for range 5 {
		err := call(ctx)
		if status.Code(err) == codes.Unavailable {
			pause += time.Second
			time.Sleep(pause)
			continue
		}
		return err
	}
	return nil
}

// A wait that the caller chooses.
func sleepsParameter(ctx context.Context, call func(context.Context) error, pause int) error {
	for range 5 {
		err := call(ctx)
		if status.Code(err) == codes.Unavailable {
			time.Sleep(time.Duration(pause))
			continue
		}
		return err
	}
	return nil
}

func receivesLater(ctx context.Context, call func(context.Context) error) error {
	for range 5 {
		err := call(ctx)
		if status.Code(err) == codes.Unavailable {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(time.Second):
			}
			continue
		}
		return err
	}
	return nil
}
