// Package p keeps errors where pointers lead.
package p

import (
	"errors"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

type outcome struct{ Err error }

// The pointer belongs to the function, or the error was not stored through it.

func ownPointer(call func() (int, error)) error {
	errp := new(error)
	_, *errp = call()
	if status.Code(*errp) == codes.PermissionDenied { // want "PermissionDenied ends here as success"
		return nil
	}
	return *errp
}

func ownVariable(call func() (int, error)) error {
	var err error
	errp := &err
	_, *errp = call()
	if status.Code(*errp) == codes.PermissionDenied { // want "PermissionDenied ends here as success"
		return nil
	}
	return err
}

func ownCopy(call func() error, out outcome) error {
	out.Err = call()
	if status.Code(out.Err) == codes.PermissionDenied { // want "PermissionDenied ends here as success"
		return nil
	}
	return out.Err
}

func setAnew(call func() error, errp *error) error {
	errp = new(error)
	*errp = call()
	if status.Code(*errp) == codes.PermissionDenied { // want "PermissionDenied ends here as success"
		return nil
	}
	return *errp
}

func readOnly(errp *error) error {
	if status.Code(*errp) == codes.PermissionDenied { // want "PermissionDenied ends here as success"
		return nil
	}
	return errors.Unwrap(*errp)
}
