package cleanup

import (
	"context"
	"errors"
	"log/slog"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/volumes/api"
)

type janitor struct {
	client api.VolumeServiceClient
	dryRun bool
}

func (j *janitor) purge(ctx context.Context, names []string) error {
	var errs []error
	for _, n := range names {
		if j.dryRun {
			slog.Info("would delete", "name", n)
			continue
		}
		_, err := j.client.DeleteVolume(ctx, &api.DeleteVolumeRequest{Name: n})
		if err != nil && (status.Code(err) != codes.NotFound || status.Code(err) != codes.AlreadyExists) { // want nevermatch
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
