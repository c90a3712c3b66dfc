// Comparisons of errors with values that an error may be.
package p

import (
	"context"
	"errors"
	"fmt"
	"io"
)

type rateError struct{ limit int }

func (e *rateError) Error() string { return fmt.Sprint("limit ", e.limit) }

// Pointers to values without a size may be equal.
type emptyError struct{}

func (*emptyError) Error() string { return "empty" }

type nothing struct {
	_ [0]int
	e emptyError
}

func (*nothing) Error() string { return "nothing" }

type valueError struct{ code int }

func (e valueError) Error() string { return fmt.Sprint("code ", e.code) }

type queue interface{ Push(size int) error }

func (q *memory) Push(int) error {
	if q.failure != nil {
		return q.failure
	}
	return valueError{404}
}

type memory struct{ failure error }

func empty(q queue) bool {
	err := q.Push(1)
	return errors.Is(err, &emptyError{}) || errors.Is(err, new(nothing)) || err == error(&emptyError{})
}

// A value is equal to another value with the same fields.
func value(q queue) bool {
	err := q.Push(1)
	return errors.Is(err, valueError{404}) || err == valueError{404}
}

var errFull = errors.New("queue is full")

var errLimit error = &rateError{10}

func variable(q queue) bool {
	err := q.Push(1)
	return errors.Is(err, errFull) || errors.Is(err, errLimit) || err == errLimit || errors.Is(err, io.EOF)
}

// The value is also used elsewhere, so that the error may be this value.
func stored(q *memory) bool {
	full := &rateError{10}
	q.failure = full
	return errors.Is(q.Push(1), full)
}

func passed(ctx context.Context, q queue) bool {
	cause := errors.New("stopped")
	ctx, cancel := context.WithCancelCause(ctx)
	cancel(cause)
	return errors.Is(context.Cause(ctx), cause)
}

// The error is not an interface: the compiler knows both.
func pointers(a *rateError) bool { return a == &rateError{1} }

// A parameter may be any error.
func parameter(q queue, wanted error) bool { return errors.Is(q.Push(1), wanted) }

func as(q queue) bool {
	var r *rateError
	return errors.As(q.Push(1), &r)
}

// The value is wrapped, and not compared.
func wraps(q queue) error {
	if err := q.Push(1); err != nil {
		return errors.Join(err, &rateError{1}, errors.New("queue is full"))
	}
	return nil
}
