package p

import (
	"encoding/json"
	"errors"
	"net/http"
	"time"
)

type options struct {
	retry bool
	max   int
	hosts []string
}

type signer interface{ Sign(*http.Request) error }

type caller struct {
	http    *http.Client
	options options
	next    int
	signer  signer
}

// build makes the same request each time.
func build(method, url string, s signer) (*http.Request, error) {
	req, err := http.NewRequest(method, url, nil)
	if err != nil {
		return nil, err
	}
	return req, s.Sign(req)
}

// toNext makes a request for the next of several hosts.
func (c *caller) toNext(method, path string) (*http.Request, error) {
	c.next++
	return http.NewRequest(method, c.options.hosts[c.next%len(c.options.hosts)]+path, nil)
}

// request makes the same request each time.
func (c *caller) request(method, url string) (*http.Request, error) {
	req, err := http.NewRequest(method, url, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json")
	return req, nil
}

func failedOnServer(resp *http.Response) bool {
	return resp.StatusCode >= http.StatusInternalServerError // want `500 \(Internal Server Error\), 502 .* are retried without a wait`
}

// A new signature does not help against a server that is overloaded.
func (c *caller) signedAgain(method, url string, out any) (err error) {
	req, err := build(method, url, c.signer)
	if err != nil {
		return
	}
	var resp *http.Response
	for i := 0; i <= c.options.max; i++ {
		resp, err = c.http.Do(req)
		var timeout bool
		if err != nil {
			if !c.options.retry {
				return
			} else if timeout = isTimeout(err); !timeout {
				return
			}
		}
		if c.options.retry && (timeout || failedOnServer(resp)) {
			req, err = build(method, url, c.signer)
			if err != nil {
				return
			}
			continue
		}
		break
	}
	return json.NewDecoder(resp.Body).Decode(out)
}

func isTimeout(err error) bool {
	t, ok := err.(interface{ Timeout() bool })
	return ok && t.Timeout()
}

func (c *caller) builtByMethod(method, url string) (resp *http.Response, err error) {
	for i := 0; i < 3; i++ {
		req, err := c.request(method, url)
		if err != nil {
			return nil, err
		}
		resp, err = c.http.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode < 500 { // want `are retried without a wait`
			return resp, nil
		}
		resp.Body.Close()
	}
	return nil, errors.New("gave up")
}

// The bare return passes the response on.
func (c *caller) returnedBare(req *http.Request) (resp *http.Response, err error) {
	for i := 0; i < 3; i++ {
		resp, err = c.http.Do(req)
		if err != nil {
			return
		}
		if resp.StatusCode >= 500 { // want `are retried without a wait`
			continue
		}
		break
	}
	return
}

// A named status with the request built again.
func (c *caller) named(method, url string) (*http.Response, error) {
	req, err := build(method, url, c.signer)
	if err != nil {
		return nil, err
	}
	for i := 0; ; i++ {
		resp, err := c.http.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode == http.StatusServiceUnavailable && i < 3 { // want `503 \(Service Unavailable\) is retried without a wait`
			if req, err = build(method, url, c.signer); err != nil {
				return nil, err
			}
			continue
		}
		return resp, nil
	}
}

// Each attempt asks another host.
func (c *caller) otherHost(method, path string) (*http.Response, error) {
	for i := 0; i < 3; i++ {
		req, err := c.toNext(method, path)
		if err != nil {
			return nil, err
		}
		resp, err := c.http.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode < 500 {
			return resp, nil
		}
		resp.Body.Close()
	}
	return nil, errors.New("gave up")
}

func (c *caller) otherURL(method, url, spare string) (*http.Response, error) {
	req, err := build(method, url, c.signer)
	if err != nil {
		return nil, err
	}
	for i := 0; i < 3; i++ {
		resp, err := c.http.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode >= 500 {
			url, spare = spare, url
			req, err = build(method, url, c.signer)
			if err != nil {
				return nil, err
			}
			continue
		}
		return resp, nil
	}
	return nil, errors.New("gave up")
}

// The new signature may be what a refused request needs.
func (c *caller) refused(method, url string) (*http.Response, error) {
	req, err := build(method, url, c.signer)
	if err != nil {
		return nil, err
	}
	for i := 0; i < 3; i++ {
		resp, err := c.http.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode == http.StatusForbidden {
			if req, err = build(method, url, c.signer); err != nil {
				return nil, err
			}
			continue
		}
		return resp, nil
	}
	return nil, errors.New("gave up")
}

func (c *caller) waits(method, url string) (*http.Response, error) {
	for i := 0; i < 3; i++ {
		req, err := build(method, url, c.signer)
		if err != nil {
			return nil, err
		}
		resp, err := c.http.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode < 500 {
			return resp, nil
		}
		resp.Body.Close()
		time.Sleep(time.Second)
	}
	return nil, errors.New("gave up")
}

// renew may do anything.
func (c *caller) renewed(method, url string, renew func() string) (*http.Response, error) {
	req, err := build(method, url, c.signer)
	if err != nil {
		return nil, err
	}
	for i := 0; i < 3; i++ {
		resp, err := c.http.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode >= 500 {
			req.Header.Set("Authorization", renew())
			continue
		}
		return resp, nil
	}
	return nil, errors.New("gave up")
}

// The option decides on purpose whether a refused request is sent again.
func (c *caller) refusedByOption(req *http.Request) (*http.Response, error) {
	for i := 0; i < 3; i++ {
		resp, err := c.http.Do(req)
		if err != nil {
			return nil, err
		}
		if c.options.retry && resp.StatusCode == http.StatusForbidden {
			continue
		}
		return resp, nil
	}
	return nil, errors.New("gave up")
}

// The flag is set in the loop.
func (c *caller) oneMore(req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.http.Do(req)
		if err != nil {
			return nil, err
		}
		if c.options.retry && resp.StatusCode == http.StatusTooManyRequests {
			c.options.retry = c.wait()
			continue
		}
		return resp, nil
	}
}

func (c *caller) wait() bool {
	time.Sleep(time.Second)
	return c.next > 0
}
