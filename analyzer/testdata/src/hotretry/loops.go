// Package p makes the next attempt without a wait.
package p

import (
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	cts "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cts/v3"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cts/v3/model"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func counted(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	var err error
	for i := 0; i < 5; i++ {
		_, err = c.CreateTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodeServerUnavailable { // want `^OTSTunnelServerUnavailable is retried without a wait; wait before the next attempt; Tablestore's documentation: ".+"$`
			continue
		}
		return err
	}
	return err
}

func logged(ctx context.Context, call func(context.Context) error) error {
	for range 3 {
		err := call(ctx)
		if status.Code(err) != codes.Unavailable { // want "^codes.Unavailable is retried without a wait"
			return err
		}
		log.Printf("again: %v", err)
	}
	return errors.New("three times")
}

func byStatus(c *http.Client, req *http.Request) (*http.Response, error) {
	for range 3 {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		switch resp.StatusCode {
		case http.StatusTooManyRequests, // want `^429 \(Too Many Requests\) is retried without a wait`
			http.StatusBadGateway, // want `^502 \(Bad Gateway\) is retried without a wait`
			http.StatusNotFound:
			io.Copy(io.Discard, resp.Body)
			resp.Body.Close()
			continue
		}
		return resp, nil
	}
	return nil, errors.New("three times")
}

// One of two paths waits.
func sometimes(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest, slow bool) error {
	for range 3 {
		_, err := c.CreateTunnel(req)
		te, ok := err.(*tunnel.TunnelError)
		if ok && te.Code == "OTSTunnelServerUnavailable" { // want "is retried without a wait"
			if slow {
				time.Sleep(time.Second)
			}
			continue
		}
		return err
	}
	return errors.New("three times")
}

// The wait belongs to another code.
func other(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for range 3 {
		_, err := c.CreateTunnel(req)
		te, ok := err.(*tunnel.TunnelError)
		if !ok {
			return err
		}
		switch te.Code {
		case "OTSTunnelExist":
			time.Sleep(time.Second)
		case "OTSTunnelServerUnavailable": // want "is retried without a wait"
		default:
			return err
		}
	}
	return errors.New("three times")
}

func trackers(c *cts.CtsClient, req *model.CreateTrackerRequest) error {
	for range 3 {
		_, err := c.CreateTracker(req)
		var e *sdkerr.ServiceResponseError
		if errors.As(err, &e) && e.ErrorCode == "CTS.0300" { // want "CTS.0300 is retried without a wait"
			continue
		}
		return err
	}
	return errors.New("three times")
}

func busy(err error) bool {
	return status.Code(err) == codes.Unavailable // want "codes.Unavailable is retried without a wait"
}

func byPredicate(ctx context.Context, call func(context.Context) error) error {
	for range 3 {
		if err := call(ctx); !busy(err) {
			return err
		}
	}
	return errors.New("three times")
}

// The second attempt follows without a wait.
func waitsFromTheThird(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) (err error) {
	for attempt := 1; attempt <= 5; attempt++ {
		if attempt > 2 {
			time.Sleep(time.Duration(attempt) * time.Second)
		}
		_, err = c.DeleteTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodeServerUnavailable { // want "OTSTunnelServerUnavailable is retried without a wait"
			continue
		}
		return err
	}
	return err
}
