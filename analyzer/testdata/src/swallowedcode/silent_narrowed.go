// Package p tests more of the error, or an option, around the code.
package p

import (
	"errors"
	"net/http"
	"strings"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

type options struct {
	Force bool
	Mode  string
}

func messageOutside(c tunnel.TunnelClient, r *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(r)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && strings.Contains(te.Message, "being deleted") {
		if te.Code == tunnel.ErrCodePermissionDenied {
			return nil
		}
	}
	return err
}

func messageGuard(c tunnel.TunnelClient, r *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(r)
	var te *tunnel.TunnelError
	if !errors.As(err, &te) || !strings.Contains(te.Message, "being deleted") {
		return err
	}
	if te.Code == tunnel.ErrCodePermissionDenied {
		return nil
	}
	return err
}

func messageVariable(c tunnel.TunnelClient, r *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(r)
	var te *tunnel.TunnelError
	deleting := errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied && strings.Contains(te.Message, "being deleted")
	if deleting {
		return nil
	}
	return err
}

func messageTwoVariables(c tunnel.TunnelClient, r *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(r)
	var te *tunnel.TunnelError
	if errors.As(err, &te) {
		deleting := strings.Contains(te.Message, "being deleted")
		denied := te.Code == tunnel.ErrCodePermissionDenied
		if deleting && denied {
			return nil
		}
	}
	return err
}

func messageSwitch(c tunnel.TunnelClient, r *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(r)
	var te *tunnel.TunnelError
	if !errors.As(err, &te) {
		return err
	}
	switch te.Message {
	case "being deleted":
		if te.Code == tunnel.ErrCodePermissionDenied {
			return nil
		}
	}
	return err
}

func flagOutside(c tunnel.TunnelClient, r *tunnel.DeleteTunnelRequest, force bool) error {
	_, err := c.DeleteTunnel(r)
	if force {
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
			return nil
		}
	}
	return err
}

func flagGuard(c tunnel.TunnelClient, r *tunnel.DeleteTunnelRequest, o options) error {
	_, err := c.DeleteTunnel(r)
	if !o.Force {
		return err
	}
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		return nil
	}
	return err
}

func flagVariable(c tunnel.TunnelClient, r *tunnel.DeleteTunnelRequest, force bool) error {
	_, err := c.DeleteTunnel(r)
	var te *tunnel.TunnelError
	denied := errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied
	if denied && force {
		return nil
	}
	return err
}

func flagInVariable(c tunnel.TunnelClient, r *tunnel.DeleteTunnelRequest, force bool) error {
	_, err := c.DeleteTunnel(r)
	var te *tunnel.TunnelError
	fine := force && errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied
	if fine {
		return nil
	}
	return err
}

func flagCompared(c tunnel.TunnelClient, r *tunnel.DeleteTunnelRequest, force bool) error {
	_, err := c.DeleteTunnel(r)
	var te *tunnel.TunnelError
	if force == true && errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		return nil
	}
	return err
}

func flagSwitch(c tunnel.TunnelClient, r *tunnel.DeleteTunnelRequest, force bool) error {
	_, err := c.DeleteTunnel(r)
	var te *tunnel.TunnelError
	switch {
	case !force:
		return err
	case errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied:
		return nil
	}
	return err
}

func mode(c tunnel.TunnelClient, r *tunnel.DeleteTunnelRequest, o options) error {
	_, err := c.DeleteTunnel(r)
	var te *tunnel.TunnelError
	if o.Mode == "force" && errors.As(err, &te) {
		if te.Code == tunnel.ErrCodePermissionDenied {
			return nil
		}
	}
	return err
}

func header(c *http.Client, req *http.Request) error {
	resp, err := c.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.Header.Get("X-Hidden") != "" {
		if resp.StatusCode == http.StatusForbidden {
			return nil
		}
	}
	if resp.StatusCode >= 400 {
		return errors.New(resp.Status)
	}
	return nil
}
