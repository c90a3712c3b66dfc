// Package p keeps the errors that it does not test for, or has no errors.
package p

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"testing"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

var errGone = errors.New("gone")

func returned(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) {
		switch te.Code {
		case tunnel.ErrCodeTunnelExist:
			return nil
		case tunnel.ErrCodeServerUnavailable:
			return errGone
		}
	}
	return err
}

func byDefault(ctx context.Context, get func(context.Context) error) error {
	err := get(ctx)
	switch status.Code(err) {
	case codes.NotFound, codes.AlreadyExists:
		return nil
	default:
		return err
	}
}

func wrapped(ctx context.Context, get func(context.Context) error) error {
	err := get(ctx)
	switch status.Code(err) {
	case codes.OK:
		return nil
	case codes.NotFound:
		return errGone
	}
	return fmt.Errorf("getting: %w", err)
}

func joined(ctx context.Context, get func(context.Context) error) (all error) {
	for range 3 {
		err := get(ctx)
		switch status.Code(err) {
		case codes.NotFound, codes.AlreadyExists:
			continue
		}
		all = errors.Join(all, err)
	}
	return all
}

func namedResult(ctx context.Context, get func(context.Context) error) (err error) {
	err = get(ctx)
	switch status.Code(err) {
	case codes.NotFound, codes.AlreadyExists:
		return nil
	}
	return
}

func stored(c tunnel.TunnelClient, reqs []*tunnel.DeleteTunnelRequest) map[string]error {
	failed := map[string]error{}
	for _, req := range reqs {
		_, err := c.DeleteTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok {
			switch te.Code {
			case tunnel.ErrCodeTunnelExist, tunnel.ErrCodeServerUnavailable:
				continue
			}
		}
		failed[req.TunnelName] = err
	}
	return failed
}

func sent(te *tunnel.TunnelError, errs chan<- error) {
	switch te.Code {
	case tunnel.ErrCodeTunnelExist:
		return
	case tunnel.ErrCodeServerUnavailable:
		return
	}
	errs <- te
}

func ends(te *tunnel.TunnelError) error {
	switch te.Code {
	case tunnel.ErrCodeTunnelExist:
		return nil
	case tunnel.ErrCodeServerUnavailable:
		return te
	}
	log.Fatal(te)
	return nil
}

func exits(te *tunnel.TunnelError) error {
	switch te.Code {
	case tunnel.ErrCodeTunnelExist, tunnel.ErrCodeServerUnavailable:
		return te
	}
	os.Exit(1)
	return nil
}

func handedOn(ctx context.Context, get func(context.Context) error, report func(error)) error {
	err := get(ctx)
	switch status.Code(err) {
	case codes.NotFound, codes.AlreadyExists:
		return errGone
	}
	report(err)
	return nil
}

// A function that returns no error can only log it.
func logs(ctx context.Context, get func(context.Context) error) {
	err := get(ctx)
	switch status.Code(err) {
	case codes.OK:
		return
	case codes.NotFound:
		log.Print("not there")
	default:
		log.Print(err)
	}
}

// The default does something.
func counts(ctx context.Context, get func(context.Context) error, failures map[string]int) error {
	err := get(ctx)
	switch status.Code(err) {
	case codes.OK:
		return nil
	case codes.NotFound:
		return errGone
	default:
		failures["other"]++
	}
	return nil
}

func fallsBack(ctx context.Context, get, other func(context.Context) error) error {
	err := get(ctx)
	switch status.Code(err) {
	case codes.OK:
		return nil
	case codes.NotFound:
		return errGone
	}
	return other(ctx)
}

// The error is tested before.
func testedBefore(ctx context.Context, get func(context.Context) error) error {
	err := get(ctx)
	if err != nil && status.Code(err) != codes.NotFound && status.Code(err) != codes.Unavailable {
		return err
	}
	switch status.Code(err) {
	case codes.NotFound:
		return errGone
	case codes.Unavailable:
		return err
	}
	return nil
}

// Tested again after it.
func testedBehind(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok {
		if te.Code == tunnel.ErrCodeTunnelExist {
			return nil
		}
		if te.Code == tunnel.ErrCodeServerUnavailable {
			return errGone
		}
	}
	if err != nil {
		return err
	}
	return nil
}

// Predicates, labels and metrics.
func retryable(err error) bool {
	switch status.Code(err) {
	case codes.Unavailable, codes.ResourceExhausted:
		return true
	}
	return false
}

func label(err error) string {
	switch status.Code(err) {
	case codes.Unavailable:
		return "busy"
	case codes.NotFound:
		return "missing"
	}
	return ""
}

func state(c tunnel.TunnelClient, req *tunnel.DescribeTunnelRequest) (exists bool) {
	_, err := c.DescribeTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok {
		switch te.Code {
		case tunnel.ErrCodeTunnelExpired, "OTSResourceGone":
			return false
		}
	}
	return err == nil
}

var seen = map[string]int{}

func observe(err error) {
	switch status.Code(err) {
	case codes.OK:
		seen["ok"]++
	case codes.NotFound:
		seen["missing"]++
	}
}

// There is no error.
func response(c *http.Client, req *http.Request) error {
	resp, err := c.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	switch resp.StatusCode {
	case http.StatusNotFound:
		return errGone
	case http.StatusForbidden:
		return os.ErrPermission
	}
	return nil
}

type event struct{ Code string }

func unrelated(e event) error {
	switch e.Code {
	case "OTSTunnelExist", "OTSTunnelExpired":
		return errGone
	}
	return nil
}

// All codes that the caller has to see are tested.
func all(te *tunnel.TunnelError) error {
	switch te.Code {
	case "OTSParameterInvalid", "OTSTunnelExpired", "OTSPermissionDenied":
		return te
	}
	return nil
}

// Every match is followed by another attempt, and the last error is kept.
func keeps(ctx context.Context, get func(context.Context) error) error {
	var last error
	for range 3 {
		last = get(ctx)
		switch status.Code(last) {
		case codes.OK:
			return nil
		case codes.Unavailable:
			continue
		}
	}
	return last
}

func expects(t *testing.T, ctx context.Context, get func(context.Context) error) {
	err := get(ctx)
	switch status.Code(err) {
	case codes.NotFound, codes.AlreadyExists:
		return
	}
	t.Errorf("got %v", err)
}

func deferred(ctx context.Context, get func(context.Context) error) (err error) {
	var failure error
	defer func() { err = failure }()
	failure = get(ctx)
	switch status.Code(failure) {
	case codes.NotFound, codes.AlreadyExists:
		return errGone
	}
	return nil
}

// A function that returns a part of the error leaves the rest to its caller.
func as[E error](err error) (e E, ok bool) {
	ok = errors.As(err, &e)
	return e, ok
}

func takenOut(err error) error {
	if te, ok := as[*tunnel.TunnelError](err); ok {
		switch te.Code {
		case "OTSPermissionDenied", "OTSTunnelExpired":
			return te
		}
	}
	return err
}

// Errors that are passed to the function to be logged.
func drain(ctx context.Context, errs <-chan error) error {
	for {
		select {
		case err := <-errs:
			if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied {
				return te
			}
			log.Print(err)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// The code after it tests whether the call succeeded.
func goesOn(c tunnel.TunnelClient, req *tunnel.DescribeTunnelRequest, create func() error, use func(*tunnel.DescribeTunnelResponse) error) error {
	resp, err := c.DescribeTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok {
		switch te.Code {
		case "OTSTunnelExpired":
			if err := create(); err != nil {
				return err
			}
		case "OTSTunnelServerUnavailable":
			return err
		}
	}
	return use(resp)
}
