// Errors that are turned into text before somebody asks for more.
package p

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/cenkalti/backoff/v5"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

type quotaError struct{ limit int }

func (e *quotaError) Error() string { return fmt.Sprint("quota of ", e.limit) }

func reserve(n int) error {
	if n > 10 {
		return fmt.Errorf("reserving %d: %v", n, &quotaError{10}) // want `fmt.Errorf keeps only the text of the error, so errors.As does not find the type \*quotaError; use %w`
	}
	return nil
}

func full(n int) bool {
	var q *quotaError
	return errors.As(reserve(n), &q) && q.limit == 10
}

// The status is lost in a variable; the last verb prints it.
func fetch(call func() error, name string) error {
	err := call()
	if err != nil {
		err = fmt.Errorf("fetching %q (%d%%): %s", name, 10, err) // want `fmt.Errorf keeps only the text of err, so status.Code does not find its code; use %w`
	}
	return err
}

func gone(call func() error) bool {
	switch status.Code(fetch(call, "a")) {
	case codes.NotFound:
		return true
	}
	return false
}

// errors.New keeps nothing either.
func open(name string) error {
	_, err := os.Open(name)
	if err != nil {
		return errors.New(err.Error()) // want `errors.New keeps only the text of err, so errors.Is does not find fs.ErrNotExist`
	}
	return nil
}

func absent(name string) bool { return errors.Is(open(name), fs.ErrNotExist) }

// The text is taken with the method Error.
func describe(c tunnel.TunnelClient, req *tunnel.DescribeTunnelRequest) error {
	if _, err := c.DescribeTunnel(req); err != nil {
		return fmt.Errorf("describing: %s", err.Error()) // want `fmt.Errorf keeps only the text of err, so errors.As does not find the type \*tunnel.TunnelError; use %w`
	}
	return nil
}

func expired(c tunnel.TunnelClient, req *tunnel.DescribeTunnelRequest) bool {
	var te *tunnel.TunnelError
	return errors.As(describe(c, req), &te) && te.Code == tunnel.ErrCodeTunnelExpired
}

// The error passes through a parameter and two functions.
func label(err error) error { return fmt.Errorf("labelled: %+v", err) } // want `fmt.Errorf keeps only the text of err, so a comparison with errStopped never recognizes it`

var errStopped = errors.New("stopped")

func stop() error { return label(errStopped) }

func stopped() bool { return stop() == errStopped }

// The mark of the library is lost.
func check(call func() error) error {
	err := call()
	if status.Code(err) == codes.InvalidArgument {
		return backoff.Permanent(err)
	}
	return err
}

func retried(call func() error) error {
	_, err := backoff.Retry(nil, func() (int, error) {
		if err := check(call); err != nil {
			time.Sleep(time.Second)
			return 0, fmt.Errorf("checking: %v", err) // want `fmt.Errorf keeps only the text of err, so backoff does not find the mark of backoff.Permanent; use %w`
		}
		return 1, nil
	})
	return err
}

// NoSchemaError is made in other packages only.
type NoSchemaError struct{ Topic string }

func (e NoSchemaError) Error() string { return "no schema for " + e.Topic }

func isNoSchema(err error) bool {
	var n NoSchemaError
	return errors.As(err, &n)
}

type broker interface {
	Schema(topic string) ([]string, error)
}

func newScanner(b broker, topic string) ([]string, error) {
	if b == nil {
		return nil, fmt.Errorf("no broker")
	}
	fields, err := b.Schema(topic)
	if err != nil {
		return nil, fmt.Errorf("reading the schema: %v", err) // want `fmt.Errorf keeps only the text of err, so errors.As does not find the type NoSchemaError; use %w`
	}
	return fields, nil
}

func scan(b broker, topic string) ([]string, error) {
	fields, err := newScanner(b, topic)
	if err != nil && isNoSchema(err) {
		return nil, nil
	}
	return fields, err
}
