// Package p waits before the next attempt, in all the ways that Go has.
package p

import (
	"context"
	"errors"
	"log"
	"math/rand"
	"net/http"
	"strconv"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/cenkalti/backoff/v5"
	"github.com/hashicorp/go-retryablehttp"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/retry"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

var errOften = errors.New("too often")

func sleeps(ctx context.Context, call func(context.Context) error) error {
	for i := range 3 {
		err := call(ctx)
		if status.Code(err) != codes.Unavailable {
			return err
		}
		time.Sleep(time.Second << i)
	}
	return errOften
}

func sleepsFirst(ctx context.Context, call func(context.Context) error) error {
	var err error
	for i := range 3 {
		if i > 0 {
			time.Sleep(time.Second)
		}
		if err = call(ctx); status.Code(err) == codes.Unavailable {
			continue
		}
		return err
	}
	return err
}

func sleepsInPost(ctx context.Context, call func(context.Context) error) error {
	var err error
	for i := 0; i < 3; time.Sleep(time.Second) {
		if err = call(ctx); status.Code(err) == codes.Unavailable {
			i++
			continue
		}
		return err
	}
	return err
}

func selects(ctx context.Context, call func(context.Context) error) error {
	for {
		err := call(ctx)
		if status.Code(err) != codes.Unavailable {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
		}
	}
}

func timer(ctx context.Context, call func(context.Context) error) error {
	t := time.NewTimer(0)
	defer t.Stop()
	for {
		<-t.C
		err := call(ctx)
		if status.Code(err) != codes.Unavailable {
			return err
		}
		t.Reset(time.Second)
	}
}

func ticker(ctx context.Context, call func(context.Context) error) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for range tick.C {
		if err := call(ctx); status.Code(err) != codes.Unavailable {
			return err
		}
	}
	return nil
}

func overTicks(ctx context.Context, call func(context.Context) error) error {
	for range time.Tick(time.Second) {
		if err := call(ctx); status.Code(err) != codes.Unavailable {
			return err
		}
	}
	return nil
}

func channel(ctx context.Context, call func(context.Context) error, changed <-chan struct{}) error {
	for {
		if err := call(ctx); status.Code(err) != codes.Unavailable {
			return err
		}
		<-changed
	}
}

type limiter interface{ Wait(context.Context) error }

func limited(ctx context.Context, l limiter, call func(context.Context) error) error {
	for {
		if err := l.Wait(ctx); err != nil {
			return err
		}
		if err := call(ctx); status.Code(err) != codes.Unavailable {
			return err
		}
	}
}

// pause is a helper of the package.
func pause(ctx context.Context, n int) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Duration(rand.Intn(100<<n)) * time.Millisecond):
		return nil
	}
}

func byHelper(ctx context.Context, call func(context.Context) error) error {
	for n := range 5 {
		err := call(ctx)
		if status.Code(err) != codes.Unavailable {
			return err
		}
		if err := pause(ctx, n); err != nil {
			return err
		}
	}
	return errOften
}

func inCondition(ctx context.Context, call func(context.Context) error) error {
	for n := 0; pause(ctx, n) == nil; n++ {
		if err := call(ctx); status.Code(err) != codes.Unavailable {
			return err
		}
	}
	return ctx.Err()
}

// unknown has an unknown effect.
func unknown(ctx context.Context, call func(context.Context) error, before func()) error {
	for {
		before()
		if err := call(ctx); status.Code(err) != codes.Unavailable {
			return err
		}
	}
}

// The call itself waits.
func attempt(ctx context.Context, call func(context.Context) error) error {
	time.Sleep(time.Second)
	return call(ctx)
}

func inAttempt(ctx context.Context, call func(context.Context) error) error {
	for range 3 {
		if err := attempt(ctx, call); status.Code(err) != codes.Unavailable {
			return err
		}
	}
	return errOften
}

func retryAfter(c *http.Client, req *http.Request) (*http.Response, error) {
	for range 3 {
		resp, err := c.Do(req)
		if err != nil || resp.StatusCode != http.StatusTooManyRequests {
			return resp, err
		}
		resp.Body.Close()
		seconds, _ := strconv.Atoi(resp.Header.Get("Retry-After"))
		time.Sleep(time.Duration(seconds) * time.Second)
	}
	return nil, errOften
}

// Libraries wait.
func cenkalti(ctx context.Context, c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	_, err := backoff.Retry(ctx, func() (*tunnel.CreateTunnelResponse, error) {
		resp, err := c.CreateTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodeServerUnavailable {
			return nil, err
		}
		return resp, backoff.Permanent(err)
	})
	return err
}

func terraform(ctx context.Context, c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	return retry.RetryContext(ctx, time.Minute, func() *retry.RetryError {
		_, err := c.CreateTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodeServerUnavailable {
			return retry.RetryableError(err)
		}
		return retry.NonRetryableError(err)
	})
}

func checked(c *retryablehttp.Client) {
	c.CheckRetry = func(ctx context.Context, resp *http.Response, err error) (bool, error) {
		return resp != nil && resp.StatusCode == http.StatusServiceUnavailable, err
	}
}

// Attempts are counted from one, and each except the first begins with a wait.
func waitsFromTheSecond(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) (err error) {
	for attempt := 1; attempt <= 3; attempt++ {
		if attempt > 1 {
			time.Sleep(time.Duration(attempt) * time.Second)
		}
		_, err = c.DeleteTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodeServerUnavailable {
			continue
		}
		return err
	}
	return err
}

func waitsFromTwo(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) (err error) {
	for attempt := 1; attempt <= 3; attempt++ {
		if attempt >= 2 {
			time.Sleep(time.Duration(attempt) * time.Second)
		}
		_, err = c.DeleteTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodeServerUnavailable {
			continue
		}
		return err
	}
	return err
}

// A function that waits, and returns whether to continue.
type schedule struct{ round int }

func (s *schedule) next() bool {
	if s.round++; s.round > 1 {
		time.Sleep(time.Second << s.round)
	}
	return s.round < 5
}

func asksSchedule(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) (err error) {
	s := &schedule{}
	for s.next() {
		_, err = c.DeleteTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodeServerUnavailable {
			continue
		}
		return err
	}
	return err
}

func goesOnAfter(done <-chan struct{}, d time.Duration) bool {
	select {
	case <-done:
		return false
	case <-time.After(d):
		return true
	}
}

func asksWhetherToGoOn(done <-chan struct{}, c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	for i := range 5 {
		_, err := c.DeleteTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodeServerUnavailable {
			if !goesOnAfter(done, time.Second<<i) {
				return err
			}
			continue
		}
		return err
	}
	return nil
}

// The wait before the next attempt depends on a number that the failure sets.
func atTheHead(c *http.Client, url string) (*http.Response, error) {
	pause := 0
	for {
		if pause > 0 {
			log.Printf("next attempt in %d seconds", pause)
			time.Sleep(time.Duration(pause) * time.Second)
		}
		resp, err := c.Get(url)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode != http.StatusServiceUnavailable {
			return resp, nil
		}
		pause = 10
	}
}

// A header of the response may say how long to wait.
func asLongAsTheServerSays(c *http.Client, url string) (*http.Response, error) {
	for range 5 {
		resp, err := c.Get(url)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode != http.StatusTooManyRequests {
			return resp, nil
		}
		if seconds, _ := strconv.Atoi(resp.Header.Get("Retry-After")); seconds > 0 {
			<-time.After(time.Duration(seconds) * time.Second)
		}
	}
	return nil, errOften
}
