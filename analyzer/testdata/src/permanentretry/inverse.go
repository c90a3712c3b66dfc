package p

import (
	"net/http"
	"time"
)

func only4xx(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode >= 400 && resp.StatusCode < 500 { // want `^4xx statuses are retried and 5xx statuses are not: retrying 400 \(Bad Request\), 403 \(Forbidden\), 405 \(Method Not Allowed\) and \d+ more cannot help \(inferred\), but retrying 500 \(Internal Server Error\) can$`
			time.Sleep(time.Second)
			continue
		}
		return resp, nil
	}
}

func class4(code int) bool { return code/100 == 4 } // want `4xx statuses are retried and 5xx statuses are not`

func byClass(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil || !class4(resp.StatusCode) {
			return resp, err
		}
		time.Sleep(time.Second)
	}
}

// Both classes are retried: openretry reports it.
func both(c *http.Client, req *http.Request) (*http.Response, error) {
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

// The token is renewed before the next attempt.
func renews(c *http.Client, req *http.Request, renew func(*http.Request) error) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode >= 400 && resp.StatusCode < 500 {
			if err := renew(req); err != nil {
				return nil, err
			}
			continue
		}
		return resp, nil
	}
}

func right(c *http.Client, req *http.Request) (*http.Response, error) {
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
