package registry

import (
	"context"
	"errors"
	"fmt"
	"time"

	"example.com/volumes/api"
)

var ErrTimeout = errors.New("the registry did not answer in time")

type Broker struct {
	client  api.VolumeServiceClient
	timeout time.Duration
}

func (b *Broker) get(ctx context.Context, name string) (*api.Volume, error) {
	ctx, cancel := context.WithTimeout(ctx, b.timeout)
	defer cancel()
	v, err := b.client.GetVolume(ctx, &api.GetVolumeRequest{Name: name})
	if err != nil {
		return nil, fmt.Errorf("could not get %s: %w", name, err)
	}
	return v, nil
}

func (b *Broker) Size(ctx context.Context, name string) (int64, error) {
	v, err := b.get(ctx, name)
	if err != nil {
		if errors.Is(err, context.DeadlineExceeded) { // want nevermatch "DeadlineExceeded"
			return 0, ErrTimeout
		}
		return 0, err
	}
	return v.SizeGb, nil
}
