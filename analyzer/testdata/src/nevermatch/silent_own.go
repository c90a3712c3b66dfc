// Tests for the package's own errors in a form that they may have.
package p

import (
	"errors"
	"fmt"
)

// It is made in both forms.
type bothError struct{ n int }

func (e bothError) Error() string { return "both" }

func makeBoth(n int) error {
	if n > 1 {
		return bothError{n}
	}
	return &bothError{n}
}

func isBoth(err error) bool {
	var b bothError
	return errors.As(err, &b)
}

// The package makes none: another package may.
type PlainError struct{ N int }

func (e PlainError) Error() string { return "plain" }

func isPlain(err error) bool {
	var p *PlainError
	return errors.As(err, &p)
}

// The test is for the form that is made.
type valueError struct{ n int }

func (e valueError) Error() string { return "value" }

func makeValue(n int) error { return valueError{n} }

func isValue(err error) bool {
	var v valueError
	return errors.As(err, &v)
}

// The function tests for both forms.
type eitherError struct{ n int }

func (e eitherError) Error() string { return "either" }

func makeEither(n int) error { return &eitherError{n} }

func isEither(err error) bool {
	var v eitherError
	var p *eitherError
	return errors.As(err, &v) || errors.As(err, &p)
}

// A method As decides.
type ownAsError struct{ n int }

func (e ownAsError) Error() string { return "as" }

func (e *ownAsError) As(target any) bool {
	t, ok := target.(*ownAsError)
	if ok {
		*t = *e
	}
	return ok
}

func makeOwnAs(n int) error { return &ownAsError{n} }

func isOwnAs(err error) bool {
	var v ownAsError
	return errors.As(err, &v)
}

// Values are passed on, and may be stored as errors.
type storedError struct{ n int }

func (e storedError) Error() string { return "stored" }

func makeStored(n int) error { return &storedError{n} }

func record(e storedError) []error { return []error{e} }

func isStored(err error) bool {
	var v storedError
	return errors.As(err, &v)
}

// A type with a type parameter may be made elsewhere.
type listError[T any] struct{ list []T }

func (e listError[T]) Error() string { return fmt.Sprint(e.list) }

func makeList() error { return &listError[int]{} }

func isList(err error) bool {
	var l listError[int]
	return errors.As(err, &l)
}

// Only the pointer is an error: the compiler and vet know the other form.
type pointerError struct{ n int }

func (e *pointerError) Error() string { return "pointer" }

func makePointer(n int) error { return &pointerError{n} }

func isPointer(err error) bool {
	var p *pointerError
	return errors.As(err, &p)
}
