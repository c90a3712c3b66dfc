// Package p makes several attempts at once, although a condition stands before the wait.
package p

import (
	"context"
	"errors"
	"log"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func fromTheSecond(ctx context.Context, call func(context.Context) error) (err error) {
	for n := 0; n < 5; n++ {
		err = call(ctx)
		if status.Code(err) != codes.Unavailable { // want "Unavailable is retried without a wait"
			return err
		}
		if n > 1 {
			time.Sleep(time.Second)
		}
	}
	return err
}

func noWait(ctx context.Context, call func(context.Context) error) (err error) {
	for n := 0; n < 5; n++ {
		err = call(ctx)
		if status.Code(err) != codes.Unavailable { // want "Unavailable is retried without a wait"
			return err
		}
		if n > 0 {
			log.Print("again")
		}
	}
	return err
}

func neverSet(ctx context.Context, call func(context.Context) error, deep bool) error {
	first := true
	for range 5 {
		err := call(ctx)
		if status.Code(err) != codes.Unavailable { // want "Unavailable is retried without a wait"
			return err
		}
		if first {
			if deep {
				first = false
			}
			continue
		}
		time.Sleep(time.Second)
	}
	return errors.New("too often")
}

func setBack(ctx context.Context, call func(context.Context) error) error {
	first := true
	for range 5 {
		err := call(ctx)
		if status.Code(err) != codes.Unavailable { // want "Unavailable is retried without a wait"
			return err
		}
		if first {
			first = false
			continue
		}
		time.Sleep(time.Second)
		first = true
	}
	return errors.New("too often")
}
