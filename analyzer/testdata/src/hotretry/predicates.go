package p

import (
	"context"
	"strings"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// The predicates also ask whether something else ends the attempts. Before that, the code decides.

func haltsOnContext(ctx context.Context, err error) bool {
	return ctx.Err() != nil || status.Code(err) != codes.Unavailable // want "codes.Unavailable is retried without a wait"
}

func loadUntilHalt(ctx context.Context, load func(context.Context) error) error {
	for {
		err := load(ctx)
		if err == nil {
			return nil
		}
		if haltsOnContext(ctx, err) {
			return err
		}
	}
}

func againWithinTime(err error, start time.Time) bool {
	if time.Since(start) > time.Minute {
		return false
	}
	return status.Code(err) == codes.Unavailable // want "codes.Unavailable is retried without a wait"
}

func againWithinCount(err error, attempt int) bool {
	return attempt < 3 && status.Code(err) == codes.Unavailable // want "codes.Unavailable is retried without a wait"
}

func loadWithinLimits(ctx context.Context, load func(context.Context) error) error {
	start := time.Now()
	for i := 0; ; i++ {
		err := load(ctx)
		if err == nil {
			return nil
		}
		if againWithinTime(err, start) {
			continue
		}
		if !againWithinCount(err, i) {
			return err
		}
	}
}

// The loop waits.
func haltsBeforeWait(ctx context.Context, err error) bool {
	return ctx.Err() != nil || status.Code(err) != codes.Unavailable
}

func loadWithWait(ctx context.Context, load func(context.Context) error) error {
	for {
		err := load(ctx)
		if err == nil {
			return nil
		}
		if haltsBeforeWait(ctx, err) {
			return err
		}
		time.Sleep(time.Second)
	}
}

// An option of the program decides too.
func againByOption(err error, eager bool) bool {
	return eager && status.Code(err) == codes.Unavailable
}

func loadByOption(ctx context.Context, load func(context.Context) error, eager bool) error {
	for {
		err := load(ctx)
		if err == nil || !againByOption(err, eager) {
			return err
		}
	}
}

// A number with a type of its own may be an option.
type mode int

func againInMode(err error, m mode) bool {
	return m == 2 && status.Code(err) == codes.Unavailable
}

func loadInMode(ctx context.Context, load func(context.Context) error, m mode) error {
	for {
		err := load(ctx)
		if err == nil || !againInMode(err, m) {
			return err
		}
	}
}

// The message decides too.
func againByText(ctx context.Context, err error) bool {
	if ctx.Err() != nil {
		return false
	}
	return status.Code(err) == codes.Unavailable && strings.Contains(err.Error(), "GOAWAY")
}

func loadByText(ctx context.Context, load func(context.Context) error) error {
	for {
		err := load(ctx)
		if err == nil || !againByText(ctx, err) {
			return err
		}
	}
}

// The predicate is used to log.
func isUnavailable(ctx context.Context, err error) bool {
	return ctx.Err() == nil && status.Code(err) == codes.Unavailable
}

func loadAndLog(ctx context.Context, load func(context.Context) error, log func(...any)) error {
	for range 3 {
		err := load(ctx)
		if isUnavailable(ctx, err) {
			log("unavailable")
		}
		return err
	}
	return nil
}
