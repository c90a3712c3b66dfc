package blindretry

import (
	"context"
	"time"

	"k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/util/wait"
)

// A store keeps objects with versions.
type store interface {
	Get(ctx context.Context, name string) (string, error)
	Update(ctx context.Context, object string) error
}

func sameVersion(ctx context.Context, s store, object string) error {
	return wait.PollUntilContextTimeout(ctx, time.Second, time.Minute, true, func(ctx context.Context) (bool, error) {
		err := s.Update(ctx, object)
		if errors.IsConflict(err) { // want "Conflict is retried unchanged; read the current state again first"
			return false, nil
		}
		return err == nil, err
	})
}

// The callback reads the object before each update.
func newVersion(ctx context.Context, s store) error {
	return wait.PollUntilContextTimeout(ctx, time.Second, time.Minute, true, func(ctx context.Context) (bool, error) {
		object, err := s.Get(ctx, "a")
		if err != nil {
			return false, err
		}
		if err = s.Update(ctx, object); err != nil && !errors.IsConflict(err) {
			return false, err
		}
		return err == nil, nil
	})
}

// The attempt of a loop reads the object.
func newVersionInLoop(ctx context.Context, s store) error {
	for range 5 {
		err := readAndUpdate(ctx, s)
		if errors.IsConflict(err) {
			time.Sleep(time.Second)
			continue
		}
		return err
	}
	return nil
}

func readAndUpdate(ctx context.Context, s store) error {
	object, err := s.Get(ctx, "a")
	if err != nil {
		return err
	}
	return s.Update(ctx, object)
}
