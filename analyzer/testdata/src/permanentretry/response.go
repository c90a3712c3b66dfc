package p

import (
	"net/http"
	"time"
)

func shouldRetry(status int) bool {
	return status == http.StatusTooManyRequests || status == http.StatusBadRequest // want "400 \\(Bad Request\\) is retried, but another attempt cannot help; by its meaning the same request fails again"
}

// post hands on the response of the attempt that the predicate lets pass.
func post(c *http.Client, url string) (*http.Response, error) {
	for range 4 {
		resp, err := c.Post(url, "text/plain", nil)
		if err != nil {
			return nil, err
		}
		if !shouldRetry(resp.StatusCode) {
			return resp, nil
		}
		resp.Body.Close()
		time.Sleep(time.Second)
	}
	return nil, http.ErrHandlerTimeout
}

// get asks the status itself.
func get(c *http.Client, url string) (*http.Response, error) {
	for range 4 {
		resp, err := c.Get(url)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode != http.StatusForbidden { // want "403 \\(Forbidden\\) is retried, but another attempt cannot help; by its meaning the same request fails again"
			return resp, nil
		}
		resp.Body.Close()
		time.Sleep(time.Second)
	}
	return nil, http.ErrHandlerTimeout
}

// refused wants the server to refuse: a success is the failure here.
func refused(c *http.Client, url string) error {
	for range 4 {
		resp, err := c.Get(url)
		if err != nil {
			return err
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusUnauthorized {
			return http.ErrNotSupported
		}
		time.Sleep(time.Second)
	}
	return nil
}
