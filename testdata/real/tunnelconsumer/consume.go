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

// consume runs one worker after another: it replaces a worker whose heartbeat was lost with a new worker, and an
// expired tunnel with a new tunnel.
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

// replace deletes an expired tunnel and creates a new one.
func (c *consumer) replace() (string, error) {
	if err := c.admin.drop(c.tunnelName); err != nil {
		return "", err
	}
	return c.admin.ensure(c.tunnelName)
}

// follow runs the SDK's daemon, which reconnects automatically.
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

// drained returns the error of a worker that was told to stop, or nil if the error is due to the stop.
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

// connect connects a worker to a service that may still be starting.
func connect(worker tunnel.TunnelWorker) error {
	for attempt := 0; ; attempt++ {
		err := worker.ConnectAndWorking()
		if err == nil || attempt == attempts || !passing(err) {
			return err
		}
		time.Sleep(backoff(attempt))
	}
}

// passing reports whether err is probably transient.
func passing(err error) bool {
	te, ok := err.(*tunnel.TunnelError)
	return ok && (te.Code == tunnel.ErrCodeServerUnavailable ||
		te.Code == tunnel.ErrCodeResourceGone ||
		te.Code == tunnel.ErrCodeTunnelExpired) // want permanentretry "OTSTunnelExpired"
}

// lasting are the codes for which retrying cannot help.
var lasting = []string{tunnel.ErrCodeParamInvalid, tunnel.ErrCodePermissionDenied, tunnel.ErrCodeTunnelExpired}

// warmUp connects a worker of a new tunnel, and stops at an error for which retrying cannot help.
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
