// Package p restarts a larger operation after a conflict.
package p

import (
	"context"
	"database/sql"
	"errors"
	"log"
	"time"

	"github.com/go-sql-driver/mysql"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func aborted(ctx context.Context, call func(context.Context) error) error {
	for {
		if err := call(ctx); status.Code(err) != codes.Aborted { // want `^codes.Aborted is retried without a wait and without a limit; wait before the next attempt, or limit the attempts \(inferred\)$`
			return err
		}
	}
}

func deadlock(db *sql.DB, transfer func(*sql.DB) error) error {
	for {
		err := transfer(db)
		var me *mysql.MySQLError
		if errors.As(err, &me) && me.Number == 1213 { // want "^1213 .ER_LOCK_DEADLOCK. is retried without a wait and without a limit"
			log.Print("again")
			continue
		}
		return err
	}
}

func isConflict(err error) bool {
	return status.Code(err) == codes.Aborted // want "codes.Aborted is retried without a wait and without a limit"
}

func byPredicate(ctx context.Context, call func(context.Context) error) (err error) {
	for {
		if err = call(ctx); !isConflict(err) {
			return err
		}
	}
}

// A few attempts at once are right.
func counted(ctx context.Context, call func(context.Context) error) (err error) {
	for range 5 {
		if err = call(ctx); status.Code(err) != codes.Aborted {
			return err
		}
	}
	return err
}

func countedInside(ctx context.Context, call func(context.Context) error) error {
	for n := 0; ; n++ {
		err := call(ctx)
		if status.Code(err) == codes.Aborted && n < 3 {
			continue
		}
		return err
	}
}

func untilDeadline(call func() error, end time.Time) error {
	for {
		err := call()
		if status.Code(err) != codes.Aborted || time.Now().After(end) {
			return err
		}
	}
}

func untilDone(ctx context.Context, call func(context.Context) error) error {
	for ctx.Err() == nil {
		if err := call(ctx); status.Code(err) != codes.Aborted {
			return err
		}
	}
	return ctx.Err()
}

func waits(ctx context.Context, call func(context.Context) error) error {
	for {
		if err := call(ctx); status.Code(err) != codes.Aborted {
			return err
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// The next attempt begins with the current state.
func readsAgain(ctx context.Context, read func(context.Context) (int, error), write func(context.Context, int) error) error {
	n, err := read(ctx)
	for err == nil {
		if err = write(ctx, n+1); status.Code(err) != codes.Aborted {
			return err
		}
		n, err = read(ctx)
	}
	return err
}

// The state is an expected one, and another code asks for a limit.
func statement(db *sql.DB, query string) error {
	for {
		_, err := db.Exec(query)
		var me *mysql.MySQLError
		if errors.As(err, &me) && me.Number == 1205 {
			continue
		}
		return err
	}
}
