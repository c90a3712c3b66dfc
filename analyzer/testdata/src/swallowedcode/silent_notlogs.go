// Package p calls functions that have the name of a logger or a printer, but are not one.
package p

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"text/tabwriter"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

type book interface {
	Error(name string, err string)
	Print(name string)
	Send(name string)
}

type shop struct {
	client  tunnel.TunnelClient
	catalog book
	backlog book
	denied  atomic.Int64
	out     io.Writer
	w       *tabwriter.Writer
}

func (s *shop) inCatalog(req *tunnel.DeleteTunnelRequest) error {
	_, err := s.client.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		s.catalog.Error(req.TunnelName, "denied")
		return nil
	}
	return err
}

func (s *shop) inBacklog(req *tunnel.DeleteTunnelRequest) error {
	_, err := s.client.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		s.backlog.Send(req.TunnelName)
		return nil
	}
	return err
}

func (s *shop) counts(req *tunnel.DeleteTunnelRequest) error {
	_, err := s.client.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		s.denied.Add(1)
		return nil
	}
	return err
}

func (s *shop) writes(req *tunnel.DeleteTunnelRequest) error {
	_, err := s.client.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		fmt.Fprintf(s.w, "%s\tdenied\n", req.TunnelName)
		return nil
	}
	return err
}

func (s *shop) writesText(req *tunnel.DeleteTunnelRequest) error {
	_, err := s.client.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		io.WriteString(s.out, "denied\n")
		return nil
	}
	return err
}

func (s *shop) answers(w http.ResponseWriter, req *tunnel.DeleteTunnelRequest) error {
	_, err := s.client.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		http.Error(w, "denied", http.StatusForbidden)
		return nil
	}
	if errors.As(err, &te) && te.Code == tunnel.ErrCodeParamInvalid {
		fmt.Fprintln(w, "parameter")
		return nil
	}
	if errors.As(err, &te) && te.Code == tunnel.ErrCodeTunnelExpired {
		w.Write([]byte("expired"))
		return nil
	}
	return err
}

func (s *shop) builds(req *tunnel.DeleteTunnelRequest, sb *strings.Builder, buf *bytes.Buffer) error {
	_, err := s.client.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		sb.WriteString("denied")
		return nil
	}
	if errors.As(err, &te) && te.Code == tunnel.ErrCodeParamInvalid {
		buf.WriteByte('x')
		return nil
	}
	return err
}

// A use of the error before the test counts too.
func (s *shop) storedBefore(req *tunnel.DeleteTunnelRequest, errs map[string]error) error {
	_, err := s.client.DeleteTunnel(req)
	errs[req.TunnelName] = err
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		return nil
	}
	return err
}

func (s *shop) reportedBefore(req *tunnel.DeleteTunnelRequest, report func(error)) error {
	_, err := s.client.DeleteTunnel(req)
	if err != nil {
		report(err)
	}
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied {
		return nil
	}
	return err
}

func (s *shop) readElsewhere(code string, te *tunnel.TunnelError) error {
	if te != nil {
		code = te.Code
	}
	if code == "OTSPermissionDenied" {
		return nil
	}
	return te
}

// Nothing is known of what an interface of the program does.
type reporter interface{ Warnf(string, ...any) }

func unknownLogger(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest, logger reporter) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		logger.Warnf("not ours: %v", err)
		return nil
	}
	return err
}
