package create

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/volumes/api"
)

var permanent = map[codes.Code]bool{
	codes.InvalidArgument:    true,
	codes.NotFound:           true,
	codes.AlreadyExists:      true,
	codes.FailedPrecondition: true,
}

type policy struct {
	initial, limit time.Duration
	expiry         time.Duration
}

type worker struct {
	client api.VolumeServiceClient
	policy policy
	log    *slog.Logger
}

func retryable(err error) bool {
	if err == nil {
		return false
	}
	s, ok := status.FromError(err)
	if !ok {
		return true
	}
	return !permanent[s.Code()] // want openretry "codes.PermissionDenied"
}

func (w *worker) create(ctx context.Context, v *api.Volume) (*api.Volume, error) {
	ctx, cancel := context.WithTimeout(ctx, w.policy.expiry)
	defer cancel()
	delay := w.policy.initial
	for attempt := 1; ; attempt++ {
		out, err := w.client.CreateVolume(ctx, &api.CreateVolumeRequest{Volume: v})
		if err == nil {
			return out, nil
		}
		if !retryable(err) {
			return nil, err
		}
		w.log.Warn("creating volume", "name", v.Name, "attempt", attempt, "err", err)
		jitter := time.Duration(rand.Int64N(int64(delay)))
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(delay + jitter):
		}
		delay = min(delay*2, w.policy.limit)
	}
}
