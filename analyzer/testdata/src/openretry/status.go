package p

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

func from400(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode >= 400 { // want `^this test also sends 4xx statuses to another attempt, among them 400 \(Bad Request\), 403 \(Forbidden\), 405 \(Method Not Allowed\) and \d+ more, for which retrying cannot help \(inferred\)$`
			time.Sleep(time.Second)
			continue
		}
		return resp, nil
	}
}

func not200(c *http.Client, url string) ([]byte, error) {
	var last error
	for attempt := 0; attempt < 3; attempt++ {
		resp, err := c.Get(url)
		if err != nil {
			last = err
			continue
		}
		defer resp.Body.Close()
		if resp.StatusCode != http.StatusOK { // want `4xx statuses`
			last = fmt.Errorf("status %d", resp.StatusCode)
			time.Sleep(time.Second)
			continue
		}
		return io.ReadAll(resp.Body)
	}
	return nil, last
}

func not2xx(c *http.Client, req *http.Request) (resp *http.Response, err error) {
	for i := 0; i < 3; i++ {
		resp, err = c.Do(req)
		if err == nil && resp.StatusCode/100 == 2 { // want `4xx statuses`
			return resp, nil
		}
		time.Sleep(time.Second)
	}
	return resp, err
}

func posts(url string) error {
	for i := 0; ; i++ {
		resp, err := http.Post(url, "text/plain", nil)
		if err == nil {
			resp.Body.Close()
			if resp.StatusCode < 300 { // want `4xx statuses`
				return nil
			}
		}
		if i == 5 {
			return fmt.Errorf("gave up")
		}
		time.Sleep(time.Second)
	}
}

func stopList(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		switch resp.StatusCode { // want `^codes that this test does not name are retried, among them 403 \(Forbidden\), 405 \(Method Not Allowed\), 402`
		case 200, 400, 401, 404:
			return resp, nil
		}
		time.Sleep(time.Second)
	}
}

func shouldRetry(code int) bool { return code >= 400 } // want `4xx statuses`

func byCode(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if !shouldRetry(resp.StatusCode) {
			return resp, nil
		}
		time.Sleep(time.Second)
	}
}

func again(resp *http.Response) bool {
	if resp.StatusCode < 300 { // want `4xx statuses`
		return false
	}
	return true
}

func byResponse(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if again(resp) {
			time.Sleep(time.Second)
			continue
		}
		return resp, nil
	}
}

func byPolicy() *retryablehttp.Client {
	c := retryablehttp.NewClient()
	c.CheckRetry = func(ctx context.Context, resp *http.Response, err error) (bool, error) {
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		if err != nil {
			return true, nil
		}
		return resp.StatusCode >= 400, nil // want `4xx statuses`
	}
	return c
}
