// Package errs holds the errors of a service of the house, and what asks them for their codes.
package errs

import "errors"

type Error struct{ Code string }

func (e *Error) Error() string { return e.Code }

func (e *Error) Is(code string) bool { return e.Code == code } // want Is:"helps"

func Expected(err error, codes ...string) bool { // want Expected:"helps"
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
