package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"time"

	"github.com/cenkalti/backoff/v5"
	"google.golang.org/genproto/googleapis/example/library/v1"
	"google.golang.org/grpc/codes"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/status"
)

// wait waits until the server is serving. If the server has no health service, it lists the shelves instead.
func (c *client) wait(ctx context.Context) error {
	for {
		answer, err := c.health.Check(ctx, &healthpb.HealthCheckRequest{})
		switch status.Code(err) {
		case codes.OK:
			if answer.GetStatus() == healthpb.HealthCheckResponse_SERVING {
				return nil
			}
		case codes.Unimplemented:
			return c.ping(ctx)
		case codes.Unavailable, codes.NotFound:
			log.Print("the server is not ready: ", err)
		default:
			return err
		}
		select {
		case <-time.After(500 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// probe asks the server once.
func (c *client) probe(ctx context.Context) error {
	_, err := c.health.Check(ctx, &healthpb.HealthCheckRequest{})
	if err != nil {
		if status.Code(err) == codes.Unimplemented { // want unhandledcode "codes.PermissionDenied, .* return err after the test"
			_, err := c.library.ListShelves(ctx, &library.ListShelvesRequest{PageSize: 1})
			return err
		}
	}
	return nil
}

// ping lists the shelves until the call succeeds.
func (c *client) ping(ctx context.Context) error {
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		_, err := c.library.ListShelves(ctx, &library.ListShelvesRequest{PageSize: 1})
		code := status.Code(err)
		if code == codes.Unavailable || code == codes.DataLoss { // want permanentretry "codes.DataLoss"
			return struct{}{}, err
		}
		if err != nil {
			return struct{}{}, backoff.Permanent(err)
		}
		return struct{}{}, nil
	}, backoff.WithNotify(func(err error, next time.Duration) {
		if status.Code(err) == codes.PermissionDenied {
			log.Print("is the key right? ", err)
		}
		log.Printf("waiting %v", next)
	}))
	return err
}

// watch prints each change of the server's health.
func (c *client) watch(ctx context.Context) error {
	for {
		err := c.follow(ctx)
		if err == nil || ctx.Err() != nil {
			return nil
		}
		st := status.Convert(err)
		if st.Code() == codes.Unavailable || st.Code() == codes.ResourceExhausted {
			log.Print("watching again: ", st.Message())
			time.Sleep(5 * time.Second)
			continue
		}
		return err
	}
}

// follow reads one stream to its end. The server closes the stream when it shuts down.
func (c *client) follow(ctx context.Context) error {
	stream, err := c.health.Watch(ctx, &healthpb.HealthCheckRequest{})
	if err != nil {
		return err
	}
	for {
		change, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return nil
		}
		switch status.Code(err) {
		case codes.OK:
			fmt.Println(change.GetStatus())
		case codes.Canceled:
			return nil
		case codes.Internal, codes.Unauthenticated: // want swallowedcode "codes.Internal" swallowedcode "codes.Unauthenticated"
			log.Print("the server does not go on: ", err)
			return nil
		default:
			return err
		}
	}
}
