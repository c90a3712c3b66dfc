// Package p names the gRPC codes that it retries, or has a reason to retry others.
package p

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v4"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

type getter func(context.Context) error

func named(ctx context.Context, get getter) error {
	for {
		err := get(ctx)
		switch status.Code(err) {
		case codes.Unavailable, codes.ResourceExhausted:
			time.Sleep(time.Second)
		default:
			return err
		}
	}
}

func namedByNot(ctx context.Context, get getter) error {
	for {
		err := get(ctx)
		if status.Code(err) != codes.Unavailable {
			return err
		}
		time.Sleep(time.Second)
	}
}

// Nothing distinguishes the codes.
func all(ctx context.Context, get getter) error {
	for i := 0; ; i++ {
		err := get(ctx)
		if err == nil || i == 5 {
			return err
		}
		time.Sleep(time.Second)
	}
}

func untilOK(ctx context.Context, get getter) error {
	for i := 0; i < 5; i++ {
		if err := get(ctx); status.Code(err) == codes.OK {
			return nil
		}
		time.Sleep(time.Second)
	}
	return errors.New("gave up")
}

// The codes that end the attempts are answers.
func untilExists(ctx context.Context, get getter) error {
	for {
		err := get(ctx)
		if code := status.Code(err); err == nil || code == codes.AlreadyExists || code == codes.NotFound {
			return err
		}
		time.Sleep(time.Second)
	}
}

// The list has no gap.
func complete(ctx context.Context, get getter) error {
	for {
		err := get(ctx)
		if err == nil {
			return nil
		}
		switch status.Code(err) {
		case codes.InvalidArgument, codes.PermissionDenied, codes.Unauthenticated, codes.Unimplemented, codes.NotFound:
			return err
		}
		time.Sleep(time.Second)
	}
}

// Something is done about the failure.
func reconnects(ctx context.Context, get getter, dial func() error) error {
	for {
		err := get(ctx)
		if err == nil || status.Code(err) == codes.InvalidArgument {
			return err
		}
		if err := dial(); err != nil {
			return err
		}
	}
}

// The text decides too.
func byText(ctx context.Context, get getter) error {
	for {
		err := get(ctx)
		if err == nil || status.Code(err) == codes.InvalidArgument || !strings.Contains(err.Error(), "reset") {
			return err
		}
		time.Sleep(time.Second)
	}
}

func byOtherPredicate(ctx context.Context, get getter, transient func(error) bool) error {
	for {
		err := get(ctx)
		if err == nil || status.Code(err) == codes.InvalidArgument {
			return err
		}
		if !transient(err) {
			return err
		}
		time.Sleep(time.Second)
	}
}

// Each item is another call.
func items(ctx context.Context, get func(context.Context, string) error, names []string) (failed []string) {
	for _, name := range names {
		err := get(ctx, name)
		if status.Code(err) == codes.InvalidArgument {
			break
		}
		if err != nil {
			failed = append(failed, name)
		}
	}
	return failed
}

// The loop continues after a success too.
func worker(ctx context.Context, next getter) error {
	for {
		err := next(ctx)
		if status.Code(err) == codes.PermissionDenied {
			return err
		}
		time.Sleep(time.Second)
	}
}

// No construct of the package asks this predicate.
func retriable(err error) bool {
	switch status.Code(err) {
	case codes.InvalidArgument, codes.NotFound:
		return false
	}
	return true
}

// The other codes end the attempts as well.
func byBackoff(ctx context.Context, get getter) error {
	return backoff.Retry(func() error {
		err := get(ctx)
		if err == nil || status.Code(err) == codes.Unavailable {
			return err
		}
		return backoff.Permanent(err)
	}, backoff.NewExponentialBackOff())
}

// permanentretry reports the code that is named.
func namedPermanent(ctx context.Context, get getter) error {
	for {
		err := get(ctx)
		if code := status.Code(err); code == codes.PermissionDenied || code == codes.Unavailable {
			time.Sleep(time.Second)
			continue
		}
		return err
	}
}
