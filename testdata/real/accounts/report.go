package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"
)

// report prints the sum of all accounts.
func report(ctx context.Context, url string) error {
	db, err := sql.Open("postgres", url)
	if err != nil {
		return fmt.Errorf("opening the database: %w", err)
	}
	defer db.Close()
	sum, err := total(ctx, db)
	if err != nil {
		return explain(err)
	}
	fmt.Println(sum)
	return nil
}

func total(ctx context.Context, db *sql.DB) (sum int, err error) {
	for i := range 4 {
		err = db.QueryRowContext(ctx, "SELECT sum(amount) FROM accounts").Scan(&sum)
		var pqErr *pq.Error
		if !errors.As(err, &pqErr) {
			return sum, err
		}
		switch {
		case pqErr.Code == pqerror.TooManyConnections:
			time.Sleep(time.Second << i)
		case pqErr.Code.Name() == "lock_not_available": // want hotretry "lock_not_available|55P03"
		case pqErr.Code.Class() == "42": // want permanentretry "42"
			time.Sleep(time.Second)
		default:
			return 0, err
		}
	}
	return 0, err
}

// explain says in words what went wrong.
func explain(err error) error {
	var pqErr *pq.Error
	if !errors.As(err, &pqErr) {
		return err
	}
	switch pqErr.Code {
	case pqerror.UndefinedTable:
		return errors.New("there are no accounts yet")
	case pqerror.QueryCanceled:
		return errors.New("the report took too long")
	}
	if pqErr.Code.Class() == "08" {
		return fmt.Errorf("no connection: %w", err)
	}
	return err
}

var _ = []any{sweep, drain, remove}
