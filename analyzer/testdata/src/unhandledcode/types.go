// Package p tests errors for a type and drops those of other types.
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

func byAssertion(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok { // want `^errors of any type other than \*tunnel.TunnelError end here as success; return err after the test$`
		return fmt.Errorf("deleting the tunnel: %s", te.Code)
	}
	return nil
}

func byAs(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	if _, err := c.DeleteTunnel(req); err != nil {
		var te *tunnel.TunnelError
		if errors.As(err, &te) { // want `errors of any type other than \*tunnel.TunnelError end here as success`
			if te.Code == tunnel.ErrCodeTunnelExpired {
				return nil
			}
			return err
		}
	}
	return nil
}

func byAsInVariable(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	typed := errors.As(err, &te)
	if typed && te.Code != tunnel.ErrCodeTunnelExpired { // want `errors with any other code|errors of any type other than`
		return te
	}
	return nil
}

func byPointer(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	te, _ := errors.AsType[*tunnel.TunnelError](err)
	if te != nil { // want `errors of any type other than \*tunnel.TunnelError end here as success`
		return te
	}
	return nil
}

func bySwitch(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	switch e := err.(type) { // want `errors of any type other than \*tunnel.TunnelError end here as success`
	case nil:
		return nil
	case *tunnel.TunnelError:
		return fmt.Errorf("deleting the tunnel: %s", e.Code)
	case net.Error:
		return err
	}
	return nil
}

func logsOthers(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	if err != nil {
		if te, ok := err.(*tunnel.TunnelError); ok { // want `are only logged here; return err after the test`
			return te
		}
		log.Print(err)
	}
	return nil
}

func fromStatus(ctx context.Context, get func(context.Context) error) error {
	err := get(ctx)
	if st, ok := status.FromError(err); ok { // want `errors of any type other than \*status.Status end here as success`
		if st.Code() == codes.NotFound {
			return nil
		}
		return err
	}
	return nil
}

// The function continues with another call.
func continues(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest, next func(string) error) error {
	_, err := c.DeleteTunnel(req)
	if err != nil {
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code != tunnel.ErrCodeTunnelExpired { // want `errors of any type other than \*tunnel.TunnelError end here as success; return err after the test`
			return te
		}
	}
	log.Printf("deleted %s", req.TunnelName)
	if err := next(req.TunnelName); err != nil {
		return fmt.Errorf("next: %w", err)
	}
	return nil
}

// Each of the two calls has its own error, in one variable.
func twice(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	// Other errors do not matter here.
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code != tunnel.ErrCodeTunnelExpired {
		return te
	}
	_, err = c.DeleteTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code != tunnel.ErrCodeTunnelExpired { // want `errors of any type other than \*tunnel.TunnelError end here as success`
		return te
	}
	return nil
}

// What follows happens only without an error, and the caller cannot know.
func onlyAfterSuccess(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest, next func() error) error {
	_, err := c.DeleteTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code != tunnel.ErrCodeTunnelExpired { // want `errors of any type other than \*tunnel.TunnelError end here as success`
		return te
	}
	if err == nil {
		if err := next(); err != nil {
			return err
		}
	}
	return nil
}

// The answer is that of success.
func created(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) (bool, error) {
	_, err := c.CreateTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok { // want `errors of any type other than \*tunnel.TunnelError end here as success`
		if te.Code == tunnel.ErrCodeTunnelExist {
			return false, nil
		}
		return false, te
	}
	return true, nil
}
