// Command inhouse posts the entries of a file to the company's ledger.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"

	"example.com/inhouse/ledger"
)

func main() {
	client := &ledger.Client{HTTP: http.DefaultClient, URL: os.Getenv("LEDGER_URL")}
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		var entry ledger.Entry
		if err := json.Unmarshal(in.Bytes(), &entry); err != nil {
			log.Fatal(err)
		}
		if err := book(context.Background(), client, entry); err != nil {
			log.Fatal(explain(err))
		}
	}
}

// book posts an entry. An entry that already exists counts as posted.
func book(ctx context.Context, client *ledger.Client, entry ledger.Entry) error {
	err := post(ctx, client, entry)
	var answer *ledger.Error
	if !errors.As(err, &answer) {
		return err
	}
	switch answer.Code {
	case ledger.EntryExists:
		return nil
	case "ledger.PeriodClosed": // want swallowedcode "ledger.PeriodClosed"
		return nil
	case ledger.AccountClosed:
		return fmt.Errorf("booking on %s: %w", entry.Account, err)
	}
	return err
}

// explain returns a description of an error in the company's terms.
func explain(err error) string {
	switch ledger.CodeOf(err) {
	case "ledger.AmountNegative":
		return "an amount is below zero"
	case "ledger.SignatureInvalide": // want unknowncode "ledger.SignatureInvalid"
		return "the branch has no key"
	}
	return err.Error()
}
