package p

import (
	"errors"
	"io"
	"net/http"
	"time"
)

func fetch(url string) ([]byte, error) {
	for i := 0; i < 3; i++ {
		resp, err := http.Get(url)
		if err != nil {
			return nil, err
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			return nil, err
		}
		switch resp.StatusCode {
		case http.StatusOK:
			return body, nil
		case http.StatusServiceUnavailable, http.StatusForbidden: // want `403 \(Forbidden\) is retried, but retrying cannot help \(RFC 9110\)$`
			time.Sleep(time.Second)
		default:
			return nil, errors.New(resp.Status)
		}
	}
	return nil, errors.New("too often")
}

func do(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode == 400 || resp.StatusCode == 503 { // want "400 \\(Bad Request\\) is retried"
			io.Copy(io.Discard, resp.Body)
			resp.Body.Close()
			continue
		}
		return resp, nil
	}
}

var statuses = map[int]bool{
	http.StatusTooManyRequests:  true,
	http.StatusNotImplemented:   true, // want "501 \\(Not Implemented\\) is retried"
	http.StatusForbidden:        false,
	http.StatusMethodNotAllowed: false,
}

func byMap(c *http.Client, req *http.Request) (resp *http.Response, err error) {
	for range 4 {
		resp, err = c.Do(req)
		if err != nil || !statuses[resp.StatusCode] {
			return resp, err
		}
		resp.Body.Close()
		time.Sleep(time.Second)
	}
	return resp, err
}

func retryStatus(status int) bool {
	switch status {
	case 429, 502, 503, 504:
		return true
	case http.StatusForbidden: // want "403 \\(Forbidden\\) is retried"
		return true
	}
	return false
}

func byPredicate(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if retryStatus(resp.StatusCode) {
			resp.Body.Close()
			time.Sleep(time.Second)
			continue
		}
		return resp, nil
	}
}

// ask returns the status beside the error.
func ask(url string) (int, error) { return 0, nil }

func statusVariable(url string) error {
	for range 3 {
		status, err := ask(url)
		if err != nil {
			return err
		}
		if status == http.StatusForbidden { // want "403 \\(Forbidden\\) is retried"
			time.Sleep(time.Second)
			continue
		}
		return nil
	}
	return errors.New("too often")
}
