// Package p has comments that do not say why a code is dropped.
package p

import (
	"log"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// todo drops the code; a comment on a function explains no branch.
func todo(call func() error) error {
	err := call()
	if status.Code(err) == codes.PermissionDenied { // want "PermissionDenied ends here as success"
		// TODO: tell the caller.
		// It is denied.
		return nil
	}
	return err
}

func fixme(call func() error) error {
	err := call()
	if status.Code(err) == codes.PermissionDenied { // want "PermissionDenied ends here as success"
		return nil // FIXME(me) really?
	}
	return err
}

func directive(call func() error) error {
	err := call()
	//nolint:nilerr
	if status.Code(err) == codes.PermissionDenied { // want "PermissionDenied ends here as success"
		return nil //nolint
	}
	return err
}

func code(call func() error) error {
	err := call()
	if status.Code(err) == codes.PermissionDenied { // want "PermissionDenied ends here as success"
		// return err
		return nil
	}
	return err
}

func block(call func() error) error {
	err := call()
	if status.Code(err) == codes.PermissionDenied { // want "PermissionDenied ends here as success"
		// if retry {
		//	return err
		// }
		return nil
	}
	return err
}

func head(call func() error) error {
	err := call()
	if status.Code(err) == codes.PermissionDenied { // want "PermissionDenied ends here as success"
		// log.Printf("denied: %v", err)
		return nil
	}
	return err
}

func line(call func() error) error {
	err := call()
	if status.Code(err) == codes.PermissionDenied { // want "PermissionDenied ends here as success"
		// ------
		return nil
	}
	return err
}

func otherBranch(call func() error) error {
	err := call()
	switch status.Code(err) {
	case codes.NotFound:
		// It is gone, as wanted.
		return nil
	case codes.PermissionDenied: // want "PermissionDenied ends here as success"
		return nil
	}
	return err
}

func otherIf(call func() error) error {
	err := call()
	if status.Code(err) == codes.NotFound {
		// It is gone, as wanted.
		return nil
	}
	if status.Code(err) == codes.PermissionDenied { // want "PermissionDenied ends here as success"
		return nil
	}
	return err
}

func elseIf(call func() error) error {
	err := call()
	if status.Code(err) == codes.NotFound {
		return nil
		// It is gone, as wanted.
	} else if status.Code(err) == codes.PermissionDenied { // want "PermissionDenied ends here as success"
		return nil
	}
	return err
}

func aboveCall(call func() error) error {
	// The call may be denied.
	err := call()
	if status.Code(err) == codes.PermissionDenied { // want "PermissionDenied ends here as success"
		return nil
	}
	// All others are for the caller.
	return err
}

func before(call func() error) error {
	err := call() // it may be denied

	if status.Code(err) == codes.PermissionDenied { // want "PermissionDenied is only logged here"
		log.Print("denied")
		return nil
	}
	return err
}

func inAnotherCondition(call func() error) error {
	err := call()
	if /* the server is not ready yet */ status.Code(err) == codes.Unavailable {
		return err
	}
	if status.Code(err) == codes.PermissionDenied { // want "codes.PermissionDenied ends here as success"
		return nil
	}
	return err
}
