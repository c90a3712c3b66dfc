// Package frontier keeps the addresses that a crawler has still to read, each of them once.
package frontier

import (
	"net/http"
	"net/url"
)

// A Queue is a list of addresses in the order in which they were found.
type Queue struct {
	waiting []*url.URL
	seen    map[string]bool
}

// New returns a queue with one address.
func New(start *url.URL) *Queue {
	q := &Queue{seen: make(map[string]bool)}
	q.Add(start)
	return q
}

// Add puts addresses that are new at the end of the queue.
func (q *Queue) Add(found ...*url.URL) {
	for _, u := range found {
		if key := u.String(); !q.seen[key] {
			q.seen[key] = true
			q.waiting = append(q.waiting, u)
		}
	}
}

// Next takes the first address from the queue.
func (q *Queue) Next() (*url.URL, bool) {
	if len(q.waiting) == 0 {
		return nil, false
	}
	next := q.waiting[0]
	q.waiting = q.waiting[1:]
	return next, true
}

// Redirected reports where an answer sends its reader, if it does.
func Redirected(resp *http.Response) (*url.URL, bool) {
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		to, err := resp.Location()
		return to, err == nil
	}
	return nil, false
}
