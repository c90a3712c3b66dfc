package names

import (
	"time"

	"connectrpc.com/connect"
	grpccodes "google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// A message names the constant as the file does.
func connected(call func() error) error {
	var err error
	for range 3 {
		err = call()
		if connect.CodeOf(err) == connect.CodePermissionDenied { // want `^connect.CodePermissionDenied is retried, but retrying cannot help \(inferred\)$`
			time.Sleep(time.Second)
			continue
		}
		return err
	}
	return err
}

func renamed(call func() error) error {
	var err error
	for range 3 {
		err = call()
		if status.Code(err) == grpccodes.PermissionDenied { // want `^grpccodes.PermissionDenied is retried, but retrying cannot help \(inferred\)$`
			time.Sleep(time.Second)
			continue
		}
		return err
	}
	return err
}
