// Package p has loops that poll and loops that seem to.
package p

import (
	"context"
	"errors"
	"log"
	"time"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

type thing struct{ state, name string }

type service struct {
	describe func(id string) (*thing, error)
	recv     func() (*thing, error)
	handle   func(*thing) error
	notify   func()
	seen     []*thing
}

func (s *service) missing(err error) bool {
	return status.Code(err) == codes.NotFound // outcome mixed, retry polling bounded
}

func (s *service) waitFor(id, want string, timeout int) error {
	deadline := time.Now().Add(time.Duration(timeout) * time.Second)
	for {
		object, err := s.describe(id)
		if err != nil {
			if s.missing(err) {
				if want == "deleted" {
					return nil
				}
			} else {
				return err
			}
		}
		if object.state == want && want != "deleted" {
			return nil
		}
		if time.Now().After(deadline) {
			return errors.New("too late")
		}
	}
}

func (s *service) direct(id string) error {
	for i := 0; i < 100; i++ {
		object, err := s.describe(id)
		if err != nil {
			if status.Code(err) == codes.NotFound { // outcome recovers, retry polling bounded
				continue
			}
			return err
		}
		if object.state == "running" {
			return nil
		}
		log.Print(object.name, " is ", object.state)
	}
	return errors.New("too often")
}

func (s *service) unbounded(id string) error {
	for {
		object, err := s.describe(id)
		switch status.Code(err) {
		case codes.OK: // outcome mixed, retry polling bounded
			if object.state == "running" {
				return nil
			}
		case codes.NotFound: // outcome recovers, retry polling
		default:
			return err
		}
	}
}

func (s *service) waits(id string) error {
	for {
		object, err := s.describe(id)
		if err != nil && status.Code(err) != codes.NotFound { // outcome recovers
			return err
		}
		if err == nil && object.state == "running" {
			return nil
		}
		time.Sleep(time.Second)
	}
}

func (s *service) waitsOnSuccess(id string) error {
	for {
		object, err := s.describe(id)
		if err != nil {
			if status.Code(err) == codes.NotFound { // outcome recovers
				continue
			}
			return err
		}
		if object.state == "running" {
			return nil
		}
		time.Sleep(time.Second)
	}
}

func (s *service) pauses() { time.Sleep(time.Second) }

func (s *service) waitsInHelper(id string) error {
	for {
		object, err := s.describe(id)
		if err == nil && object.state == "running" {
			return nil
		}
		if err != nil && status.Code(err) != codes.NotFound { // outcome recovers
			return err
		}
		s.pauses()
	}
}

func (s *service) unknownCall(id string) error {
	for {
		object, err := s.describe(id)
		if err == nil && object.state == "running" {
			return nil
		}
		if err != nil && status.Code(err) != codes.NotFound { // outcome recovers
			return err
		}
		s.notify()
	}
}

func (s *service) works(id string) error {
	for {
		object, err := s.describe(id)
		if err != nil {
			if status.Code(err) == codes.NotFound { // outcome recovers
				continue
			}
			return err
		}
		if object.state == "running" {
			return nil
		}
		if err := s.handle(object); err != nil {
			return err
		}
	}
}

func (s *service) collects(id string) error {
	for {
		object, err := s.describe(id)
		if err != nil {
			if status.Code(err) == codes.NotFound { // outcome recovers
				continue
			}
			return err
		}
		if object.state == "running" {
			return nil
		}
		s.seen = append(s.seen, object)
	}
}

func (s *service) streams() error {
	for {
		object, err := s.recv()
		if err != nil {
			if status.Code(err) == codes.NotFound { // outcome recovers, retry polling
				continue
			}
			return err
		}
		if object.state == "running" {
			return nil
		}
	}
}

// A name does not show that a call blocks.
func waitForChange(ctx context.Context, awaitChange func(context.Context) (*thing, error)) error {
	for {
		object, err := awaitChange(ctx)
		if err != nil {
			if status.Code(err) == codes.NotFound { // outcome recovers, retry polling bounded
				continue
			}
			return err
		}
		if object.state == "running" {
			return nil
		}
	}
}

// A worker does not use what the call returned.
func worker(ctx context.Context, once func(context.Context) error) error {
	for {
		err := once(ctx)
		if status.Code(err) == codes.NotFound { // outcome recovers
			continue
		}
		if err != nil {
			return err
		}
	}
}

func onTicks(get func() (*thing, error), tick <-chan time.Time) error {
	for range tick {
		object, err := get()
		if err != nil {
			if status.Code(err) == codes.NotFound { // outcome recovers
				continue
			}
			return err
		}
		if object.state == "running" {
			return nil
		}
	}
	return nil
}

func pages(list func(token string) (*thing, error)) error {
	token := ""
	for {
		object, err := list(token)
		if err != nil {
			if status.Code(err) == codes.NotFound { // outcome recovers
				continue
			}
			return err
		}
		if object.state == "" {
			return nil
		}
		token = object.state
	}
}

// The called function waits.
func slow(get func() (*thing, error)) error {
	ask := func() (*thing, error) {
		time.Sleep(time.Second)
		return get()
	}
	for {
		object, err := ask()
		if err != nil {
			if status.Code(err) == codes.NotFound { // outcome recovers
				continue
			}
			return err
		}
		if object.state == "running" {
			return nil
		}
	}
}

// An HTTP status is tested instead of a code.
func gone(err error) bool {
	if e, ok := err.(*sdkerr.ServiceResponseError); ok {
		return e.StatusCode == 404 // outcome unknown, retry polling bounded in-helper
	}
	return false
}

func waitForConfig(describeLogtail func(id string) (*thing, error), id string, deadline time.Time) error {
	for {
		object, err := describeLogtail(id)
		if err != nil && !gone(err) {
			return err
		}
		if object.state == "running" {
			return nil
		}
		if time.Now().After(deadline) {
			return errors.New("too late")
		}
	}
}
