package p

import (
	"errors"
	"log"
	"slices"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

func run(c tunnel.TunnelClient, conf *tunnel.TunnelWorkerConfig) error {
	daemon := tunnel.NewTunnelDaemon(c, "id", conf)
	err := daemon.Run()
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodeResourceGone { // want "^OTSResourceGone never reaches this test: TunnelWorkerDaemon reconnects and does not return the error$"
		log.Print("gone")
	}
	return err
}

type consumer struct{ *tunnel.TunnelWorkerDaemon }

func (c consumer) embedded() error {
	err := c.Run()
	if te, ok := err.(*tunnel.TunnelError); ok {
		switch te.Code {
		case tunnel.ErrCodePermissionDenied:
			return err
		case tunnel.ErrCodeClientError: // want "OTSClientError never reaches this test"
			return nil
		}
	}
	return err
}

// The package has no other part of the SDK.
func passedOn(d *tunnel.TunnelWorkerDaemon) bool {
	return gone(d.Run())
}

func gone(err error) bool {
	var te *tunnel.TunnelError
	return errors.As(err, &te) && slices.Contains([]string{"OTSResourceGone", "OTSTunnelExpired"}, te.Code) // want "OTSResourceGone never reaches this test"
}

func sent(d *tunnel.TunnelWorkerDaemon) error {
	errs := make(chan error)
	go func() { errs <- d.Run() }()
	err := <-errs
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodeServerUnavailable { // want "OTSTunnelServerUnavailable never reaches this test"
		log.Print("not there")
	}
	return err
}
