package p

import (
	"errors"
	"slices"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

// The daemon returns these.
func others(d *tunnel.TunnelWorkerDaemon) bool {
	var te *tunnel.TunnelError
	return errors.As(d.Run(), &te) && (te.Code == tunnel.ErrCodeTunnelExpired || te.Code == tunnel.ErrCodePermissionDenied)
}

// A worker of its own returns the error.
func worker(w tunnel.TunnelWorker) error {
	err := w.ConnectAndWorking()
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodeResourceGone {
		return nil
	}
	return err
}

// The client returns it too, after its own attempts.
func client(c tunnel.TunnelClient, req *tunnel.ListTunnelRequest) error {
	_, err := c.ListTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodeServerUnavailable {
		return nil
	}
	return err
}

func api(a *tunnel.TunnelApi, req *tunnel.ListTunnelRequest) bool {
	_, err := a.ListTunnel(req)
	var te *tunnel.TunnelError
	return errors.As(err, &te) && te.Code == tunnel.ErrCodeServerUnavailable
}

// A checkpoint reads the number again, and still returns the error.
func checkpoint(c tunnel.Checkpointer) bool {
	var te *tunnel.TunnelError
	return errors.As(c.Checkpoint("token"), &te) && te.Code == tunnel.ErrCodeSequenceNotMatch
}

// The package uses other parts too: the error may come from any of them.
func gone(err error) bool {
	var te *tunnel.TunnelError
	return errors.As(err, &te) && te.Code == tunnel.ErrCodeResourceGone
}

func both(d *tunnel.TunnelWorkerDaemon, w tunnel.TunnelWorker, bare bool) error {
	err := d.Run()
	if bare {
		err = w.ConnectAndWorking()
	}
	if gone(err) {
		return nil
	}
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodeClientError {
		return nil
	}
	return err
}

// One list for the errors of both.
var passing = []string{tunnel.ErrCodeResourceGone, tunnel.ErrCodeServerUnavailable}

func passes(d *tunnel.TunnelWorkerDaemon, w tunnel.TunnelWorker) (byDaemon, byWorker bool) {
	var te *tunnel.TunnelError
	if errors.As(d.Run(), &te) && slices.Contains(passing, te.Code) {
		byDaemon = true
	}
	var other *tunnel.TunnelError
	return byDaemon, errors.As(w.ConnectAndWorking(), &other) && slices.Contains(passing, other.Code)
}
