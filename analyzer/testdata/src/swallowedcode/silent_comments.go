// Package p drops codes on purpose, and says so in comments.
package p

import (
	"errors"
	"log"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func inBranch(call func() error) error {
	err := call()
	if status.Code(err) == codes.PermissionDenied {
		// The server does not let us see it, which is fine here.
		return nil
	}
	return err
}

func afterStatement(call func() error) error {
	err := call()
	if status.Code(err) == codes.PermissionDenied {
		return nil // not ours
	}
	return err
}

func endOfLine(call func() error) error {
	err := call()
	if status.Code(err) == codes.PermissionDenied { // not ours
		return nil
	}
	return err
}

func directlyAbove(call func() error) error {
	err := call()
	// An object of another tenant is skipped.
	if status.Code(err) == codes.PermissionDenied {
		return nil
	}
	return err
}

func blockComment(call func() error) error {
	err := call()
	/* An object of another tenant is skipped. */
	if status.Code(err) == codes.PermissionDenied {
		return nil
	}
	return err
}

func oneWord(call func() error) error {
	err := call()
	if status.Code(err) == codes.PermissionDenied {
		return nil // ignore
	}
	return err
}

func emptyCase(call func() error) {
	err := call()
	switch status.Code(err) {
	case codes.FailedPrecondition:
		// Too early: another event comes when the server is up.
	default:
		log.Print(err)
	}
}

func aboveCase(call func() error) error {
	err := call()
	switch status.Code(err) {
	case codes.Unavailable:
		return err
	// Somebody else owns it.
	case codes.PermissionDenied:
		return nil
	}
	return err
}

func tagless(call func() error) error {
	err := call()
	switch {
	case err == nil:
		return nil
	case status.Code(err) == codes.PermissionDenied:
		// Somebody else owns it.
		return nil
	}
	return err
}

func inElse(call func() error) error {
	err := call()
	if status.Code(err) != codes.PermissionDenied {
		return err
	} else {
		// Somebody else owns it.
		return nil
	}
}

func afterGuard(call func() error) error {
	err := call()
	if status.Code(err) != codes.PermissionDenied {
		return err
	}
	// Somebody else owns it.
	return nil
}

func inVariable(call func() error) error {
	err := call()
	denied := status.Code(err) == codes.PermissionDenied
	if denied {
		// Somebody else owns it.
		return nil
	}
	return err
}

func aboveVariable(call func() error) error {
	err := call()
	denied := status.Code(err) == codes.PermissionDenied
	// Somebody else owns it.
	if denied {
		return nil
	}
	return err
}

func nested(call func() error) error {
	err := call()
	if err != nil {
		if status.Code(err) == codes.PermissionDenied {
			// It exists: RFC 4918, 9.3.1.
			return nil
		}
	}
	return err
}

func proseBeforeNote(call func() error) error {
	err := call()
	if status.Code(err) == codes.PermissionDenied {
		// Somebody else owns it.
		// TODO: count these.
		return nil
	}
	return err
}

func proseWithCode(call func() error) error {
	err := call()
	if status.Code(err) == codes.PermissionDenied {
		// Not an error, as in
		//	return nil
		return nil
	}
	return err
}

func dashes(call func() error) error {
	err := call()
	if status.Code(err) == codes.PermissionDenied {
		return nil // safe-to-ignore
	}
	return err
}

func label(call func() error) error {
	err := call()
	if status.Code(err) == codes.PermissionDenied {
		return nil // denied: ignore (as documented)
	}
	return err
}

func logs(call func() error) error {
	err := call()
	if status.Code(err) == codes.PermissionDenied {
		// The next run tries again.
		log.Print("denied")
		return nil
	}
	return err
}

func aboveOperand(call func() error) error {
	err := call()
	if status.Code(err) == codes.NotFound ||
		// Somebody else owns it.
		status.Code(err) == codes.FailedPrecondition {
		return nil
	}
	return err
}

func items(calls []func() error) error {
	var errs error
	for _, call := range calls {
		err := call()
		if status.Code(err) == codes.PermissionDenied {
			continue // the object of somebody else
		}
		errs = errors.Join(errs, err)
	}
	return errs
}
