package p

import (
	"context"
	"database/sql"
	"errors"
	"log"
	"time"

	"github.com/go-sql-driver/mysql"
)

func inTx(ctx context.Context, tx *sql.Tx, query string) error {
	for range 3 {
		_, err := tx.ExecContext(ctx, query)
		var me *mysql.MySQLError
		if errors.As(err, &me) && me.Number == 1213 { // want `^the call is repeated in the transaction that 1213 \(ER_LOCK_DEADLOCK\) has ended; begin a new transaction and repeat all of it, or return the error \(MySQL's documentation\)$`
			log.Print(err)
			time.Sleep(time.Second)
			continue
		}
		return err
	}
	return errors.New("three times")
}

type unit struct{ tx *sql.Tx }

func (u *unit) count(query string) (n int, err error) {
	for i := range 3 {
		err = u.tx.QueryRow(query).Scan(&n)
		if me, ok := err.(*mysql.MySQLError); !ok || me.Number != 1213 { // want "1213"
			return n, err
		}
		time.Sleep(time.Second << i)
	}
	return n, err
}

// A predicate cannot begin a transaction.
func isDeadlock(err error) bool {
	var me *mysql.MySQLError
	return errors.As(err, &me) && me.Number == 1213 // want "1213"
}

func byPredicateInTx(ctx context.Context, tx *sql.Tx, query string) (err error) {
	for i := 0; i < 3; i++ {
		if _, err = tx.ExecContext(ctx, query); !isDeadlock(err) {
			return err
		}
		time.Sleep(time.Second)
	}
	return err
}
