package p

import (
	"net/http"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func shouldRetry(status int) bool {
	return status == http.StatusTooManyRequests || status == http.StatusBadRequest // want `400 \(Bad Request\) is retried, but retrying cannot help \(inferred\)$`
}

// post returns the response of the attempt that the predicate accepts.
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

// get tests the status itself.
func get(c *http.Client, url string) (*http.Response, error) {
	for range 4 {
		resp, err := c.Get(url)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode != http.StatusForbidden { // want `403 \(Forbidden\) is retried, but retrying cannot help \(RFC 9110\)$`
			return resp, nil
		}
		resp.Body.Close()
		time.Sleep(time.Second)
	}
	return nil, http.ErrHandlerTimeout
}

// refused expects the server to refuse the request.
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

// named has named results.
func named(c *http.Client, url string) (resp *http.Response, err error) {
	for range 4 {
		if resp, err = c.Get(url); err == nil || !invalid(err) {
			return
		}
		time.Sleep(time.Second)
	}
	return
}

func invalid(err error) bool {
	return status.Code(err) == codes.InvalidArgument // want "codes.InvalidArgument is retried"
}
