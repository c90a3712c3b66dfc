package p

import (
	"errors"
	"fmt"

	"github.com/gophercloud/gophercloud"
	v2 "github.com/gophercloud/gophercloud/v2"
)

func missingType(call func() error) error {
	err := call()
	if _, ok := err.(gophercloud.ErrDefault404); ok {
		return nil
	}
	return err
}

func surfacingType(call func() error) error {
	err := call()
	if e, ok := err.(gophercloud.ErrDefault400); ok {
		return fmt.Errorf("bad request: %s", e.Body)
	}
	return err
}

func noCode(call func() error) error {
	err := call()
	var e gophercloud.ErrUnexpectedResponseCode
	if errors.As(err, &e) {
		return nil
	}
	return err
}

func pointer(call func() error) error {
	err := call()
	var e *gophercloud.ErrDefault400
	if errors.As(err, &e) {
		return nil
	}
	return err
}

func predicateOnly(err error) bool {
	var e gophercloud.ErrDefault400
	return errors.As(err, &e)
}

func explained(call func() error) error {
	err := call()
	if _, ok := err.(gophercloud.ErrDefault403); ok {
		return nil // the policy allows that
	}
	return err
}

func casesReturn(call func() error) error {
	err := call()
	switch e := err.(type) {
	case gophercloud.ErrDefault403:
		return e
	case gophercloud.ErrDefault400, gophercloud.ErrDefault401:
		return err
	}
	return nil
}

func missingByFunction(call func() error) error {
	err := call()
	if v2.ResponseCodeIs(err, 404) {
		return nil
	}
	return err
}
