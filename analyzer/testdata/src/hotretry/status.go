package p

import (
	"errors"
	"strings"
	"time"

	"github.com/alibabacloud-go/tea/tea"
)

type wrapped struct {
	Cause error
	Err   error
}

func (w *wrapped) Error() string { return w.Cause.Error() }

// notFound unwraps the error and tests the status and the message.
func notFound(err error) bool {
	if err == nil {
		return false
	}
	if e, ok := err.(*wrapped); ok {
		if e.Err != nil && strings.HasPrefix(e.Err.Error(), "ResourceNotfound") {
			return true
		}
		return notFound(e.Cause)
	}
	if e, ok := err.(*tea.SDKError); ok {
		return tea.IntValue(e.StatusCode) == 404 || strings.Contains(tea.StringValue(e.Message), "NotFound")
	}
	return false
}

// The HTTP status says that the thing does not exist.
func deleted(describe func(string) (string, error), id string) error {
	deadline := time.Now().Add(time.Minute)
	for {
		state, err := describe(id)
		if err != nil {
			if notFound(err) { // want `^this loop polls without a wait, even while the call fails with 404 \(Not Found\)`
				if state == "gone" {
					return nil
				}
			} else {
				return err
			}
		}
		if state == "ready" {
			return nil
		}
		if time.Now().After(deadline) {
			return errors.New("too late")
		}
	}
}
