// Tests that do not look at wrapped errors, of errors that may come as they are.
package p

import (
	"errors"
	"fmt"
	"io"
	"os"
)

type goneError struct{ name string }

func (e *goneError) Error() string { return e.name }

type shelf interface{ Delete(name string) error }

func typed(err error) bool {
	_, ok := err.(*goneError)
	return ok
}

// One path does not wrap.
func sometimes(s shelf, name string) error {
	err := s.Delete(name)
	if err != nil && name != "" {
		return fmt.Errorf("deleting %s: %w", name, err)
	}
	return err
}

func useSometimes(s shelf) bool { return typed(sometimes(s, "a")) }

// The type itself is returned on one path.
func own(s shelf, name string) error {
	if name == "" {
		return &goneError{name}
	}
	if err := s.Delete(name); err != nil {
		return fmt.Errorf("deleting: %w", err)
	}
	return nil
}

func useOwn(s shelf) bool {
	_, ok := own(s, "a").(*goneError)
	return ok
}

// The error is unwrapped first.
func useUnwrapped(s shelf) bool {
	err := fmt.Errorf("deleting: %w", s.Delete("a"))
	_, ok := errors.Unwrap(err).(*goneError)
	return ok
}

func useLoop(s shelf) bool {
	err := fmt.Errorf("deleting: %w", s.Delete("a"))
	for err != nil {
		if _, ok := err.(*goneError); ok {
			return true
		}
		err = errors.Unwrap(err)
	}
	return false
}

// The function looks at wrapped errors too.
func useBoth(s shelf) bool {
	err := fmt.Errorf("deleting: %w", s.Delete("a"))
	var g *goneError
	if _, ok := err.(*goneError); ok {
		return true
	}
	return errors.As(err, &g)
}

// Only one caller wraps: the test is for the other one.
func mixedCallers(err error) bool { return err == io.EOF }

func callWrapped(r io.Reader) bool {
	_, err := r.Read(nil)
	return mixedCallers(fmt.Errorf("reading: %w", err))
}

func callPlain(r io.Reader) bool {
	_, err := r.Read(nil)
	return mixedCallers(err)
}

// Other packages may call it.
func IsGone(err error) bool {
	_, ok := err.(*goneError)
	return ok
}

func callIsGone(s shelf) bool { return IsGone(fmt.Errorf("deleting: %w", s.Delete("a"))) }

// It is also used as a value.
func isEnd(err error) bool { return err == io.EOF }

var predicates = []func(error) bool{isEnd}

func callIsEnd(s shelf) bool { return isEnd(fmt.Errorf("deleting: %w", s.Delete("a"))) }

// The wrapper has the methods of the interface.
func useInterface(s shelf) bool {
	_, ok := fmt.Errorf("deleting: %w", s.Delete("a")).(interface{ Unwrap() error })
	return ok
}

// The comparison is with an error that is returned as it is.
var errEmpty = errors.New("empty")

func first(s shelf, names []string) error {
	if len(names) == 0 {
		return errEmpty
	}
	if err := s.Delete(names[0]); err != nil {
		return fmt.Errorf("deleting: %w", err)
	}
	return nil
}

func useFirst(s shelf) bool { return first(s, nil) == errEmpty }

// A field, a channel, a deferred function or another goroutine may set the error.
type job struct{ err error }

func (j *job) run(s shelf) { j.err = fmt.Errorf("deleting: %w", s.Delete("a")) }

func (j *job) ended() bool { return j.err == io.EOF }

func deferred(s shelf) (err error) {
	defer func() {
		if err != nil {
			err = io.EOF
		}
	}()
	return fmt.Errorf("deleting: %w", s.Delete("a"))
}

func useDeferred(s shelf) bool { return deferred(s) == io.EOF }

func shared(s shelf) bool {
	err := fmt.Errorf("deleting: %w", s.Delete("a"))
	set(&err)
	return os.IsNotExist(err)
}

func set(err *error) { *err = os.ErrNotExist }

// The wrapped error is handled; the one that is tested is new.
func replaced(s shelf) bool {
	err := fmt.Errorf("deleting: %w", s.Delete("a"))
	fmt.Println(err)
	err = s.Delete("b")
	return err == io.EOF
}

// Only another error is wrapped.
func wrapsOther(n int) error {
	if n > 10 {
		return fmt.Errorf("page %d: %w", n, errEmpty)
	}
	return nil
}

func useWrapsOther() error {
	if err := wrapsOther(11); err != nil && err != io.EOF {
		return err
	}
	return nil
}
