package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"slices"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

// attempts is the maximum number of attempts of a request.
const attempts = 5

// admin creates, describes and deletes the tunnels of one table.
type admin struct {
	client tunnel.TunnelClient
	table  string
}

// ensure returns the id of the tunnel, and creates the tunnel if it does not exist.
func (a *admin) ensure(name string) (string, error) {
	resp, err := a.client.CreateTunnel(a.createRequest(name))
	if err == nil {
		return resp.TunnelId, nil
	}
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodeTunnelExist {
		return a.id(name)
	}
	return "", fmt.Errorf("creating tunnel %s: %w", name, err)
}

// create creates a tunnel, and retries while the service is unavailable.
func (a *admin) create(ctx context.Context, name string) (string, error) {
	var last error
	for attempt := range attempts {
		resp, err := a.client.CreateTunnel(a.createRequest(name))
		if err == nil {
			return resp.TunnelId, nil
		}
		var te *tunnel.TunnelError
		if !errors.As(err, &te) {
			return "", err
		}
		switch te.Code {
		case tunnel.ErrCodeServerUnavailable, tunnel.ErrCodeParamInvalid: // want permanentretry "OTSParameterInvalid"
			log.Printf("attempt %d: %v", attempt+1, te)
		case tunnel.ErrCodeTunnelExist:
			return "", fmt.Errorf("tunnel %s is there already", name)
		default:
			return "", err
		}
		last = err
		if err := pause(ctx, backoff(attempt)); err != nil {
			return "", err
		}
	}
	return "", fmt.Errorf("creating tunnel %s: %w", name, last)
}

func (a *admin) createRequest(name string) *tunnel.CreateTunnelRequest {
	return &tunnel.CreateTunnelRequest{TableName: a.table, TunnelName: name, Type: tunnel.TunnelTypeBaseStream}
}

// id returns the id of the tunnel with the given name.
func (a *admin) id(name string) (string, error) {
	resp, err := a.describe(name)
	if err != nil {
		return "", err
	}
	return resp.Tunnel.TunnelId, nil
}

// describe returns the description of a tunnel. It retries while the service is unavailable.
func (a *admin) describe(name string) (*tunnel.DescribeTunnelResponse, error) {
	request := &tunnel.DescribeTunnelRequest{TableName: a.table, TunnelName: name}
	for attempt := 0; ; attempt++ {
		resp, err := a.client.DescribeTunnel(request)
		if err == nil {
			return resp, nil
		}
		te, ok := errors.AsType[*tunnel.TunnelError](err)
		if !ok || attempt == attempts || te.Code != tunnel.ErrCodeServerUnavailable {
			return nil, fmt.Errorf("describing tunnel %s: %w", name, err)
		}
		time.Sleep(backoff(attempt))
	}
}

// status prints the tunnels of the table and their lag.
func (a *admin) status(out io.Writer) error {
	list, err := a.list()
	if err != nil {
		return err
	}
	var all error
	for _, info := range list {
		resp, err := a.client.DescribeTunnel(&tunnel.DescribeTunnelRequest{TableName: a.table, TunnelName: info.TunnelName})
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodeTunnelExpired {
			all = errors.Join(all, te)
			continue
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%s\t%s\t%s behind\n", info.TunnelName, info.Stage, time.Duration(resp.TunnelRPO))
	}
	return all
}

// list returns the tunnels of the table.
func (a *admin) list() ([]*tunnel.TunnelInfo, error) {
	transient := []string{
		"OTSTunnelServerUnavaliable", // want unknowncode "OTSTunnelServerUnavaliable"
		"OTSPermissionDenied",        // want permanentretry "OTSPermissionDenied"
	}
	for attempt := range attempts {
		resp, err := a.client.ListTunnel(&tunnel.ListTunnelRequest{TableName: a.table})
		if err == nil {
			return resp.Tunnels, nil
		}
		var te *tunnel.TunnelError
		if !errors.As(err, &te) || !slices.Contains(transient, te.Code) {
			return nil, err
		}
		time.Sleep(backoff(attempt))
	}
	return nil, errors.New("listing tunnels: the service is busy")
}

// deleteAll deletes tunnels. It skips tunnels that it may not delete.
func (a *admin) deleteAll(names []string) error {
	for _, name := range names {
		_, err := a.client.DeleteTunnel(&tunnel.DeleteTunnelRequest{TableName: a.table, TunnelName: name})
		if err == nil {
			continue
		}
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied { // want swallowedcode "OTSPermissionDenied"
			log.Printf("tunnel %s stays: %v", name, te)
			continue
		}
		return fmt.Errorf("deleting tunnel %s: %w", name, err)
	}
	return nil
}

// drop deletes an expired tunnel, so that it can be created again.
func (a *admin) drop(name string) error {
	_, err := a.client.DeleteTunnel(&tunnel.DeleteTunnelRequest{TableName: a.table, TunnelName: name})
	te, ok := err.(*tunnel.TunnelError)
	if !ok {
		return err
	}
	if te.Code != tunnel.ErrCodeParamInvalid { // want swallowedcode "OTSParameterInvalid"
		return te
	}
	return nil
}

// backoff returns the delay before the next attempt, which grows from 200 ms to 6.4 s.
func backoff(attempt int) time.Duration {
	return 200 * time.Millisecond << min(attempt, 5)
}

// pause waits for d or until ctx is done.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
