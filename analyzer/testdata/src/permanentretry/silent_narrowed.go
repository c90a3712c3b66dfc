package p

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

func messageOutside(c tunnel.TunnelClient, r *tunnel.CreateTunnelRequest) error {
	for range 5 {
		_, err := c.CreateTunnel(r)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && strings.Contains(te.Message, "being created") {
			if te.Code == "OTSParameterInvalid" {
				time.Sleep(time.Second)
				continue
			}
		}
		return err
	}
	return errors.New("gave up")
}

func messageVariable(c tunnel.TunnelClient, r *tunnel.CreateTunnelRequest) error {
	for range 5 {
		_, err := c.CreateTunnel(r)
		var te *tunnel.TunnelError
		creating := errors.As(err, &te) && te.Code == "OTSParameterInvalid" && strings.Contains(te.Message, "being created")
		if creating {
			time.Sleep(time.Second)
			continue
		}
		return err
	}
	return errors.New("gave up")
}

func messageGuard(c tunnel.TunnelClient, r *tunnel.CreateTunnelRequest) error {
	for range 5 {
		_, err := c.CreateTunnel(r)
		var te *tunnel.TunnelError
		if !errors.As(err, &te) || !strings.Contains(te.Message, "being created") {
			return err
		}
		if te.Code == "OTSParameterInvalid" {
			time.Sleep(time.Second)
			continue
		}
		return err
	}
	return errors.New("gave up")
}

func forbidden(c *http.Client, req *http.Request, retryForbidden bool) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if retryForbidden {
			if resp.StatusCode == http.StatusForbidden {
				resp.Body.Close()
				time.Sleep(time.Minute)
				continue
			}
		}
		return resp, nil
	}
}

func forbiddenInside(c *http.Client, req *http.Request, retryForbidden bool) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode == http.StatusForbidden {
			if retryForbidden {
				resp.Body.Close()
				time.Sleep(time.Minute)
				continue
			}
			return nil, errors.New("forbidden")
		}
		return resp, nil
	}
}

func limited(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		limited := resp.StatusCode == http.StatusForbidden && resp.Header.Get("X-RateLimit-Remaining") == "0"
		if limited {
			resp.Body.Close()
			time.Sleep(time.Minute)
			continue
		}
		return resp, nil
	}
}
