// Package p tests the error before, so that only some codes reach the statement.
package p

import (
	"context"
	"errors"
	"log"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func kept(ctx context.Context, get func(context.Context) error) error {
	err := get(ctx)
	if err != nil && status.Code(err) != codes.NotFound && status.Code(err) != codes.Unavailable {
		return err
	}
	code := status.Code(err)
	switch code {
	case codes.NotFound:
		return errors.New("gone")
	case codes.Unavailable:
		return err
	}
	return nil
}

func logged(ctx context.Context, get func(context.Context) error) error {
	err := get(ctx)
	if err != nil && status.Code(err) != codes.NotFound && status.Code(err) != codes.Unavailable {
		return err
	}
	log.Print("got an answer")
	switch status.Code(err) {
	case codes.NotFound:
		return errors.New("gone")
	case codes.Unavailable:
		return err
	}
	return nil
}

func onlyOne(ctx context.Context, get func(context.Context) error) error {
	err := get(ctx)
	if err != nil {
		if status.Code(err) != codes.Unavailable {
			return err
		}
	}
	log.Print("got an answer")
	if status.Code(err) == codes.Unavailable {
		return errors.New("down")
	}
	return nil
}

func parameter(err error) error {
	switch status.Code(err) {
	case codes.OK, codes.NotFound:
	default:
		return err
	}
	log.Print("got an answer")
	if status.Code(err) == codes.NotFound {
		return errors.New("gone")
	}
	return nil
}

func loop(get func() error) error {
	for range 3 {
		err := get()
		if err != nil && status.Code(err) != codes.NotFound {
			return err
		}
		log.Print("got an answer")
		if status.Code(err) == codes.NotFound {
			return errors.New("gone")
		}
	}
	return nil
}
