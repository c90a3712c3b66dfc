// Package p retries server errors and not 429.
package p

import (
	"context"
	"net/http"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

func byRange(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode >= 500 { // want `^server errors are retried, but 429 \(Too Many Requests\) ends the attempts; wait and retry it as well$`
			time.Sleep(time.Second)
			continue
		}
		return resp, nil
	}
}

func byList(c *http.Client, req *http.Request) (*http.Response, error) {
	for range 3 {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		switch resp.StatusCode { // want `429`
		case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
			time.Sleep(time.Second)
		default:
			return resp, nil
		}
	}
	return nil, context.DeadlineExceeded
}

func serverError(code int) bool { return code/100 == 5 } // want `429`

func byPredicate(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if !serverError(resp.StatusCode) {
			return resp, nil
		}
		time.Sleep(time.Second)
	}
}

func byPolicy() *retryablehttp.Client {
	c := retryablehttp.NewClient()
	c.CheckRetry = func(ctx context.Context, resp *http.Response, err error) (bool, error) {
		if err != nil {
			return true, err
		}
		return resp.StatusCode >= http.StatusInternalServerError, nil // want `429`
	}
	return c
}
