// Package p logs codes that the caller has to see, and returns success.
package p

import (
	"context"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"os"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

func std(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied { // want `^OTSPermissionDenied is only logged here; return the error; Tablestore's documentation: "Return an error message."$`
		log.Printf("deleting %s: %v", req.TunnelName, te)
		return nil
	}
	return err
}

func structured(ctx context.Context, c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied is only logged"
		slog.WarnContext(ctx, "not ours", "tunnel", req.TunnelName, "err", err)
		return nil
	}
	return err
}

func attributes(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied is only logged"
		slog.Warn("not ours", slog.String("tunnel", req.TunnelName), slog.Any("err", err))
		return nil
	}
	return err
}

func printed(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied is only logged"
		fmt.Fprintln(os.Stderr, "not ours:", te.Message)
		return nil
	}
	return err
}

type worker struct {
	client tunnel.TunnelClient
	log    *slog.Logger
}

func (w *worker) field(req *tunnel.DeleteTunnelRequest) error {
	_, err := w.client.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied is only logged"
		w.log.With("tunnel", req.TunnelName).Warn("not ours", "err", err)
		return nil
	}
	return err
}

// A helper of the package that only logs is a logger.
func (w *worker) through(req *tunnel.DeleteTunnelRequest) error {
	_, err := w.client.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied is only logged"
		w.note("not ours", err)
		return nil
	}
	return err
}

func (w *worker) note(what string, err error) { w.log.Warn(what, "err", err) }

func text(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied is only logged"
		log.Print("not ours: " + err.Error())
		return nil
	}
	return err
}

func someLogged(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest, verbose bool) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied is only logged"
		if verbose {
			log.Print(te)
		}
		return nil
	}
	return err
}

func items(c tunnel.TunnelClient, reqs []*tunnel.DeleteTunnelRequest) error {
	for i := range reqs {
		_, err := c.DeleteTunnel(reqs[i])
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied is only logged"
			log.Print(te)
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}
