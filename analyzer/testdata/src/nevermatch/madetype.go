package p

import (
	"errors"

	"github.com/gophercloud/gophercloud"
	v2 "github.com/gophercloud/gophercloud/v2"
)

// The SDK has a type for each of some statuses, which the type of all others does not match.

func assertion(call func() error) (string, error) {
	err := call()
	if e, ok := err.(gophercloud.ErrUnexpectedResponseCode); ok {
		if e.Actual == 409 { // want "409 \\(Conflict\\) never matches: the SDK makes errors of type gophercloud.ErrDefault409 for it"
			return "busy", nil
		}
	}
	return "", err
}

func as(call func() error) error {
	err := call()
	var e gophercloud.ErrUnexpectedResponseCode
	if errors.As(err, &e) && e.GetStatusCode() == 404 { // want "404 \\(Not Found\\) never matches: the SDK makes errors of type gophercloud.ErrDefault404 for it"
		return nil
	}
	return err
}

func cases(err error) bool {
	switch e := err.(type) {
	case gophercloud.ErrDefault500:
		return true
	case gophercloud.ErrUnexpectedResponseCode:
		switch e.Actual {
		case 409, // want "409 \\(Conflict\\) never matches: the SDK makes errors of type gophercloud.ErrDefault409 for it"
			599:
			return true
		}
	}
	return false
}

func typed(err error) bool {
	e, ok := errors.AsType[gophercloud.ErrDefault404](err)
	return ok && e.Actual == 410 // want "410 \\(Gone\\) never matches: the SDK makes errors of type gophercloud.ErrUnexpectedResponseCode for it"
}

// silent

func ownType(call func() error) error {
	err := call()
	if _, ok := err.(gophercloud.ErrDefault409); ok {
		return nil
	}
	return err
}

func noType(call func() error) error {
	err := call()
	var e gophercloud.ErrUnexpectedResponseCode
	if errors.As(err, &e) && e.Actual == 410 {
		return nil
	}
	return err
}

func embedded(err error) bool {
	e, ok := err.(gophercloud.ErrDefault409)
	return ok && e.ErrUnexpectedResponseCode.Actual == 409
}

func anyStatus(err error) bool {
	e, ok := err.(gophercloud.StatusCodeError)
	return ok && e.GetStatusCode() == 404
}

func parameter(e gophercloud.ErrUnexpectedResponseCode) bool { return e.Actual == 409 }

func reassigned(err error, other gophercloud.ErrDefault409) bool {
	var e gophercloud.ErrUnexpectedResponseCode
	if !errors.As(err, &e) {
		e = other.ErrUnexpectedResponseCode
	}
	return e.Actual == 409
}

func oneType(err error) bool {
	var e v2.ErrUnexpectedResponseCode
	return errors.As(err, &e) && e.Actual == 409
}
