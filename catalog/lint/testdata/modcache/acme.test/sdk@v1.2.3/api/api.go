package api

import "acme.test/sdk/core"

const (
	ErrOne = "C-1"
	ErrTwo = "C-9"
)

type Error struct {
	base
	core.Detail
	Status int
}

type base struct{ Code string }

func (e *Error) Error() string    { return e.Code }
func (b *base) Temporary() bool   { return b.Code == ErrOne }
func New(code string) *Error      { return &Error{base: base{code}} }
func (c *Client[T]) Do(x T) error { return nil }

type Client[T any] struct{}
