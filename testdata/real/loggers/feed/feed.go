// Package feed reads a feed, and reports through loggers of another package.
package feed

import (
	"fmt"
	"net/http"

	"example.com/loggers/cache"
	"example.com/loggers/logs"
	"example.com/loggers/pause"
)

// Feed is a feed.
type Feed struct {
	client *http.Client
	name   string
	log    logs.Logger
}

func (f *Feed) get(url string) (*http.Response, error) { return f.client.Get(url) }

// Verbose logs to a logger for details, and does not wait.
func (f *Feed) Verbose(url string) (*http.Response, error) {
	for range 5 {
		resp, err := f.client.Get(url)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode == http.StatusServiceUnavailable { // want hotretry "503"
			resp.Body.Close()
			logs.V(2).Info("busy: ", url)
			continue
		}
		return resp, nil
	}
	return nil, fmt.Errorf("%s is busy", f.name)
}

// Printed logs, and does not wait.
func (f *Feed) Printed(url string) (*http.Response, error) {
	for range 5 {
		resp, err := f.client.Get(url)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode == http.StatusServiceUnavailable { // want hotretry "503"
			resp.Body.Close()
			logs.Info("busy: ", url)
			continue
		}
		return resp, nil
	}
	return nil, fmt.Errorf("%s is busy", f.name)
}

// Structured logs to an interface that another package implements, and does not wait.
func (f *Feed) Structured(url string) (*http.Response, error) {
	for range 5 {
		resp, err := f.client.Get(url)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode == http.StatusServiceUnavailable { // want hotretry "503"
			resp.Body.Close()
			f.log.With("feed").Warn("busy", map[string]any{"url": url})
			continue
		}
		return resp, nil
	}
	return nil, fmt.Errorf("%s is busy", f.name)
}

// Measured computes the length of a pause, and does not wait.
func (f *Feed) Measured(url string) (*http.Response, error) {
	for i := range 5 {
		resp, err := f.client.Get(url)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode == http.StatusServiceUnavailable { // want hotretry "503"
			resp.Body.Close()
			logs.Errorf("busy; next attempt in %v", pause.Length(i))
			continue
		}
		return resp, nil
	}
	return nil, fmt.Errorf("%s is busy", f.name)
}

// Paused waits in a function of another package.
func (f *Feed) Paused(url string) (*http.Response, error) {
	for i := range 5 {
		resp, err := f.client.Get(url)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode == http.StatusServiceUnavailable {
			resp.Body.Close()
			logs.Info("busy: ", url)
			pause.Before(i)
			continue
		}
		return resp, nil
	}
	return nil, fmt.Errorf("%s is busy", f.name)
}

// Forgotten looks up the address again.
func (f *Feed) Forgotten() (*http.Response, error) {
	for range 5 {
		resp, err := f.client.Get("https://" + cache.Address(f.name))
		if err != nil {
			return nil, err
		}
		if resp.StatusCode == http.StatusForbidden {
			resp.Body.Close()
			cache.Forget(f.name)
			continue
		}
		return resp, nil
	}
	return nil, fmt.Errorf("%s is busy", f.name)
}

// Ended ends the program in a function of another package.
func (f *Feed) Ended(url string) (*http.Response, error) {
	for range 5 {
		resp, err := f.client.Get(url)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode == http.StatusForbidden {
			resp.Body.Close()
			logs.Must("no access")
		}
		if resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode >= 500 {
			resp.Body.Close()
			pause.Before(1)
			continue
		}
		return resp, nil
	}
	return nil, fmt.Errorf("%s is busy", f.name)
}

// Exits ends the program in a logger.
func (f *Feed) Exits(url string) error {
	resp, err := f.get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusUnauthorized {
		logs.Exit("no access to ", url)
		return nil
	}
	return check(resp)
}

// Logged logs the refusal, and reports success.
func (f *Feed) Logged(url string) error {
	resp, err := f.get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if err := check(resp); err != nil {
		logs.Failed("reading the feed", err)
	}
	return nil
}

func check(resp *http.Response) error {
	if resp.StatusCode == http.StatusOK {
		return nil
	}
	return fmt.Errorf("the server answers %s", resp.Status)
}
