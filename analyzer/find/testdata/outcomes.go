package p

import (
	"context"
	"errors"
	"log"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/cenkalti/backoff/v5"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func drops(call func() error) error {
	err := call()
	if status.Code(err) == codes.NotFound { // site tested grpc.code NOT_FOUND: drops
		return nil
	}
	return err
}

func logs(call func() error) error {
	err := call()
	switch status.Code(err) {
	case codes.NotFound: // site tested grpc.code NOT_FOUND: logs
		log.Print(err)
		return nil
	case codes.Internal: // site tested grpc.code INTERNAL: surfaces
		log.Print(err)
	}
	return err
}

func logsEnd(call func() error) {
	if err := call(); status.Code(err) == codes.NotFound { // site tested grpc.code NOT_FOUND: logs-no-result
		log.Print(err)
	}
}

func mixed(call func() error, quiet bool) error {
	err := call()
	if status.Code(err) == codes.NotFound { // site tested grpc.code NOT_FOUND: mixed
		if quiet {
			return nil
		}
	}
	return err
}

func recovers(call, other func() error) error {
	err := call()
	if status.Code(err) == codes.NotFound { // site tested grpc.code NOT_FOUND: recovers
		other()
		return nil
	}
	return err
}

func retries(call func() error) error {
	for {
		err := call()
		if status.Code(err) == codes.NotFound { // site tested grpc.code NOT_FOUND: retries, retry at 61
			continue
		}
		return err
	}
}

func retriesSlowly(call func() error) error {
	for range 3 {
		err := call()
		if !again(err) {
			return err
		}
		time.Sleep(time.Second)
	}
	return errors.New("three times")
}

func again(err error) bool {
	return status.Code(err) == codes.Unavailable // site tested grpc.code UNAVAILABLE: mixed, retry at 71 decided at 73 waited
}

func library(ctx context.Context, c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) (string, error) {
	return backoff.Retry(ctx, func() (string, error) {
		resp, err := c.CreateTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodeServerUnavailable { // site tested alibaba.tablestore.tunnel OTSTunnelServerUnavailable: retries, retry at 86 by backoff waited
			return "", err
		}
		if err != nil {
			return "", backoff.Permanent(err)
		}
		return resp.TunnelId, nil
	})
}

func recoversFirst(call, login func() error) error {
	for {
		err := call()
		if status.Code(err) == codes.Unauthenticated { // site tested grpc.code UNAUTHENTICATED: recovers
			login()
			continue
		}
		return err
	}
}

func sometimes(call func() error, n int) error {
	for i := 0; ; i++ {
		err := call()
		if status.Code(err) == codes.Unavailable && i < n { // site tested grpc.code UNAVAILABLE: mixed, retry at 111
			continue
		}
		return err
	}
}

func items(calls []func() error) error {
	for _, call := range calls {
		if err := call(); status.Code(err) == codes.NotFound { // site tested grpc.code NOT_FOUND: drops
			continue
		} else if err != nil {
			return err
		}
	}
	return nil
}
