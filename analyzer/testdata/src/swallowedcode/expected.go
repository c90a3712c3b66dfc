// Package p has functions that do not want a call to fail, although they return errors after it.
package p

import (
	"errors"
	"net/http"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func next() error { return nil }

// The next call may succeed.
func thenNext(call func() error) error {
	err := call()
	if status.Code(err) == codes.PermissionDenied { // want "PermissionDenied ends here as success"
		return nil
	}
	if err != nil {
		return err
	}
	return next()
}

// One path after success fails.
func sometimes(call func() (int, error)) error {
	n, err := call()
	if status.Code(err) == codes.PermissionDenied { // want "PermissionDenied ends here as success"
		return nil
	}
	if err != nil {
		return err
	}
	if n == 0 {
		return errors.New("none")
	}
	return nil
}

func created(url string) error {
	resp, err := http.Post(url, "", nil)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusCreated {
		return nil
	}
	if resp.StatusCode == http.StatusForbidden { // want "403 .Forbidden. ends here as success"
		return nil
	}
	return errors.New(resp.Status)
}
