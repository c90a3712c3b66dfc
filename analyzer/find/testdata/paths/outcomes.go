// Package p has matches with each outcome.
package p

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log"
	"net/http"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

type client struct {
	get   func() error
	put   func(string) error
	dial  func(context.Context) (conn, error)
	login func() error
}

type conn interface{ Serve() error }

// An error that is set to nil is dropped.
func cleared(c client) error {
	err := c.get()
	if status.Code(err) == codes.PermissionDenied { // outcome drops
		err = nil
	}
	return err
}

func clearedAndTested(c client) (string, error) {
	err := c.get()
	if status.Code(err) == codes.PermissionDenied { // outcome drops
		err = nil
	}
	if err != nil {
		return "", err
	}
	return "", nil
}

func clearedBare(c client) (err error) {
	if err = c.get(); status.Code(err) == codes.PermissionDenied { // outcome drops
		err = nil
		return
	}
	return
}

func clearedAndSet(c client) error {
	err := c.get()
	if status.Code(err) == codes.PermissionDenied { // outcome surfaces
		err = nil
		err = c.put("denied")
	}
	return err
}

func clearedDeferred(c client) (err error) {
	defer func() {
		if status.Code(err) == codes.PermissionDenied { // outcome drops
			err = nil
		}
	}()
	return c.get()
}

func clearedDeferredAndLogged(c client) (err error) {
	defer func() {
		if status.Code(err) == codes.PermissionDenied { // outcome logs
			log.Print(err)
			err = nil
		}
	}()
	return c.get()
}

func wrappedDeferred(c client) (err error) {
	defer func() {
		if status.Code(err) == codes.PermissionDenied { // outcome surfaces
			err = fmt.Errorf("denied: %w", err)
		}
	}()
	return c.get()
}

func looksDeferred(c client) (err error) {
	defer func() {
		if status.Code(err) == codes.PermissionDenied { // outcome surfaces
			log.Print(err)
		}
	}()
	return c.get()
}

func ofDeferredCall(c client) (err error) {
	defer func() {
		if err := c.get(); status.Code(err) == codes.PermissionDenied { // outcome logs-no-result
			log.Print(err)
		}
	}()
	return nil
}

// A type switch tests the error.
func byType(c client, req *tunnel.DeleteTunnelRequest, t tunnel.TunnelClient) error {
	_, err := t.DeleteTunnel(req)
	switch e := err.(type) {
	case nil:
		return nil
	case *tunnel.TunnelError:
		if e.Code == "OTSPermissionDenied" { // outcome drops
			break
		}
		return e
	default:
		return err
	}
	return nil
}

// An error is lost at the end of its scope, whatever a later call returns.
func scopeEnds(c client) error {
	if err := c.get(); status.Code(err) == codes.PermissionDenied { // outcome logs
		log.Print("denied")
	} else if err != nil {
		return err
	}
	return c.put("next")
}

func scopeEndsInFallback(c client) error {
	if err := c.get(); err == nil {
		return nil
	} else if status.Code(err) != codes.PermissionDenied { // outcome surfaces
		return err
	}
	return c.put("another way")
}

func scopeEndsNoted(c client) error {
	denied := false
	if err := c.get(); status.Code(err) == codes.PermissionDenied { // outcome surfaces
		denied = true
	} else if err != nil {
		return err
	}
	if denied {
		return errors.New("denied")
	}
	return nil
}

func scopeEndsHeld(c client) error {
	var last error
	if err := c.get(); status.Code(err) == codes.PermissionDenied { // outcome surfaces
		last = err
	} else if err != nil {
		return err
	}
	return last
}

func scopeEndsTaken(c client, req *tunnel.DeleteTunnelRequest, t tunnel.TunnelClient) error {
	var te *tunnel.TunnelError
	if _, err := t.DeleteTunnel(req); errors.As(err, &te) && te.Code == "OTSPermissionDenied" { // outcome surfaces
		log.Print("denied")
	}
	return te
}

// Retries.
func byFlag(c client) error {
	done := false
	for !done {
		if err := c.get(); err == nil {
			done = true
		} else if status.Code(err) != codes.PermissionDenied { // outcome mixed, retry bounded
			return err
		}
	}
	return nil
}

func byFlagThatStops(c client) (err error) {
	stop := false
	for i := 0; i < 3 && !stop; i++ {
		if err = c.get(); err == nil {
			return nil
		}
		switch status.Code(err) {
		case codes.PermissionDenied: // outcome surfaces
			stop = true
		case codes.Unavailable: // outcome mixed, retry waited bounded fixed time.Second
			time.Sleep(time.Second)
		}
	}
	return err
}

func byGoto(c client) error {
	tries := 0
again:
	err := c.get()
	if status.Code(err) == codes.PermissionDenied { // outcome mixed, retry waited bounded fixed time.Second
		if tries++; tries < 3 {
			time.Sleep(time.Second)
			goto again
		}
	}
	return err
}

func byGotoAhead(c client) error {
	err := c.get()
	if status.Code(err) == codes.PermissionDenied { // outcome drops
		goto out
	}
	return err
out:
	return nil
}

func reconnects(ctx context.Context, c client) error {
	for {
		conn, err := c.dial(ctx)
		if err != nil {
			if status.Code(err) == codes.PermissionDenied { // outcome retries, retry waited bounded fixed time.Second
				time.Sleep(time.Second)
				continue
			}
			return err
		}
		if err := conn.Serve(); err != nil {
			log.Print(err)
		}
	}
}

func reconnectsAnew(ctx context.Context, c client) error {
	for {
		conn, err := c.dial(ctx)
		if err != nil {
			if status.Code(err) == codes.PermissionDenied { // outcome recovers
				c.login()
				continue
			}
			return err
		}
		conn.Serve()
	}
}

// Other shapes.
func shadowed(c client) error {
	err := c.get()
	if err != nil {
		if err := c.put("x"); status.Code(err) == codes.PermissionDenied { // outcome drops
			return nil
		}
	}
	return err
}

func assignedInClosure(c client) error {
	var err error
	func() {
		err = c.get()
	}()
	if status.Code(err) == codes.PermissionDenied { // outcome drops
		return nil
	}
	return err
}

func panics(c client) error {
	if err := c.get(); status.Code(err) == codes.PermissionDenied { // outcome surfaces
		panic(err)
	}
	return nil
}

func selects(ctx context.Context, errs chan error) error {
	select {
	case err := <-errs:
		if status.Code(err) == codes.PermissionDenied { // outcome drops
			return nil
		}
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func selectsInto(ctx context.Context, errs chan error) (err error) {
	for {
		select {
		case err = <-errs:
			if status.Code(err) == codes.PermissionDenied { // outcome drops
				continue
			}
			return err
		case <-ctx.Done():
			return nil
		}
	}
}

func generic[T any](get func() (T, error)) (T, error) {
	var zero T
	v, err := get()
	if status.Code(err) == codes.PermissionDenied { // outcome drops
		return zero, nil
	}
	return v, err
}

func overSequence(c client, items iter.Seq2[int, string]) error {
	for _, item := range items {
		if err := c.put(item); status.Code(err) == codes.PermissionDenied { // outcome drops
			continue
		} else if err != nil {
			return err
		}
	}
	return nil
}

func labelled(c client, rows [][]string) error {
outer:
	for _, row := range rows {
		for _, item := range row {
			err := c.put(item)
			switch status.Code(err) {
			case codes.OK: // outcome drops
			case codes.PermissionDenied: // outcome drops
				continue outer
			case codes.Aborted: // outcome drops
				break outer
			default:
				return err
			}
		}
	}
	return nil
}

func converted(c client, convert func(error) *status.Status) error {
	err := c.get()
	if st := convert(err); st.Code() == codes.PermissionDenied { // outcome surfaces
		log.Print("denied")
	}
	return err
}

func convertedCode(c client, convert func(error) codes.Code) error {
	err := c.get()
	if code := convert(err); code == codes.PermissionDenied { // outcome surfaces
		log.Print("denied")
	}
	return err
}

// The name of a function is no evidence.
func pingServer(c client) error {
	err := c.get()
	if status.Code(err) == codes.PermissionDenied { // outcome drops
		return nil
	}
	return err
}

func (c client) Ping() error {
	if err := c.get(); err != nil && status.Code(err) != codes.PermissionDenied { // outcome drops
		return err
	}
	return nil
}

func mapping(c client) error {
	err := c.get()
	if status.Code(err) == codes.PermissionDenied { // outcome drops
		return nil
	}
	return err
}

// Servers refuse access to hide what does not exist.
func hidden(url string) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	if resp.StatusCode != 200 { // outcome returns-value
		switch resp.StatusCode {
		case 404, 403: // outcome returns-value
			return nil
		}
		return errors.New(resp.Status)
	}
	return nil
}

func notHidden(url string) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	if resp.StatusCode == 403 { // outcome returns-value
		return nil
	}
	if resp.StatusCode == 404 { // outcome returns-value
		return nil
	}
	return errors.New(resp.Status)
}

// The caller has cancelled or is not waiting.
func goneAway(c client) error {
	err := c.get()
	switch status.Code(err) {
	case codes.Canceled, codes.DeadlineExceeded: // outcome returns-value
		return nil
	}
	return err
}

func notGone(c client) error {
	err := c.get()
	if status.Code(err) == codes.DeadlineExceeded { // outcome drops
		return nil
	}
	return err
}
