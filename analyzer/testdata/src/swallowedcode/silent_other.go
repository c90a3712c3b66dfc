package p

import (
	"errors"
	"log"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

// The next attempt uses another client; the last error is returned.
func failover(clients []tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) (*tunnel.CreateTunnelResponse, error) {
	for _, c := range clients {
		resp, err := c.CreateTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
			continue
		}
		return resp, err
	}
	return nil, errors.New("no client may create it")
}

// Every other error ends the program: this one is expected.
func wanted(call func() error) {
	if err := call(); err != nil {
		if status.Code(err) == codes.DeadlineExceeded {
			return
		}
		log.Fatal(err)
	}
}
