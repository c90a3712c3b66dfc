package p

import (
	"context"
	"net/http"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func again(call func() error) error {
	err := call()
	if status.Code(err) == codes.Unavailable {
		time.Sleep(time.Second)
		return again(call) // want "^this recursion never ends while the call fails with codes.Unavailable; limit the attempts or the time, or check a context$"
	}
	return err
}

func getAgain(c *http.Client, url string) (*http.Response, error) {
	resp, err := c.Get(url)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusServiceUnavailable {
		resp.Body.Close()
		time.Sleep(time.Second)
		return getAgain(c, url) // want "this recursion never ends while the call fails with 503"
	}
	return resp, nil
}

// The request may carry a context.
func doAgain(c *http.Client, req *http.Request) (*http.Response, error) {
	resp, err := c.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusServiceUnavailable {
		time.Sleep(time.Second)
		return doAgain(c, req)
	}
	return resp, nil
}

// A context.
func withContext(ctx context.Context, call func(context.Context) error) error {
	err := call(ctx)
	if status.Code(err) == codes.Unavailable {
		time.Sleep(time.Second)
		return withContext(ctx, call)
	}
	return err
}

// A count.
func withCount(call func() error, left int) error {
	err := call()
	if left > 0 && status.Code(err) == codes.Unavailable {
		time.Sleep(time.Second)
		return withCount(call, left-1)
	}
	return err
}

// A deadline.
func withDeadline(call func() error, deadline time.Time) error {
	err := call()
	if time.Now().Before(deadline) && status.Code(err) == codes.Unavailable {
		time.Sleep(time.Second)
		return withDeadline(call, deadline)
	}
	return err
}

// A count in a field.
type counted struct {
	call func() error
	left int
}

func (c *counted) try() error {
	err := c.call()
	if status.Code(err) == codes.Unavailable && c.left > 0 {
		c.left--
		time.Sleep(time.Second)
		return c.try()
	}
	return err
}

// A shutdown test.
type server struct {
	call   func() error
	closed chan struct{}
}

func (s *server) try() error {
	err := s.call()
	if status.Code(err) != codes.Unavailable {
		return err
	}
	select {
	case <-s.closed:
		return err
	case <-time.After(time.Second):
	}
	return s.try()
}
