// Package errs has the errors of a service and the helpers that compare their codes.
package errs

import "errors"

type Error struct{ Code string }

func (e *Error) Error() string { return e.Code } // want Error:"body"

func (e *Error) Is(code string) bool { return e.Code == code } // want Is:"body" Is:"helper"

func Expected(err error, codes ...string) bool { // want Expected:"body" Expected:"helper"
	var e *Error
	return errors.As(err, &e) && holds(codes, e.Code)
}

func holds(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}
