package p

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

type call func(context.Context) error

// A function makes the attempt, and returns whether to make another one.
func tryPair(ctx context.Context, do call) (again bool, err error) {
	err = do(ctx)
	if status.Code(err) == codes.PermissionDenied { // want "codes.PermissionDenied is retried"
		return true, err
	}
	return false, err
}

func loopPair(ctx context.Context, do call) error {
	for range 5 {
		again, err := tryPair(ctx, do)
		if !again {
			return err
		}
		time.Sleep(time.Second)
	}
	return nil
}

// The boolean is computed, and the results are the other way round.
func tryComputed(ctx context.Context, do call) (error, bool) {
	err := do(ctx)
	return err, status.Code(err) == codes.PermissionDenied // want "codes.PermissionDenied is retried"
}

func loopComputed(ctx context.Context, do call) error {
	for range 5 {
		if err, again := tryComputed(ctx, do); !again {
			return err
		}
	}
	return nil
}

// The results are set, and returned bare.
func tryNamed(ctx context.Context, do call) (again bool, err error) {
	err = do(ctx)
	if status.Code(err) == codes.PermissionDenied { // want "codes.PermissionDenied is retried"
		again = true
	}
	return
}

func loopNamed(ctx context.Context, do call) (err error) {
	for again := true; again; {
		again, err = tryNamed(ctx, do)
	}
	return err
}

// The boolean is the only result.
func tryDone(ctx context.Context, do call) bool {
	err := do(ctx)
	return status.Code(err) != codes.PermissionDenied // want "codes.PermissionDenied is retried"
}

func loopDone(ctx context.Context, do call) {
	for !tryDone(ctx, do) {
		time.Sleep(time.Second)
	}
}

// An enumeration.
type next int

const (
	stop next = iota
	repeat
)

func tryEnum(ctx context.Context, do call) next {
	if err := do(ctx); status.Code(err) == codes.PermissionDenied { // want "codes.PermissionDenied is retried"
		return repeat
	}
	return stop
}

func loopEnum(ctx context.Context, do call) {
	for {
		switch tryEnum(ctx, do) {
		case repeat:
			time.Sleep(time.Second)
			continue
		}
		return
	}
}

// An error of the package.
var errAgain = errors.New("again")

func trySentinel(ctx context.Context, do call) error {
	err := do(ctx)
	if status.Code(err) == codes.PermissionDenied { // want "codes.PermissionDenied is retried"
		return errAgain
	}
	return err
}

func loopSentinel(ctx context.Context, do call) error {
	for range 3 {
		err := trySentinel(ctx, do)
		if errors.Is(err, errAgain) {
			continue
		}
		return err
	}
	return nil
}

// A response that is nil.
func tryResponse(c *http.Client, url string) (*http.Response, error) {
	resp, err := c.Get(url)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusForbidden { // want "403 \\(Forbidden\\) is retried"
		resp.Body.Close()
		return nil, nil
	}
	return resp, nil
}

func loopResponse(c *http.Client, url string) (*http.Response, error) {
	for range 3 {
		resp, err := tryResponse(c, url)
		if err != nil {
			return nil, err
		}
		if resp != nil {
			return resp, nil
		}
		time.Sleep(time.Second)
	}
	return nil, errors.New("gave up")
}

// A function literal.
func loopLiteral(ctx context.Context, do call) error {
	try := func() (bool, error) {
		err := do(ctx)
		if status.Code(err) == codes.PermissionDenied { // want "codes.PermissionDenied is retried"
			return true, err
		}
		return false, err
	}
	for range 3 {
		again, err := try()
		if !again {
			return err
		}
	}
	return nil
}

// A method, a predicate, and a limit.
type stepper struct {
	do    call
	tries int
}

func refused(err error) bool { return status.Code(err) == codes.PermissionDenied } // want "codes.PermissionDenied is retried"

func (s *stepper) step(ctx context.Context) (bool, error) {
	err := s.do(ctx)
	s.tries++
	if s.tries > 5 {
		return false, err
	}
	if refused(err) {
		return true, nil
	}
	return false, err
}

func (s *stepper) loop(ctx context.Context) error {
	for {
		again, err := s.step(ctx)
		if err != nil {
			return err
		}
		if !again {
			return nil
		}
	}
}

// The result does not depend on the code.
func tryNames(ctx context.Context, do call) (bool, error) {
	err := do(ctx)
	if status.Code(err) == codes.PermissionDenied {
		return false, fmt.Errorf("refused: %w", err)
	}
	return false, err
}

func loopNames(ctx context.Context, do call) error {
	for range 3 {
		again, err := tryNames(ctx, do)
		if !again {
			return err
		}
	}
	return nil
}

// All errors are retried; the code is only described.
func describes(ctx context.Context, do call) error {
	err := do(ctx)
	if status.Code(err) == codes.PermissionDenied {
		return fmt.Errorf("refused: %w", err)
	}
	return err
}

func loopDescribes(ctx context.Context, do call) (err error) {
	for range 3 {
		if err = describes(ctx, do); err == nil {
			return nil
		}
		time.Sleep(time.Second)
	}
	return err
}

// The code ends the attempts.
func tryEnds(ctx context.Context, do call) (again bool, err error) {
	err = do(ctx)
	if status.Code(err) == codes.PermissionDenied {
		return false, err
	}
	return err != nil, err
}

func loopEnds(ctx context.Context, do call) error {
	for range 3 {
		again, err := tryEnds(ctx, do)
		if !again {
			return err
		}
	}
	return nil
}

// Something is done before.
var session string

func tryRenews(ctx context.Context, do call) (again bool, err error) {
	err = do(ctx)
	if status.Code(err) == codes.PermissionDenied {
		session = newSession()
		return true, nil
	}
	return false, err
}

func loopRenews(ctx context.Context, do call) error {
	for range 3 {
		again, err := tryRenews(ctx, do)
		if !again {
			return err
		}
	}
	return nil
}

// The loop does something before.
func loopRenewsItself(ctx context.Context, do call) error {
	for range 3 {
		again, err := tryAndTell(ctx, do)
		if !again {
			return err
		}
		session = newSession()
	}
	return nil
}

func tryAndTell(ctx context.Context, do call) (again bool, err error) {
	err = do(ctx)
	return status.Code(err) == codes.PermissionDenied, err
}

// An option decides too.
func tryByOption(ctx context.Context, do call, lenient bool) (again bool, err error) {
	err = do(ctx)
	if lenient && status.Code(err) == codes.PermissionDenied {
		return true, err
	}
	return false, err
}

func loopByOption(ctx context.Context, do call) error {
	for range 3 {
		again, err := tryByOption(ctx, do, session != "")
		if !again {
			return err
		}
	}
	return nil
}

// A worker that goes on after success too.
func tryItem(ctx context.Context, do call) (more bool) {
	err := do(ctx)
	return err == nil || status.Code(err) == codes.PermissionDenied
}

func work(ctx context.Context, do call) {
	for tryItem(ctx, do) {
		time.Sleep(time.Second)
	}
}

// One item after the other.
func loopItems(ctx context.Context, items []call) error {
	for _, do := range items {
		if skip, err := tryAndSkip(ctx, do); !skip {
			return err
		}
	}
	return nil
}

func tryAndSkip(ctx context.Context, do call) (skip bool, err error) {
	err = do(ctx)
	return status.Code(err) == codes.PermissionDenied, err
}

// The next server.
func loopServers(c *http.Client, urls []string) (*http.Response, error) {
	for i := 0; i < len(urls); i++ {
		resp, next, err := tryServer(c, urls[i])
		if !next {
			return resp, err
		}
	}
	return nil, errors.New("no server")
}

func tryServer(c *http.Client, url string) (resp *http.Response, next bool, err error) {
	resp, err = c.Get(url)
	if err != nil {
		return nil, false, err
	}
	return resp, resp.StatusCode == http.StatusForbidden, nil
}

// No loop.
func once(ctx context.Context, do call) error {
	again, err := tryOnce(ctx, do)
	if again {
		return errAgain
	}
	return err
}

func tryOnce(ctx context.Context, do call) (again bool, err error) {
	err = do(ctx)
	return status.Code(err) == codes.PermissionDenied, err
}

func newSession() string { return "" }
