// Package ledger is the client of the company's bookkeeping service.
package ledger

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
)

// Codes that the company's programs use most often.
const (
	AccountClosed = "ledger.AccountClosed"
	EntryExists   = "ledger.EntryExists"
	Overloaded    = "ledger.Overloaded"
)

// An Error is an error response of the ledger.
type Error struct {
	Code   string
	Text   string
	Status int
}

func (e *Error) Error() string { return fmt.Sprintf("ledger: %s: %s", e.Code, e.Text) }

// CodeOf returns the ledger's code of an error, or "" if the error is not from the ledger.
func CodeOf(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return ""
}

// An Entry is one entry of the ledger.
type Entry struct {
	Key     string `json:"key"`
	Account string `json:"account"`
	Cents   int64  `json:"cents"`
}

// A Client posts entries.
type Client struct {
	HTTP *http.Client
	URL  string
}

// Post posts an entry.
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
