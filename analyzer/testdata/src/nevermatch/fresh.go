// Comparisons of errors with a value that is made in the test.
package p

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
)

type quotaError struct{ limit int }

func (e *quotaError) Error() string { return fmt.Sprint("limit ", e.limit) }

type disk interface{ Grow(size int) error }

func grow(d disk) error {
	err := d.Grow(1)
	if errors.Is(err, &quotaError{}) { // want `this never matches: the pointer is new, and no other pointer is equal to it; use errors.As to find \*quotaError`
		return nil
	}
	return err
}

func growNew(d disk) bool {
	err := d.Grow(1)
	return err != nil && errors.Is(err, new(quotaError)) // want `this never matches: the pointer is new, and no other pointer is equal to it; use errors.As to find \*quotaError`
}

func network(d disk) bool {
	err := d.Grow(1)
	return errors.Is(err, &net.OpError{}) || // want `this never matches: the pointer is new, .* use errors.As to find \*net.OpError`
		errors.Is(err, &url.Error{Op: "Get"}) || // want `this never matches: the pointer is new, .* use errors.As to find \*url.Error`
		errors.Is(err, &fs.PathError{}) // want `this never matches: the pointer is new, .* use errors.As to find \*fs.PathError`
}

func byText(d disk) bool {
	return errors.Is(d.Grow(1), errors.New("disk is full")) // want `this never matches: errors.New makes a new error here, and no other error is equal to it; compare with a variable`
}

func compared(d disk) error {
	err := d.Grow(1)
	if err == fmt.Errorf("disk %d is full", 1) { // want `this comparison is never true: fmt.Errorf makes a new error here, and no other error is equal to it; compare with a variable`
		return nil
	}
	if &(quotaError{1}) != err { // want `this comparison is always true: the pointer is new, and no other pointer is equal to it; use errors.As to find \*quotaError`
		return err
	}
	return nil
}

func switched(d disk) string {
	switch d.Grow(1) {
	case nil:
		return ""
	case errors.New("disk is full"): // want `this comparison is never true: errors.New makes a new error here, .*`
		return "full"
	}
	return "other"
}

func inVariable(d disk) bool {
	full := errors.New("disk is full")
	return errors.Is(d.Grow(1), full) // want `this never matches: errors.New makes a new error here, .*`
}
