// Package p has retry loops with and without bounds.
package p

import (
	"context"
	"errors"
	"log"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

type client struct {
	get  func() error
	with func(context.Context) error
	quit chan struct{}
	stop bool
	ctx  context.Context
}

func endless(c client) error {
	for {
		err := c.get()
		if status.Code(err) == codes.Unavailable { // outcome retries, retry waited fixed time.Second
			log.Print(err)
			time.Sleep(time.Second)
			continue
		}
		return err
	}
}

func endlessWhileTrue(c client) (err error) {
	for true {
		if err = c.get(); err == nil {
			return nil
		} else if status.Code(err) != codes.Unavailable { // outcome retries, retry waited fixed time.Second
			return err
		}
		time.Sleep(time.Second)
	}
	return nil
}

func endlessByFlag(c client) error {
	for done := false; !done; {
		err := c.get()
		switch {
		case err == nil:
			done = true
		case status.Code(err) == codes.Unavailable: // outcome mixed, retry waited bounded fixed time.Second
			time.Sleep(time.Second)
		default:
			return err
		}
	}
	return nil
}

func endlessNested(c client) error {
	for {
		for range 3 {
			err := c.get()
			if status.Code(err) == codes.Unavailable { // outcome retries, retry
				continue
			}
			return err
		}
		log.Print("three times")
	}
}

func endlessByType(c client) error {
	for {
		err := c.get()
		switch err.(type) {
		case nil:
			return nil
		}
		if status.Code(err) == codes.Unavailable { // outcome retries, retry
			continue
		}
		return err
	}
}

func inBackground(c client) error {
	for {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		err := c.with(ctx)
		cancel()
		if status.Code(err) == codes.Unavailable { // outcome retries, retry
			continue
		}
		return err
	}
}

func endlessGoto(c client) error {
again:
	err := c.get()
	if status.Code(err) == codes.Unavailable { // outcome retries, retry
		goto again
	}
	return err
}

func inDeadline(c client) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for {
		err := c.with(ctx)
		if status.Code(err) == codes.Unavailable { // outcome retries, retry bounded
			continue
		}
		return err
	}
}

func inContext(ctx context.Context, c client) error {
	for {
		err := c.with(ctx)
		if status.Code(err) == codes.Unavailable { // outcome retries, retry bounded
			continue
		}
		return err
	}
}

func inField(c client) error {
	for {
		err := c.with(c.ctx)
		if status.Code(err) == codes.Unavailable { // outcome retries, retry bounded
			continue
		}
		return err
	}
}

func inClosure(ctx context.Context, c client) error {
	attempt := func() error { return c.with(ctx) }
	for {
		err := attempt()
		if status.Code(err) == codes.Unavailable { // outcome retries, retry bounded
			continue
		}
		return err
	}
}

func counted(c client) error {
	for i := 0; ; i++ {
		err := c.get()
		if status.Code(err) == codes.Unavailable && i < 5 { // outcome mixed, retry bounded
			continue
		}
		return err
	}
}

func countedBefore(c client) error {
	tries := 0
	for {
		err := c.get()
		if err != nil {
			tries++
			if tries > 5 {
				return err
			}
		}
		if status.Code(err) == codes.Unavailable { // outcome retries, retry bounded
			continue
		}
		return err
	}
}

func byDeadline(c client) error {
	deadline := time.Now().Add(time.Minute)
	for {
		err := c.get()
		if status.Code(err) != codes.Unavailable { // outcome mixed, retry bounded
			return err
		}
		if time.Now().After(deadline) {
			return errors.New("too late")
		}
	}
}

func bySince(c client) error {
	start := time.Now()
	for time.Since(start) < time.Minute {
		err := c.get()
		if status.Code(err) != codes.Unavailable { // outcome mixed, retry bounded
			return err
		}
	}
	return errors.New("too late")
}

func byShutdown(c client) error {
	for {
		err := c.get()
		if status.Code(err) != codes.Unavailable { // outcome mixed, retry waited bounded fixed time.Second
			return err
		}
		select {
		case <-c.quit:
			return nil
		case <-time.After(time.Second):
		}
	}
}

func byField(c *client) error {
	for !c.stop {
		err := c.get()
		if status.Code(err) != codes.Unavailable { // outcome mixed, retry bounded
			return err
		}
	}
	return nil
}

func byText(c *client) error {
	for {
		err := c.get()
		if status.Code(err) != codes.Unavailable { // outcome surfaces
			return err
		}
		if err.Error() == "gone" {
			return err
		}
	}
}

func overSchedule(c client) error {
	for _, d := range []time.Duration{time.Second, time.Minute} {
		err := c.get()
		if status.Code(err) != codes.Unavailable { // outcome mixed, retry waited bounded
			return err
		}
		time.Sleep(d)
	}
	return errors.New("too late")
}

func overFunction(c client, attempts func(func(int) bool)) error {
	for range attempts {
		err := c.get()
		if status.Code(err) != codes.Unavailable { // outcome mixed, retry waited bounded
			return err
		}
	}
	return errors.New("too late")
}

func overItems(c client, items func(func(string) bool)) error {
	for range items {
		err := c.get()
		if status.Code(err) != codes.Unavailable { // outcome mixed, retry waited bounded
			return err
		}
	}
	return errors.New("no more")
}
