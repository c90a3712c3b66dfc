package p

import (
	"context"
	"net/http"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func againAtOnce(c *http.Client, req *http.Request) (*http.Response, error) {
	resp, err := c.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusServiceUnavailable { // want "503 \\(Service Unavailable\\) is retried without a wait"
		resp.Body.Close()
		return againAtOnce(c, req)
	}
	return resp, nil
}

func countedAtOnce(ctx context.Context, call func(context.Context) error, left int) error {
	if left == 0 {
		return context.DeadlineExceeded
	}
	err := call(ctx)
	if status.Code(err) == codes.Unavailable { // want "codes.Unavailable is retried without a wait"
		return countedAtOnce(ctx, call, left-1)
	}
	return err
}

// The function waits before it calls itself.
func againLater(c *http.Client, req *http.Request) (*http.Response, error) {
	resp, err := c.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusServiceUnavailable {
		time.Sleep(time.Second)
		return againLater(c, req)
	}
	return resp, nil
}

// Another function waits.
func againByOther(c *http.Client, req *http.Request) (*http.Response, error) {
	resp, err := c.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusServiceUnavailable {
		return later(c, req)
	}
	return resp, nil
}

func later(c *http.Client, req *http.Request) (*http.Response, error) {
	<-time.After(time.Second)
	return againByOther(c, req)
}

// The next call waits.
func waitsAtStart(ctx context.Context, call func(context.Context) error, attempt int) error {
	if attempt > 0 {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(attempt) * time.Second):
		}
	}
	err := call(ctx)
	if status.Code(err) == codes.Unavailable {
		return waitsAtStart(ctx, call, attempt+1)
	}
	return err
}

// The wait is a parameter.
func waitsForParameter(ctx context.Context, call func(context.Context) error, wait time.Duration) error {
	time.Sleep(wait)
	err := call(ctx)
	if status.Code(err) == codes.Unavailable {
		return waitsForParameter(ctx, call, 2*wait)
	}
	return err
}

// Another server.
func otherServer(c *http.Client, urls []string) (*http.Response, error) {
	resp, err := c.Get(urls[0])
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusServiceUnavailable && len(urls) > 1 {
		return otherServer(c, urls[1:])
	}
	return resp, nil
}

// Another request.
func otherRequest(ctx context.Context, call func(context.Context, int) error, size int) error {
	err := call(ctx, size)
	if status.Code(err) == codes.ResourceExhausted && size > 1 {
		return otherRequest(ctx, call, size/2)
	}
	return err
}

// A header of the new request is no wait.
func withHeader(c *http.Client, url, token string) (*http.Response, error) {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	resp, err := c.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusTooManyRequests { // want "^429 .* is retried without a wait"
		return withHeader(c, url, token)
	}
	return resp, nil
}
