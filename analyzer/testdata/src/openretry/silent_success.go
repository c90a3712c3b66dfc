package openretry

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"time"
)

var errNotReady = errors.New("not ready")

type job struct{ ID string }

func run(j job) { log.Print("running ", j.ID) }

// The loop works through the jobs of a queue, until it is empty.
func drains(c *http.Client, req *http.Request) error {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return err
		}
		if resp.StatusCode == http.StatusNoContent {
			return nil
		}
		var j job
		if err := json.NewDecoder(resp.Body).Decode(&j); err != nil {
			return err
		}
		run(j)
	}
}

func drainsChecked(url string) ([]job, error) {
	var all []job
	for {
		resp, err := http.Post(url, "text/plain", nil)
		if err != nil {
			return nil, err
		}
		switch resp.StatusCode {
		case http.StatusNoContent:
			return all, nil
		case http.StatusOK:
			var j job
			if err := json.NewDecoder(resp.Body).Decode(&j); err != nil {
				return nil, err
			}
			all = append(all, j)
		default:
			log.Print(resp.Status)
			time.Sleep(time.Second)
		}
	}
}

func drainsUnchecked(url string) ([]job, error) {
	var all []job
	for {
		resp, err := http.Post(url, "text/plain", nil)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode == http.StatusNoContent {
			return all, nil
		}
		var j job
		if err := json.NewDecoder(resp.Body).Decode(&j); err != nil {
			return nil, err
		}
		all = append(all, j)
	}
}

func drainsLines(url string) (string, error) {
	text := ""
	for {
		resp, err := http.Post(url, "text/plain", nil)
		if err != nil {
			return "", err
		}
		if resp.StatusCode == http.StatusNoContent {
			return text, nil
		}
		line, err := io.ReadAll(resp.Body)
		if err != nil {
			return "", err
		}
		text += string(line)
	}
}

// The program waits until something has ended, and needs nothing of the response.
func waitsUntilGone(url string) error {
	for range 10 {
		resp, err := http.Get(url)
		if err != nil {
			return err
		}
		resp.Body.Close()
		if resp.StatusCode == http.StatusNoContent {
			return nil
		}
		time.Sleep(time.Second)
	}
	return errNotReady
}

// The work goes on with 202, and ends with 200.
func poll202(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode == http.StatusAccepted {
			time.Sleep(time.Second)
			continue
		}
		return resp, nil
	}
}

func posts202(url string) error {
	for range 3 {
		resp, err := http.Post(url, "text/plain", nil)
		if err != nil {
			return err
		}
		if resp.StatusCode == http.StatusAccepted {
			return nil
		}
		if resp.StatusCode/100 == 4 && resp.StatusCode != http.StatusTooManyRequests {
			return fmt.Errorf("refused: %s", resp.Status)
		}
		time.Sleep(time.Second)
	}
	return errNotReady
}

func posts201(url string) (*http.Response, error) {
	for {
		resp, err := http.Post(url, "text/plain", nil)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode == http.StatusCreated {
			return resp, nil
		}
		if resp.StatusCode < 500 {
			return nil, errNotReady
		}
		time.Sleep(time.Second)
	}
}

// 206 leads to the next part.
func parts(url string) ([]string, error) {
	var all []string
	for {
		resp, err := http.Post(url, "text/plain", nil)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode == http.StatusPartialContent {
			all = append(all, resp.Header.Get("Content-Range"))
			continue
		}
		if resp.StatusCode >= 300 {
			return nil, errNotReady
		}
		return all, nil
	}
}
