package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"slices"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

// consumer reads one tunnel.
type consumer struct {
	client     tunnel.TunnelClient
	admin      *admin
	tunnelName string
}

func (c *consumer) config() *tunnel.TunnelWorkerConfig {
	return &tunnel.TunnelWorkerConfig{
		HeartbeatInterval: 30 * time.Second,
		HeartbeatTimeout:  2 * time.Minute,
		ProcessorFactory:  printerFactory{},
	}
}

// consume runs workers one after the other: a worker whose heartbeat was lost has to be replaced by a new one, and
// a tunnel that has expired by a new tunnel.
func (c *consumer) consume(ctx context.Context, id string) error {
	for attempt := 0; ctx.Err() == nil; attempt++ {
		worker, err := c.client.NewTunnelWorker(id, c.config())
		if err != nil {
			return fmt.Errorf("making a worker: %w", err)
		}
		stop := context.AfterFunc(ctx, worker.Shutdown)
		err = worker.ConnectAndWorking()
		stop()
		te, ok := errors.AsType[*tunnel.TunnelError](err)
		if !ok {
			return err
		}
		if te.Code == "OTSResourceGone" {
			log.Printf("heartbeat lost, connecting to tunnel %s again", te.TunnelId)
			continue
		}
		switch te.Code {
		case tunnel.ErrCodeServerUnavailable:
			time.Sleep(backoff(attempt))
		case tunnel.ErrCodeTunnelExpired:
			if id, err = c.replace(); err != nil {
				return err
			}
		default:
			return err
		}
	}
	return ctx.Err()
}

// replace makes a new tunnel in place of one that has expired.
func (c *consumer) replace() (string, error) {
	if err := c.admin.drop(c.tunnelName); err != nil {
		return "", err
	}
	return c.admin.ensure(c.tunnelName)
}

// follow leaves the work to the SDK's daemon, which connects again by itself.
func (c *consumer) follow(ctx context.Context, id string) error {
	daemon := tunnel.NewTunnelDaemon(c.client, id, c.config())
	ended := make(chan error, 1)
	go func() {
		err := daemon.Run()
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodeTunnelExpired {
			ended <- fmt.Errorf("the log was deleted before it was read: %w", te)
			return
		}
		ended <- err
	}()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
		daemon.Close()
		return drained(<-ended)
	}
}

// drained says what is left of a worker's last error once it was told to stop.
func drained(err error) error {
	switch e := err.(type) {
	case *tunnel.TunnelError:
		switch e.Code {
		case tunnel.ErrCodeClientError, tunnel.ErrCodeResourceGone:
			return nil
		case tunnel.ErrCodeTunnelExpired: // want swallowedcode "OTSTunnelExpired"
			log.Print("records were lost: ", e)
			return nil
		}
		return e
	}
	return err
}

// connect connects a worker that is there already, for a service that has just been started.
func connect(worker tunnel.TunnelWorker) error {
	for attempt := 0; ; attempt++ {
		err := worker.ConnectAndWorking()
		if err == nil || attempt == attempts || !passing(err) {
			return err
		}
		time.Sleep(backoff(attempt))
	}
}

// passing reports whether an error is likely to go away by itself.
func passing(err error) bool {
	te, ok := err.(*tunnel.TunnelError)
	return ok && (te.Code == tunnel.ErrCodeServerUnavailable ||
		te.Code == tunnel.ErrCodeResourceGone ||
		te.Code == tunnel.ErrCodeTunnelExpired) // want permanentretry "OTSTunnelExpired"
}

// lasting are the codes that no further attempt can change.
var lasting = []string{tunnel.ErrCodeParamInvalid, tunnel.ErrCodePermissionDenied, tunnel.ErrCodeTunnelExpired}

// warmUp connects a worker of a tunnel that has just been made, and stops at an error that is there to stay.
func (c *consumer) warmUp(id string) error {
	worker, err := c.client.NewTunnelWorker(id, c.config())
	if err != nil {
		return err
	}
	for attempt := range attempts {
		err = worker.ConnectAndWorking()
		if err == nil || isLasting(err) {
			return err
		}
		time.Sleep(backoff(attempt))
	}
	return connect(worker)
}

func isLasting(err error) bool {
	var te *tunnel.TunnelError
	return errors.As(err, &te) && slices.Contains(lasting, te.Code)
}
