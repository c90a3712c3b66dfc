// Package p makes calls until they fail with the code for which it waits.
package p

import (
	"context"
	"errors"
	"log"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func untilLimit(call func() (int, error)) error {
	for range 1000 {
		_, err := call()
		if status.Code(err) == codes.ResourceExhausted {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return errors.New("no limit")
}

func untilRefused(call func() error) error {
	for {
		err := call()
		switch status.Code(err) {
		case codes.OK:
			time.Sleep(time.Second)
		case codes.PermissionDenied:
			return nil
		default:
			return err
		}
	}
}

func untilBreak(call func() error) error {
	for {
		err := call()
		if status.Code(err) == codes.PermissionDenied {
			break
		}
		if err != nil {
			return err
		}
		log.Print("still allowed")
		time.Sleep(time.Second)
	}
	return nil
}

func untilDeadline(ctx context.Context, call func(context.Context) error) error {
	for {
		err := call(ctx)
		if status.Code(err) == codes.PermissionDenied {
			return nil
		}
		if err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return errors.New("still allowed")
		case <-time.After(time.Second):
		}
	}
}

func untilRevoked(ctx context.Context, call func() (int, error)) error {
	for ctx.Err() == nil {
		_, err := call()
		switch status.Code(err) {
		case codes.OK:
			time.Sleep(time.Second)
		case codes.PermissionDenied:
			return nil
		default:
			return err
		}
	}
	return ctx.Err()
}
