// Package p tests errors for a type and keeps those of other types, or has a reason not to.
package p

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func returnsOthers(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok {
		return fmt.Errorf("deleting the tunnel: %s", te.Code)
	}
	return err
}

func returnsOthersFirst(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	te, ok := err.(*tunnel.TunnelError)
	if !ok {
		return err
	}
	if te.Code == tunnel.ErrCodeTunnelExpired {
		return nil
	}
	return te
}

func inElse(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) {
		return te
	} else if err != nil {
		return fmt.Errorf("deleting the tunnel: %w", err)
	}
	return nil
}

func inDefault(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	switch e := err.(type) {
	case nil:
		return nil
	case *tunnel.TunnelError:
		return fmt.Errorf("deleting the tunnel: %s", e.Code)
	default:
		return err
	}
}

func wrapsFirst(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) (result error) {
	_, err := c.DeleteTunnel(req)
	if err != nil {
		result = fmt.Errorf("deleting the tunnel: %w", err)
		if te, ok := err.(*tunnel.TunnelError); ok {
			return te
		}
	}
	return result
}

// A function that only logs says nothing about whether the error matters.
func logsAll(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) {
	_, err := c.DeleteTunnel(req)
	if err != nil {
		if te, ok := err.(*tunnel.TunnelError); ok {
			log.Print(te.Code)
			return
		}
		log.Print(err)
	}
}

// The error does not matter: the function drops it whatever its type is.
func bestEffort(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok {
		log.Print(te.Code)
	}
	return nil
}

// The caller has the error.
func convert(err error) error {
	if te, ok := err.(*tunnel.TunnelError); ok {
		return fmt.Errorf("code %s", te.Code)
	}
	return nil
}

func codeOf(err error) string {
	if te, ok := err.(*tunnel.TunnelError); ok {
		return te.Code
	}
	return ""
}

// Another call follows for all other errors.
func fallback(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest, other func() error) error {
	_, err := c.DeleteTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok {
		return te
	}
	return other()
}

// The type belongs to no catalog.
func netError(conn net.Conn) error {
	_, err := conn.Write(nil)
	if ne, ok := err.(net.Error); ok {
		return ne
	}
	return nil
}

func predicate(ctx context.Context, get func(context.Context) error) bool {
	err := get(ctx)
	if st, ok := status.FromError(err); ok {
		return st.Code() == codes.OK
	}
	return false
}

func sends(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest, failures chan<- error) error {
	_, err := c.DeleteTunnel(req)
	failures <- err
	if te, ok := err.(*tunnel.TunnelError); ok {
		return te
	}
	return nil
}

func explained(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	// The connection may be closed already: only answers of the service count.
	if te, ok := err.(*tunnel.TunnelError); ok {
		return te
	}
	return nil
}

// The error is tested again.
func testedAgain(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest, other func() error) error {
	_, err := c.DeleteTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code != tunnel.ErrCodeTunnelExpired {
		return te
	}
	if err != nil {
		if err := other(); err != nil {
			return err
		}
	}
	return nil
}

// Something else is tried for all other errors.
func triesOther(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest, other func() error) error {
	_, err := c.DeleteTunnel(req)
	if err != nil {
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code != tunnel.ErrCodeTunnelExpired {
			return te
		}
		if err := other(); err != nil {
			return err
		}
	}
	return nil
}

func triesOtherAtEnd(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest, other func() error) error {
	_, err := c.DeleteTunnel(req)
	if err == nil {
		return nil
	}
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code != tunnel.ErrCodeTunnelExpired {
		return te
	}
	if err := other(); err != nil {
		return err
	}
	return nil
}

// A new error is returned in place of the old one.
func replaced(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest, errFailed error) error {
	_, err := c.DeleteTunnel(req)
	if err != nil {
		if te, ok := err.(*tunnel.TunnelError); ok {
			return te
		}
		return errFailed
	}
	return nil
}

// The error is kept for later.
func kept(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest, next func() error) error {
	_, err := c.DeleteTunnel(req)
	first := err
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code != tunnel.ErrCodeTunnelExpired {
		return te
	}
	if err := next(); err != nil {
		return err
	}
	return first
}

// The logger says that something failed.
func logsFailure(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) {
	_, err := c.DeleteTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok {
		panic(te)
	} else if err != nil {
		log.Print("deleting the tunnel failed")
	}
}

// The answer is about the error.
func exists(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) (bool, error) {
	_, err := c.DeleteTunnel(req)
	if err != nil {
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code != tunnel.ErrCodeTunnelExpired {
			return false, te
		}
		return false, nil
	}
	return true, nil
}

func succeeded(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) (bool, error) {
	_, err := c.DeleteTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code != tunnel.ErrCodeTunnelExpired {
		return false, te
	}
	return err == nil, nil
}

func attemptsThenNext(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest, next func() (string, error)) (string, error) {
	_, err := c.CreateTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code != tunnel.ErrCodeTunnelExist {
		return "", te
	}
	s, err := next()
	if err != nil {
		return "", err
	}
	return s, nil
}

type state struct{ failed bool }

func remembers(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) (*state, error) {
	_, err := c.CreateTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code != tunnel.ErrCodeTunnelExist {
		return nil, te
	}
	s := &state{}
	if err != nil {
		s.failed = true
	}
	return s, nil
}

func logsElse(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) (bool, error) {
	_, err := c.CreateTunnel(req)
	if err != nil {
		if te, ok := err.(*tunnel.TunnelError); ok {
			return false, te
		} else {
			log.Print(err)
		}
	}
	return true, nil
}

func optional(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest, s *state) (*state, error) {
	_, err := c.CreateTunnel(req)
	if err != nil {
		if te, ok := err.(*tunnel.TunnelError); ok {
			return nil, te
		} else {
			s.failed = true
		}
	}
	return s, nil
}

func keepsDefault(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) (string, error) {
	id := "default"
	r, err := c.CreateTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok {
		return "", te
	}
	if err == nil {
		id = r.TunnelId
	}
	return id, nil
}

func keepsDefaultOnNil(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) (string, error) {
	id := "default"
	r, err := c.CreateTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok {
		return "", te
	}
	if r != nil {
		id = r.TunnelId
	}
	return id, nil
}
