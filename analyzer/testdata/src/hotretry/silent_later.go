package p

import (
	"context"
	"log"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Each attempt but the first waits.
func inElse(ctx context.Context, call func(context.Context) error) error {
	var err error
	for i := range 3 {
		if i == 0 {
			log.Print("first")
		} else {
			time.Sleep(time.Second)
		}
		if err = call(ctx); status.Code(err) == codes.Unavailable {
			continue
		}
		return err
	}
	return err
}

func inVariable(ctx context.Context, call func(context.Context) error) error {
	var err error
	for i := range 3 {
		again := i > 0
		if again {
			time.Sleep(time.Second)
		}
		if err = call(ctx); status.Code(err) == codes.Unavailable {
			continue
		}
		return err
	}
	return err
}

func negated(ctx context.Context, call func(context.Context) error) error {
	var err error
	for i := range 3 {
		first := i == 0
		if !first {
			time.Sleep(time.Second)
		}
		if err = call(ctx); status.Code(err) == codes.Unavailable {
			continue
		}
		return err
	}
	return err
}

func bySwitch(ctx context.Context, call func(context.Context) error) error {
	var err error
	for i := range 3 {
		switch i {
		case 0:
		default:
			time.Sleep(time.Second)
		}
		if err = call(ctx); status.Code(err) == codes.Unavailable {
			continue
		}
		return err
	}
	return err
}

func reversed(ctx context.Context, call func(context.Context) error) error {
	var err error
	for i := 0; i < 3; i++ {
		if 0 < i {
			time.Sleep(time.Second)
		}
		if err = call(ctx); status.Code(err) == codes.Unavailable {
			continue
		}
		return err
	}
	return err
}

func flag(ctx context.Context, call func(context.Context) error) error {
	var err error
	first := true
	for range 3 {
		if !first {
			time.Sleep(time.Second)
		}
		first = false
		if err = call(ctx); status.Code(err) == codes.Unavailable {
			continue
		}
		return err
	}
	return err
}
