// Tests for the other form of the package's own errors.
package p

import (
	"errors"
	"net/http"
)

type statusError struct {
	text string
	code int
}

func (e statusError) Error() string { return e.text }

func check(r *http.Response) error {
	if r.StatusCode >= 400 {
		return &statusError{r.Status, r.StatusCode}
	}
	return nil
}

func is(err error, code int) bool {
	var s statusError
	if errors.As(err, &s) { // want `this never matches: the package makes errors of type \*statusError only, not statusError`
		return s.code == code
	}
	return false
}

func asserted(err error) bool {
	s, ok := err.(statusError) // want `this never matches: the package makes errors of type \*statusError only, not statusError`
	return ok && s.code == 404
}

func as(err error, target any) bool { return errors.As(err, target) }

func wrapper(err error) bool {
	var s statusError
	return as(err, &s) && s.code == 500 // want `this never matches: the package makes errors of type \*statusError only, not statusError`
}

type limitError struct{ limit int }

func (e limitError) Error() string { return "limit" }

func limited(n int) error {
	if n > 10 {
		return limitError{10}
	}
	return nil
}

func byType(err error) int {
	switch e := err.(type) {
	case *limitError: // want `this never matches: the package makes errors of type limitError only, not \*limitError`
		return e.limit
	}
	return 0
}

func generic(err error) bool {
	_, ok := errors.AsType[*limitError](err) // want `this never matches: the package makes errors of type limitError only, not \*limitError`
	return ok
}

type failures struct{ texts []string }

type operationError failures

func (e operationError) Error() string { return e.texts[0] }

type operation struct{ failed *failures }

func (o *operation) wait() error {
	if o.failed != nil {
		return operationError(*o.failed)
	}
	return nil
}

func isInternal(err error) (bool, string) {
	if e, ok := err.(*operationError); ok && e.texts[0] == "INTERNAL" { // want `this never matches: the package makes errors of type operationError only, not \*operationError`
		return true, "internal"
	}
	return false, ""
}
