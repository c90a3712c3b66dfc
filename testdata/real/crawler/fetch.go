package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// maxPage is the maximum number of bytes that are read of a page.
const maxPage = 4 << 20

// A page is the content of one URL.
type page struct {
	url    *url.URL
	status int
	text   string
	links  []*url.URL
}

// fetcher reads pages.
type fetcher struct {
	client *http.Client
	token  *token
}

// fetch reads a page, and retries if that may help.
func (f *fetcher) fetch(ctx context.Context, u *url.URL) (*page, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "text/html")
	f.token.set(req)
	for attempt := 0; attempt < 5; attempt++ {
		resp, err := f.client.Do(req)
		if err != nil {
			return nil, err
		}
		switch resp.StatusCode {
		case http.StatusOK, http.StatusNotFound, http.StatusGone:
			return read(u, resp)
		case http.StatusTooManyRequests, http.StatusServiceUnavailable:
			drain(resp)
			time.Sleep(retryAfter(resp, attempt))
		case http.StatusBadGateway, http.StatusForbidden: // want permanentretry "403|Forbidden"
			drain(resp)
			time.Sleep(time.Second << attempt)
		case http.StatusUnauthorized:
			drain(resp)
			if err := f.token.renew(ctx); err != nil {
				return nil, err
			}
			f.token.set(req)
		case http.StatusNotAcceptable:
			drain(resp)
			req.Header.Del("Accept")
		default:
			drain(resp)
			return nil, fmt.Errorf("the server answers %s", resp.Status)
		}
	}
	return nil, errors.New("the server does not get better")
}

// exists reports whether a page exists. It uses HEAD, or GET for servers that support only GET.
func (f *fetcher) exists(ctx context.Context, u *url.URL) (bool, error) {
	method := http.MethodHead
	for range 3 {
		req, err := http.NewRequestWithContext(ctx, method, u.String(), nil)
		if err != nil {
			return false, err
		}
		resp, err := f.client.Do(req)
		if err != nil {
			return false, err
		}
		drain(resp)
		if resp.StatusCode == http.StatusMethodNotAllowed || resp.StatusCode == http.StatusNotImplemented {
			method = http.MethodGet
			continue
		}
		if resp.StatusCode >= 500 && resp.StatusCode != http.StatusHTTPVersionNotSupported {
			time.Sleep(time.Second)
			continue
		}
		return resp.StatusCode == http.StatusOK, nil
	}
	return false, errors.New("the server does not say")
}

// enter checks whether a site can be read.
func (f *fetcher) enter(ctx context.Context, u *url.URL) error {
	for {
		ok, err := f.exists(ctx, u)
		if ok || err != nil {
			return err
		}
		resp, err := f.client.Get(u.String())
		if err != nil {
			return err
		}
		drain(resp)
		if resp.StatusCode == 400 { // want swallowedcode "400"
			log.Printf("%s does not like the request", u)
			return nil
		}
		if resp.StatusCode < 300 {
			return nil
		}
		if resp.StatusCode == http.StatusProxyAuthRequired {
			return fmt.Errorf("the proxy wants a password: %s", resp.Status)
		}
		select {
		case <-time.After(10 * time.Second):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

var link = regexp.MustCompile(`<a\s[^>]*href="([^"#]+)`)

func read(u *url.URL, resp *http.Response) (*page, error) {
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, maxPage))
	if err != nil {
		return nil, err
	}
	p := &page{url: u, status: resp.StatusCode, text: string(text)}
	for _, found := range link.FindAllStringSubmatch(p.text, -1) {
		if to, err := u.Parse(found[1]); err == nil && to.Host == u.Host {
			p.links = append(p.links, to)
		}
	}
	return p, nil
}

// drain reads the rest of a response, so that the connection can be reused.
func drain(resp *http.Response) {
	io.Copy(io.Discard, io.LimitReader(resp.Body, maxPage))
	resp.Body.Close()
}

// retryAfter returns the delay that the server asks for, or a default.
func retryAfter(resp *http.Response, attempt int) time.Duration {
	if seconds, err := strconv.Atoi(resp.Header.Get("Retry-After")); err == nil {
		return time.Duration(seconds) * time.Second
	}
	return time.Second << attempt
}

// A token is a bearer token that expires.
type token struct{ text, login string }

func (t *token) set(req *http.Request) {
	if t.text != "" {
		req.Header.Set("Authorization", "Bearer "+t.text)
	}
}

func (t *token) renew(ctx context.Context) error {
	text, err := exec.CommandContext(ctx, "sh", "-c", t.login).Output()
	t.text = strings.TrimSpace(string(text))
	return err
}
