package p

import (
	"context"
	"encoding/json"
	"io"
	"log"
	"net/http"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

func from500(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode >= 500 || resp.StatusCode == 429 {
			time.Sleep(time.Second)
			continue
		}
		return resp, nil
	}
}

func listed(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		switch resp.StatusCode {
		case 429, 500, 502, 503, 504:
			time.Sleep(time.Second)
			continue
		}
		return resp, nil
	}
}

// The program waits until the server is ready.
func ready(url string) {
	for {
		resp, err := http.Get(url)
		if err == nil {
			resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return
			}
			log.Print(resp.Status)
		}
		time.Sleep(time.Second)
	}
}

func readyUntil(ctx context.Context, c *http.Client, req *http.Request) error {
	for {
		resp, err := c.Do(req)
		if err == nil {
			io.Copy(io.Discard, resp.Body)
			resp.Body.Close()
			if resp.StatusCode < 400 {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
		}
	}
}

// A field of the answer decides too.
func byBody(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode >= 400 {
			var answer struct{ Temporary bool }
			if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil || !answer.Temporary {
				return resp, err
			}
			time.Sleep(time.Second)
			continue
		}
		return resp, nil
	}
}

// The next attempt is another request.
func nextServer(c *http.Client, urls []string) (*http.Response, error) {
	for i := 0; ; i++ {
		resp, err := c.Get(urls[i%len(urls)])
		if err != nil {
			return nil, err
		}
		if resp.StatusCode >= 400 {
			continue
		}
		return resp, nil
	}
}

// The status ends the attempts earlier.
func clientErrorsFirst(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode >= 400 && resp.StatusCode < 500 && resp.StatusCode != 429 {
			return resp, nil
		}
		if resp.StatusCode != 200 {
			time.Sleep(time.Second)
			continue
		}
		return resp, nil
	}
}

// Only the failure of the connection is retried.
func byError(c *http.Client, req *http.Request) (resp *http.Response, err error) {
	for i := 0; i < 3; i++ {
		if resp, err = c.Do(req); err == nil {
			break
		}
		time.Sleep(time.Second)
	}
	if err != nil {
		return nil, err
	}
	if resp.StatusCode >= 400 {
		log.Print(resp.Status)
	}
	return resp, nil
}

// A poll for the end of an operation.
func poll(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode != http.StatusAccepted {
			return resp, nil
		}
		time.Sleep(time.Second)
	}
}

func byPolicy() *retryablehttp.Client {
	c := retryablehttp.NewClient()
	c.CheckRetry = func(ctx context.Context, resp *http.Response, err error) (bool, error) {
		if err != nil {
			return true, nil
		}
		return resp.StatusCode >= 500 || resp.StatusCode == 429, nil
	}
	return c
}
