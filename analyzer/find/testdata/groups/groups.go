// Package p tests errors for some codes and drops or keeps the others.
package p

import (
	"errors"
	"log"
	"net/http"
	"slices"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/cenkalti/backoff/v4"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

type client struct {
	get     func() error
	tunnels tunnel.TunnelClient
	counter interface{ Inc(string) }
	other   func()
}

func (c client) drops() error {
	err := c.get()
	switch status.Code(err) { // group 2 drops err
	case codes.NotFound:
		return errors.New("missing")
	case codes.PermissionDenied:
		return err
	}
	return nil
}

func (c client) logs() error {
	if err := c.get(); err != nil {
		if status.Code(err) == codes.PermissionDenied { // group 1 logs err
			return err
		}
		log.Print(err)
	}
	return nil
}

func (c client) logsInDefault() error {
	err := c.get()
	switch status.Code(err) { // group 1 logs err
	case codes.PermissionDenied:
		return err
	default:
		log.Print(err)
		return nil
	}
}

func (c client) byAssertion(req *tunnel.DeleteTunnelRequest) error {
	_, err := c.tunnels.DeleteTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok {
		if te.Code == tunnel.ErrCodeTunnelExist { // group 2 drops err
			return nil
		} else if te.Code == tunnel.ErrCodePermissionDenied {
			return err
		}
		return nil
	}
	return err
}

func (c client) inRun(req *tunnel.DeleteTunnelRequest) error {
	_, err := c.tunnels.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if !errors.As(err, &te) {
		return err
	}
	if te.Code == tunnel.ErrCodeTunnelExist { // group 3 drops err
		return errors.New("exists")
	}
	if slices.Contains([]string{"OTSPermissionDenied", "OTSParameterInvalid"}, te.Code) {
		return te
	}
	return nil
}

func (c client) byMap(req *tunnel.DeleteTunnelRequest) error {
	_, err := c.tunnels.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) {
		if _, fatal := fatals[te.Code]; fatal { // group 1 drops err
			return err
		}
	}
	return nil
}

var fatals = map[string]bool{"OTSPermissionDenied": true}

func (c client) byPredicate(req *tunnel.DeleteTunnelRequest) error {
	_, err := c.tunnels.DeleteTunnel(req)
	if denied(err) { // group 2 drops err
		return err
	}
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == "OTSParameterInvalid" {
		return err
	}
	return nil
}

func denied(err error) bool {
	var te *tunnel.TunnelError
	return errors.As(err, &te) && te.Code == "OTSPermissionDenied"
}

func (c client) nested() error {
	err := c.get()
	switch status.Code(err) { // group 2 drops err
	case codes.NotFound:
		return err
	default:
		if status.Code(err) == codes.Internal {
			return err
		}
	}
	return nil
}

func (c client) surfaces() error {
	err := c.get()
	switch status.Code(err) { // group 1 surfaces err
	case codes.NotFound:
		return nil
	}
	return err
}

func (c client) surfacesByNotEqual() error {
	err := c.get()
	if err != nil && status.Code(err) != codes.NotFound { // group 1 surfaces err
		return err
	}
	return nil
}

func (c client) surfacesInElse() error {
	if err := c.get(); status.Code(err) == codes.NotFound { // group 1 surfaces err
		return nil
	} else if err != nil {
		return err
	}
	return nil
}

func (c client) surfacesElsewhere() error {
	err := c.get()
	if status.Code(err) == codes.NotFound { // group 1 surfaces err
		log.Print(err)
	}
	if err != nil {
		return err
	}
	return nil
}

func (c client) logsEnd() {
	if err := c.get(); status.Code(err) == codes.NotFound { // group 1 logs-no-result
		return
	} else {
		log.Print(err)
	}
}

func (c client) retries() error {
	for {
		err := c.get()
		switch status.Code(err) { // group 2 retries err
		case codes.OK:
			return nil
		case codes.NotFound:
			return err
		}
		time.Sleep(time.Second)
	}
}

func (c client) recovers() error {
	err := c.get()
	switch status.Code(err) { // group 1 recovers err
	case codes.NotFound:
		return err
	}
	c.other()
	return nil
}

// The message is tested too.
func (c client) byMessage() error {
	err := c.get()
	if status.Code(err) == codes.NotFound { // group 1 surfaces err
		return nil
	}
	if err != nil && err.Error() == "broken" {
		return err
	}
	return nil
}

// There is no error.
func (c client) response(url string) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	if resp.StatusCode == 404 { // group 1 unknown
		return errors.New("missing")
	}
	return nil
}

// The branches only choose a value.
func (c client) label() (string, error) {
	err, label := c.get(), "other"
	switch status.Code(err) { // group 2 unknown
	case codes.NotFound:
		label = "missing"
	case codes.Internal:
		label = "internal"
	}
	c.counter.Inc(label)
	return label, nil
}

func (c client) counts() error {
	err := c.get()
	if status.Code(err) == codes.NotFound { // group 1 unknown
		c.counter.Inc("missing")
	}
	return nil
}

// The error may belong to another service.
func shared(call func() error) error {
	err := call()
	var e *sdkerr.ServiceResponseError
	if errors.As(err, &e) && e.ErrorCode == "CTS.0300" { // group 1 drops err
		return err
	}
	return nil
}

func predicate(err error) bool {
	switch status.Code(err) { // group 1 returns-value
	case codes.NotFound:
		return true
	}
	return false
}

func filter(err error) error {
	if status.Code(err) == codes.NotFound { // group 1 returns-value err
		return err
	}
	return nil
}

func (c client) shadowed() error {
	err := c.get()
	if err := err; status.Code(err) == codes.NotFound { // group 1 drops
		return err
	}
	return nil
}

func (c client) library() error {
	return backoff.Retry(func() error {
		err := c.get()
		if status.Code(err) == codes.NotFound { // group 1 retries err
			return backoff.Permanent(err)
		}
		return err
	}, backoff.NewExponentialBackOff())
}

func (c client) deferred() (err error) {
	defer func() {
		if status.Code(err) != codes.NotFound { // group 1 drops
			err = nil
		}
	}()
	return c.get()
}

func panics(call func() error) error {
	err := call()
	if status.Code(err) == codes.NotFound { // group 1 surfaces err
		return nil
	}
	panic(err)
}

// The code is taken from the error by a function, and the error is returned afterwards.
func converted(call func() error, convert func(error) *status.Status) error {
	err := call()
	if code := convert(err).Code(); code == codes.NotFound {
		return errors.New("missing")
	}
	return err
}
