// Package p does something about the code, or it is not visible whether it does.
package p

import (
	"context"
	"errors"
	"log"
	"net/http"
	"slices"
	"sync/atomic"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/cenkalti/backoff/v4"
	"github.com/hashicorp/go-retryablehttp"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

var errOften = errors.New("too often")

func refreshes(c tunnel.TunnelClient, req *tunnel.ListTunnelRequest, refresh func() error) error {
	for range 2 {
		_, err := c.ListTunnel(req)
		te, ok := err.(*tunnel.TunnelError)
		if !ok || te.Code != "OTSSequenceNumberNotMatch" {
			return err
		}
		if err := refresh(); err != nil {
			return err
		}
	}
	return errOften
}

func reconnects(c tunnel.TunnelClient, req *tunnel.ListTunnelRequest) error {
	for range 2 {
		_, err := c.ListTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSResourceGone" {
			c = tunnel.NewTunnelClient("endpoint", "instance", "id", "key")
			continue
		}
		return err
	}
	return errOften
}

func otherRequest(c tunnel.TunnelClient, req *tunnel.ListTunnelRequest) error {
	for range 2 {
		_, err := c.ListTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSSequenceNumberNotMatch" {
			req.TableName = "other"
			continue
		}
		return err
	}
	return errOften
}

func freshToken(c *http.Client, req *http.Request, token func() string) (*http.Response, error) {
	for range 2 {
		resp, err := c.Do(req)
		if err != nil || resp.StatusCode != http.StatusUnauthorized {
			return resp, err
		}
		resp.Body.Close()
		req.Header.Set("Authorization", token())
	}
	return nil, errOften
}

type session struct {
	token string
	call  func(ctx context.Context, token string) error
}

func (s *session) do(ctx context.Context) error {
	for range 2 {
		err := s.call(ctx, s.token)
		if status.Code(err) != codes.Unauthenticated {
			return err
		}
		s.login()
	}
	return errOften
}

func (s *session) login() { s.token = "fresh" }

// A predicate only decides that there is another attempt.
func retryable(err error) bool {
	switch status.Code(err) {
	case codes.Unavailable, codes.FailedPrecondition, codes.Unauthenticated:
		return true
	}
	return false
}

func byPredicate(ctx context.Context, call func(context.Context) error) error {
	for range 3 {
		if err := call(ctx); !retryable(err) {
			return err
		}
		time.Sleep(time.Second)
	}
	return errOften
}

func checked(c *retryablehttp.Client) {
	c.CheckRetry = func(ctx context.Context, resp *http.Response, err error) (bool, error) {
		return resp.StatusCode == http.StatusUnauthorized || resp.StatusCode == http.StatusLocked, nil
	}
}

// So does a list.
var passing = []string{"OTSTunnelServerUnavailable", "OTSSequenceNumberNotMatch"}

func byList(c tunnel.TunnelClient, req *tunnel.ListTunnelRequest) error {
	for range 3 {
		_, err := c.ListTunnel(req)
		te, ok := err.(*tunnel.TunnelError)
		if !ok || !slices.Contains(passing, te.Code) {
			return err
		}
		time.Sleep(time.Second)
	}
	return errOften
}

// A quota is restored while the program waits.
func quota(ctx context.Context, call func(context.Context) error) error {
	for i := range 3 {
		if err := call(ctx); status.Code(err) != codes.ResourceExhausted {
			return err
		}
		time.Sleep(time.Second << i)
	}
	return errOften
}

// A state that the program may wait for.
func untilInRange(ctx context.Context, read func(context.Context) error) error {
	for {
		if err := read(ctx); status.Code(err) != codes.OutOfRange {
			return err
		}
		time.Sleep(time.Second)
	}
}

// The next attempt uses another client.
func failover(clients []tunnel.TunnelClient, req *tunnel.ListTunnelRequest) error {
	for i := range clients {
		_, err := clients[i].ListTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSResourceGone" {
			continue
		}
		return err
	}
	return errOften
}

// Items.
func items(c tunnel.TunnelClient, reqs []*tunnel.DeleteTunnelRequest) {
	for _, req := range reqs {
		_, err := c.DeleteTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSResourceGone" {
			log.Print(te)
			continue
		}
	}
}

// The code leaves the loop.
func leaves(ctx context.Context, call func(context.Context) error) error {
	for {
		err := call(ctx)
		switch status.Code(err) {
		case codes.Unavailable:
			time.Sleep(time.Second)
		case codes.FailedPrecondition, codes.Unauthenticated:
			return err
		default:
			return err
		}
	}
}

// Another test of the error also decides.
func byMessage(c tunnel.TunnelClient, req *tunnel.ListTunnelRequest) error {
	for range 3 {
		_, err := c.ListTunnel(req)
		te, ok := err.(*tunnel.TunnelError)
		if ok && te.Code == "OTSResourceGone" && te.Message == "moving" {
			time.Sleep(time.Second)
			continue
		}
		return err
	}
	return errOften
}

// Codes of other retry classes.
func others(c tunnel.TunnelClient, req *tunnel.ListTunnelRequest) error {
	for i := range 3 {
		_, err := c.ListTunnel(req)
		te, ok := err.(*tunnel.TunnelError)
		if ok && (te.Code == "OTSTunnelServerUnavailable" || te.Code == "OTSPermissionDenied" || te.Code == "OTSClientError") {
			time.Sleep(time.Second << i)
			continue
		}
		return err
	}
	return errOften
}

// A group includes the code without naming it.
func group(c *http.Client, req *http.Request) (*http.Response, error) {
	for range 3 {
		resp, err := c.Do(req)
		if err == nil && resp.StatusCode >= 400 {
			resp.Body.Close()
			time.Sleep(time.Second)
			continue
		}
		return resp, err
	}
	return nil, errOften
}

// A token that all goroutines share.
var current atomic.Pointer[string]

func keepToken(token string) { current.Store(&token) }

func keepsToken(ctx context.Context, c tunnel.TunnelClient, req *tunnel.ListTunnelRequest) error {
	var err error
	for i := range 3 {
		_, err = c.ListTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSResourceGone" {
			time.Sleep(time.Second << i)
			keepToken(time.Now().String())
			continue
		}
		return err
	}
	return err
}

func keepsTokenInLibrary(ctx context.Context, call func(context.Context) error) error {
	return backoff.Retry(func() error {
		err := call(ctx)
		switch status.Code(err) {
		case codes.OK:
			return nil
		case codes.Unauthenticated:
			keepToken(time.Now().String())
			return err
		}
		return backoff.Permanent(err)
	}, backoff.NewExponentialBackOff())
}

// A recovery that returns whether it succeeded.
type line struct {
	client tunnel.TunnelClient
	up     bool
}

func (l *line) connect() bool {
	l.client = tunnel.NewTunnelClient("", "", "", "")
	return l.up
}

func (l *line) connectsAnew(req *tunnel.ListTunnelRequest) error {
	var err error
	for i := range 3 {
		_, err = l.client.ListTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodeResourceGone {
			time.Sleep(time.Second << i)
			if !l.connect() {
				return err
			}
			continue
		}
		return err
	}
	return err
}

// The attempt signs the request, and the signer may renew its token.
type signer interface{ Sign(*http.Request) error }

type signed struct {
	client *http.Client
	signer signer
}

func (s *signed) send(req *http.Request) (*http.Response, error) {
	if err := s.signer.Sign(req); err != nil {
		return nil, err
	}
	return s.client.Do(req)
}

func (s *signed) sendAgain(req *http.Request) (resp *http.Response, err error) {
	for range 3 {
		resp, err = s.send(req)
		if resp != nil && resp.StatusCode != http.StatusUnauthorized {
			return resp, err
		}
		time.Sleep(time.Second)
	}
	return resp, err
}
