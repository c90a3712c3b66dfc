package p

import (
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func failed(err error) error {
	if err != nil {
		return status.Error(codes.OK, err.Error()) // want `returns nil, so the caller sees success$`
	}
	return nil
}

func either(err error, fine bool) error {
	if err == nil || fine {
		return status.Error(codes.OK, "") // want `returns nil, so the caller sees success$`
	}
	return err
}

func notPointer(name *string) error {
	if name == nil {
		return status.Error(codes.OK, "no name") // want `returns nil, so the caller sees success$`
	}
	return nil
}

func translatesFailure(code int) error {
	if code >= 500 {
		return status.Error(codes.OK, "server error") // want `status\.Error\(codes\.OK, …\) returns nil`
	}
	return nil
}
