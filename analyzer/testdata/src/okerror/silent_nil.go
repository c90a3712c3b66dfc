package p

import (
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Without an error, the program means to return nil.
func toStatus(err error) error {
	if err == nil {
		return status.Error(codes.OK, "")
	}
	return status.Error(codes.Internal, err.Error())
}

func otherwise(err error) error {
	if err != nil {
		return status.Error(codes.Internal, err.Error())
	} else {
		return status.Error(codes.OK, "")
	}
}

func guarded(call func() error) error {
	if err := call(); err != nil {
		return status.Error(codes.Internal, err.Error())
	}
	return status.Error(codes.OK, "")
}

func bySwitch(err error) error {
	switch {
	case err == nil:
		return status.New(codes.OK, "").Err()
	}
	return status.Error(codes.Internal, err.Error())
}

func byVariable(err error) error {
	fine := err == nil
	if fine {
		return status.Error(codes.OK, "")
	}
	return status.Error(codes.Internal, err.Error())
}

func negated(err error) error {
	if !(err != nil) {
		return status.Error(codes.OK, "")
	}
	return status.Error(codes.Internal, err.Error())
}

// A function that translates HTTP statuses means nil for those of success.
func translated(code int, text string) (bool, error) {
	if code < 300 {
		return true, status.Error(codes.OK, text)
	}
	return true, status.Error(codes.Internal, text)
}

func translatedClass(code int) error {
	if code/100 != 2 {
		return status.Error(codes.Internal, "")
	}
	return status.Error(codes.OK, "")
}

func translatedBySwitch(code int) error {
	switch code {
	case 200, 204:
		return status.Error(codes.OK, "")
	case 404:
		return status.Error(codes.NotFound, "")
	}
	return status.Error(codes.Unknown, "")
}
