package p

import (
	"context"
	"errors"
	"fmt"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

type item struct{ Group, Name string }

type store interface {
	GetItem(ctx context.Context, name string) (*item, error)
	DescribeItem(ctx context.Context, name string) (*item, error)
	PutItem(ctx context.Context, name string) (*item, error)
}

// Only the error says that the thing does not exist.
func gone(ctx context.Context, s store, name string, want bool) error {
	deadline := time.Now().Add(time.Minute)
	for {
		_, err := s.DescribeItem(ctx, name)
		if err != nil {
			if status.Code(err) == codes.NotFound { // want "^this loop polls without a wait, even while the call fails with codes.NotFound"
				if !want {
					return nil
				}
			} else {
				return err
			}
		}
		if time.Now().After(deadline) {
			return errors.New("too late")
		}
	}
}

// The next request is made from the result of the call.
func appearsAs(ctx context.Context, s store, id string) error {
	deadline := time.Now().Add(time.Minute)
	for {
		it, err := s.GetItem(ctx, id)
		if err != nil && status.Code(err) != codes.NotFound { // want "^this loop polls without a wait, even while the call fails with codes.NotFound"
			return err
		}
		full := fmt.Sprintf("%s:%s", it.Group, it.Name)
		if full == id {
			return nil
		}
		if time.Now().After(deadline) {
			return errors.New("too late")
		}
	}
}

// The same, with a wait.
func goneSlowly(ctx context.Context, s store, name string, want bool) error {
	deadline := time.Now().Add(time.Minute)
	for {
		_, err := s.DescribeItem(ctx, name)
		if err != nil {
			if status.Code(err) == codes.NotFound {
				if !want {
					return nil
				}
			} else {
				return err
			}
		}
		if time.Now().After(deadline) {
			return errors.New("too late")
		}
		time.Sleep(time.Second)
	}
}

// A load generator: the code does not end the loop.
func load(ctx context.Context, s store, name string) error {
	for ctx.Err() == nil {
		_, err := s.GetItem(ctx, name)
		if err != nil && status.Code(err) != codes.NotFound {
			return err
		}
	}
	return nil
}

// The name of the call is no evidence.
func fill(ctx context.Context, s store, name string, want bool) error {
	for {
		_, err := s.PutItem(ctx, name)
		if err != nil {
			if status.Code(err) == codes.NotFound { // want "^this loop polls without a wait, even while the call fails with codes.NotFound"
				if !want {
					return nil
				}
			} else {
				return err
			}
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// The result is used.
func copies(ctx context.Context, s store, name string, work func(string) bool) error {
	for {
		it, err := s.GetItem(ctx, name)
		if err != nil && status.Code(err) != codes.NotFound {
			return err
		}
		done := work(it.Name)
		if done {
			return nil
		}
	}
}

// A missing thing ends the loop on both paths: the conditions exclude each other.
func either(ctx context.Context, s store, name string, want bool) error {
	deadline := time.Now().Add(time.Minute)
	for {
		_, err := s.DescribeItem(ctx, name)
		if err != nil {
			if status.Code(err) == codes.NotFound {
				if !want {
					return nil
				}
			} else {
				return err
			}
		}
		if want {
			return nil
		}
		if time.Now().After(deadline) {
			return errors.New("too late")
		}
	}
}
