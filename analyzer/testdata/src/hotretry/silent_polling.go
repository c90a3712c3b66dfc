package p

import (
	"context"
	"errors"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

var errLate = errors.New("too late")

func pollsWithPause(c tunnel.TunnelClient, req *tunnel.DescribeTunnelRequest, name string) error {
	deadline := time.Now().Add(time.Minute)
	for {
		resp, err := c.DescribeTunnel(req)
		if err != nil {
			te, ok := err.(*tunnel.TunnelError)
			if !ok || te.Code != "OTSTunnelExist" {
				return err
			}
		} else if resp.Tunnel.TunnelName == name {
			return nil
		}
		if time.Now().After(deadline) {
			return errLate
		}
		time.Sleep(3 * time.Second)
	}
}

// The call itself waits for a change.
func watches(ctx context.Context, waitForChange func(context.Context, string) (string, error)) error {
	state := ""
	for {
		next, err := waitForChange(ctx, state)
		if status.Code(err) == codes.NotFound {
			continue
		}
		if err != nil {
			return err
		}
		if next == "ready" {
			return nil
		}
		state = next
	}
}

// Reading items of a stream is not polling.
func reads(next func() (string, error), use func(string)) error {
	for {
		item, err := next()
		if status.Code(err) == codes.OutOfRange {
			return nil
		}
		if status.Code(err) == codes.NotFound {
			continue
		}
		if err != nil {
			return err
		}
		use(item)
	}
}

// Reading pages is not polling.
func pages(ctx context.Context, list func(ctx context.Context, token string) (next string, err error)) error {
	token := ""
	for {
		next, err := list(ctx, token)
		if status.Code(err) == codes.NotFound {
			token = "first"
			continue
		}
		if err != nil {
			return err
		}
		if next == "" {
			return nil
		}
		token = next
	}
}

func work(ctx context.Context, take func(context.Context) (func(), error)) error {
	for {
		job, err := take(ctx)
		if status.Code(err) == codes.NotFound {
			time.Sleep(time.Second)
			continue
		}
		if err != nil {
			return err
		}
		job()
	}
}

// A request that is refused is not a state to poll for.
func denied(ctx context.Context, get func(context.Context) (string, error)) error {
	for {
		state, err := get(ctx)
		if err != nil && status.Code(err) != codes.PermissionDenied {
			return err
		}
		if state == "ready" {
			return nil
		}
	}
}
