// Errors that nothing is lost of, or that nobody is seen to ask.
package p

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"

	"github.com/cenkalti/backoff/v5"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Only one end is seen: nobody asks.
func text(call func() error) error {
	if err := call(); err != nil {
		return fmt.Errorf("calling: %v", err)
	}
	return nil
}

func printed(call func() error) { log.Print(text(call)) }

// Only one end is seen: the error comes from elsewhere.
func asked(err error) bool { return status.Code(err) == codes.NotFound }

func stored(b *box) bool { return status.Code(b.err) == codes.NotFound }

type box struct{ err error }

func (b *box) set(call func() error) { b.err = text(call) }

// %w keeps the error.
func wrapped(call func() error) error {
	if err := call(); err != nil {
		return fmt.Errorf("calling: %w", err)
	}
	return nil
}

func askedWrapped(call func() error) bool { return status.Code(wrapped(call)) == codes.NotFound }

// %w is for a variable of the package, which is what the caller asks for; the cause is added as text on purpose.
var errFailed = errors.New("failed")

func both(call func() error) error {
	if err := call(); err != nil {
		return fmt.Errorf("%w: %v", errFailed, err)
	}
	return nil
}

func askedBoth(call func() error) bool { return errors.Is(both(call), errFailed) }

// The function itself has looked at the error: the rest is not wanted.
func sorted(call func() error) error {
	err := call()
	if status.Code(err) == codes.NotFound {
		return err
	}
	if err != nil {
		return fmt.Errorf("calling: %v", err)
	}
	return nil
}

func askedSorted(call func() error) bool { return status.Code(sorted(call)) == codes.NotFound }

// A predicate has looked at the error.
func judged(call func() error, known func(error) bool) error {
	err := call()
	if err == nil || known(err) {
		return err
	}
	return fmt.Errorf("calling: %v", err)
}

func askedJudged(call func() error) bool { return status.Code(judged(call, asked)) == codes.Aborted }

// Another error comes as it is, and nothing shows that the text had a status.
func mixed(call func() error, in []byte, out any) error {
	if err := prepare(in); err != nil {
		return fmt.Errorf("preparing: %v", err)
	}
	return call()
}

func prepare(in []byte) error { return preparer(in) }

var preparer func([]byte) error

func askedMixed(call func() error) bool {
	return status.Code(mixed(call, nil, nil)) == codes.NotFound
}

// The standard library returns no status.
func decode(in []byte, out any) error {
	if err := json.Unmarshal(in, out); err != nil {
		return fmt.Errorf("decoding: %v", err)
	}
	return nil
}

func askedDecode() bool { return status.Code(decode(nil, nil)) == codes.NotFound }

// The text is that of something else than the error.
func other(call func() error, name string) error {
	if err := call(); err != nil {
		log.Print(err)
		return fmt.Errorf("calling %v", name)
	}
	return nil
}

func askedOther(call func() error) bool { return status.Code(other(call, "x")) == codes.NotFound }

// The variable that is asked is set again in between.
func again(call func() error) bool {
	err := text(call)
	log.Print(err)
	err = call()
	return status.Code(err) == codes.NotFound
}

// The status is made from the text: the code is known.
func translated(call func() error) error {
	if err := call(); err != nil {
		return status.Errorf(codes.Internal, "calling: %v", err)
	}
	return nil
}

func askedTranslated(call func() error) bool { return status.Code(translated(call)) == codes.Internal }

// A value of another type than the one that is asked for.
type firstError struct{}

func (*firstError) Error() string { return "first" }

type secondError struct{}

func (*secondError) Error() string { return "second" }

func two(n int) error {
	if n > 0 {
		return fmt.Errorf("two: %v", &firstError{})
	}
	return &secondError{}
}

func askedTwo(n int) bool {
	var s *secondError
	return errors.As(two(n), &s)
}

// The mark is put on the text, which is returned as it is.
func marked(ctx context.Context, call func() error) (int, error) {
	return backoff.Retry(ctx, func() (int, error) {
		if err := call(); err != nil {
			return 0, backoff.Permanent(fmt.Errorf("calling: %v", err))
		}
		return 1, nil
	})
}

// The library looks for no mark that anybody has put on.
func unmarked(ctx context.Context, call func() error) (int, error) {
	return backoff.Retry(ctx, func() (int, error) {
		if err := call(); err != nil {
			return 0, fmt.Errorf("calling: %v", err)
		}
		return 1, nil
	})
}

// A mark that is wrapped is found.
func markedAndWrapped(ctx context.Context, call func() error) (int, error) {
	return backoff.Retry(ctx, func() (int, error) {
		if err := call(); err != nil {
			return 0, fmt.Errorf("calling: %w", backoff.Permanent(err))
		}
		return 1, nil
	})
}

// A method of the type that is asked for merges errors of the type.
type pathError struct {
	path []string
	text string
}

func (e *pathError) Error() string { return e.text }

func (e *pathError) merge(err error) error {
	switch err := err.(type) {
	case nil:
	case *pathError:
		e.path, e.text = append(e.path, err.path...), err.text
	default:
		e.text += ": " + err.Error()
	}
	return e
}

func checkField(name string) error {
	if name == "" {
		return &pathError{text: "no name"}
	}
	return nil
}

func checkObject(names []string) error {
	for _, name := range names {
		if err := checkField(name); err != nil {
			return fmt.Errorf("field %q: %v", name, err)
		}
	}
	return nil
}

func checkAll(names []string) error {
	e := &pathError{}
	return e.merge(checkObject(names))
}

// An unexported type that nothing makes: the text is not what the test misses.
type unusedError struct{}

func (unusedError) Error() string { return "unused" }

type loader interface{ Load() error }

func load(l loader) error {
	if err := l.Load(); err != nil {
		return fmt.Errorf("loading: %v", err)
	}
	return nil
}

func isUnused(l loader) bool {
	var u unusedError
	return errors.As(load(l), &u)
}
