package p

import (
	"errors"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func returned() error {
	return status.Error(codes.OK, "not found") // want "^OK makes no error: what Error gives here is nil, and the caller sees success; the page says: Not an error; returned upon success$"
}

func formatted(name string) (int, error) {
	if name == "" {
		return 0, (status.Errorf(codes.OK, "no name %q", name)) // want "what Errorf gives here is nil"
	}
	return 1, nil
}

func turned() error {
	return status.New(codes.OK, "done").Err() // want "what New gives here is nil"
}

func turnedFormatted() error {
	return status.Newf(codes.OK, "done %d", 1).Err() // want "what Newf gives here is nil"
}

func kept() error {
	st := status.New(codes.OK, "done") // want "what New gives here is nil"
	return st.Err()
}

func declared() error {
	var st = status.New(codes.OK, "done") // want "what New gives here is nil"
	err := st.Err()
	return err
}

func number() error {
	return status.Error(0, "zero") // want "OK makes no error"
}

func converted() error {
	return status.Error(codes.Code(0), "zero") // want "OK makes no error"
}

func inVariable(fail bool) error {
	err := status.Error(codes.OK, "all good") // want "OK makes no error"
	if fail {
		return errors.Join(err, errors.New("b"))
	}
	return err
}

func named() (err error) {
	err = status.Error(codes.OK, "all good") // want "OK makes no error"
	return
}

func inClosure() func() error {
	return func() error {
		return status.Error(codes.OK, "") // want "OK makes no error"
	}
}

func sent(errs chan<- error) {
	errs <- status.Error(codes.OK, "shutting down") // want "OK makes no error"
}

type profile struct{ name string }

func notYet() (*profile, error) {
	return nil, status.Errorf(codes.OK, "method %s not implemented", "profile") // want "OK makes no error"
}
