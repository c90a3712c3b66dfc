package careful

import (
	"context"
	"crypto/tls"
	"log"
	"net/http"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

type Config struct {
	MaxRetries int
	Timeout    time.Duration
	Debug      bool
}

func NewHTTPClient(cfg *Config) *http.Client {
	rc := retryablehttp.NewClient()
	rc.RetryMax = cfg.MaxRetries
	rc.RetryWaitMax = 30 * time.Second
	rc.HTTPClient.Transport = &http.Transport{
		Proxy:           http.ProxyFromEnvironment,
		TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12},
	}
	if !cfg.Debug {
		rc.Logger = nil
	}
	rc.CheckRetry = func(ctx context.Context, resp *http.Response, err error) (bool, error) {
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		if err != nil {
			return true, err
		}
		if resp.StatusCode == 0 || resp.StatusCode >= 500 || resp.StatusCode == http.StatusTooManyRequests {
			log.Printf("answer %s, trying again", resp.Status)
			return true, nil
		}
		return false, nil
	}
	c := rc.StandardClient()
	c.Timeout = cfg.Timeout
	return c
}
