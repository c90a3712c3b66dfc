package p

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"time"
)

// The answer is the second result.
func getOnce(c *http.Client, url string) ([]byte, bool, error) {
	resp, err := c.Get(url)
	if err != nil {
		return nil, true, err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if resp.StatusCode >= 400 { // want `429`
		again := resp.StatusCode >= 500
		return nil, again, fmt.Errorf("%s: %s", url, resp.Status)
	}
	if err != nil {
		return nil, false, err
	}
	return b, false, nil
}

func getAgain(c *http.Client, url string) (b []byte, err error) {
	for wait := time.Second; wait < time.Minute; wait += wait / 2 {
		var again bool
		b, again, err = getOnce(c, url)
		if err == nil || !again {
			break
		}
		log.Print(err)
		time.Sleep(wait)
	}
	return b, err
}

// The call returns an error together with the response.
type service struct{ http *http.Client }

func (s *service) call(ctx context.Context, req *http.Request) (*http.Response, error) {
	resp, err := s.http.Do(req.WithContext(ctx))
	if err != nil {
		return resp, err
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return resp, errors.New(resp.Status)
	}
	return resp, nil
}

func (s *service) token(url string) (*http.Response, error) {
	var err error
	var req *http.Request
	var resp *http.Response
	for i := 0; i < 3; i++ {
		if req, err = http.NewRequest("POST", url, nil); err != nil {
			return nil, err
		}
		if resp, err = s.call(context.Background(), req); err == nil {
			break
		}
		if resp != nil && resp.StatusCode >= 400 && resp.StatusCode <= 499 { // want `429`
			return nil, fmt.Errorf("%s: %w", resp.Status, err)
		}
		time.Sleep(time.Second << i)
	}
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// A test of the error deals with 429 in the same loop.
func (s *service) limited(url string) (*http.Response, error) {
	for i := 0; ; i++ {
		req, err := http.NewRequest("POST", url, nil)
		if err != nil {
			return nil, err
		}
		resp, err := s.call(context.Background(), req)
		if err == nil || i == 5 {
			return resp, err
		}
		if resp != nil && resp.StatusCode != http.StatusTooManyRequests && resp.StatusCode < 500 {
			return nil, err
		}
		time.Sleep(time.Second << i)
	}
}

// The caller asks only whether the request succeeded.
func (s *service) wait(url string) error {
	for range 30 {
		req, err := http.NewRequest("GET", url, nil)
		if err != nil {
			return err
		}
		if _, err := s.call(context.Background(), req); err == nil {
			return nil
		}
		time.Sleep(time.Second)
	}
	return errors.New("not ready")
}

// Nothing tells the statuses apart.
func (s *service) always(url string) (v any, err error) {
	for range 3 {
		resp, err := s.http.Get(url)
		if err != nil {
			return nil, err
		}
		if err = json.NewDecoder(resp.Body).Decode(&v); err == nil {
			return v, nil
		}
		time.Sleep(time.Second)
	}
	return v, err
}

// The second result is 429, too.
func limitedOnce(c *http.Client, url string) ([]byte, bool, error) {
	resp, err := c.Get(url)
	if err != nil {
		return nil, true, err
	}
	defer resp.Body.Close()
	if resp.StatusCode >= 400 {
		return nil, resp.StatusCode >= 500 || resp.StatusCode == 429, errors.New(resp.Status)
	}
	b, err := io.ReadAll(resp.Body)
	return b, false, err
}

func getLimited(c *http.Client, url string) (b []byte, err error) {
	for range 3 {
		var again bool
		if b, again, err = limitedOnce(c, url); err == nil || !again {
			return b, err
		}
		time.Sleep(time.Second)
	}
	return b, err
}
