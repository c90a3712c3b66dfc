package p

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"time"

	"github.com/avast/retry-go/v4"
	"github.com/cenkalti/backoff/v4"
)

func once(c *http.Client, url string) ([]byte, error) {
	resp, err := c.Get(url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK { // want `4xx statuses`
		return nil, fmt.Errorf("status %d", resp.StatusCode)
	}
	return io.ReadAll(resp.Body)
}

func byError(c *http.Client, url string) (body []byte, err error) {
	for i := 0; i < 3; i++ {
		if body, err = once(c, url); err == nil {
			return body, nil
		}
		time.Sleep(time.Second)
	}
	return nil, err
}

func attempt(c *http.Client, req *http.Request) (resp *http.Response, err error, again bool) {
	resp, err = c.Do(req)
	if err != nil {
		return nil, err, true
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 { // want `4xx statuses`
		return resp, fmt.Errorf("status %d", resp.StatusCode), true
	}
	return resp, nil, false
}

func byResult(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err, again := attempt(c, req)
		if !again {
			return resp, err
		}
		time.Sleep(time.Second)
	}
}

// The program waits until the server is ready.
func ping(url string) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d", resp.StatusCode)
	}
	return nil
}

func waitFor(url string) {
	for ping(url) != nil {
		time.Sleep(time.Second)
	}
}

func healthy(c *http.Client, url string) error {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := c.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	_, err = io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d", resp.StatusCode)
	}
	return nil
}

func waitUntilHealthy(c *http.Client, url string, timeout time.Duration) (err error) {
	end := time.After(timeout)
	for {
		select {
		case <-end:
			return fmt.Errorf("timeout: %w", err)
		case <-time.After(time.Second):
			err = healthy(c, url)
			if err == nil {
				log.Print("healthy")
				return nil
			}
		}
	}
}

// The step does something about the failure.
func renewing(c *http.Client, req *http.Request, renew func() error) (*http.Response, error) {
	resp, err := c.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode >= 400 {
		if err := renew(); err != nil {
			return nil, err
		}
		return nil, fmt.Errorf("status %d", resp.StatusCode)
	}
	return resp, nil
}

func byRenewing(c *http.Client, req *http.Request, renew func() error) (resp *http.Response, err error) {
	for i := 0; i < 3; i++ {
		if resp, err = renewing(c, req, renew); err == nil {
			return resp, nil
		}
		time.Sleep(time.Second)
	}
	return nil, err
}

// The loop tries one server after the other.
func servers(c *http.Client, urls []string) (body []byte, err error) {
	for _, url := range urls {
		if body, err = fetch(c, url); err == nil {
			return body, nil
		}
	}
	return nil, err
}

func fetch(c *http.Client, url string) ([]byte, error) {
	resp, err := c.Get(url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("status %d", resp.StatusCode)
	}
	return io.ReadAll(resp.Body)
}

func send(url string) error {
	resp, err := http.Post(url, "text/plain", nil)
	if err != nil {
		return err
	}
	resp.Body.Close()
	if resp.StatusCode >= 300 { // want `4xx statuses`
		return fmt.Errorf("status %d", resp.StatusCode)
	}
	return nil
}

func byLibrary(url string) error {
	return retry.Do(func() error { return send(url) })
}

func sendOrStop(url string) error {
	resp, err := http.Post(url, "text/plain", nil)
	if err != nil {
		return err
	}
	resp.Body.Close()
	if resp.StatusCode >= 500 || resp.StatusCode == 429 {
		return fmt.Errorf("status %d", resp.StatusCode)
	}
	if resp.StatusCode >= 300 {
		return backoff.Permanent(fmt.Errorf("status %d", resp.StatusCode))
	}
	return nil
}

func byBackoffLibrary(url string) error {
	return backoff.Retry(func() error { return sendOrStop(url) }, backoff.NewExponentialBackOff())
}

// fatal is asked by the attempt of a library, which makes the error in a variable first.
func fatal(status int) bool {
	switch status { // want "^codes that this test does not name are retried, among them 403"
	case http.StatusBadRequest, http.StatusRequestEntityTooLarge:
		return true
	}
	return false
}

func push(c *http.Client, req *http.Request) error {
	return backoff.Retry(func() error {
		resp, err := c.Do(req)
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		if resp.StatusCode == http.StatusNoContent {
			return nil
		}
		err = fmt.Errorf("status %d", resp.StatusCode)
		if fatal(resp.StatusCode) {
			return backoff.Permanent(err)
		}
		return err
	}, backoff.NewExponentialBackOff())
}

// The variable holds an error that is marked for the library.
func pushOnce(c *http.Client, req *http.Request) error {
	return backoff.Retry(func() error {
		resp, err := c.Do(req)
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		if resp.StatusCode == http.StatusNoContent {
			return nil
		}
		err = backoff.Permanent(fmt.Errorf("status %d", resp.StatusCode))
		if resp.StatusCode == http.StatusBadRequest {
			err = backoff.Permanent(errors.New("bad request"))
		}
		return err
	}, backoff.NewExponentialBackOff())
}

// The error may be marked or not.
func pushEither(c *http.Client, req *http.Request, stop bool) error {
	return backoff.Retry(func() error {
		resp, err := c.Do(req)
		if err != nil {
			return err
		}
		if resp.StatusCode == http.StatusBadRequest {
			return backoff.Permanent(errors.New("bad request"))
		}
		err = errors.New("failed")
		if stop {
			err = backoff.Permanent(errors.New("stopped"))
		}
		return err
	}, backoff.NewExponentialBackOff())
}
