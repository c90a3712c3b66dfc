package p

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"time"
)

func attempt(ctx context.Context, c *http.Client, req *http.Request) ([]byte, int, error, bool) {
	resp, err := c.Do(req.WithContext(ctx))
	if err != nil {
		return nil, 500, err, true
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, resp.StatusCode, err, false
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 { // want `429`
		again := false
		if resp.StatusCode >= http.StatusInternalServerError {
			again = true
		}
		return body, resp.StatusCode, fmt.Errorf("status %d", resp.StatusCode), again
	}
	return body, resp.StatusCode, nil, false
}

func byResult(ctx context.Context, c *http.Client, req *http.Request) (body []byte, err error) {
	for i := 0; i < 3; i++ {
		var again bool
		body, _, err, again = attempt(ctx, c, req)
		if !again {
			return body, err
		}
		time.Sleep(time.Second)
	}
	return body, err
}

func breaks(ctx context.Context, c *http.Client, r *http.Request, data []byte) (*http.Response, error) {
	var resp *http.Response
	var err error
	for {
		if data != nil {
			r.Body = io.NopCloser(bytes.NewReader(data))
		}
		resp, err = c.Do(r)
		if err != nil {
			goto wait
		}
		if resp.StatusCode >= 200 && resp.StatusCode < 300 || resp.StatusCode >= 400 && resp.StatusCode < 500 { // want `429`
			break
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		_ = resp.Body.Close()
	wait:
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		default:
		}
		time.Sleep(time.Second)
	}
	return resp, nil
}
