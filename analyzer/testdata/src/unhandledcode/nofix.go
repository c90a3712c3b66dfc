// Package p drops errors where no edit is certainly right.
package p

import (
	"context"
	"errors"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

var errGone = errors.New("gone")

// The zero value's type has no name.
func unnamed(te *tunnel.TunnelError) (struct{ id string }, error) {
	switch te.Code { // want `\(OTSParameterInvalid, OTSTunnelExpired\) end here as success`
	case "OTSPermissionDenied":
		return struct{ id string }{}, te
	case "OTSTunnelServerUnavailable":
		return struct{ id string }{}, errGone
	}
	return struct{ id string }{}, nil
}

// The error is assigned after it was tested for nil.
func again(ctx context.Context, get func(context.Context) error) error {
	err := get(ctx)
	if err == nil {
		return nil
	}
	err = get(ctx)
	switch status.Code(err) { // want "end here as success"
	case codes.NotFound:
		return errGone
	case codes.Unavailable:
		return err
	}
	return nil
}

// The fix needs a line of its own.
func oneLine(te *tunnel.TunnelError) error {
	switch te.Code { case "OTSPermissionDenied", "OTSTunnelExpired": return te } // want `\(OTSParameterInvalid\) end here as success; return te after the test$`
	return nil
}

// The other part of the condition may be false for the codes that it names.
func more(ctx context.Context, get func(context.Context) error, strict bool) error {
	if err := get(ctx); err != nil {
		if status.Code(err) == codes.NotFound { // want "end here as success"
			return errGone
		} else if strict && status.Code(err) == codes.Unavailable {
			return err
		}
	}
	return nil
}

// There is a default.
func byDefault(te *tunnel.TunnelError) error {
	switch te.Code { // want "end here as success"
	case "OTSPermissionDenied":
		return te
	default:
		return nil
	}
}
