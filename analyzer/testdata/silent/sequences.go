// Package p uses iterators.
package p

import (
	"errors"
	"iter"
	"log"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

// attempts yields the numbers of the attempts, and waits between them.
func attempts(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		wait := time.Millisecond
		for i := range n {
			if !yield(i) {
				return
			}
			time.Sleep(wait)
			wait *= 2
		}
	}
}

func create(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) (err error) {
	for i := range attempts(5) {
		_, err = c.CreateTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodeServerUnavailable {
			log.Print(i, err)
			continue
		}
		return err
	}
	return err
}

// failures yields the error of each request.
func failures(c tunnel.TunnelClient, reqs []*tunnel.CreateTunnelRequest) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for _, req := range reqs {
			if _, err := c.CreateTunnel(req); err != nil && !yield(req.TunnelName, err) {
				return
			}
		}
	}
}

func all(c tunnel.TunnelClient, reqs []*tunnel.CreateTunnelRequest) error {
	var errs []error
	for _, err := range failures(c, reqs) {
		switch te := (*tunnel.TunnelError)(nil); {
		case errors.As(err, &te) && te.Code == tunnel.ErrCodeTunnelExist:
			continue
		case te != nil && te.Code == tunnel.ErrCodePermissionDenied:
			return err
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

func first(seq iter.Seq2[string, error]) error {
	next, stop := iter.Pull2(seq)
	defer stop()
	for {
		name, err, ok := next()
		if !ok {
			return nil
		}
		if te, is := err.(*tunnel.TunnelError); is && te.Code == tunnel.ErrCodeParamInvalid {
			log.Print(name)
			return te
		}
		if err != nil {
			return err
		}
	}
}
