// Package p retries until it succeeds, whatever happens.
package p

import (
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func create(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for { // want "^this loop never ends while the call fails with OTSTunnelServerUnavailable; limit the attempts or the time, or check a context$"
		_, err := c.CreateTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodeServerUnavailable {
			time.Sleep(time.Second)
			continue
		}
		return err
	}
}

// One finding for the loop.
func several(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) (string, error) {
	for { // want "fails with OTSTunnelServerUnavailable, OTSPermissionDenied and OTSSequenceNumberNotMatch; limit"
		resp, err := c.CreateTunnel(req)
		if err == nil {
			return resp.TunnelId, nil
		}
		te, ok := err.(*tunnel.TunnelError)
		if !ok {
			return "", err
		}
		switch te.Code {
		case "OTSTunnelServerUnavailable", "OTSPermissionDenied":
			log.Print(te)
		case "OTSSequenceNumberNotMatch":
		default:
			return "", err
		}
		time.Sleep(time.Second)
	}
}

// The context is only passed on.
func handedOn(call func() error) error {
	for { // want "fails with codes.Unavailable"
		if err := call(); status.Code(err) != codes.Unavailable {
			return err
		}
		time.Sleep(time.Second)
	}
}

func busy(err error) bool { return status.Code(err) == codes.Unavailable }

func byPredicate(call func() error) error {
	for { // want "fails with codes.Unavailable"
		err := call()
		if !busy(err) {
			return err
		}
		time.Sleep(time.Second)
	}
}

// A wait that grows is not a limit.
func grows(c *http.Client, url string) (*http.Response, error) {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	wait := time.Second
	for { // want "fails with 503 \\(Service Unavailable\\) and 429 \\(Too Many Requests\\)"
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode != 503 && resp.StatusCode != 429 {
			return resp, nil
		}
		io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		time.Sleep(wait)
		wait *= 2
	}
}

// A count that is not tested is not a limit.
func counts(call func() error) error {
	for n := 1; ; n++ { // want "fails with codes.Unavailable"
		err := call()
		if status.Code(err) != codes.Unavailable {
			return err
		}
		log.Printf("attempt %d: %v", n, err)
		time.Sleep(time.Second)
	}
}

func labelled(call func() error) error {
again:
	for { // want "fails with codes.Unavailable"
		err := call()
		switch status.Code(err) {
		case codes.Unavailable:
			time.Sleep(time.Second)
			continue again
		}
		return err
	}
}

// The outer loop processes items; the inner one does not end.
func items(ctx context.Context, c tunnel.TunnelClient, reqs []*tunnel.DeleteTunnelRequest) error {
	for _, req := range reqs {
		for { // want "fails with OTSTunnelServerUnavailable"
			_, err := c.DeleteTunnel(req)
			if err == nil {
				break
			}
			te, ok := err.(*tunnel.TunnelError)
			if !ok || te.Code != "OTSTunnelServerUnavailable" {
				return err
			}
			time.Sleep(time.Second)
		}
	}
	return ctx.Err()
}
