package p

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/go-sql-driver/mysql"
)

var errOften = errors.New("too often")

func deadlocked(err error) bool {
	var me *mysql.MySQLError
	return errors.As(err, &me) && me.Number == 1213
}

// A statement alone is a transaction.
func alone(ctx context.Context, db *sql.DB, query string) (err error) {
	for range 3 {
		if _, err = db.ExecContext(ctx, query); !deadlocked(err) {
			return err
		}
		time.Sleep(time.Second)
	}
	return err
}

// The attempt is the whole transaction.
func whole(ctx context.Context, db *sql.DB, do func(*sql.Tx) error) (err error) {
	once := func() error {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
		if err := do(tx); err != nil {
			return err
		}
		return tx.Commit()
	}
	for range 3 {
		if err = once(); !deadlocked(err) {
			return err
		}
		time.Sleep(time.Second)
	}
	return err
}

// Each attempt begins a transaction.
func begins(ctx context.Context, db *sql.DB, query string) error {
	for range 3 {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		if _, err = tx.ExecContext(ctx, query); err != nil {
			tx.Rollback()
			if deadlocked(err) {
				time.Sleep(time.Second)
				continue
			}
			return err
		}
		return tx.Commit()
	}
	return errOften
}

// A new transaction takes the place of the old one.
func beginsAgain(ctx context.Context, db *sql.DB, tx *sql.Tx, query string) error {
	for range 3 {
		_, err := tx.ExecContext(ctx, query)
		if !deadlocked(err) {
			return err
		}
		if tx, err = db.BeginTx(ctx, nil); err != nil {
			return err
		}
	}
	return errOften
}

// The transaction goes on from a savepoint.
func fromSavepoint(ctx context.Context, tx *sql.Tx, query string) error {
	for range 3 {
		_, err := tx.ExecContext(ctx, query)
		if !deadlocked(err) {
			return err
		}
		if _, err := tx.ExecContext(ctx, "ROLLBACK TO SAVEPOINT before"); err != nil {
			return err
		}
	}
	return errOften
}

// The function may go on from a savepoint.
func passesTx(ctx context.Context, tx *sql.Tx, do func(*sql.Tx) error) (err error) {
	for range 3 {
		if err = do(tx); !deadlocked(err) {
			return err
		}
		time.Sleep(time.Second)
	}
	return err
}

// The method may return a transaction of its own for each attempt.
type units struct{ open func() *sql.Tx }

func (u *units) tx() *sql.Tx { return u.open() }

func (u *units) run(query string) (err error) {
	for range 3 {
		if _, err = u.tx().Exec(query); !deadlocked(err) {
			return err
		}
		time.Sleep(time.Second)
	}
	return err
}

// Only the statement is rolled back.
func lockTimeout(tx *sql.Tx, query string) error {
	for range 3 {
		_, err := tx.Exec(query)
		var me *mysql.MySQLError
		if errors.As(err, &me) && me.Number == 1205 {
			continue
		}
		return err
	}
	return errOften
}

// Each attempt is another statement.
func statements(tx *sql.Tx, queries []string) error {
	for _, query := range queries {
		if _, err := tx.Exec(query); deadlocked(err) {
			continue
		} else if err != nil {
			return err
		}
	}
	return nil
}
