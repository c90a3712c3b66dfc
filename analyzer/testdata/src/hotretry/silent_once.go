// Package p makes one attempt at once, and waits before the others.
package p

import (
	"context"
	"errors"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func byCounter(ctx context.Context, call func(context.Context) error) (err error) {
	for n := 0; n < 5; n++ {
		err = call(ctx)
		if status.Code(err) != codes.Unavailable {
			return err
		}
		if n > 0 {
			time.Sleep(time.Second << n)
		}
	}
	return err
}

func byRange(ctx context.Context, call func(context.Context) error) (err error) {
	for n := range 5 {
		if err = call(ctx); status.Code(err) != codes.Unavailable {
			return err
		}
		if n == 0 {
			continue
		}
		time.Sleep(time.Second)
	}
	return err
}

func byFlag(ctx context.Context, call func(context.Context) error) error {
	first := true
	for d := time.Second; d < time.Minute; d *= 2 {
		err := call(ctx)
		if status.Code(err) != codes.Unavailable {
			return err
		}
		if first {
			first = false
			continue
		}
		time.Sleep(d)
	}
	return errors.New("too often")
}

func byOtherFlag(ctx context.Context, call func(context.Context) error) error {
	var again bool
	for range 5 {
		err := call(ctx)
		if status.Code(err) != codes.Unavailable {
			return err
		}
		if again {
			time.Sleep(time.Second)
		} else {
			again = true
		}
	}
	return errors.New("too often")
}
