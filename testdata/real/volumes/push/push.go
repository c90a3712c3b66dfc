package push

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"

	"github.com/cenkalti/backoff/v4"
)

type exporter struct {
	url    string
	client *http.Client
}

func permanent(status int) bool {
	switch status { // want openretry "403"
	case http.StatusBadRequest, http.StatusRequestEntityTooLarge:
		return true
	}
	return false
}

func (e *exporter) push(ctx context.Context, payload []byte) error {
	return backoff.Retry(func() error {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, e.url, bytes.NewReader(payload))
		if err != nil {
			return backoff.Permanent(err)
		}
		req.Header.Set("Content-Type", "application/x-protobuf")
		resp, err := e.client.Do(req)
		if err != nil {
			return fmt.Errorf("sending: %w", err)
		}
		defer func() {
			_, _ = io.CopyN(io.Discard, resp.Body, 64<<10)
			resp.Body.Close()
		}()
		if resp.StatusCode >= 200 && resp.StatusCode <= 299 {
			return nil
		}
		err = fmt.Errorf("error exporting items, request to %s responded with HTTP Status Code %d", e.url, resp.StatusCode)
		if permanent(resp.StatusCode) {
			return backoff.Permanent(err)
		}
		return err
	}, backoff.WithContext(backoff.NewExponentialBackOff(), ctx))
}
