// Package p has functions that want a call to fail.
package p

import (
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

var errWentThrough = errors.New("the call went through")

type wrongError struct{ err error }

func (e *wrongError) Error() string { return e.err.Error() }

func wantParameter(err error) error {
	if err == nil {
		return errors.New("the call went through")
	}
	if status.Code(err) != codes.PermissionDenied {
		return fmt.Errorf("unexpected: %w", err)
	}
	return nil
}

func wantCall(call func() error) error {
	err := call()
	if err == nil {
		return errWentThrough
	}
	if status.Code(err) != codes.PermissionDenied {
		return fmt.Errorf("unexpected: %w", err)
	}
	return nil
}

func wantInOne(call func() error) error {
	err := call()
	if status.Code(err) != codes.PermissionDenied {
		return fmt.Errorf("unexpected: %v", err)
	}
	return nil
}

func wantEqual(call func() error) error {
	err := call()
	if status.Code(err) == codes.PermissionDenied {
		return nil
	}
	return fmt.Errorf("want a refusal, got %v", err)
}

func wantSwitch(err error) error {
	switch {
	case err == nil:
		return &wrongError{errWentThrough}
	case status.Code(err) != codes.PermissionDenied:
		return err
	default:
		return nil
	}
}

func wantTag(call func() error) error {
	err := call()
	switch status.Code(err) {
	case codes.PermissionDenied:
		return nil
	case codes.OK:
		return status.Error(codes.Internal, "the call went through")
	default:
		return err
	}
}

func wantVariable(call func() error) error {
	err := call()
	denied := status.Code(err) == codes.PermissionDenied
	if !denied {
		return fmt.Errorf("want a refusal, got %v", err)
	}
	return nil
}

func wantNested(call func() error) error {
	if err := call(); err != nil {
		if status.Code(err) == codes.PermissionDenied {
			return nil
		}
		return err
	}
	return errWentThrough
}

func wantNamed(call func() error) (err error) {
	got := call()
	if status.Code(got) == codes.PermissionDenied {
		return nil
	}
	return fmt.Errorf("want a refusal, got %v", got)
}

func unexpected(err error) error { return fmt.Errorf("want a refusal, got %v", err) }

func wantHelper(call func() error) error {
	err := call()
	if status.Code(err) == codes.PermissionDenied {
		return nil
	}
	return unexpected(err)
}

func wantStatus(url string) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusForbidden {
		return nil
	}
	return errors.New(resp.Status)
}

func wantOrExit(call func() error) {
	err := call()
	if err == nil {
		return
	}
	timedOut := status.Code(err) == codes.DeadlineExceeded
	if timedOut {
		return
	}
	log.Fatal(err)
}

func wantOrPanic(call func() error) {
	err := call()
	if status.Code(err) == codes.PermissionDenied {
		return
	}
	if err != nil {
		panic(err)
	}
}

func wantOrCode(call func() error) {
	err := call()
	if status.Code(err) == codes.PermissionDenied {
		return
	}
	if err != nil {
		log.Print(err)
		os.Exit(1)
	}
}
