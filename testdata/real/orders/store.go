package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/go-sql-driver/mysql"
)

// The numbers that this program handles.
const (
	duplicateEntry = 1062
	lockTimeout    = 1205
	deadlock       = 1213
)

// number returns the number of a server's error, or 0.
func number(err error) uint16 {
	var me *mysql.MySQLError
	if errors.As(err, &me) {
		return me.Number
	}
	return 0
}

// add adds an order. An order that exists is no failure: the command may be repeated.
func add(ctx context.Context, db *sql.DB, customer, article string) error {
	_, err := db.ExecContext(ctx, "INSERT INTO orders (customer, article) VALUES (?, ?)", customer, article)
	var me *mysql.MySQLError
	if errors.As(err, &me) {
		switch me.Number {
		case duplicateEntry:
			return nil
		case 1146: // ER_NO_SUCH_TABLE
			return create(ctx, db)
		case 1142: // want swallowedcode "1142 .ER_TABLEACCESS_DENIED_ERROR."
			log.Print(err)
			return nil
		}
	}
	return err
}

// create creates the table. The server may not have a free connection at once.
func create(ctx context.Context, db *sql.DB) error {
	var err error
	for i := range 5 {
		_, err = db.ExecContext(ctx, "CREATE TABLE orders (id bigint AUTO_INCREMENT PRIMARY KEY, customer text, article text, shipped datetime)")
		switch number(err) {
		case 1040, 1203:
			time.Sleep(time.Second << i)
			continue
		case 1064: // want permanentretry "1064 .ER_PARSE_ERROR."
			time.Sleep(time.Second)
			continue
		case 1050:
			return nil
		}
		return err
	}
	return err
}

// ship marks an order as shipped. A deadlock rolls back all of the transaction, so that it begins anew.
func ship(ctx context.Context, db *sql.DB, id string) error {
	var err error
	for range 3 {
		if err = shipOnce(ctx, db, id); number(err) != deadlock {
			return err
		}
	}
	return err
}

func shipOnce(ctx context.Context, db *sql.DB, id string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("beginning a transaction: %w", err)
	}
	defer tx.Rollback()
	if err := mark(ctx, tx, id); err != nil {
		return err
	}
	if err := note(ctx, tx, id); err != nil {
		return err
	}
	return tx.Commit()
}

// mark repeats a statement in a transaction that a deadlock has rolled back: the statement would take effect alone.
func mark(ctx context.Context, tx *sql.Tx, id string) error {
	for range 3 {
		_, err := tx.ExecContext(ctx, "UPDATE orders SET shipped = now() WHERE id = ?", id)
		var me *mysql.MySQLError
		if errors.As(err, &me) && me.Number == deadlock { // want blindretry "1213 .ER_LOCK_DEADLOCK."
			time.Sleep(20 * time.Millisecond)
			continue
		}
		return err
	}
	return errors.New("too many deadlocks")
}

// note repeats a statement that has waited for a lock. Only the statement is rolled back then.
func note(ctx context.Context, tx *sql.Tx, id string) error {
	for range 3 {
		_, err := tx.ExecContext(ctx, "INSERT INTO shipments (id) VALUES (?)", id)
		if number(err) == lockTimeout {
			continue
		}
		return err
	}
	return errors.New("the lock was not released")
}
