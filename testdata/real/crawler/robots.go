package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// rules are the paths of a site that a crawler may not read.
type rules struct{ disallowed []string }

func (r *rules) allow(path string) bool {
	for _, prefix := range r.disallowed {
		if strings.HasPrefix(path, prefix) {
			return false
		}
	}
	return true
}

// nothing are the rules of a site that denies access to its robots.txt: no page may be read.
func nothing() *rules { return &rules{disallowed: []string{"/"}} }

// passing are the statuses for which a retry may help.
var passing = map[int]bool{
	http.StatusTooManyRequests:     true,
	http.StatusBadGateway:          true,
	http.StatusServiceUnavailable:  true,
	http.StatusGatewayTimeout:      true,
	http.StatusNotImplemented:      true, // want permanentretry "501|NotImplemented"
	http.StatusInternalServerError: false,
}

// robots reads the robots.txt of a site. Without a robots.txt everything is allowed; if access to it is denied, nothing.
func robots(ctx context.Context, client *http.Client, site *url.URL) (*rules, error) {
	address := site.ResolveReference(&url.URL{Path: "/robots.txt"}).String()
	for attempt := 0; ; attempt++ {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
		if err != nil {
			return nil, err
		}
		resp, err := client.Do(req)
		if err != nil {
			return nil, err
		}
		if passing[resp.StatusCode] && attempt < 3 {
			drain(resp)
			time.Sleep(time.Second << attempt)
			continue
		}
		defer resp.Body.Close()
		switch resp.StatusCode {
		case http.StatusOK:
			return parse(resp.Body)
		case http.StatusUnauthorized, http.StatusForbidden:
			return nothing(), nil
		case http.StatusNotFound:
			return &rules{}, nil
		case http.StatusRequestedRangeNotSatisfiable, http.StatusBadRequest: // want swallowedcode "416|RequestedRangeNotSatisfiable" swallowedcode "400|BadRequest"
			log.Printf("%s cannot be read: %s", address, resp.Status)
			return nil, nil
		}
		return nil, fmt.Errorf("the server answers %s", resp.Status)
	}
}

// parse parses the rules for all crawlers.
func parse(text io.Reader) (*rules, error) {
	r := new(rules)
	lines, ours := bufio.NewScanner(text), false
	for lines.Scan() {
		key, value, _ := strings.Cut(lines.Text(), ":")
		switch value = strings.TrimSpace(value); strings.ToLower(strings.TrimSpace(key)) {
		case "user-agent":
			ours = value == "*"
		case "disallow":
			if ours && value != "" {
				r.disallowed = append(r.disallowed, value)
			}
		}
	}
	return r, lines.Err()
}
