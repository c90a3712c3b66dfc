// Tests that do not look at wrapped errors, of errors that are wrapped on each path to them.
package p

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
)

type missingError struct{ name string }

func (e *missingError) Error() string { return e.name }

type store interface{ Delete(name string) error }

func drop(s store, name string) error {
	if err := s.Delete(name); err != nil {
		return fmt.Errorf("deleting %s: %w", name, err)
	}
	return nil
}

func isMissing(err error) bool {
	_, ok := err.(*missingError) // want `this never matches: the error is wrapped on each path to it; use errors.As to find \*missingError`
	return ok
}

func reconcile(s store, name string) error {
	err := drop(s, name)
	if err != nil && isMissing(err) {
		return nil
	}
	return err
}

func read(r io.Reader, b []byte) (n int, err error) {
	n, err = r.Read(b)
	if err != nil {
		err = fmt.Errorf("reading: %w", err)
	}
	return
}

func readAll(r io.Reader) (total int, err error) {
	b := make([]byte, 100)
	for {
		n, err := read(r, b)
		total += n
		if err == io.EOF { // want `this comparison is never true: the error is wrapped on each path to it; use errors.Is with io.EOF`
			return total, nil
		}
		if err != nil {
			return total, err
		}
	}
}

func load(name string) ([]byte, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, errors.Join(errors.New("loading"), err)
	}
	return b, nil
}

func loadOrDefault(name string) ([]byte, error) {
	b, err := load(name)
	if os.IsNotExist(err) { // want `os.IsNotExist never matches: it does not look at wrapped errors, and the error is wrapped on each path to it; use errors.Is`
		return nil, nil
	}
	return b, err
}

func kind(s store) string {
	switch err := drop(s, "a").(type) {
	case nil:
		return ""
	case *missingError: // want `this never matches: the error is wrapped on each path to it; use errors.As to find \*missingError`
		return err.name
	case interface{ Timeout() bool }: // want `this never matches: the error is wrapped on each path to it; use errors.As to find interface{Timeout\(\) bool}`
		return "timeout"
	}
	return "other"
}

// A context error inside a wrap.
func stopped(ctx context.Context) bool {
	switch err := fmt.Errorf("stopped: %w", ctx.Err()); err {
	case context.Canceled: // want `this comparison is never true: the error is wrapped on each path to it; use errors.Is with context.Canceled`
		return true
	}
	return false
}

func drain(r io.Reader, b []byte) error {
	for {
		_, err := read(r, b)
		if err != nil && err != io.EOF { // want `this comparison is always true: the error is wrapped on each path to it; use errors.Is with io.EOF`
			return err
		}
	}
}
