package p

import (
	"errors"
	"net/http"
	"time"
)

func serverErrors(c *http.Client, req *http.Request) (*http.Response, error) {
	for range 3 {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode >= 500 { // want "^500 \\(Internal Server Error\\), .* more are retried without a wait; wait before the next attempt"
			resp.Body.Close()
			continue
		}
		return resp, nil
	}
	return nil, errors.New("gave up")
}

func isServerError(resp *http.Response) bool { return resp.StatusCode/100 == 5 } // want "are retried without a wait"

func serverErrorsByPredicate(c *http.Client, req *http.Request) (*http.Response, error) {
	for range 3 {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if !isServerError(resp) {
			return resp, nil
		}
		resp.Body.Close()
	}
	return nil, errors.New("gave up")
}

// The loop waits.
func serverErrorsWithWait(c *http.Client, req *http.Request) (*http.Response, error) {
	for range 3 {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode >= 500 {
			resp.Body.Close()
			time.Sleep(time.Second)
			continue
		}
		return resp, nil
	}
	return nil, errors.New("gave up")
}

// The loop waits before each attempt but the first.
func serverErrorsWithWaitFirst(c *http.Client, req *http.Request) (*http.Response, error) {
	for i := range 3 {
		if i > 0 {
			time.Sleep(time.Second)
		}
		resp, err := c.Do(req)
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

// The attempt waits.
func get(c *http.Client, req *http.Request) (*http.Response, error) {
	time.Sleep(time.Second)
	return c.Do(req)
}

func serverErrorsOfAttempt(c *http.Client, req *http.Request) (*http.Response, error) {
	for range 3 {
		resp, err := get(c, req)
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

// The next server.
func nextServer(c *http.Client, urls []string) (*http.Response, error) {
	for _, url := range urls {
		resp, err := c.Get(url)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode < 500 {
			return resp, nil
		}
		resp.Body.Close()
	}
	return nil, errors.New("no server")
}

// The option decides whether to retry, and not whether to wait.
func serverErrorsByOption(c *http.Client, req *http.Request, again bool) (*http.Response, error) {
	for range 3 {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if again && resp.StatusCode >= 500 { // want `500 \(Internal Server Error\), 502 .* are retried without a wait`
			resp.Body.Close()
			continue
		}
		return resp, nil
	}
	return nil, errors.New("gave up")
}
