// Package p makes calls in loops in which it does not wait for a code.
package p

import (
	"errors"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Success ends the attempts too.
func untilSuccess(call func() error) error {
	for range 10 {
		err := call()
		if err == nil || status.Code(err) == codes.PermissionDenied { // want "PermissionDenied ends here as success"
			return nil
		}
		time.Sleep(time.Second)
	}
	return errors.New("too often")
}

// The loop ends without an error if all calls succeed.
func all(calls []func() error) error {
	for _, call := range calls {
		err := call()
		if status.Code(err) == codes.PermissionDenied { // want "PermissionDenied ends here as success"
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// The answers are used.
func receive(next func() (int, error), out chan<- int) error {
	for {
		n, err := next()
		if status.Code(err) == codes.PermissionDenied { // want "PermissionDenied ends here as success"
			return nil
		}
		if err != nil {
			return err
		}
		out <- n
	}
}

// Success is followed by work.
func work(next func() error, do func()) error {
	for {
		err := next()
		if status.Code(err) == codes.PermissionDenied { // want "PermissionDenied ends here as success"
			return nil
		}
		if err != nil {
			return err
		}
		do()
	}
}

// The code does not end the attempts.
func goesOn(jobs <-chan func() error, stop <-chan bool) error {
	for {
		select {
		case <-stop:
			return errors.New("stopped")
		case job := <-jobs:
			err := job()
			if status.Code(err) == codes.PermissionDenied { // want "PermissionDenied ends here as success"
				continue
			}
			if err != nil {
				return err
			}
		}
	}
}

// Nobody receives an error.
func background(call func() error) {
	for {
		err := call()
		if status.Code(err) == codes.PermissionDenied { // want "PermissionDenied is dropped here"
			return
		}
		time.Sleep(time.Minute)
	}
}
