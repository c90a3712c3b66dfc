// Package p tests things around the code that do not narrow it.
package p

import (
	"errors"
	"io"
	"log"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

// The option is tested before the call.
func before(c tunnel.TunnelClient, r *tunnel.DeleteTunnelRequest, force bool) error {
	if force {
		_, err := c.DeleteTunnel(r)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied ends here as success"
			return nil
		}
		return err
	}
	return nil
}

// Both branches lead to the test.
func verbose(c tunnel.TunnelClient, r *tunnel.DeleteTunnelRequest, verbose bool) error {
	_, err := c.DeleteTunnel(r)
	if verbose {
		log.Print("deleted")
	}
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied is only logged here"
		return nil
	}
	return err
}

// Other errors are handled first.
func otherFirst(c tunnel.TunnelClient, r *tunnel.DeleteTunnelRequest, gone func(error) bool) error {
	_, err := c.DeleteTunnel(r)
	if err == nil || errors.Is(err, io.EOF) {
		return err
	}
	if gone(err) {
		return errors.New("gone")
	}
	var te *tunnel.TunnelError
	if !errors.As(err, &te) {
		return err
	}
	if te.Code == tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied ends here as success"
		return nil
	}
	return err
}

// The option is tested in the branch, and does not matter.
func inBranch(c tunnel.TunnelClient, r *tunnel.DeleteTunnelRequest, verbose bool) error {
	_, err := c.DeleteTunnel(r)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied is only logged here"
		if verbose {
			log.Print("denied")
		}
		return nil
	}
	return err
}

// A count is a bound.
func counted(c tunnel.TunnelClient, r *tunnel.DeleteTunnelRequest, n int) error {
	_, err := c.DeleteTunnel(r)
	var te *tunnel.TunnelError
	if n > 3 || !errors.As(err, &te) {
		return err
	}
	if te.Code == tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied ends here as success"
		return nil
	}
	return err
}
