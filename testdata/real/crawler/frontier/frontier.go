// Package frontier manages the URLs that a crawler has not read yet, each of them once.
package frontier

import (
	"net/http"
	"net/url"
)

// A Queue is a list of URLs in the order in which they were found.
type Queue struct {
	waiting []*url.URL
	seen    map[string]bool
}

// New returns a queue with one URL.
func New(start *url.URL) *Queue {
	q := &Queue{seen: make(map[string]bool)}
	q.Add(start)
	return q
}

// Add appends URLs that are new to the queue.
func (q *Queue) Add(found ...*url.URL) {
	for _, u := range found {
		if key := u.String(); !q.seen[key] {
			q.seen[key] = true
			q.waiting = append(q.waiting, u)
		}
	}
}

// Next removes the first URL from the queue and returns it.
func (q *Queue) Next() (*url.URL, bool) {
	if len(q.waiting) == 0 {
		return nil, false
	}
	next := q.waiting[0]
	q.waiting = q.waiting[1:]
	return next, true
}

// Redirected returns the target of a redirect response, if it is one.
func Redirected(resp *http.Response) (*url.URL, bool) {
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		to, err := resp.Location()
		return to, err == nil
	}
	return nil, false
}
