package p

import (
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// A function that checks results for tests expects the code.

func wantsDenied(t *testing.T, call func() error) {
	if err := call(); status.Code(err) != codes.PermissionDenied {
		t.Errorf("got %v", err)
	}
}

func wantsInvalid(tb testing.TB, err error) {
	tb.Helper()
	switch status.Code(err) {
	case codes.InvalidArgument:
	default:
		tb.Error(err)
	}
}
