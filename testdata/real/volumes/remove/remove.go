package remove

import (
	"context"
	"errors"
	"log/slog"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/volumes/api"
)

var errBusy = errors.New("the volume is in use")

type metrics interface {
	Observe(op string, code codes.Code)
}

type controller struct {
	volumes api.VolumeServiceClient
	metrics metrics
	log     *slog.Logger
}

func (c *controller) DeleteVolume(ctx context.Context, id string) error {
	log := c.log.With("volume", id)
	_, err := c.volumes.DeleteVolume(ctx, &api.DeleteVolumeRequest{Name: id})
	c.metrics.Observe("delete", status.Code(err))
	switch status.Code(err) { // want unhandledcode "codes.PermissionDenied"
	case codes.OK:
		log.Info("volume deleted")
	case codes.NotFound:
		log.Warn("volume is gone already")
	case codes.FailedPrecondition:
		return errBusy
	}
	return nil
}
