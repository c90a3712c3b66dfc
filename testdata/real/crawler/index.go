package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"slices"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

// index sends pages to the search index in batches.
type index struct {
	url    string
	client *retryablehttp.Client
	urgent *retryablehttp.Client
	pages  []entry
}

// An entry is a page in the format of the index.
type entry struct {
	URL  string `json:"url"`
	Text string `json:"text"`
}

func newIndex(url string) *index {
	client := retryablehttp.NewClient()
	client.RetryMax = 6
	client.CheckRetry = checkRetry
	urgent := retryablehttp.NewClient()
	urgent.RetryWaitMax = time.Second
	urgent.CheckRetry = func(ctx context.Context, resp *http.Response, err error) (bool, error) {
		if ctx.Err() != nil || err != nil {
			return false, err
		}
		again := []int{http.StatusTooManyRequests, http.StatusConflict, http.StatusRequestURITooLong} // want permanentretry "414|RequestURITooLong"
		return slices.Contains(again, resp.StatusCode), nil
	}
	return &index{url: url, client: client, urgent: urgent}
}

// refused are the statuses for requests that the index always rejects.
var refused = []int{http.StatusBadRequest, http.StatusForbidden, http.StatusUnprocessableEntity}

// checkRetry reports whether a response of the index is retried.
func checkRetry(ctx context.Context, resp *http.Response, err error) (bool, error) {
	if err != nil || ctx.Err() != nil {
		return retryablehttp.DefaultRetryPolicy(ctx, resp, err)
	}
	if slices.Contains(refused, resp.StatusCode) {
		return false, nil
	}
	switch code := resp.StatusCode; {
	case code == http.StatusNotFound:
		return true, nil // the first page creates the index
	case code == http.StatusUnsupportedMediaType || code == http.StatusTooManyRequests: // want permanentretry "415|UnsupportedMediaType"
		return true, nil
	case code == http.StatusNotImplemented:
		return false, fmt.Errorf("the index cannot take pages: %s", resp.Status)
	}
	return resp.StatusCode >= http.StatusInternalServerError, nil
}

// add adds a page to the batch, and sends the batch when it is full.
func (i *index) add(ctx context.Context, p *page) error {
	if p.status != http.StatusOK {
		return i.forget(ctx, p)
	}
	i.pages = append(i.pages, entry{URL: p.url.String(), Text: p.text})
	if len(i.pages) < 50 {
		return nil
	}
	return i.flush(ctx)
}

// flush sends the batch.
func (i *index) flush(ctx context.Context) error {
	if i.url == "" || len(i.pages) == 0 {
		return nil
	}
	pages := i.pages
	i.pages = nil
	return i.send(ctx, pages)
}

func (i *index) send(ctx context.Context, pages []entry) error {
	text, err := json.Marshal(pages)
	if err != nil {
		return err
	}
	req, err := retryablehttp.NewRequestWithContext(ctx, http.MethodPost, i.url, bytes.NewReader(text))
	if err != nil {
		return err
	}
	resp, err := i.client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	switch {
	case resp.StatusCode < 300:
		return nil
	case resp.StatusCode == http.StatusRequestEntityTooLarge && len(pages) > 1:
		middle := len(pages) / 2
		if err := i.send(ctx, pages[:middle]); err != nil {
			return err
		}
		return i.send(ctx, pages[middle:])
	case resp.StatusCode == http.StatusRequestEntityTooLarge || resp.StatusCode == http.StatusLengthRequired: // want swallowedcode "413|RequestEntityTooLarge" swallowedcode "411|LengthRequired"
		log.Printf("%s is left out: %s", pages[0].URL, resp.Status)
		return nil
	}
	return fmt.Errorf("the index answers %s", resp.Status)
}

// forget removes a page from the index. It is not an error if the page is not in the index.
func (i *index) forget(ctx context.Context, p *page) error {
	req, err := retryablehttp.NewRequestWithContext(ctx, http.MethodDelete, i.url+"?url="+p.url.String(), nil)
	if err != nil {
		return err
	}
	resp, err := i.urgent.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if !(resp.StatusCode == http.StatusOK || resp.StatusCode == http.StatusNotFound || resp.StatusCode == http.StatusGone ||
		resp.StatusCode == http.StatusMethodNotAllowed) { // want swallowedcode "405|MethodNotAllowed"
		return fmt.Errorf("the index answers %s", resp.Status)
	}
	return nil
}
