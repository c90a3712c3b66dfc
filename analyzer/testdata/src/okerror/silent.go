package p

import (
	"errors"
	"fmt"

	"connectrpc.com/connect"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func otherCode() error { return status.Error(codes.NotFound, "no such thing") }

func nothing() error { return nil }

// A status is not an error.
func trailer() *status.Status { return status.New(codes.OK, "") }

func message() string { return status.New(codes.OK, "fine").Message() }

var statusOK = status.New(codes.OK, "")

func keptForTrailer() (*status.Status, error) {
	st := status.New(codes.OK, "")
	return st, nil
}

// One of several.
func several(fail bool) error {
	st := status.New(codes.OK, "")
	if fail {
		st = status.New(codes.Internal, "failed")
	}
	return st.Err()
}

func overwritten(fail bool) error {
	err := status.Error(codes.OK, "")
	if fail {
		err = status.Error(codes.Internal, "failed")
	}
	return err
}

func filled(fill func(*error)) error {
	err := status.Error(codes.OK, "")
	fill(&err)
	return err
}

// The code is in a variable or a parameter.
func variable(fail bool) error {
	c := codes.OK
	if fail {
		c = codes.Internal
	}
	return status.Error(c, "result")
}

func parameter(c codes.Code) error { return status.Error(c, "result") }

// Tables, arguments and comparisons.
var table = []struct {
	code codes.Code
	err  error
}{
	{codes.OK, status.Error(codes.OK, "")},
	{codes.Internal, status.Error(codes.Internal, "")},
}

func tableWithin() []error {
	return []error{status.Error(codes.OK, ""), status.Error(codes.Internal, "")}
}

func argument(report func(error)) { report(status.Error(codes.OK, "done")) }

func wrapped() error { return fmt.Errorf("state: %w", status.Error(codes.OK, "done")) }

func compared(err error) bool { return errors.Is(err, status.Error(codes.OK, "")) }

// The errors of this function are never nil.
func otherMaker() error { return connect.NewError(0, errors.New("zero")) }

// A field is not followed.
type answer struct{ err error }

func (a *answer) set() { a.err = status.Error(codes.OK, "") }
