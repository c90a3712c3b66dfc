// Package p retries 429 too, or has a reason not to.
package p

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

var errLimited = errors.New("too many requests")

func both(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode >= 500 || resp.StatusCode == http.StatusTooManyRequests {
			time.Sleep(time.Second)
			continue
		}
		return resp, nil
	}
}

// All statuses from 400 on: openretry reports it.
func from400(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode >= 400 {
			time.Sleep(time.Second)
			continue
		}
		return resp, nil
	}
}

// The function ends on purpose.
func endsByName(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode == 429 {
			return nil, errLimited
		}
		if resp.StatusCode >= 500 {
			time.Sleep(time.Second)
			continue
		}
		return resp, nil
	}
}

func do(c *http.Client, req *http.Request) (*http.Response, error) {
	resp, err := c.Do(req)
	if err == nil && resp.StatusCode == http.StatusTooManyRequests {
		time.Sleep(time.Minute)
		return c.Do(req)
	}
	return resp, err
}

func inAttempt(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := do(c, req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode >= 500 {
			time.Sleep(time.Second)
			continue
		}
		return resp, nil
	}
}

func inner(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode >= 500 {
			time.Sleep(time.Second)
			continue
		}
		return resp, nil
	}
}

func inCaller(c *http.Client, req *http.Request) error {
	resp, err := inner(c, req)
	if err != nil {
		return err
	}
	if resp.StatusCode == http.StatusTooManyRequests {
		return errLimited
	}
	return nil
}

// One status is not all server errors.
func one(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode == http.StatusServiceUnavailable {
			time.Sleep(time.Second)
			continue
		}
		return resp, nil
	}
}

// The client retries by itself.
func byClient(c *retryablehttp.Client, req *retryablehttp.Request) (*http.Response, error) {
	for i := 0; ; i++ {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode >= 500 && i < 3 {
			time.Sleep(time.Second)
			continue
		}
		return resp, nil
	}
}

func fails(c *http.Client, req *http.Request) error {
	resp, err := c.Do(req)
	if err != nil {
		return err
	}
	if resp.StatusCode >= 500 {
		return errors.New(resp.Status)
	}
	return nil
}

func byPolicy() *retryablehttp.Client {
	c := retryablehttp.NewClient()
	c.CheckRetry = func(ctx context.Context, resp *http.Response, err error) (bool, error) {
		if err != nil || resp.StatusCode == 429 {
			return true, nil
		}
		return resp.StatusCode >= 500, nil
	}
	return c
}

// The program waits until the server is ready.
func waitUntilReady(c *http.Client, url string, end time.Time) error {
	for time.Now().Before(end) {
		resp, err := c.Get(url)
		if err == nil {
			resp.Body.Close()
			if resp.StatusCode < 500 {
				return nil
			}
		}
		time.Sleep(time.Second)
	}
	return errors.New("not ready")
}
