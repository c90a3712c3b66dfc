package main

import (
	"context"
	"errors"
	"time"

	"example.com/inhouse/ledger"
)

// tries is the maximum number of attempts to send an entry.
const tries = 5

// post sends an entry until it is accepted or rejected permanently.
func post(ctx context.Context, client *ledger.Client, entry ledger.Entry) error {
	var err error
	for try := range tries {
		if err = client.Post(ctx, entry); err == nil {
			return nil
		}
		var answer *ledger.Error
		if !errors.As(err, &answer) {
			return err
		}
		switch answer.Code {
		case ledger.Overloaded:
		case "ledger.SignatureInvalid": // want permanentretry "ledger.SignatureInvalid"
		default:
			return err
		}
		select {
		case <-time.After(time.Second << try):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return err
}

// again reports whether a retry may help.
func again(err error) bool {
	return ledger.CodeOf(err) == ledger.Overloaded || ledger.CodeOf(err) == ledger.AccountClosed // want permanentretry "ledger.AccountClosed"
}

// postAll sends entries in order, each until it is accepted.
func postAll(ctx context.Context, client *ledger.Client, entries []ledger.Entry) error {
	for _, entry := range entries {
		for {
			err := client.Post(ctx, entry)
			if err == nil {
				break
			}
			if !again(err) {
				return err
			}
			time.Sleep(time.Second)
		}
	}
	return nil
}

var _ = postAll
