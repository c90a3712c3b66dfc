package p

import (
	"errors"
	"log"
	"net/http"

	"github.com/gophercloud/gophercloud"
	v2 "github.com/gophercloud/gophercloud/v2"
)

// A type may stand for a code.

func typeAssertion(call func() (string, error)) (string, error) {
	v, err := call()
	if err != nil {
		if _, ok := err.(gophercloud.ErrDefault400); ok { // want "400 \\(Bad Request\\) is only logged here"
			log.Print("it is gone")
			return "", nil
		}
		return "", err
	}
	return v, nil
}

func typeAs(call func() error) error {
	err := call()
	var e gophercloud.ErrDefault403
	if errors.As(err, &e) { // want "403 \\(Forbidden\\) ends here as success"
		return nil
	}
	return err
}

func typeAsType(call func() error) error {
	err := call()
	if _, ok := errors.AsType[gophercloud.ErrDefault400](err); ok { // want "400 \\(Bad Request\\) ends here as success"
		return nil
	}
	return err
}

func typeCase(call func() error) error {
	err := call()
	switch err.(type) {
	case gophercloud.ErrDefault404:
		return nil
	case gophercloud.ErrDefault400: // want "400 \\(Bad Request\\) ends here as success"
		return nil
	}
	return err
}

func isForbidden(err error) bool {
	_, ok := err.(gophercloud.ErrDefault403) // want "403 \\(Forbidden\\) ends here as success"
	return ok
}

func typePredicate(call func() error) error {
	err := call()
	if isForbidden(err) {
		return nil
	}
	return err
}

// A function of the SDK may test an error for a code that it gets.

func byFunction(call func() error) error {
	err := call()
	if v2.ResponseCodeIs(err, http.StatusForbidden) { // want "403 \\(Forbidden\\) ends here as success"
		return nil
	}
	return err
}
