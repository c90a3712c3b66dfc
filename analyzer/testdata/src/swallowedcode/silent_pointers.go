// Package p keeps errors where pointers lead.
package p

import (
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// The error is stored through a pointer that the caller owns.

func throughPointer(call func() (int, error), errp *error) error {
	_, *errp = call()
	if status.Code(*errp) == codes.PermissionDenied {
		return nil
	}
	return *errp
}

func throughPointerAlone(call func() error, errp *error) error {
	*errp = call()
	switch status.Code(*errp) {
	case codes.PermissionDenied:
		return nil
	}
	return *errp
}

func throughPointerInLoop(call func() error, errp *error) error {
	for range 3 {
		if *errp = call(); status.Code(*errp) == codes.PermissionDenied {
			break
		}
	}
	return nil
}

type job struct{ err *error }

func (j job) throughField(call func() (int, error)) error {
	_, *j.err = call()
	if status.Code(*j.err) == codes.PermissionDenied {
		return nil
	}
	return *j.err
}

type outcome struct{ Err error }

func throughStruct(call func() (int, error), out *outcome) error {
	_, out.Err = call()
	if status.Code(out.Err) == codes.PermissionDenied {
		return nil
	}
	return out.Err
}

func throughElement(call func() (int, error), errs []error) error {
	_, errs[0] = call()
	if status.Code(errs[0]) == codes.PermissionDenied {
		return nil
	}
	return errs[0]
}
