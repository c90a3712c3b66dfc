// Package ledger speaks with the bookkeeping service of the house.
package ledger

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
)

// Codes that the house's programs name most.
const (
	AccountClosed = "ledger.AccountClosed"
	EntryExists   = "ledger.EntryExists"
	Overloaded    = "ledger.Overloaded"
)

// An Error is what the ledger answers in place of a booking.
type Error struct {
	Code   string
	Text   string
	Status int
}

func (e *Error) Error() string { return fmt.Sprintf("ledger: %s: %s", e.Code, e.Text) }

// CodeOf returns the ledger's code of an error, or "" where the ledger did not answer.
func CodeOf(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return ""
}

// An Entry is one booking.
type Entry struct {
	Key     string `json:"key"`
	Account string `json:"account"`
	Cents   int64  `json:"cents"`
}

// A Client books entries.
type Client struct {
	HTTP *http.Client
	URL  string
}

// Post books an entry.
func (c *Client) Post(ctx context.Context, entry Entry) error {
	body, err := json.Marshal(entry)
	if err != nil {
		return fmt.Errorf("encoding the entry: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.URL, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("making the request: %w", err)
	}
	resp, err := c.HTTP.Do(req)
	if err != nil {
		return fmt.Errorf("sending the entry: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusCreated {
		return nil
	}
	var answer struct {
		Code string `json:"ledger_code"`
		Text string `json:"ledger_text"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		return fmt.Errorf("reading the ledger's answer: %w", err)
	}
	return &Error{answer.Code, answer.Text, resp.StatusCode}
}
