package main

import (
	"context"
	"fmt"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/util/retry"
)

// A volume is a volume of the driver.
type volume struct {
	driver driver
	id     string
}

// create creates the volume. It waits while the driver starts; retrying cannot help against an invalid name.
func (v volume) create(ctx context.Context) error {
	return retry.OnError(retry.DefaultBackoff, func(err error) bool {
		switch status.Code(err) {
		case codes.Unavailable, codes.ResourceExhausted:
			return true
		case codes.InvalidArgument: // want permanentretry "codes.InvalidArgument"
			return true
		}
		return false
	}, func() error {
		err := v.driver.call(ctx, "CreateVolume", v.id)
		if status.Code(err) == codes.AlreadyExists {
			return nil
		}
		return err
	})
}

// attached waits until the volume is attached.
func (v volume) attached(ctx context.Context) error {
	return wait.PollUntilContextTimeout(ctx, time.Second, time.Minute, true, func(ctx context.Context) (bool, error) {
		err := v.driver.call(ctx, "ControllerPublishVolume", v.id)
		switch status.Code(err) {
		case codes.OK:
			return true, nil
		case codes.NotFound, codes.Unavailable:
			return false, nil
		case codes.PermissionDenied: // want permanentretry "codes.PermissionDenied"
			return false, nil
		case codes.InvalidArgument:
			return false, fmt.Errorf("attaching: %w", err)
		}
		return false, err
	})
}

// detach detaches the volume, with an exponential backoff.
func (v volume) detach(ctx context.Context) error {
	backoff := wait.Backoff{Duration: time.Second, Factor: 2, Jitter: 0.1, Steps: 5}
	return wait.ExponentialBackoffWithContext(ctx, backoff, func(ctx context.Context) (bool, error) {
		err := v.driver.call(ctx, "ControllerUnpublishVolume", v.id)
		if status.Code(err) == codes.Unimplemented { // want permanentretry "codes.Unimplemented"
			return false, nil
		}
		if status.Code(err) == codes.Unavailable {
			return false, nil
		}
		return err == nil, err
	})
}

// gone waits until the volume no longer exists.
func (v volume) gone(ctx context.Context) error {
	return wait.PollUntilContextCancel(ctx, time.Second, true, func(ctx context.Context) (bool, error) {
		err := v.driver.call(ctx, "DeleteVolume", v.id)
		if status.Code(err) == codes.NotFound {
			return true, nil
		}
		return false, err
	})
}
