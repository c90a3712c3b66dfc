package store

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/volumes/api"
)

var ErrNoVolume = errors.New("no such volume")

type Store struct {
	mu     sync.Mutex
	cache  map[string]*api.Volume
	client api.VolumeServiceClient
}

func (s *Store) fetch(ctx context.Context, name string) (*api.Volume, error) {
	v, err := s.client.GetVolume(ctx, &api.GetVolumeRequest{Name: name})
	if err != nil {
		return nil, fmt.Errorf("failed to get volume %q: %v", name, err) // want losterror
	}
	return v, nil
}

func (s *Store) Volume(ctx context.Context, name string) (*api.Volume, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v, ok := s.cache[name]; ok {
		return v, nil
	}
	v, err := s.fetch(ctx, name)
	switch status.Code(err) {
	case codes.OK:
		s.cache[name] = v
		return v, nil
	case codes.NotFound:
		return nil, ErrNoVolume
	}
	return nil, err
}
