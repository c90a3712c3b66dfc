// Package p has loops that do not retry, codes that ask for no wait, and attempts that differ.
package p

import (
	"context"
	"errors"
	"log"
	"net"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Items.
func items(c tunnel.TunnelClient, reqs []*tunnel.DeleteTunnelRequest) {
	for _, req := range reqs {
		_, err := c.DeleteTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodeServerUnavailable {
			log.Print(err)
			continue
		}
	}
}

// Alternatives: the next address is tried immediately.
func failover(clients []tunnel.TunnelClient, req *tunnel.ListTunnelRequest) (*tunnel.ListTunnelResponse, error) {
	for _, c := range clients {
		resp, err := c.ListTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodeServerUnavailable {
			continue
		}
		return resp, err
	}
	return nil, errors.New("no client answers")
}

func failoverByIndex(clients []tunnel.TunnelClient, req *tunnel.ListTunnelRequest) (*tunnel.ListTunnelResponse, error) {
	for i := 0; i < 6; i++ {
		resp, err := clients[i%len(clients)].ListTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodeServerUnavailable {
			continue
		}
		return resp, err
	}
	return nil, errors.New("no client answers")
}

// Streams and servers continue on success.
type stream interface{ Recv() (string, error) }

func receive(s stream) error {
	for {
		msg, err := s.Recv()
		if status.Code(err) == codes.Unavailable {
			continue
		}
		if err != nil {
			return err
		}
		log.Print(msg)
	}
}

func accept(l net.Listener, handle func(net.Conn) error) error {
	for {
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		if err := handle(conn); status.Code(err) == codes.Unavailable {
			continue
		}
	}
}

func worker(take func() (func() error, error)) error {
	for {
		job, err := take()
		if err != nil {
			return err
		}
		if err := job(); status.Code(err) == codes.Unavailable {
			log.Print(err)
		}
	}
}

// Something is done first.
func reconnects(ctx context.Context, call, dial func(context.Context) error) error {
	for range 3 {
		err := call(ctx)
		if status.Code(err) != codes.Unavailable {
			return err
		}
		if err := dial(ctx); err != nil {
			return err
		}
	}
	return errors.New("three times")
}

// Codes that do not ask for a wait.
func sequence(c tunnel.TunnelClient, req *tunnel.ListTunnelRequest) error {
	for range 3 {
		_, err := c.ListTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && (te.Code == "OTSSequenceNumberNotMatch" || te.Code == "OTSClientError") {
			continue
		}
		return err
	}
	return errors.New("three times")
}

func aborted(ctx context.Context, call func(context.Context) error) error {
	for range 3 {
		if err := call(ctx); status.Code(err) != codes.Aborted {
			return err
		}
	}
	return errors.New("three times")
}

// The code ends the loop.
func ends(ctx context.Context, call func(context.Context) error) error {
	for {
		err := call(ctx)
		if err == nil || status.Code(err) == codes.Unavailable {
			return err
		}
	}
}
