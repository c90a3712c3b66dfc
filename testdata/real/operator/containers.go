package main

import (
	"errors"
	"time"

	"github.com/containerd/errdefs"
)

// A runtime runs containers.
type runtime interface {
	Create(image string) error
	Remove(name string) error
}

// run hides that the image's name is wrong.
func run(r runtime, image string) error {
	err := r.Create(image)
	if errdefs.IsInvalidArgument(err) { // want swallowedcode "InvalidArgument ends here as success"
		return nil
	}
	return err
}

// remove expects that the container may be gone.
func remove(r runtime, name string) error {
	if err := r.Remove(name); err != nil && !errdefs.IsNotFound(err) {
		return err
	}
	return nil
}

// ensure tries again although the caller may not create containers.
func ensure(r runtime, image string) error {
	var err error
	for range 3 {
		err = r.Create(image)
		if errors.Is(err, errdefs.ErrPermissionDenied) { // want permanentretry "PermissionDenied"
			time.Sleep(time.Second)
			continue
		}
		return err
	}
	return err
}

// ensureAvailable waits for the runtime to start.
func ensureAvailable(r runtime, image string) error {
	var err error
	for range 3 {
		err = r.Create(image)
		if errdefs.IsUnavailable(err) {
			time.Sleep(time.Second)
			continue
		}
		return err
	}
	return err
}
