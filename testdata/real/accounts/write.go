package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/jackc/pgerrcode"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// connect opens a pool, and waits until the server accepts connections.
func connect(ctx context.Context, url string) (*pgxpool.Pool, error) {
	pool, err := pgxpool.New(ctx, url)
	if err != nil {
		return nil, fmt.Errorf("reading the address: %w", err)
	}
	for i := range 5 {
		err = pool.Ping(ctx)
		var pgErr *pgconn.PgError
		if errors.As(err, &pgErr) && (pgErr.Code == pgerrcode.CannotConnectNow || pgErr.Code == pgerrcode.InvalidPassword) { // want permanentretry "28P01"
			time.Sleep(time.Second << i)
			continue
		}
		break
	}
	return pool, err
}

// migrate creates the tables, unless they exist.
func migrate(ctx context.Context, pool *pgxpool.Pool) error {
	_, err := pool.Exec(ctx, "CREATE TABLE accounts (name text PRIMARY KEY, amount bigint CHECK (amount >= 0))")
	var pgErr *pgconn.PgError
	if errors.As(err, &pgErr) {
		switch pgErr.Code {
		case pgerrcode.DuplicateTable:
			return nil
		case pgerrcode.InsufficientPrivilege: // want swallowedcode "42501"
			log.Print("no privilege to create tables: ", err)
			return nil
		}
	}
	return err
}

var errExists = errors.New("the account exists")

func open(ctx context.Context, pool *pgxpool.Pool, name string) error {
	_, err := pool.Exec(ctx, "INSERT INTO accounts VALUES ($1, 0)", name)
	// The error of a statement is the PgError itself.
	if pgErr, ok := err.(*pgconn.PgError); ok && pgErr.SQLState() == "23505" {
		return errExists
	}
	return err
}

var errUsed = errors.New("the account has payments")

// remove removes an account.
func remove(ctx context.Context, pool *pgxpool.Pool, name string) error {
	_, err := pool.Exec(ctx, "DELETE FROM accounts WHERE name = $1", name)
	if err != nil && strings.Contains(err.Error(), "23503") { // want errtext "23503"
		return errUsed
	}
	return err
}

// move moves an amount from one account to another. It repeats the transaction if it is in conflict with another one.
func move(ctx context.Context, pool *pgxpool.Pool, from, to string, amount int) error {
	var err error
	for range 3 {
		err = pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
			if err := add(ctx, tx, from, -amount); err != nil {
				return err
			}
			return add(ctx, tx, to, amount)
		})
		var pgErr *pgconn.PgError
		if errors.As(err, &pgErr) && pgerrcode.IsTransactionRollback(pgErr.Code) {
			continue
		}
		return err
	}
	return err
}

// add adds an amount to an account. After a conflict, the transaction accepts no other statement.
func add(ctx context.Context, tx pgx.Tx, name string, amount int) error {
	var err error
	for range 3 {
		_, err = tx.Exec(ctx, "UPDATE accounts SET amount = amount + $2 WHERE name = $1", name, amount)
		var pgErr *pgconn.PgError
		if errors.As(err, &pgErr) && pgErr.Code == pgerrcode.SerializationFailure { // want blindretry "40001"
			time.Sleep(10 * time.Millisecond)
			continue
		}
		return err
	}
	return err
}

// sweep removes empty accounts. It tries again for as long as there are conflicts.
func sweep(ctx context.Context, once func(context.Context) error) error {
	for {
		err := once(ctx)
		var pgErr *pgconn.PgError
		if errors.As(err, &pgErr) && pgErr.Code[:2] == "40" { // want hotretry "40"
			continue
		}
		return err
	}
}

// drain is sweep with a pause.
func drain(ctx context.Context, once func(context.Context) error) error {
	for {
		err := once(ctx)
		var pgErr *pgconn.PgError
		if !errors.As(err, &pgErr) || !strings.HasPrefix(pgErr.Code, "40") {
			return err
		}
		time.Sleep(50 * time.Millisecond)
	}
}
