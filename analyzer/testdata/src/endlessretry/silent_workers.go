// Package p has loops that are meant to run forever: servers, streams, workers.
package p

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

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

type stream interface{ Recv() (string, error) }

func receive(s stream, use func(string)) error {
	for {
		msg, err := s.Recv()
		if err == io.EOF {
			return nil
		}
		if status.Code(err) == codes.Unavailable {
			time.Sleep(time.Second)
			continue
		}
		if err != nil {
			return err
		}
		use(msg)
	}
}

func jobs(take func() (func() error, error)) {
	for {
		job, err := take()
		if err != nil {
			return
		}
		if err := job(); status.Code(err) == codes.Unavailable {
			log.Print(err)
		}
	}
}

// daemon works as long as the program runs.
type daemon struct {
	client tunnel.TunnelClient
	id     string
	conf   *tunnel.TunnelWorkerConfig
}

func (d *daemon) Run() error {
	for {
		w, err := d.client.NewTunnelWorker(d.id, d.conf)
		if err != nil {
			return err
		}
		err = w.ConnectAndWorking()
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodeServerUnavailable {
			time.Sleep(time.Second)
			continue
		}
		return err
	}
}

func (d *daemon) connectLoop(connect func() error) error {
	for {
		err := connect()
		if status.Code(err) != codes.Unavailable {
			return err
		}
		time.Sleep(time.Second)
	}
}

func background(register func() error) {
	go func() {
		for {
			if err := register(); status.Code(err) != codes.Unavailable {
				return
			}
			time.Sleep(time.Second)
		}
	}()
}

func (d *daemon) start(connect, report func() error) {
	go d.Run()
	go d.connectLoop(connect)
	go d.reports(report)
}

func (d *daemon) reports(report func() error) {
	for {
		if err := report(); status.Code(err) != codes.Unavailable {
			return
		}
		time.Sleep(time.Second)
	}
}

type group interface{ Go(func() error) }

func grouped(g group, report func() error) {
	g.Go(func() error {
		for {
			if err := report(); status.Code(err) != codes.Unavailable {
				return err
			}
			time.Sleep(time.Second)
		}
	})
	publish := func() error {
		for {
			if err := report(); status.Code(err) != codes.Unavailable {
				return err
			}
			time.Sleep(time.Second)
		}
	}
	g.Go(publish)
}

// Polling continues on success.
func poll(get func() (string, error)) error {
	for {
		state, err := get()
		if status.Code(err) == codes.Unavailable {
			time.Sleep(time.Minute)
			continue
		}
		if err != nil {
			return err
		}
		log.Print(state)
		time.Sleep(time.Minute)
	}
}

func beats(ctx context.Context, beat func(context.Context) error) {
	tick := time.NewTicker(time.Second)
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := beat(ctx); status.Code(err) == codes.Unavailable {
				log.Print(err)
			}
		}
	}
}

// A state that the program may wait for.
func gone(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for {
		_, err := c.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSTunnelExist" {
			time.Sleep(time.Second)
			continue
		}
		return err
	}
}

// Something is done about it first.
func reconnects(call, dial func() error) error {
	for {
		err := call()
		if status.Code(err) != codes.Unavailable {
			return err
		}
		if err := dial(); err != nil {
			return err
		}
	}
}

// The documentation says nothing about retries.
func internal(call func() error) error {
	for {
		if err := call(); status.Code(err) != codes.Internal {
			return err
		}
		time.Sleep(time.Second)
	}
}
