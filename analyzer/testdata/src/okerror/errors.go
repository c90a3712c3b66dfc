package p

import (
	"errors"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func returned() error {
	return status.Error(codes.OK, "not found") // want `^status.Error\(codes.OK, …\) returns nil, so the caller sees success$`
}

func formatted(name string) (int, error) {
	if name == "" {
		return 0, (status.Errorf(codes.OK, "no name %q", name)) // want `^status.Errorf\(codes.OK, …\) returns nil, so`
	}
	return 1, nil
}

func turned() error {
	return status.New(codes.OK, "done").Err() // want `^status.New\(codes.OK, …\).Err\(\) returns nil, so`
}

func turnedFormatted() error {
	return status.Newf(codes.OK, "done %d", 1).Err() // want `^status.Newf\(codes.OK, …\).Err\(\) returns nil, so`
}

func kept() error {
	st := status.New(codes.OK, "done") // want `^st.Err\(\) returns nil for codes.OK, so the caller sees success$`
	return st.Err()
}

func declared() error {
	var st = status.New(codes.OK, "done") // want `^st.Err\(\) returns nil for codes.OK, so the caller sees success$`
	err := st.Err()
	return err
}

func number() error {
	return status.Error(0, "zero") // want `\(codes.OK, …\) returns nil, so the caller sees success$`
}

func converted() error {
	return status.Error(codes.Code(0), "zero") // want `\(codes.OK, …\) returns nil, so the caller sees success$`
}

func inVariable(fail bool) error {
	err := status.Error(codes.OK, "all good") // want `\(codes.OK, …\) returns nil, so the caller sees success$`
	if fail {
		return errors.Join(err, errors.New("b"))
	}
	return err
}

func named() (err error) {
	err = status.Error(codes.OK, "all good") // want `\(codes.OK, …\) returns nil, so the caller sees success$`
	return
}

func inClosure() func() error {
	return func() error {
		return status.Error(codes.OK, "") // want `\(codes.OK, …\) returns nil, so the caller sees success$`
	}
}

func sent(errs chan<- error) {
	errs <- status.Error(codes.OK, "shutting down") // want `\(codes.OK, …\) returns nil, so the caller sees success$`
}

type profile struct{ name string }

func notYet() (*profile, error) {
	return nil, status.Errorf(codes.OK, "method %s not implemented", "profile") // want `\(codes.OK, …\) returns nil, so the caller sees success$`
}
