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

// The status is tested in a function literal that is called at once.
func inLiteral(ctx context.Context, c *http.Client, url string, n int) (any, error) {
	var result any
	var err error
	for attempt := 0; attempt < n; attempt++ {
		result, err = nil, nil
		if attempt > 0 {
			log.Printf("attempt %d", attempt)
			time.Sleep(time.Second << attempt)
		}
		req, e := http.NewRequestWithContext(ctx, http.MethodPost, url, nil)
		if e != nil {
			err = e
			continue
		}
		req.Header.Add("Accept", "application/json")
		resp, e := c.Do(req)
		if e != nil {
			err = e
			continue
		}
		e = func() error {
			defer resp.Body.Close()
			if failed := json.NewDecoder(resp.Body).Decode(&result); failed != nil {
				if resp.StatusCode != 200 { // want `4xx statuses`
					return fmt.Errorf("status %d", resp.StatusCode)
				}
				return fmt.Errorf("invalid body: %w", failed)
			} else if resp.StatusCode != 200 {
				return fmt.Errorf("status %d: %v", resp.StatusCode, result)
			}
			return nil
		}()
		if e != nil {
			err = e
			continue
		}
		break
	}
	return result, err
}

func inNamedLiteral(c *http.Client, req *http.Request, n int) (result any, err error) {
	for range n {
		resp, e := c.Do(req)
		if e != nil {
			err = e
			continue
		}
		check := func() error {
			if resp.StatusCode/100 != 2 { // want `4xx statuses`
				return fmt.Errorf("status %d", resp.StatusCode)
			}
			return json.NewDecoder(resp.Body).Decode(&result)
		}
		if err = check(); err == nil {
			return
		}
		time.Sleep(time.Second)
	}
	return result, err
}

func decode(resp *http.Response, out any) error {
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK { // want `4xx statuses`
		return fmt.Errorf("status %d", resp.StatusCode)
	}
	return json.NewDecoder(resp.Body).Decode(out)
}

func inFunction(c *http.Client, req *http.Request, n int) (result any, err error) {
	for range n {
		resp, e := c.Do(req)
		if e != nil {
			err = e
			continue
		}
		if err = decode(resp, &result); err == nil {
			return
		}
		time.Sleep(time.Second)
	}
	return result, err
}

func status(resp *http.Response) error {
	if resp.StatusCode >= 300 { // want `4xx statuses`
		return errors.New(resp.Status)
	}
	return nil
}

func declared(c *http.Client, req *http.Request) ([]byte, error) {
	for i := 0; ; i++ {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if err := status(resp); err != nil {
			if i == 3 {
				return nil, err
			}
			time.Sleep(time.Second)
			continue
		}
		return io.ReadAll(resp.Body)
	}
}

// The probe needs nothing but the status.
func alive(resp *http.Response) error {
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return errors.New(resp.Status)
	}
	return nil
}

func waitUntilAlive(c *http.Client, url string) error {
	for range 60 {
		resp, err := c.Get(url)
		if err == nil {
			if err = alive(resp); err == nil {
				return nil
			}
		}
		time.Sleep(time.Second)
	}
	return errors.New("not alive")
}

func waitUntilAliveInLiteral(c *http.Client, url string) error {
	for range 60 {
		resp, err := c.Get(url)
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		err = func() error {
			defer resp.Body.Close()
			if resp.StatusCode != 200 {
				return errors.New(resp.Status)
			}
			return nil
		}()
		if err == nil {
			return nil
		}
		time.Sleep(time.Second)
	}
	return errors.New("not alive")
}

// A refused request ends the attempts.
func final(resp *http.Response) (bool, error) {
	if resp.StatusCode >= 400 && resp.StatusCode < 500 {
		return true, errors.New(resp.Status)
	}
	if resp.StatusCode >= 500 {
		return resp.StatusCode == http.StatusNotImplemented, errors.New(resp.Status)
	}
	return true, nil
}

func endsFinal(c *http.Client, req *http.Request) (*http.Response, error) {
	for range 5 {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode == http.StatusTooManyRequests {
			time.Sleep(time.Minute)
			continue
		}
		done, err := final(resp)
		if done {
			return resp, err
		}
		time.Sleep(time.Second)
	}
	return nil, errors.New("gave up")
}

// The function logs in again after a refusal.
func (s *session) check(resp *http.Response) error {
	if resp.StatusCode == http.StatusUnauthorized {
		s.token = s.login()
		return errors.New("logged in again")
	}
	if resp.StatusCode >= 400 {
		s.forget(resp)
		return errors.New(resp.Status)
	}
	return nil
}

type session struct {
	token  string
	login  func() string
	forget func(*http.Response)
}

func (s *session) get(c *http.Client, req *http.Request) ([]byte, error) {
	for range 5 {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if err := s.check(resp); err != nil {
			continue
		}
		return io.ReadAll(resp.Body)
	}
	return nil, errors.New("gave up")
}

// Each item of work has a response of its own.
func perItem(c *http.Client, urls []string) (out []any) {
	for _, url := range urls {
		resp, err := c.Get(url)
		if err != nil {
			continue
		}
		var v any
		if err := itemOf(resp, &v); err != nil {
			log.Print(err)
			continue
		}
		out = append(out, v)
	}
	return out
}

func itemOf(resp *http.Response, out any) error {
	if resp.StatusCode != 200 {
		return errors.New(resp.Status)
	}
	return json.NewDecoder(resp.Body).Decode(out)
}

// The duration says whether another attempt follows.
func pause(resp *http.Response, attempt int) time.Duration {
	switch {
	case attempt >= 5:
		return 0
	case resp.StatusCode == http.StatusTooManyRequests, resp.StatusCode >= 500:
		return time.Second << attempt
	}
	return 0
}

func byPause(c *http.Client, url string) ([]byte, error) {
	for i := 0; ; i++ {
		req, err := http.NewRequest("POST", url, nil)
		if err != nil {
			return nil, err
		}
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode/100 == 2 {
			return body, nil
		}
		d := pause(resp, i)
		if d == 0 {
			return nil, errors.New(resp.Status)
		}
		time.Sleep(d)
	}
}

// The body of the refusal contains a new token.
type tokens struct {
	current string
	all     map[string]string
}

func (t *tokens) send(c *http.Client, req *http.Request) ([]byte, error) {
	for range 3 {
		req.Header.Set("Authorization", t.current)
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode >= 400 {
			if err := json.NewDecoder(resp.Body).Decode(&t.current); err != nil {
				return nil, err
			}
			continue
		}
		return io.ReadAll(resp.Body)
	}
	return nil, errors.New("gave up")
}
