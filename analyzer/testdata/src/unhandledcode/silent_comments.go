// Package p drops all other codes on purpose, and says so in comments.
package p

import (
	"errors"
	"log"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func alive(call func() error) error {
	err := call()
	if status.Code(err) == codes.Unavailable {
		// Any other answer means that the server is up.
		return errors.New("the server is down")
	}
	return nil
}

func above(call func() error) error {
	err := call()
	// Only a server that is down is a failure.
	if status.Code(err) == codes.Unavailable {
		return err
	}
	return nil
}

func endOfLine(call func() error) error {
	err := call()
	if status.Code(err) == codes.Unavailable { // anything else will do
		return err
	}
	return nil
}

func aboveSwitch(call func() error) error {
	err := call()
	// Only a server that is down is a failure.
	switch status.Code(err) {
	case codes.Unavailable:
		return err
	case codes.NotFound:
		return errors.New("gone")
	}
	return nil
}

func inDefault(call func() error) error {
	err := call()
	switch status.Code(err) {
	case codes.Unavailable:
		return err
	default:
		// The next run finds out.
		log.Print(err)
	}
	return nil
}

// The comment stands where an else would be.
func below(call func() error) error {
	for {
		if err := call(); err != nil {
			if status.Code(err) == codes.Unavailable {
				return err
			}
			// Any other answer means that the server is up.
		}
		return nil
	}
}
