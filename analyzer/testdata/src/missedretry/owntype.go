package p

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// A statusError keeps the status of a response.
type statusError struct {
	code int
	body string
}

func (e *statusError) Error() string { return fmt.Sprintf("status %d: %s", e.code, e.body) }

func temporary(err error) bool {
	var e *statusError
	return errors.As(err, &e) && e.code >= 500 // want "^server errors are retried, but 429"
}

func download(c *http.Client, req *http.Request) ([]byte, error) {
	resp, err := c.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK { // want "^server errors are retried, but 429"
		return nil, &statusError{resp.StatusCode, string(body)}
	}
	return body, nil
}

func downloadPatiently(c *http.Client, req *http.Request) (body []byte, err error) {
	for i := range 5 {
		if body, err = download(c, req); err == nil || !temporary(err) {
			return body, err
		}
		time.Sleep(time.Second << i)
	}
	return nil, err
}

// An apiError is decoded from the body: the service has codes of its own.
type apiError struct {
	Status int    `json:"-"`
	Code   string `json:"code"`
}

func (e *apiError) Error() string { return e.Code }

func isServerError(err error) bool {
	var e *apiError
	return errors.As(err, &e) && e.Status >= 500
}

func callAPI(c *http.Client, req *http.Request) error {
	resp, err := c.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return &apiError{Status: resp.StatusCode}
	}
	return nil
}

func callAPIPatiently(c *http.Client, req *http.Request) (err error) {
	for i := range 5 {
		if err = callAPI(c, req); err == nil || !isServerError(err) {
			return err
		}
		time.Sleep(time.Second << i)
	}
	return err
}

// An exitError has a number that is no status.
type exitError struct{ code int }

func (e exitError) Error() string { return fmt.Sprint("exit ", e.code) }

func wait(status func() int) error {
	if n := status(); n != 0 {
		return exitError{n}
	}
	return nil
}

func waitPatiently(status func() int) (err error) {
	for i := range 5 {
		err = wait(status)
		var e exitError
		if !errors.As(err, &e) || e.code < 500 {
			return err
		}
		time.Sleep(time.Second << i)
	}
	return err
}

// The number is a status or something else.
type mixedError struct{ code int }

func (e *mixedError) Error() string { return fmt.Sprint("failed: ", e.code) }

func mixed(c *http.Client, url string, local func() int) error {
	if n := local(); n != 0 {
		return &mixedError{n}
	}
	resp, err := c.Get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusOK {
		return nil
	}
	return &mixedError{resp.StatusCode}
}

func mixedPatiently(c *http.Client, url string, local func() int) (err error) {
	for i := range 5 {
		err = mixed(c, url, local)
		var e *mixedError
		if !errors.As(err, &e) || e.code < 500 {
			return err
		}
		time.Sleep(time.Second << i)
	}
	return err
}
